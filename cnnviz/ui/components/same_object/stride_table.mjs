// Which pixels of the thing the windows stand on, before and after it moved: why stride 2 asks for even shifts.

import { element, write } from "../shared/dom.mjs"

/**
 * @import { Axis } from "../shared/geometry.mjs"
 * @import { Box, Shift } from "./plane_beyond.mjs"
 *
 * @typedef {{ first: boolean[], now: boolean[] }} Standing Whether a window's middle is on each place of the thing.
 */

// Places of the thing that are shown.
const SHOWN = 8

/**
 * Of the first places of a thing that begins at `start`, those that a window has its middle on, before and after it
 * moved.
 * @param {Axis} axis
 * @param {number} start
 * @param {number} size
 * @param {number} by
 * @returns {Standing}
 */
export function standing({ stride, before, window, output }, start, size, by) {
  const middle = Math.floor((window - 1) / 2) - before
  const on = (/** @type {number} */ pixel) => {
    const index = (pixel - middle) / stride
    return Number.isInteger(index) && index >= 0 && index < output
  }
  const places = Array.from({ length: Math.min(SHOWN, size) }, (_, at) => start + at)
  return { first: places.map(on), now: places.map((pixel) => on(pixel + by)) }
}

/**
 * @param {Standing} found
 * @param {string} noun
 * @param {number} stride
 * @param {number} by
 */
export function standingSentence({ first, now }, noun, stride, by) {
  const listed = (/** @type {boolean[]} */ on) => on.flatMap((one, at) => (one ? [at + 1] : [])).join(", ") || "none"
  if (stride === 1) return `Stride 1: a window stands on every ${noun}, wherever the thing is.`
  const multiple = `${Math.abs(by)} is ${by % stride ? "no" : "a"} multiple of ${stride}`
  if (listed(first) === listed(now))
    return `${multiple}: the windows stand on the same ${noun}s of the thing, ${listed(first)}.`
  return (
    `${multiple}: the windows stood on ${noun}s ${listed(first)} of the thing, ` +
    `and stand on ${listed(now)} now. They read other pixels, so the map holds other numbers.`
  )
}

export class StrideTable {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.root = element("div", "stride", parent)
    this.title = element("p", "heading", this.root, "Where the windows stand on the thing")
    this.table = element("table", "", element("div", "scroller", this.root))
    this.line = element("p", "line", this.root)
  }

  /**
   * @param {[Axis, Axis]} axes
   * @param {Box} box
   * @param {Shift} by
   */
  show(axes, [top, left, rows, columns], by) {
    const { stride } = axes[0]
    const way = by[1] % stride === 0 && by[0] % stride !== 0 ? 0 : 1
    const noun = way ? "column" : "row"
    const found = standing(axes[way], way ? left : top, way ? columns : rows, by[way])
    const said = standingSentence(found, noun, stride, by[way])
    if (said === this.line.textContent) return
    write(this.line, said)
    this.table.replaceChildren()
    this.row(
      `${noun} of the thing`,
      found.first.map((_, at) => String(at + 1)),
      "th",
    )
    this.row("at the first place", found.first.map(dot), "td")
    this.row("now", found.now.map(dot), "td")
  }

  /**
   * @param {string} name
   * @param {string[]} cells
   * @param {"th" | "td"} tag
   */
  row(name, cells, tag) {
    const row = element("tr", "", this.table)
    element("th", "", row, name).scope = "row"
    for (const cell of cells) element(tag, "", row, cell)
  }
}

/** @param {boolean} on */
function dot(on) {
  return on ? "●" : "·"
}
