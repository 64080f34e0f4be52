// Every way to meet other sizes, on this picture and with these thresholds: what it finds and what it takes.

import { element } from "../shared/dom.mjs"

/**
 * @typedef {[essence: string, more: string]} Cell What is left out where there is little room stands second.
 * @typedef {{ label: string, chosen: boolean, hits: Cell, misses: Cell, alarms: Cell, price: Cell }} Row
 */

const HEADS = ["Way", "Found", "Missed", "False alarms", "Multiply-adds"]

export class Ways {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    const scroller = element("div", "scroller ways", parent)
    scroller.tabIndex = 0
    scroller.setAttribute("role", "region")
    scroller.setAttribute("aria-label", "Ways to meet other sizes, compared")
    const table = element("table", "", scroller)
    const head = element("tr", "", element("thead", "", table))
    for (const text of HEADS) element("th", "", head, text).scope = "col"
    this.body = element("tbody", "", table)
  }

  /** @param {Row[]} rows */
  show(rows) {
    this.body.replaceChildren()
    for (const { label, chosen, hits, misses, alarms, price } of rows) {
      const line = element("tr", chosen ? "chosen" : "", this.body)
      element("th", "", line, chosen ? `${label} (chosen)` : label).scope = "row"
      for (const [essence, more] of [hits, misses, alarms, price])
        element("span", "more", element("td", "", line, essence), more)
    }
  }
}
