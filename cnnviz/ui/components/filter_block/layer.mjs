// A layer's numbers: the planes that it sees, its filters, the maps that it makes, and what adds up to one of their
// numbers.

import { axis } from "../shared/geometry.mjs"
import { activated, correlated } from "../shared/maps/convolving.mjs"

/**
 * @import { Cell } from "../shared/geometry.mjs"
 * @import { Numbers } from "../shared/message.mjs"
 *
 * @typedef {object} Header
 * @property {string[]} channels names of the planes
 * @property {string[]} filters names of the maps
 * @property {number} groups
 * @property {Cell} stride
 * @property {Cell} dilation
 * @property {[top: number, bottom: number, left: number, right: number]} frame invented rows and columns
 * @property {number} bias
 * @property {string} activation
 * @property {Cell} cell
 * @property {number} filter
 *
 * @typedef {object} Term What one plane adds: numbers under the window, weights and products (i j), row by row.
 * @property {number} plane
 * @property {Float32Array} values
 * @property {Float32Array} weights
 * @property {Float64Array} products
 * @property {number} sum
 *
 * @typedef {object} Moment One place of one filter.
 * @property {number} filter
 * @property {Cell} cell
 * @property {Term[]} terms
 * @property {number} value the sum of all products and the bias
 * @property {number} after what the activation makes of it
 */

export class Layer {
  /**
   * @param {Header} header
   * @param {Map<string, Numbers>} arrays planes (c h w) with their padding, bytes of pictures from 0 to 1, and kernels
   *   (o c/groups i j)
   */
  constructor(header, arrays) {
    const array = (/** @type {string} */ name) => /** @type {Numbers} */ (arrays.get(name))
    this.header = header
    this.planes = numbersOf(array("planes"))
    this.kernels = array("kernels")
    const [channels, rows, columns] = this.planes.shape
    const [filters, depth, high, wide] = this.kernels.shape
    this.channels = channels
    this.rows = rows
    this.columns = columns
    this.filters = filters
    this.depth = depth
    this.high = high
    this.wide = wide
    const [down, across] = this.axes()
    this.down = down.output
    this.across = across.output
    /** Cells from a window's first to its last, and one. @type {Cell} */
    this.span = [down.span, across.span]
    this.maps = this.correlated()
    this.outputs = this.activated()
  }

  axes() {
    const { stride, dilation } = this.header
    const sides = [
      { size: this.rows, window: this.high },
      { size: this.columns, window: this.wide },
    ]
    return sides.map((side, at) => axis({ ...side, stride: stride[at], dilation: dilation[at] }))
  }

  /** What every filter makes of the planes: (o y x). @returns {Numbers} */
  correlated() {
    const size = this.down * this.across
    const values = new Float32Array(this.filters * size)
    const [down, across] = this.axes()
    for (let filter = 0; filter < this.filters; filter++) {
      const slices = Array.from({ length: this.depth }, (_, slice) => this.slice(filter, slice))
      const planes = slices.map((_, slice) => this.plane("planes", this.first(filter) + slice))
      values.set(correlated(planes, slices, down, across, this.header.bias), filter * size)
    }
    return { values, shape: [this.filters, this.down, this.across] }
  }

  /** @returns {Numbers} */
  activated() {
    const { activation } = this.header
    const { values, shape } = this.maps
    const before = /** @type {Float32Array} */ (values)
    return activation === "none" ? this.maps : { values: activated(before, activation), shape }
  }

  /** A filter's weights on one plane. @param {number} filter @param {number} slice */
  slice(filter, slice) {
    const count = this.high * this.wide
    const from = (filter * this.depth + slice) * count
    return /** @type {Float32Array} */ (this.kernels.values).subarray(from, from + count)
  }

  /** The first plane that a filter sees. @param {number} filter */
  first(filter) {
    return Math.floor((filter * this.header.groups) / this.filters) * this.depth
  }

  /** The padded plane's cell under the window's corner. @param {Cell} cell @returns {Cell} */
  corner([row, column]) {
    return [row * this.header.stride[0], column * this.header.stride[1]]
  }

  /** Where a weight lies, from the window's corner. @param {number} tap @returns {Cell} */
  offset(tap) {
    const { dilation } = this.header
    return [dilation[0] * Math.floor(tap / this.wide), dilation[1] * (tap % this.wide)]
  }

  /**
   * @param {number} filter
   * @param {Cell} cell
   * @returns {Moment}
   */
  moment(filter, cell) {
    const at = (filter * this.down + cell[0]) * this.across + cell[1]
    const terms = Array.from({ length: this.depth }, (_, slice) => this.term(filter, slice, cell))
    return { filter, cell, terms, value: Number(this.maps.values[at]), after: Number(this.outputs.values[at]) }
  }

  /**
   * @param {number} filter
   * @param {number} slice
   * @param {Cell} cell
   * @returns {Term}
   */
  term(filter, slice, cell) {
    const plane = this.first(filter) + slice
    const weights = this.slice(filter, slice)
    const [top, left] = this.corner(cell)
    const values = weights.map((_, tap) => {
      const [row, column] = this.offset(tap)
      return Number(this.planes.values[(plane * this.rows + top + row) * this.columns + left + column])
    })
    const products = Float64Array.from(values, (value, tap) => value * weights[tap])
    return { plane, values, weights, products, sum: products.reduce((sum, product) => sum + product, 0) }
  }

  /**
   * Which weight of the filter at `cell` lies on a place of a plane; −1 for none.
   * @param {number} filter
   * @param {Cell} cell
   * @param {{ plane: number, cell: Cell }} place
   */
  tapAt(filter, cell, { plane, cell: [row, column] }) {
    const slice = plane - this.first(filter)
    const [top, left] = this.corner(cell)
    const [down, across] = this.header.dilation
    const [i, j] = [(row - top) / down, (column - left) / across]
    const met = slice >= 0 && slice < this.depth && i >= 0 && i < this.high && j >= 0 && j < this.wide
    return met && Number.isInteger(i) && Number.isInteger(j) ? i * this.wide + j : -1
  }

  /** The nearest cell of the maps. @param {Cell} cell @returns {Cell} */
  within([row, column]) {
    const one = (/** @type {number} */ value, /** @type {number} */ count) =>
      Math.max(0, Math.min(count - 1, Math.round(value) || 0))
    return [one(row, this.down), one(column, this.across)]
  }

  /**
   * One plane of the input or of the output: (h w).
   * @param {"planes" | "outputs"} stack
   * @param {number} at
   */
  plane(stack, at) {
    const { values, shape } = this[stack]
    const size = shape[1] * shape[2]
    return /** @type {Float32Array} */ (values).subarray(at * size, (at + 1) * size)
  }
}

/** Bytes of a picture as the numbers that they mean. @param {Numbers} array @returns {Numbers} */
function numbersOf({ values, shape }) {
  return { values: values instanceof Uint8Array ? Float32Array.from(values, (byte) => byte / 255) : values, shape }
}
