// The arithmetic of a transposed convolution, stamp by stamp: that of cnnviz/ops/variants/transposed.py.

/**
 * @import { Cell } from "../shared/geometry.mjs"
 *
 * @typedef {{ values: number[], shape: number[] }} Matrix
 * @typedef {{ stride: number, padding: number, extra: number, dilation: number }} Spread
 * @typedef {{ input: Cell, tap: Cell, value: number, weight: number, product: number }} Part What one stamp gives to a
 *   cell.
 */

/**
 * Cells along one axis: those that stamps reach, those that are kept, and those that are either.
 * @param {number} size
 * @param {number} window
 * @param {Spread} spread
 */
function axisOf(size, window, { stride, padding, extra, dilation }) {
  const span = dilation * (window - 1) + 1
  const reach = (size - 1) * stride + span
  const output = reach - 2 * padding + extra
  return { size, window, span, reach, output, canvas: Math.max(reach, padding + output) }
}

export class Stamps {
  /**
   * @param {Spread} spread
   * @param {Matrix} image
   * @param {Matrix} kernel
   */
  constructor(spread, image, kernel) {
    this.spread = spread
    this.image = image
    this.kernel = kernel
    const [rows, columns] = [0, 1].map((side) => axisOf(image.shape[side], kernel.shape[side], spread))
    this.axes = [rows, columns]
    /** @type {[number, number]} */
    this.size = [rows.canvas, columns.canvas]
    this.count = rows.size * columns.size
    // The sums after each stamp, the first before any.
    this.after = [new Float64Array(rows.canvas * columns.canvas)]
    for (let at = 0; at < this.count; at++) this.after.push(this.stamped(this.after[at], at))
  }

  /** The input cell of a stamp. @param {number} at @returns {Cell} */
  spot(at) {
    const [, columns] = this.image.shape
    return [Math.floor(at / columns), at % columns]
  }

  /** @param {number} at */
  value(at) {
    return this.image.values[at]
  }

  /**
   * The canvas with one more stamp on it.
   * @param {Float64Array} before
   * @param {number} at
   */
  stamped(before, at) {
    const canvas = before.slice()
    const [, wide] = this.kernel.shape
    const [top, left] = this.corner(at)
    this.stamp(at).forEach((product, k) => {
      const row = top + this.spread.dilation * Math.floor(k / wide)
      const column = left + this.spread.dilation * (k % wide)
      canvas[row * this.size[1] + column] += product
    })
    return canvas
  }

  /** The kernel times the number of an input cell; all 0 before the first. @param {number} at @returns {number[]} */
  stamp(at) {
    const value = at < 0 ? 0 : this.value(at)
    return this.kernel.values.map((weight) => value * weight)
  }

  /** Where on the canvas a stamp begins. @param {number} at @returns {Cell} */
  corner(at) {
    const [row, column] = this.spot(at)
    return [row * this.spread.stride, column * this.spread.stride]
  }

  /** How many cells of the canvas on which a stamp lands had one before. @param {number} at */
  overlaps(at) {
    const [top, left] = this.corner(at)
    const [high, wide] = this.kernel.shape
    let met = 0
    for (let i = 0; i < high; i++)
      for (let j = 0; j < wide; j++) {
        const { dilation } = this.spread
        if (this.parts([top + dilation * i, left + dilation * j]).some(({ input }) => this.index(input) < at)) met++
      }
    return met
  }

  /** @param {Cell} input */
  index([row, column]) {
    return row * this.image.shape[1] + column
  }

  /**
   * What every stamp gives to a cell of the canvas, in the order in which they come.
   * @param {Cell} cell
   * @returns {Part[]}
   */
  parts([row, column]) {
    const [down, across] = [this.met(row, 0), this.met(column, 1)]
    return down.flatMap(([y, i]) =>
      across.map(([x, j]) => {
        const value = this.value(this.index([y, x]))
        const weight = this.kernel.values[i * this.kernel.shape[1] + j]
        return { input: [y, x], tap: [i, j], value, weight, product: value * weight }
      }),
    )
  }

  /**
   * Along one axis, the input cells whose stamps reach a place, each with the weight that does.
   * @param {number} place
   * @param {number} side
   * @returns {Cell[]}
   */
  met(place, side) {
    const { stride, dilation } = this.spread
    /** @type {Cell[]} */
    const found = []
    for (let at = 0; at < this.axes[side].size; at++) {
      const tap = (place - at * stride) / dilation
      if (Number.isInteger(tap) && tap >= 0 && tap < this.axes[side].window) found.push([at, tap])
    }
    return found
  }

  /** What is cut off on the four sides of the canvas. @returns {[number, number, number, number]} */
  get frame() {
    const { padding } = this.spread
    const [below, after] = this.axes.map(({ canvas, output }) => canvas - padding - output)
    return [padding, below, padding, after]
  }

  /** What the padding leaves of the canvas, row by row. */
  get made() {
    const { padding } = this.spread
    const canvas = this.after[this.count]
    const [rows, columns] = this.axes
    return Array.from({ length: rows.output }, (_, row) => {
      const start = (row + padding) * this.size[1] + padding
      return [...canvas.subarray(start, start + columns.output)]
    })
  }

  /** @param {Cell} cell */
  isKept([row, column]) {
    const [top, bottom, left, right] = this.frame
    return row >= top && row < this.size[0] - bottom && column >= left && column < this.size[1] - right
  }

  /** The largest size of any number on the canvas, after any stamp, and whether one is below 0. */
  get extent() {
    let [largest, negative] = [0, false]
    for (const canvas of this.after)
      for (const value of canvas) {
        largest = Math.max(largest, Math.abs(value))
        negative ||= value < 0
      }
    return { largest: largest || 1, negative }
  }
}
