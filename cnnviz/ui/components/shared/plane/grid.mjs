// A few numbers as a map of cells with its name, its ruler and its colours: pointed at, and walked with arrow keys.

import { coloursOf } from "../colours.mjs"
import { element, write } from "../dom.mjs"
import { text } from "../numbers.mjs"
import { walked } from "./gist.mjs"
import { Plane } from "./plane.mjs"
import { BESIDE, Ruler } from "./ruler.mjs"

/**
 * @import { Scale } from "../colours.mjs"
 * @import { Cell } from "../geometry.mjs"
 * @import { Frame, Mark } from "./painting.mjs"
 *
 * @typedef {object} GridHooks
 * @property {(cell: Cell | null) => void} point Told which cell a pointer is on.
 * @property {(cell: Cell) => void} go Told which cell was clicked, or walked to.
 * @property {() => Cell} from Where keys begin.
 * @property {() => void} [play] What the space bar does.
 * @property {(by: number) => void} [deeper] What Page Down (1) and Page Up (−1) do.
 *
 * @typedef {object} GridContents
 * @property {[number, number]} size
 * @property {ArrayLike<number>} values
 * @property {Scale} scale
 * @property {Frame} [frame]
 */

const KEYS = "Arrow keys move from cell to cell, Home and End jump."
const DEEPER = " Page Down and Page Up go along the depth."

export class Grid {
  /**
   * @param {HTMLElement} parent
   * @param {string} kind its class
   * @param {GridHooks} hooks
   * @param {boolean} [ruled] whether it has a ruler
   */
  constructor(parent, kind, hooks, ruled = true) {
    this.hooks = hooks
    this.root = element("figure", `grid ${kind}`, parent)
    this.title = element("figcaption", "", this.root)
    this.plane = new Plane(element("div", "", this.root), { point: hooks.point, pin: hooks.go, zoom: () => {} })
    this.ruler = ruled ? new Ruler(this.plane) : null
    /** @type {[number, number]} */
    this.size = [1, 1]
    const { canvas } = this.plane
    canvas.tabIndex = 0
    canvas.setAttribute("role", "application")
    canvas.addEventListener("keydown", (event) => this.key(event))
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const { deeper, play, go, from } = this.hooks
    const to = walked(event.key, from(), ...this.size)
    if (deeper && event.key.startsWith("Page")) deeper(event.key === "PageDown" ? 1 : -1)
    else if (to) go(to)
    else if (event.key === " ") play?.()
    else return
    event.preventDefault()
  }

  /**
   * @param {GridContents} contents
   */
  show({ size, values, scale, frame }) {
    this.size = size
    const single = Float32Array.from(values)
    this.plane.show({ rows: size[0], columns: size[1], values: single, colours: coloursOf(scale, single), frame })
  }

  /**
   * @param {number} scale pixels a cell
   */
  fit(scale) {
    this.plane.fit(this.size[1] * scale, this.size[0] * scale)
  }

  /**
   * @param {Mark[]} marks
   * @param {string} title
   * @param {string} said what those hear who do not see it
   */
  draw(marks, title, said) {
    this.plane.draw(marks)
    this.ruler?.draw()
    write(this.title, title)
    // A picture that nothing can be done with has no keys.
    const keys = this.plane.canvas.getAttribute("role") === "img" ? "" : ` ${KEYS}${this.hooks.deeper ? DEEPER : ""}`
    const label = `${title}. ${said}${keys}`
    if (this.plane.canvas.getAttribute("aria-label") !== label) this.plane.canvas.setAttribute("aria-label", label)
  }
}

/**
 * How many pixels a cell has where `columns` of them stand beside each other in `grids` grids, `gap` pixels apart.
 * @param {number} wide
 * @param {number} columns
 * @param {number} grids
 * @param {number} gap
 * @param {[number, number]} ends the least and the most
 */
export function cellSide(wide, columns, grids, gap, [least, most]) {
  return Math.max(least, Math.min(most, Math.floor((wide - grids * BESIDE - (grids - 1) * gap) / columns)))
}

export class Legend {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.list = element("ul", "legend", parent)
  }

  /**
   * @param {string} colour of a frame
   * @param {string} words what it means
   */
  frame(colour, words) {
    const item = element("li", "", this.list)
    element("span", "frame", item).style.borderColor = colour
    element("span", "", item, words)
    return item
  }

  /** @param {string} words whose colours they are */
  ramp(words) {
    return new Ramp(this.list, words)
  }
}

class Ramp {
  /**
   * @param {HTMLElement} list
   * @param {string} words
   */
  constructor(list, words) {
    const item = element("li", "", list)
    element("span", "", item, words)
    this.low = element("span", "", item)
    this.canvas = element("canvas", "ramp", item)
    Object.assign(this.canvas, { width: 256, height: 1 })
    this.canvas.setAttribute("role", "img")
    this.high = element("span", "", item)
  }

  /** @param {Scale} scale */
  show({ palette, low, high }) {
    const pixels = new Uint8ClampedArray(palette.slice().buffer)
    this.canvas.getContext("2d")?.putImageData(new ImageData(pixels, 256, 1), 0, 0)
    write(this.low, text(low))
    write(this.high, text(high))
    const middle = low < 0 ? "blue below zero, white at zero, orange above" : "black to white"
    this.canvas.setAttribute("aria-label", `Colours: ${middle}, from ${text(low)} to ${text(high)}`)
  }
}
