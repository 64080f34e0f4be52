// A picture as a window on a plane that goes on beyond its edges: cnnviz/ops/compared/equivariance.py.

import { placeOf } from "../shared/borders.mjs"
import { axis, sides } from "../shared/geometry.mjs"

/**
 * @import { Axes, Axis } from "../shared/geometry.mjs"
 *
 * @typedef {[down: number, right: number]} Shift In pixels of a picture, or in cells of a map.
 * @typedef {[rows: number, columns: number]} Size
 * @typedef {[top: number, left: number, rows: number, columns: number]} Box
 *
 * @typedef {object} Filter
 * @property {Float32Array} kernel
 * @property {Size} window Rows and columns of the kernel.
 * @property {number} stride
 * @property {string} mode How the plane goes on.
 * @property {"same" | "valid"} amount Whether the kernel sees anything of that.
 *
 * @typedef {{ values: Float32Array, size: Size }} FeatureMap
 */

/**
 * A picture moved down and to the right; what comes into sight is filled in by the padding mode.
 * @param {Float32Array} plane
 * @param {Size} size
 * @param {Shift} by
 * @param {string} mode
 */
export function moved(plane, [rows, columns], [down, right], mode) {
  const result = new Float32Array(plane.length)
  const across = Int32Array.from({ length: columns }, (_, at) => placeOf(at - right, columns, mode))
  for (let row = 0; row < rows; row++) {
    const from = placeOf(row - down, rows, mode)
    if (from < 0) continue
    const [start, to] = [from * columns, row * columns]
    for (let at = 0; at < columns; at++) if (across[at] >= 0) result[to + at] = plane[start + across[at]]
  }
  return result
}

/**
 * The rows and columns of a picture under a filter.
 * @param {Filter} how
 * @param {Size} size
 * @returns {Axes}
 */
export function axesOf({ window, stride, amount }, size) {
  const along = (/** @type {number} */ way) => {
    const [before, after] = sides(amount, size[way], window[way], stride, 1, [0, 0])
    return axis({ size: size[way], window: window[way], stride, before, after })
  }
  return [along(0), along(1)]
}

/**
 * By how many whole cells a map moves when its picture does, and whether that is all of it.
 * @param {Shift} by
 * @param {number} stride
 */
export function cellsOf([down, right], stride) {
  /** @type {Shift} */
  const cells = [Math.floor(down / stride), Math.floor(right / stride)]
  return { cells, exact: down % stride === 0 && right % stride === 0 }
}

/**
 * Along an axis, the first and one past the last window that sees only pixels that were the picture's before it moved,
 * and whose cell of the first map is one: equal where there is none.
 * @param {Axis} axis
 * @param {number} by
 * @returns {[first: number, end: number]}
 */
export function insideAlong(axis, by) {
  const { stride, before, span, size, output } = axis
  const cell = Math.floor(by / stride)
  const sees = (/** @type {number} */ start) => start >= 0 && start + span <= size
  const holds = (/** @type {number} */ at) => {
    const start = at * stride - before
    const was = at - cell
    return sees(start) && sees(start - by) && was >= 0 && was < output && sees(was * stride - before)
  }
  let first = 0
  while (first < output && !holds(first)) first++
  let end = first
  while (end < output && holds(end)) end++
  return [first, end]
}
