// Answers before and after, each list a table whose shares are bars: see cnnviz/figures/operate/answers.py.

import { element } from "../shared/dom.mjs"
import { unpacked } from "../shared/message.mjs"
import { component } from "../shared/mount.mjs"

/**
 * @typedef {{ name: string, share: number, cells: string[], turn: string }} Row
 * @typedef {{ title: string, heads: string[], rows: Row[] }} List
 */

class Answers {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
  }

  /** @param {Mounted<Uint8Array<ArrayBuffer>, {}>} mounted */
  receive({ data }) {
    const { header } = unpacked(data)
    this.root.replaceChildren(...header.lists.map(table))
  }
}

/** @param {List} list */
function table({ title, heads, rows }) {
  const node = element("table")
  element("caption", "", node, title)
  const head = element("tr", "", element("thead", "", node))
  for (const word of heads) element("th", "", head, word).scope = "col"
  const body = element("tbody", "", node)
  for (const row of rows) body.append(line(row))
  return node
}

/** @param {Row} row */
function line({ name, share, cells, turn }) {
  const node = element("tr")
  const first = element("th", "name", node)
  first.scope = "row"
  element("span", `bar data ${turn}`, first).style.width = `${100 * share}%`
  element("span", "word", first, name)
  for (const cell of cells) element("td", "", node, cell)
  return node
}

export default component("answers", Answers, "The answers could not be drawn")
