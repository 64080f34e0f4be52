// All that one unit gets to see: the pixels under its window, and nothing else.

import { coloursOf } from "../shared/colours.mjs"
import { element, write } from "../shared/dom.mjs"
import { Plane } from "../shared/plane/plane.mjs"
import { cutOut, SHADES } from "./scene.mjs"

/** @import { Box } from "./reach.mjs" */

export class CutOut {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.figure = element("figure", "cut", parent)
    this.caption = element("figcaption", "", this.figure)
    const none = () => {}
    this.plane = new Plane(element("div", "holder", this.figure), { point: none, pin: none, zoom: none })
    this.plane.canvas.setAttribute("role", "img")
    this.words = element("p", "detail", this.figure)
  }

  /**
   * @param {string} title
   * @param {string} words
   * @param {Uint8Array} picture
   * @param {number[]} size
   * @param {Box} box
   */
  show(title, words, picture, size, box) {
    const cut = cutOut(picture, size, box)
    this.plane.show({ ...cut, colours: coloursOf(SHADES, cut.values) })
    this.fit()
    write(this.caption, title)
    write(this.words, words)
    this.plane.canvas.setAttribute("aria-label", `${title}: ${cut.rows} × ${cut.columns} pixels. ${words}`)
  }

  fit() {
    const wide = Math.max(60, this.figure.clientWidth)
    this.plane.fit(wide, Math.min(wide, 190))
    this.plane.draw([])
  }
}
