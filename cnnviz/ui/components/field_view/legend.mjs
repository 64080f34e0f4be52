// What the colours and frames of the maps mean.

import { css, GREYS } from "../shared/colours.mjs"
import { element } from "../shared/dom.mjs"

// Colours of a bar, ends included.
const SHADES = 9

export class FieldLegend {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.root = element("ul", "legend", parent)
  }

  /** @param {Uint32Array} palette of signed maps */
  show(palette) {
    this.root.replaceChildren()
    this.bar(palette, "A map with numbers below 0: 0 in the middle, as far below as above")
    this.bar(GREYS, "A map without: black 0, white its largest number")
    const entry = element("li", "", this.root)
    element("span", "frame", entry)
    element("span", "", entry, "What the unit sees; a frame each where it skips cells. Hatched: invented by padding")
  }

  /** @param {Uint32Array} palette @param {string} meaning */
  bar(palette, meaning) {
    const entry = element("li", "", this.root)
    const shades = Array.from({ length: SHADES }, (_, k) => css(palette[Math.round((255 * k) / (SHADES - 1))]))
    element("span", "ramp data", entry).style.background = `linear-gradient(to right, ${shades.join(", ")})`
    element("span", "", entry, meaning)
  }
}
