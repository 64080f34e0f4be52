// Pictures on which one place is chosen: by pointing, by keys.

import { element } from "../shared/dom.mjs"

/**
 * @typedef {[row: number, column: number]} Place
 * @typedef {object} Hooks
 * @property {(share: Place, stay: boolean) => void} point told where, as shares of the picture, and whether to stay
 * @property {() => void} leave
 * @property {(by: Place) => void} step
 */

/** @type {Record<string, Place>} */
const STEPS = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-10, 0],
  PageDown: [10, 0],
}

export class Picker {
  /**
   * @param {HTMLElement} parent
   * @param {string} title
   * @param {Hooks} hooks
   */
  constructor(parent, title, { point, leave, step }) {
    const figure = element("figure", "picker", parent)
    this.caption = element("figcaption", "", figure, title)
    const holder = element("div", "held", figure)
    this.canvas = element("canvas", "plane", holder)
    this.frame = element("span", "window data", holder)
    this.fact = element("p", "fact", figure)
    const { canvas } = this
    canvas.tabIndex = 0
    canvas.setAttribute("role", "application")
    const shares = (/** @type {PointerEvent | MouseEvent} */ event) => {
      const box = canvas.getBoundingClientRect()
      return /** @type {Place} */ ([(event.clientY - box.top) / box.height, (event.clientX - box.left) / box.width])
    }
    canvas.addEventListener("pointermove", (event) => point(shares(event), false))
    canvas.addEventListener("pointerleave", leave)
    canvas.addEventListener("click", (event) => point(shares(event), true))
    canvas.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !STEPS[event.key]) return
      event.preventDefault()
      step(STEPS[event.key])
    })
  }

  /**
   * @param {Uint32Array} colours canvas words, row by row
   * @param {number} columns
   * @param {string} told
   */
  paint(colours, columns, told) {
    const { canvas } = this
    canvas.width = columns
    canvas.height = colours.length / columns
    const pixels = new Uint8ClampedArray(colours.slice().buffer)
    canvas.getContext("2d")?.putImageData(new ImageData(pixels, canvas.width, canvas.height), 0, 0)
    canvas.setAttribute("aria-label", `${told} Arrow keys move the place.`)
  }

  /**
   * Frames a part of the picture, in its pixels.
   * @param {number} row
   * @param {number} column
   * @param {number} rows
   * @param {number} columns
   */
  mark(row, column, rows, columns) {
    const { width, height } = this.canvas
    Object.assign(this.frame.style, {
      left: `${(100 * column) / width}%`,
      top: `${(100 * row) / height}%`,
      width: `${(100 * columns) / width}%`,
      height: `${(100 * rows) / height}%`,
    })
  }
}
