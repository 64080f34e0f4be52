// A teacher's checking page: codes are pasted, and stand below as tables. Nothing of it is kept.

import { button, element, write } from "../shared/dom.mjs"
import { download } from "../shared/files/download.mjs"
import { lines } from "./lines.mjs"
import { byQuestion, csv, OPEN, RIGHT, rows, WRONG } from "./results.mjs"

/** @import { Exercise, Row } from "./file.js" */

const LABEL = "Codes, one a line, with a name before or behind"

export default function checking() {
  /** @type {Exercise} */
  const exercise = JSON.parse(document.getElementById("file")?.textContent ?? "")
  const root = document.getElementById("steps")
  if (root) show(root, exercise)
}

/**
 * @param {HTMLElement} root
 * @param {Exercise} exercise
 */
function show(root, exercise) {
  const label = element("label", "pasted", root)
  element("span", "", label, LABEL)
  const box = element("textarea", "", label)
  Object.assign(box, { rows: 7, spellcheck: false, autocomplete: "off" })
  const said = element("p", "caption", root)
  said.setAttribute("role", "status")
  const tables = element("div", "", root)
  box.addEventListener("input", () => {
    const read = lines(box.value, exercise)
    const broken = read.filter(({ trouble }) => trouble).length
    write(said, read.length ? told(read.length, broken) : "")
    tables.replaceChildren()
    if (!read.length) return
    const table = rows(read, exercise)
    button("Table (CSV)", tables, () => download(new Blob([csv(table)], { type: "text/csv" }), "codes.csv"))
    const troubles = read.map(({ trouble }) => trouble)
    tabled(tables, "Who answered what", table, troubles)
    tabled(tables, "By question", byQuestion(read, exercise), [])
  })
}

/**
 * @param {number} count
 * @param {number} broken
 */
function told(count, broken) {
  const read = `${count} ${count === 1 ? "line" : "lines"}, ${broken} of them without a code of this exercise.`
  return `${read} ${RIGHT} right, ${WRONG} wrong, ${OPEN} not answered.`
}

/**
 * @param {HTMLElement} parent
 * @param {string} title
 * @param {Row[]} rows
 * @param {string[]} troubles why a row has no answers, "" where it has: then only that stands beside who it is
 */
function tabled(parent, title, rows, troubles) {
  element("h2", "", parent, title)
  const frame = element("div", "table", parent)
  frame.tabIndex = 0
  frame.setAttribute("role", "region")
  frame.setAttribute("aria-label", title)
  const table = element("table", "", frame)
  const head = element("tr", "", element("thead", "", table))
  for (const name of Object.keys(rows[0])) element("th", "", head, name).scope = "col"
  const body = element("tbody", "", table)
  for (const [at, row] of rows.entries()) {
    const line = element("tr", "", body)
    const cells = Object.values(row)
    const shown = troubles[at] ? [cells[0], troubles[at]] : cells
    const made = shown.map((cell) => element("td", "", line, cell))
    if (troubles[at]) made[1].colSpan = cells.length - 1
  }
}
