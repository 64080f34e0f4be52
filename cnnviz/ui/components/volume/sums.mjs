// The arithmetic of a kernel that slides along a stack's depth too: that of cnnviz/ops/variants/volumes.py.

/**
 * @typedef {{ values: number[], shape: number[] }} Block Slices of rows of columns.
 * @typedef {[depth: number, row: number, column: number]} Place
 * @typedef {{ window: number[], weights: number[], products: number[], sum: number }} Share What one slice under the
 *   kernel adds.
 */

export class Sums {
  /**
   * @param {Block} stack
   * @param {Block} kernel
   */
  constructor(stack, kernel) {
    this.stack = stack
    this.kernel = kernel
    this.size = stack.shape.map((side, axis) => side - kernel.shape[axis] + 1)
    const [planes, rows, columns] = this.size
    this.count = planes * rows * columns
    this.made = Float64Array.from({ length: this.count }, (_, at) => this.sum(this.place(at)))
  }

  /** The place of an output, in reading order, plane after plane. @param {number} at @returns {Place} */
  place(at) {
    const [, rows, columns] = this.size
    return [Math.floor(at / (rows * columns)), Math.floor(at / columns) % rows, at % columns]
  }

  /** @param {Place} place */
  index([depth, row, column]) {
    return (depth * this.size[1] + row) * this.size[2] + column
  }

  /** The nearest place that there is. @param {Place} place @returns {Place} */
  within(place) {
    const [depth, row, column] = place.map((at, axis) => Math.max(0, Math.min(this.size[axis] - 1, at)))
    return [depth, row, column]
  }

  /** @param {number} slice @param {number} row @param {number} column */
  pixel(slice, row, column) {
    const [, rows, columns] = this.stack.shape
    return this.stack.values[(slice * rows + row) * columns + column]
  }

  /** All products at a place, added up in the order of the weights. @param {Place} place */
  sum([depth, row, column]) {
    const [, high, wide] = this.kernel.shape
    return this.kernel.values.reduce((sum, weight, at) => {
      const [t, i, j] = [Math.floor(at / (high * wide)), Math.floor(at / wide) % high, at % wide]
      return sum + weight * this.pixel(depth + t, row + i, column + j)
    }, 0)
  }

  /** What each slice under the kernel adds at a place. @param {Place} place @returns {Share[]} */
  shares([depth, row, column]) {
    const [deep, high, wide] = this.kernel.shape
    return Array.from({ length: deep }, (_, t) => {
      const weights = this.kernel.values.slice(t * high * wide, (t + 1) * high * wide)
      const window = weights.map((_, at) => this.pixel(depth + t, row + Math.floor(at / wide), column + (at % wide)))
      const products = weights.map((weight, at) => weight * window[at])
      return { window, weights, products, sum: products.reduce((sum, product) => sum + product, 0) }
    })
  }

  /** A slice of the stack, row by row. @param {number} slice */
  slice(slice) {
    const [, rows, columns] = this.stack.shape
    return this.stack.values.slice(slice * rows * columns, (slice + 1) * rows * columns)
  }

  /** A plane of the output, row by row. @param {number} depth */
  plane(depth) {
    const [, rows, columns] = this.size
    return this.made.subarray(depth * rows * columns, (depth + 1) * rows * columns)
  }
}
