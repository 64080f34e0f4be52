// Zoom, paint and hear, beside the player.

import { button, element, write } from "../shared/dom.mjs"
import { number } from "../shared/typed_numbers.mjs"

/**
 * @import { Panel, Shown } from "./panel.js"
 *
 * @typedef {object} ToolHooks
 * @property {(factor: number) => void} zoom 0 shows everything.
 * @property {(pixels: number) => void} zoomTo
 * @property {(on: boolean) => void} painting
 * @property {() => void} hear
 */

export const ZOOM = 1.6
// Pixels a cell takes after "Numbers".
const READABLE = 52

/** @implements {Panel} */
export class Tools {
  /**
   * @param {HTMLElement} parent
   * @param {ToolHooks} hooks
   */
  constructor(parent, hooks) {
    this.bar = element("div", "tools", parent)
    this.zooms = element("span", "zooms", this.bar)
    button("−", this.zooms, () => hooks.zoom(1 / ZOOM), "Zoom out")
    button("+", this.zooms, () => hooks.zoom(ZOOM), "Zoom in to the window")
    button("Fit", this.zooms, () => hooks.zoom(0), "Fit: show everything")
    button("Numbers", this.zooms, () => hooks.zoomTo(READABLE), "Numbers: zoom until they can be read")
    this.ear = button("", this.bar, () => hooks.hear())
    this.ear.title = "Plays the row as tones, the larger the number the higher (H)."
    this.hears(false)
    this.painter = element("span", "paint", this.bar)
    const label = element("label", "", this.painter)
    label.title =
      "Paint input pixels with this value: press and drag on the input, or press Enter at one of its cells or at the " +
      "window's centre."
    this.paints = element("input", "", label)
    this.paints.type = "checkbox"
    this.paints.addEventListener("change", () => hooks.painting(this.paints.checked))
    label.append("Paint")
    this.brush = element("input", "brush", this.painter)
    Object.assign(this.brush, { type: "number", step: 0.1, value: 1 })
    this.brush.setAttribute("aria-label", "Value to paint")
  }

  /** @param {Shown} shown */
  show({ layout, paintable }) {
    this.zooms.hidden = layout === "signal"
    this.painter.hidden = layout === "signal" || !paintable
  }

  /**
   * Whether a row is heard now: the button says what it will do.
   * @param {boolean} on
   */
  hears(on) {
    write(this.ear, on ? "Stop the tones" : "Hear this row")
  }

  /** Whether what the pointer touches is painted. */
  get painting() {
    return this.paints.checked && !this.painter.hidden
  }

  /** The value that is painted; NaN where none was typed. */
  get value() {
    return number(this.brush.value)
  }
}
