// One step computed in the browser, and the window of each output of it taken apart.

import { padded } from "../../shared/borders.mjs"
import { cells } from "../../shared/geometry.mjs"
import { activated, correlated, flipped } from "../../shared/maps/convolving.mjs"
import { pooled, poolWindow } from "./pooling.mjs"
import { fitting, kernelAxes, poolAxes, poolOf } from "./settings.mjs"

/**
 * @import { Axes, Axis } from "../../shared/geometry.mjs"
 * @import { Pool, PooledCell } from "./pooling.mjs"
 *
 * @typedef {Record<string, any>} Values Settings by their names.
 *
 * @typedef {object} Step What is computed.
 * @property {"correlate" | "pool"} operation
 * @property {Values} values
 * @property {[number, number]} size Rows and columns of the input.
 * @property {[number, number]} window Rows and columns of the kernel.
 * @property {Float32Array[]} planes The input, channel by channel.
 * @property {Float32Array[]} kernel The weights as they were given, channel by channel.
 *
 * @typedef {object} Computed
 * @property {Step} step
 * @property {Axes} axes
 * @property {Float32Array[]} framed What windows slide over, channel by channel, with what is invented.
 * @property {number[]} shape Rows and columns of that.
 * @property {Float32Array} sums
 * @property {Float32Array} output
 *
 * @typedef {Computed & { pool: null, weights: Float32Array[] }} Convolved
 * @typedef {Computed & { pool: Pool, weights: null }} Pooled
 * @typedef {Convolved | Pooled} Work
 *
 * @typedef {{ values: Float32Array, products: Float32Array, sum: number }} Share What a channel adds to an output.
 * @typedef {object} Summed The window of an output of a convolution.
 * @property {false} pooled
 * @property {number[]} rows
 * @property {number[]} columns
 * @property {boolean[]} invented Which cells lie beside the image.
 * @property {Share[]} channels
 *
 * @typedef {object} Reduced The window of an output of a pooling.
 * @property {true} pooled
 * @property {number[]} rows
 * @property {number[]} columns
 * @property {PooledCell[]} cells
 * @property {number} winner
 * @property {number} equal
 * @property {number} result
 *
 * @typedef {Summed | Reduced} Terms
 */

/**
 * Works a step out; null where no window fits.
 * @param {Step} step
 * @returns {Work | null}
 */
export function worked(step) {
  const axes = axesOf(step)
  if (!fitting(axes)) return null
  return step.operation === "pool" ? pooling(step, axes) : convolving(step, axes)
}

/**
 * @param {Step} step
 * @returns {Axes}
 */
export function axesOf(step, values = step.values) {
  return step.operation === "pool" ? poolAxes(values, step.size) : kernelAxes(values, step.size, step.window)
}

/**
 * @param {Step} step
 * @param {Axes} axes
 * @returns {Convolved}
 */
function convolving(step, axes) {
  const { values, planes, kernel } = step
  const framed = planes.map((plane) => padded(plane, axes[0], axes[1], values.mode, values.value))
  const weights = values.flip ? kernel.map(flipped) : kernel
  const sums = correlated(framed, weights, axes[0], axes[1], values.bias)
  const shape = axes.map((one) => one.padded)
  return { step, axes, framed, shape, pool: null, weights, sums, output: activated(sums, values.activation) }
}

/**
 * @param {Step} step
 * @param {Axes} axes
 * @returns {Pooled}
 */
function pooling(step, axes) {
  const pool = poolOf(step.values)
  const shape = axes.map((one) => one.padded + one.overhang)
  const counts = pool.counted && (pool.kind === "average" || pool.kind === "Gaussian")
  const framed = [around(step.planes[0], axes, shape, counts ? 0 : NaN)]
  const output = pooled(step.planes[0], axes[0], axes[1], pool)
  return { step, axes, framed, shape, pool, weights: null, sums: output, output }
}

/**
 * A map amid the cells that pooling adds: they hold `value`, or nothing (NaN) where they never count.
 * @param {Float32Array} plane
 * @param {Axes} axes
 * @param {number[]} shape
 * @param {number} value
 */
function around(plane, [rows, columns], shape, value) {
  const result = new Float32Array(shape[0] * shape[1]).fill(NaN)
  for (let row = 0; row < rows.padded; row++) result.fill(value, row * shape[1], row * shape[1] + columns.padded)
  for (let row = 0; row < rows.size; row++) {
    result.set(
      plane.subarray(row * columns.size, (row + 1) * columns.size),
      (row + rows.before) * shape[1] + columns.before,
    )
  }
  return result
}

/**
 * Invented cells on the four sides of what windows slide over.
 * @param {{ axes: Axes }} work
 * @returns {[top: number, bottom: number, left: number, right: number]}
 */
export function frameOf({ axes: [rows, columns] }) {
  return [rows.before, rows.after + rows.overhang, columns.before, columns.after + columns.overhang]
}

/**
 * The window of output (row, column), taken apart.
 * @param {Work} work
 * @param {number} row
 * @param {number} column
 * @returns {Terms}
 */
export function termsOf(work, row, column) {
  return work.pool ? reduced(work, row, column) : summed(work, row, column)
}

/**
 * For each channel its values and products, and their sum.
 * @param {Convolved} work
 * @param {number} row
 * @param {number} column
 * @returns {Summed}
 */
function summed(work, row, column) {
  const [rows, columns] = work.axes
  const [down, right] = [cells(rows, row), cells(columns, column)]
  const at = down.flatMap((r) => right.map((c) => (r + rows.before) * work.shape[1] + c + columns.before))
  const invented = down.flatMap((r) => right.map((c) => !holds(rows, r) || !holds(columns, c)))
  const channels = work.framed.map((plane, k) => {
    const values = Float32Array.from(at, (place) => plane[place])
    const products = values.map((value, tap) => Math.fround(value * work.weights[k][tap]))
    return { values, products, sum: products.reduce((a, b) => a + b, 0) }
  })
  return { pooled: false, rows: down, columns: right, invented, channels }
}

/**
 * @param {Pooled} work
 * @param {number} row
 * @param {number} column
 * @returns {Reduced}
 */
function reduced(work, row, column) {
  const [rows, columns] = work.axes
  const window = poolWindow(work.step.planes[0], rows, columns, work.pool, row, column)
  return { pooled: true, rows: cells(rows, row), columns: cells(columns, column), ...window }
}

/**
 * Whether a position is one of the input's own.
 * @param {Axis} axis
 * @param {number} position
 */
export function holds(axis, position) {
  return position >= 0 && position < axis.size
}

/**
 * The largest difference between two lists of numbers; Infinity where they differ in length.
 * @param {ArrayLike<number>} ours
 * @param {ArrayLike<number>} theirs
 */
export function apart(ours, theirs) {
  if (ours.length !== theirs.length) return Infinity
  let most = 0
  for (let k = 0; k < ours.length; k++) most = Math.max(most, Math.abs(ours[k] - theirs[k]))
  return most
}
