// The sum behind a unit: each part with what it lies on, its weights and its share, and the numbers that follow.

import { canvasColours, colourOf, css, GREYS, inkOn, limitOf, signedScale } from "../shared/colours.mjs"
import { button, element } from "../shared/dom.mjs"
import { rounded, text } from "../shared/numbers.mjs"
import { placeWords } from "./words.mjs"

/**
 * @import { Message, Numbers } from "../shared/message.mjs"
 * @import { Hands } from "./way.mjs"
 *
 * @typedef {{ at: string, source: string, channel: number, unit: [number, number], value: number }} Part
 * @typedef {{ label: string, formula: string, value: number }} Stage
 */

// Cells of a kernel up to which its numbers are written with three digits.
const WRITTEN = 9

export class Parts {
  /** @param {HTMLElement} parent @param {Hands} hands */
  constructor(parent, hands) {
    this.hands = hands
    this.root = element("div", "parts", parent)
  }

  /** @param {Message} message */
  show({ header, arrays }) {
    this.root.replaceChildren()
    const palette = canvasColours(/** @type {Uint8Array} */ (arrays.get("palette")?.values))
    /** @type {Part[]} */
    const parts = header.parts
    const scroller = element("div", "scroller", this.root)
    scroller.tabIndex = 0
    scroller.setAttribute("role", "region")
    scroller.setAttribute("aria-label", "The parts of this number")
    const table = element("table", "", scroller)
    const weighed = arrays.has("weights0")
    const head = element("tr", "", element("thead", "", table))
    const single = arrays.get("weights0")?.values.length === 1
    const sources = new Set(parts.map((part) => part.source))
    const alike = sources.size === 1
    const names = [
      alike ? `reads ${parts[0].source}` : "reads",
      ...(weighed ? ["numbers there", "times weights"] : []),
      "adds",
    ]
    for (const name of names) {
      const right = name === "adds" || (single && !name.startsWith("reads"))
      element("th", right ? "right" : "", head, name).scope = "col"
    }
    element("td", "", head)
    const body = element("tbody", "", table)
    const most = Math.max(...parts.map((part) => Math.abs(part.value)), Math.abs(header.rest), 1e-12)
    parts.forEach((part, number) => {
      const row = element("tr", "", body)
      this.name(element("td", "", row), part, alike)
      if (weighed) {
        grid(element("td", "", row), arrays.get(`seen${number}`), palette)
        grid(element("td", "", row), arrays.get(`weights${number}`), palette)
      }
      added(row, part.value, most)
    })
    if (header.others) {
      const row = element("tr", "rest", body)
      element("td", "", row, `all ${header.others.toLocaleString("en")} others`).colSpan = weighed ? 3 : 1
      added(row, header.rest, most)
    }
    this.stages(header.stages)
  }

  /** @param {HTMLElement} cell @param {Part} part @param {boolean} alike whether all parts are of one source */
  name(cell, part, alike) {
    const label = `map ${part.channel + 1}`
    if (!part.at) {
      cell.textContent = ["red", "green", "blue"][part.channel] ?? label
      return
    }
    const go = { at: part.at, map: part.channel + 1, row: part.unit[0] + 1, column: part.unit[1] + 1 }
    const where = `${part.source}, ${label}, ${placeWords(part.unit)}`
    if (this.hands.leads(go)) button(label, cell, () => this.hands.go(go), `Go to ${where}`)
    else element("span", "", cell, label).title = where
    if (!alike) element("span", "detail", cell, part.source)
  }

  /** @param {Stage[]} stages */
  stages(stages) {
    const list = element("ol", "stages", this.root)
    stages.forEach((stage, number) => {
      const item = element("li", number === stages.length - 1 ? "number" : "", list)
      element("span", "name", item, stage.label)
      element("span", "formula", item, `${stage.formula} =`)
      element("strong", "", item, text(stage.value))
    })
  }
}

/**
 * What a part adds, as a number and as a bar from the middle.
 * @param {HTMLElement} row
 * @param {number} value
 * @param {number} most
 */
function added(row, value, most) {
  element("td", "value", row, text(value))
  const track = element("span", "track", element("td", "bars", row))
  const bar = element("span", value < 0 ? "less" : "more", track)
  const share = (50 * Math.abs(value)) / most
  Object.assign(bar.style, { width: `${share}%`, left: `${value < 0 ? 50 - share : 50}%` })
}

/**
 * Numbers of a window in their colours, written into their cells; one alone as it is.
 * @param {HTMLElement} cell
 * @param {Numbers | undefined} numbers
 * @param {Uint32Array} palette
 */
function grid(cell, numbers, palette) {
  if (!numbers) return
  const list = Array.from(/** @type {Float64Array} */ (numbers.values))
  if (list.length === 1) {
    cell.className = "value"
    cell.textContent = text(list[0])
    return
  }
  const [rows, columns] = numbers.shape
  const cells = element("span", "cells data", cell)
  cells.setAttribute("role", "img")
  cells.setAttribute("aria-label", `${rows} × ${columns}: ${list.map(text).join(", ")}`)
  cells.style.gridTemplateColumns = `repeat(${columns}, minmax(max-content, 1fr))`
  const end = limitOf(list)
  const scale = list.some((value) => value < 0) ? signedScale(palette, end) : { palette: GREYS, low: 0, high: end }
  for (const value of list) {
    const word = colourOf(scale, value)
    const one = element("span", "", cells, rounded(value, list.length > WRITTEN ? 2 : 3))
    Object.assign(one.style, { background: css(word), color: inkOn(word) })
  }
}
