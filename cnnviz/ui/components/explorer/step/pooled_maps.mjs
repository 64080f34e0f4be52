// The windows of a map, pooled all at once: float32 where cnnviz/ops/pooling.py is.

import { correlated } from "../../shared/maps/convolving.mjs"

/**
 * @import { Axis } from "../../shared/geometry.mjs"
 * @import { Pool } from "./pooling.mjs"
 *
 * @typedef {Axis & { start: number }} Stretch Some windows of an axis, and where the first of them starts.
 * @typedef {(plane: Float32Array, rows: Stretch, columns: Stretch, pool: Pool) => Float32Array} Maps
 * @typedef {(a: number, b: number) => number} Combine
 */

/**
 * Whether a position counts in an average: the overhang of ceil mode never does, padding where it is said to.
 * @param {Axis} axis
 * @param {Pool} pool
 * @param {number} position
 */
export function countable(axis, pool, position) {
  const [low, high] = countedFrom(axis, pool)
  return position >= low && position < high
}

/**
 * From where to where positions count.
 * @param {Axis} axis
 * @param {Pool} pool
 */
function countedFrom({ size, before, after }, { counted }) {
  return counted ? [-before, size + after] : [0, size]
}

/**
 * The windows from output `first` on, and the frame of the axis that they cover, from position `start` on.
 * @param {Axis} axis
 * @param {number} first
 * @param {number} output
 * @returns {Stretch}
 */
export function stretch(axis, first, output) {
  const start = first * axis.stride - axis.before
  return { ...axis, start, output, padded: (output - 1) * axis.stride + axis.window }
}

/**
 * The plane under these windows, `outside` where it has no pixels.
 * @param {Float32Array} plane
 * @param {Stretch} rows
 * @param {Stretch} columns
 * @param {number} outside
 */
export function framed(plane, rows, columns, outside) {
  const frame = new Float32Array(rows.padded * columns.padded).fill(outside)
  const left = Math.max(0, -columns.start)
  const right = Math.min(columns.padded, columns.size - columns.start)
  const bottom = Math.min(rows.padded, rows.size - rows.start)
  for (let row = Math.max(0, -rows.start); row < bottom; row++) {
    const from = (rows.start + row) * columns.size + columns.start
    frame.set(plane.subarray(from + left, from + right), row * columns.padded + left)
  }
  return frame
}

/**
 * A window's maximum, minimum or sum, rows first and then columns: fewer steps, same answer.
 * @template {Float32Array | Float64Array} Numbers
 * @param {Numbers} frame
 * @param {Stretch} rows
 * @param {Stretch} columns
 * @param {Combine} combine
 * @returns {Numbers}
 */
export function reduced(frame, rows, columns, combine) {
  const { padded, output } = columns
  const Type = /** @type {new (length: number) => Numbers} */ (frame.constructor)
  const down = new Type(rows.output * padded)
  for (let row = 0; row < rows.output; row++) {
    const from = row * rows.stride * padded
    sweep(down, row * padded, padded, frame, from, 1, rows.window, padded, combine)
  }
  const across = new Type(rows.output * output)
  for (let row = 0; row < rows.output; row++) {
    sweep(across, row * output, output, down, row * padded, columns.stride, columns.window, 1, combine)
  }
  return across
}

/**
 * `count` windows of `taps` values each, `apart` apart, combined into `out`, which rounds after every step.
 * @param {Float32Array | Float64Array} out
 * @param {number} to
 * @param {number} count
 * @param {Float32Array | Float64Array} values
 * @param {number} from
 * @param {number} stride
 * @param {number} taps
 * @param {number} apart
 * @param {Combine} combine
 */
function sweep(out, to, count, values, from, stride, taps, apart, combine) {
  for (let k = 0; k < count; k++) out[to + k] = values[from + k * stride]
  for (let tap = 1; tap < taps; tap++) {
    const start = from + tap * apart
    for (let k = 0; k < count; k++) out[to + k] = combine(out[to + k], values[start + k * stride])
  }
}

/** @type {Combine} */
export const larger = (a, b) => (b > a ? b : a)
/** @type {Combine} */
export const smaller = (a, b) => (b < a ? b : a)
/** @type {Combine} */
export const plus = (a, b) => a + b

/**
 * How many cells of each window of an axis an average is taken over.
 * @param {Stretch} axis
 * @param {Pool} pool
 */
function windowCounts(axis, pool) {
  const [low, high] = countedFrom(axis, pool)
  return Array.from({ length: axis.output }, (_, index) => {
    const start = axis.start + index * axis.stride
    return Math.min(start + axis.window, high) - Math.max(start, low)
  })
}

/** @type {Maps} */
export function averages(plane, rows, columns, pool) {
  const across = windowCounts(columns, pool)
  const counts = windowCounts(rows, pool).flatMap((count) => across.map((other) => count * other))
  return reduced(framed(plane, rows, columns, 0), rows, columns, plus).map((sum, k) => sum / counts[k])
}

/** The middle values of all windows; padding is none of them. @type {Maps} */
export function medians(plane, rows, columns) {
  const map = new Float32Array(rows.output * columns.output)
  const held = new Float32Array(rows.window * columns.window)
  for (let row = 0; row < rows.output; row++) {
    const top = rows.start + row * rows.stride
    for (let column = 0; column < columns.output; column++) {
      const count = gathered(held, plane, rows, columns, top, columns.start + column * columns.stride)
      map[row * columns.output + column] = middle(held, count)
    }
  }
  return map
}

/**
 * Fills `held` with the real pixels of the window from (top, left) on, and says how many they are.
 * @param {Float32Array} held
 * @param {Float32Array} plane
 * @param {Stretch} rows
 * @param {Stretch} columns
 * @param {number} top
 * @param {number} left
 */
function gathered(held, plane, rows, columns, top, left) {
  const bottom = Math.min(rows.size, top + rows.window)
  const right = Math.min(columns.size, left + columns.window)
  let count = 0
  for (let row = Math.max(0, top); row < bottom; row++) {
    for (let column = Math.max(0, left); column < right; column++) held[count++] = plane[row * columns.size + column]
  }
  return count
}

/**
 * The median of the first `count` values, which it sorts; of two middles, their mean.
 * @param {Float32Array} held
 * @param {number} count
 */
function middle(held, count) {
  if (count > 32) held.subarray(0, count).sort()
  else sortFew(held, count)
  return Math.fround(held[(count - 1) >> 1] + held[count >> 1]) / 2
}

/**
 * Insertion sort, faster than the built-in one up to some tens of values.
 * @param {Float32Array} held
 * @param {number} count
 */
function sortFew(held, count) {
  for (let k = 1; k < count; k++) {
    const value = held[k]
    let at = k
    while (at > 0 && held[at - 1] > value) held[at] = held[--at]
    held[at] = value
  }
}

/** (Σ |x|ᵖ)^(1/p); dividing by the map's largest first keeps |x|ᵖ from overflowing or vanishing. @type {Maps} */
export function norms(plane, rows, columns, pool) {
  const scale = largestSize(plane) || 1
  const scaled = framed(plane, rows, columns, 0).map((value) => value / scale)
  if (pool.power === 2) {
    const sums = reduced(
      scaled.map((value) => value * value),
      rows,
      columns,
      plus,
    )
    return sums.map((sum) => Math.fround(Math.sqrt(sum)) * scale)
  }
  const powers = Float64Array.from(scaled)
  for (let k = 0; k < powers.length; k++) powers[k] = Math.abs(powers[k]) ** pool.power
  return Float32Array.from(reduced(powers, rows, columns, plus), (sum) => scale * sum ** (1 / pool.power))
}

/** @param {Float32Array} plane */
function largestSize(plane) {
  let largest = 0
  for (let k = 0; k < plane.length; k++) largest = Math.max(largest, Math.abs(plane[k]))
  return largest
}

/** @type {Maps} */
export function gaussians(plane, rows, columns, pool) {
  const weights = [bellWeights(rows, columns, pool)]
  const sums = correlated([framed(plane, rows, columns, 0)], weights, rows, columns)
  if (!sharesOut(rows, columns, pool)) return sums
  // Weights that fall where nothing counts are shared out among the others.
  const totals = correlated([countedFrame(rows, columns, pool)], weights, rows, columns)
  return sums.map((sum, k) => sum / totals[k])
}

/**
 * Whether weights fall where nothing counts.
 * @param {Axis} rows
 * @param {Axis} columns
 * @param {Pool} pool
 */
export function sharesOut(rows, columns, pool) {
  return !pool.counted || rows.overhang > 0 || columns.overhang > 0
}

/**
 * 1 where a cell under these windows counts, 0 elsewhere.
 * @param {Stretch} rows
 * @param {Stretch} columns
 * @param {Pool} pool
 */
function countedFrame(rows, columns, pool) {
  const down = Array.from({ length: rows.padded }, (_, k) => countable(rows, pool, rows.start + k))
  const across = Array.from({ length: columns.padded }, (_, k) => countable(columns, pool, columns.start + k))
  return Float32Array.from(down.flatMap((row) => across.map((column) => Number(row && column))))
}

/**
 * A bell of width `sigma` pixels over one window, sum 1: float32 (rows.window columns.window).
 * @param {Axis} rows
 * @param {Axis} columns
 * @param {Pool} pool
 */
export function bellWeights(rows, columns, pool) {
  const across = bell(pool.sigma, columns.window)
  return Float32Array.from(bell(pool.sigma, rows.window).flatMap((row) => across.map((column) => row * column)))
}

/**
 * @param {number} sigma
 * @param {number} size
 */
function bell(sigma, size) {
  const heights = Array.from({ length: size }, (_, k) => Math.exp(-((k - (size - 1) / 2) ** 2) / (2 * sigma ** 2)))
  const total = heights.reduce(plus)
  return heights.map((height) => height / total)
}
