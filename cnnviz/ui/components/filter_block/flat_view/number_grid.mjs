// The same numbers as tables of text: a table a plane, each cell a product. Written only while it is open.

import { element } from "../../shared/dom.mjs"
import { text } from "../../shared/numbers.mjs"

/** @import { Layer, Moment } from "../layer.mjs" */

export class NumberGrid {
  /** @param {HTMLElement} parent @param {() => void} opened */
  constructor(parent, opened) {
    this.root = element("details", "grid", parent)
    element("summary", "", this.root, "These numbers as text")
    this.tables = element("div", "tables", this.root)
    this.root.addEventListener("toggle", opened)
  }

  /** @param {Layer} layer @param {Moment} moment */
  show(layer, moment) {
    if (!this.root.open) return
    this.tables.replaceChildren(...moment.terms.map((term) => tableOf(layer, term)))
  }
}

/**
 * @param {Layer} layer
 * @param {Moment["terms"][number]} term
 */
function tableOf({ header, high, wide }, { plane, values, weights, products, sum }) {
  const scroller = element("div", "scroller")
  scroller.tabIndex = 0
  const name = header.channels[plane]
  scroller.setAttribute("role", "region")
  scroller.setAttribute("aria-label", `Products of ${name}`)
  const table = element("table", "", scroller)
  element("caption", "", table, `${name}: value × weight = product, together ${text(sum)}`)
  const head = element("tr", "", table)
  element("td", "", head)
  for (let column = 0; column < wide; column++)
    element("th", "", head, `column ${column + 1}`).setAttribute("scope", "col")
  for (let row = 0; row < high; row++) {
    const line = element("tr", "", table)
    element("th", "", line, `row ${row + 1}`).setAttribute("scope", "row")
    for (let tap = row * wide; tap < (row + 1) * wide; tap++)
      element("td", "", line, `${text(values[tap])} × ${text(weights[tap])} = ${text(products[tap])}`)
  }
  return scroller
}
