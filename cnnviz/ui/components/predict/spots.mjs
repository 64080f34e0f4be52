// Where a hand is on a board, as what it answers there; and what was answered, in words. Rows, columns and points count
// from 0 here, and from 1 in words.

import { counted } from "../shared/counting.mjs"
import { text } from "../shared/numbers.mjs"
import { number } from "../shared/typed_numbers.mjs"

/**
 * @typedef {number[]} Given a cell, a size, or the values of a curve
 * @typedef {"point" | "size" | "curve"} Kind
 * @typedef {{ left: number, top: number, wide: number, tall: number }} Plot the pixels that points are drawn in
 */

const HINTS = {
  point: "Click a cell, or walk with the arrow keys.",
  size: "Drag the corner, press arrow keys, or type.",
  curve: "Drag the points, press arrow keys, or type.",
}

/** @param {number} value @param {number} low @param {number} high */
export const within = (value, low, high) => Math.max(low, Math.min(high, value))

/**
 * The size whose corner lies in the cell under this place.
 * @param {number} x pixels from the left
 * @param {number} y
 * @param {number} side of a cell
 * @param {number[]} room rows and columns that there are
 * @returns {Given}
 */
export function sizeAt(x, y, side, [rows, columns]) {
  return [within(Math.ceil(y / side), 1, rows), within(Math.ceil(x / side), 1, columns)]
}

/**
 * The size that a key makes of this one; null for other keys.
 * @param {string} key
 * @param {Given | null} given
 * @param {number[]} room
 * @returns {Given | null}
 */
export function sizeAfter(key, given, [rows, columns]) {
  const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }
  const move = moves[/** @type {keyof typeof moves} */ (key)]
  if (!move) return null
  const [height, width] = given ?? [0, 0]
  return [within(height + move[0], 1, rows), within(width + move[1], 1, columns)]
}

/** Where the middle of a point lies. @param {number} at @param {number} count @param {Plot} plot */
export function xOf(at, count, { left, wide }) {
  return left + ((at + 0.5) * wide) / count
}

/** Where a value lies, between -end and end. @param {number} value @param {number} end @param {Plot} plot */
export function yOf(value, end, { top, tall }) {
  return top + ((end - value) / (2 * end)) * tall
}

/** The point whose column this is. @param {number} x @param {number} count @param {Plot} plot */
export function pointAt(x, count, { left, wide }) {
  return within(Math.floor(((x - left) / wide) * count), 0, count - 1)
}

/**
 * The multiple of the step that is nearest to this height.
 * @param {number} y
 * @param {number} end
 * @param {number} step
 * @param {Plot} plot
 */
export function valueAt(y, end, step, { top, tall }) {
  return snapped(end - ((y - top) / tall) * 2 * end, step, end)
}

/** @param {number} value @param {number} step @param {number} end */
export function snapped(value, step, end) {
  // Rounded once more: 0.1 has no exact double.
  return within(Number((Math.round(value / step) * step).toFixed(9)), -end, end) + 0
}

/**
 * So many numbers as they were typed, between commas, semicolons or spaces; null where one is none or some are missing.
 * @param {string} typed
 * @param {number} count
 * @returns {Given | null}
 */
export function valuesIn(typed, count) {
  const values = typed
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(number)
  return values.length === count && !values.some(Number.isNaN) ? values : null
}

/**
 * What has been answered so far, or how one answers.
 * @param {Kind} kind
 * @param {Given | null} given
 * @param {(cell: Given) => number} held what stands in a cell
 */
export function sentence(kind, given, held = () => 0) {
  if (!given) return HINTS[kind]
  if (kind === "size") return `${counted(given[0], "row")} × ${counted(given[1], "column")}`
  if (kind === "point") return `Row ${given[0] + 1}, column ${given[1] + 1}: ${text(held(given))}`
  return given.map(text).join(", ")
}
