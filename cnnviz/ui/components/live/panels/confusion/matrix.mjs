// The confusion matrix as a table: rows are true classes, columns what they were taken for.

import { ink } from "../../../shared/colours.mjs"
import { button, element, write } from "../../../shared/dom.mjs"
import { gridStep } from "../../drawing/inputs.mjs"
import { coloursIn } from "../../drawing/palettes.mjs"
import { precisePercent } from "../../words/figures.mjs"

/** @import { rowsOf } from "./counts.mjs" */

// Right answers in blue, mistakes in orange: the ends of the theme's diverging scale, over any background.
const RIGHT = [8, 81, 156]
const WRONG = [196, 78, 8]
// From so many classes on the table is set small.
const MANY = 12
const LEGEND = [0.01, 0.1, 0.5, 1]
const LABEL =
  "Confusion matrix: rows are true classes, columns what they were taken for. Arrow keys move, Enter shows pictures."

/**
 * How strong a share of a row is coloured: its root, so that rare mistakes show.
 * @param {number} share
 */
export function strengthOf(share) {
  return Math.sqrt(share || 0)
}

/**
 * A colour of a strength from 0 to 1, over whatever background.
 * @param {boolean} right
 * @param {number} strength
 */
export function cellColour(right, strength) {
  return `rgb(${(right ? RIGHT : WRONG).join(" ")} / ${strength.toFixed(3)})`
}

/**
 * @param {HTMLElement} node
 * @param {boolean} right
 * @param {number} share
 */
function tint(node, right, share) {
  const strength = strengthOf(share)
  node.style.background = cellColour(right, strength)
  const [under] = coloursIn(getComputedStyle(node).getPropertyValue("--st-background-color"))
  const over = (right ? RIGHT : WRONG).map((part, k) =>
    Math.round(strength * part + (1 - strength) * (under?.[k] ?? 255)),
  )
  node.style.color = ink(over[0], over[1], over[2])
}

export class Matrix {
  /**
   * @param {HTMLElement} parent
   * @param {(cell: [row: number, column: number]) => void} choose
   */
  constructor(parent, choose) {
    this.choose = choose
    this.scroller = element("div", "live-scroller-x", parent)
    this.legend = legendIn(parent)
    /** @type {string[]} */
    this.classes = []
    /** @type {HTMLButtonElement[]} */
    this.cells = []
    /** @type {string[]} */
    this.shown = []
    /** @type {HTMLElement[]} */
    this.shares = []
  }

  /** @param {string[]} classes */
  arrange(classes) {
    if (String(classes) === String(this.classes)) return
    this.classes = classes
    this.scroller.replaceChildren()
    const table = element("table", `live-confused${classes.length > MANY ? " many" : ""}`, this.scroller)
    table.setAttribute("aria-label", LABEL)
    const head = element("tr", "", element("thead", "", table))
    element("th", "", head).append("true ↓", element("br"), "taken for →")
    for (const name of [...classes, "right"]) {
      const cell = element("th", "", head)
      cell.scope = "col"
      element("span", "", cell, name)
    }
    const body = element("tbody", "", table)
    this.cells = []
    this.shown = []
    this.shares = classes.map((name, row) => this.makeRow(body, name, row))
    table.addEventListener("keydown", (event) => this.moved(event))
  }

  /**
   * @param {HTMLElement} body
   * @param {string} name
   * @param {number} row
   */
  makeRow(body, name, row) {
    const line = element("tr", "", body)
    element("th", "", line, name).scope = "row"
    for (const column of this.classes.keys()) {
      const cell = button("", element("td", "", line), () => this.choose([row, column]))
      cell.tabIndex = row || column ? -1 : 0
      this.cells.push(cell)
    }
    return element("td", "share", line)
  }

  /** @param {KeyboardEvent} event */
  moved(event) {
    const at = this.cells.indexOf(/** @type {HTMLButtonElement} */ (event.target))
    const next = at < 0 ? -1 : gridStep(event.key, at, this.classes.length, this.cells.length)
    if (next < 0) return
    event.preventDefault()
    for (const cell of this.cells) cell.tabIndex = -1
    this.cells[next].tabIndex = 0
    this.cells[next].focus()
  }

  /**
   * @param {Int32Array} counts
   * @param {ReturnType<typeof rowsOf>} rows
   */
  show(counts, rows) {
    const { classes } = this
    for (const { node, right, share } of this.legend) tint(node, right, share)
    for (const [at, count] of counts.entries()) {
      const [row, column] = [Math.floor(at / classes.length), at % classes.length]
      const { total } = rows[row]
      if (this.shown[at] === `${count} ${total}`) continue
      this.shown[at] = `${count} ${total}`
      const cell = this.cells[at]
      write(cell, count ? String(count) : "")
      tint(cell, row === column, count / total)
      cell.setAttribute("aria-label", `${count} of ${total} ${classes[row]} taken for ${classes[column]}`)
    }
    for (const [row, { share }] of rows.entries())
      write(this.shares[row], Number.isNaN(share) ? "none" : precisePercent(share))
  }

  /** Inks are chosen anew: the page's background may be another. */
  theme() {
    this.shown = []
  }

  /** @param {[row: number, column: number] | null} chosen */
  mark(chosen) {
    const place = chosen ? chosen[0] * this.classes.length + chosen[1] : -1
    for (const [at, cell] of this.cells.entries()) cell.classList.toggle("chosen", at === place)
  }
}

/** @param {HTMLElement} parent */
function legendIn(parent) {
  const legend = element("div", "live-confused-legend", parent)
  return [true, false].flatMap((right) => {
    const line = element("span", "", legend, right ? "share of a row, right " : "mistaken ")
    return LEGEND.map((share) => ({ node: element("i", "", line, `${100 * share} %`), right, share }))
  })
}
