// A side of the board: its caption, its planes, and below them what their colours mean.

import { element, write } from "../../shared/dom.mjs"
import { text } from "../../shared/numbers.mjs"

/** @import { Scale } from "../../shared/colours.mjs" */

export class Side {
  /**
   * @param {HTMLElement} parent
   * @param {string} kind
   */
  constructor(parent, kind) {
    this.figure = element("figure", `side ${kind}`, parent)
    this.caption = element("figcaption", "", this.figure)
    this.holder = element("div", "planes", this.figure)
    const box = element("div", "legend", this.figure)
    this.canvas = element("canvas", "", box)
    Object.assign(this.canvas, { width: 256, height: 1 })
    this.canvas.setAttribute("role", "img")
    this.labels = element("span", "", box)
    this.note = element("p", "note", this.figure)
  }

  /** @param {Scale} scale */
  draw({ palette, low, high }) {
    const pixels = new Uint8ClampedArray(palette.slice().buffer)
    this.canvas.getContext("2d")?.putImageData(new ImageData(pixels, 256, 1), 0, 0)
    const values = low < 0 ? [low, 0, high] : [low, high]
    while (this.labels.children.length > values.length) this.labels.lastChild?.remove()
    while (this.labels.children.length < values.length) element("b", "", this.labels)
    values.forEach((value, k) => write(this.labels.children[k], text(value)))
    const middle = low < 0 ? "blue below zero, white at zero, orange above" : "black to white"
    this.canvas.setAttribute("aria-label", `Colours: ${middle}, from ${text(low)} to ${text(high)}`)
  }

  /**
   * Says where numbers that stand in no cell are found.
   * @param {boolean} numbered
   */
  tell(numbered) {
    write(this.note, numbered ? "" : "Point at a cell to read its number.")
  }
}
