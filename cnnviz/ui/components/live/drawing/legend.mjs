// A colour bar with words under it.

import { element, write } from "../../shared/dom.mjs"
import { Sheet } from "./sheet.mjs"

export class Legend {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    const root = element("div", "live-legend", parent)
    const canvas = element("canvas", "", root)
    canvas.setAttribute("aria-hidden", "true")
    this.labels = element("span", "", root)
    this.sheet = new Sheet(canvas, 1, 256)
    /** @type {Uint32Array | null} */
    this.palette = null
  }

  /**
   * Shown anew only where something changed.
   * @param {Uint32Array} palette
   * @param {string[]} words
   */
  show(palette, words) {
    if (this.palette !== palette) {
      this.sheet.words.set(palette)
      this.sheet.show()
      this.palette = palette
    }
    while (this.labels.children.length > words.length) this.labels.lastChild?.remove()
    for (const [k, word] of words.entries()) write(this.labels.children[k] ?? element("b", "", this.labels), word)
  }
}
