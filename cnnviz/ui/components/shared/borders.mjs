// Pixels invented around an image: the modes of cnnviz/ops/padding.py, for any amount of padding.

/** @import { Axis } from "./geometry.mjs" */

/**
 * Which pixel of an axis every padded position shows, −1 where it is the constant.
 * @param {number} size
 * @param {number} before
 * @param {number} after
 * @param {string} mode
 */
export function places(size, before, after, mode) {
  return Int32Array.from({ length: before + size + after }, (_, at) => placeOf(at - before, size, mode))
}

/**
 * Which pixel of an axis is shown `at` a place before, in or after it, −1 where it is the constant.
 * @param {number} at
 * @param {number} size
 * @param {string} mode
 */
export function placeOf(at, size, mode) {
  return RULES[mode](at, size)
}

/**
 * A plane (rows.size columns.size) with its padding around it: (rows.padded columns.padded).
 * @param {Float32Array} plane
 * @param {Axis} rows
 * @param {Axis} columns
 * @param {string} mode
 * @param {number} value
 */
export function padded(plane, rows, columns, mode, value) {
  const down = places(rows.size, rows.before, rows.after, mode)
  const across = places(columns.size, columns.before, columns.after, mode)
  const frame = new Float32Array(down.length * across.length).fill(value)
  down.forEach((row, i) => {
    if (row < 0) return
    const from = row * columns.size
    const to = i * across.length
    for (let j = 0; j < across.length; j++) if (across[j] >= 0) frame[to + j] = plane[from + across[j]]
  })
  return frame
}

/**
 * The remainder that is never negative.
 * @param {number} number
 * @param {number} by
 */
function remainder(number, by) {
  return ((number % by) + by) % by
}

/**
 * Up to the last pixel and back down, again and again; `twice` is 1 where the pixels at the turns stand twice.
 * @param {number} at
 * @param {number} size
 * @param {number} twice
 */
function mirrored(at, size, twice) {
  const period = 2 * (size - 1 + twice)
  const place = remainder(at, period)
  return place < size ? place : period - twice - place
}

/** Which pixel stands at a place of an axis of a size. @type {Record<string, (at: number, size: number) => number>} */
const RULES = {
  constant: (at, size) => (at >= 0 && at < size ? at : -1),
  nearest: (at, size) => Math.min(size - 1, Math.max(0, at)),
  mirror: (at, size) => (size > 1 ? mirrored(at, size, 0) : 0),
  reflect: (at, size) => mirrored(at, size, 1),
  wrap: remainder,
}
