// What a grid of numbers holds, in a sentence, and how one walks it cell by cell.

import { text } from "../numbers.mjs"

/**
 * @import { Cell } from "../geometry.mjs"
 */

/**
 * "8 × 8 numbers from −4 (row 5, column 5) to 4 (row 5, column 3), on average 0.5."
 * @param {ArrayLike<number>} values
 * @param {number[]} size rows and columns
 */
export function gist(values, [rows, columns]) {
  const [low, high] = [placeOf(values, (a, b) => a < b), placeOf(values, (a, b) => a > b)]
  if (values[low] === values[high]) return `${rows} × ${columns} numbers, all ${text(values[low])}.`
  const at = (/** @type {number} */ k) =>
    `${text(values[k])} (row ${Math.floor(k / columns) + 1}, column ${(k % columns) + 1})`
  let sum = 0
  for (let k = 0; k < values.length; k++) sum += values[k]
  return `${rows} × ${columns} numbers from ${at(low)} to ${at(high)}, on average ${text(sum / values.length)}.`
}

/**
 * Where the first value stands that none beats.
 * @param {ArrayLike<number>} values
 * @param {(a: number, b: number) => boolean} beats
 */
function placeOf(values, beats) {
  let best = 0
  for (let k = 1; k < values.length; k++) if (beats(values[k], values[best])) best = k
  return best
}

/**
 * Where a key leads from a cell of a grid: arrows to the neighbour, Home and End to the first and the last cell, Page
 * Up and Page Down to the ends of the column. Null for other keys.
 * @param {string} key
 * @param {Cell} cell
 * @param {number} rows
 * @param {number} columns
 * @returns {Cell | null}
 */
export function walked(key, [row, column], rows, columns) {
  /** @type {Record<string, Cell>} */
  const to = {
    ArrowLeft: [row, Math.max(0, column - 1)],
    ArrowRight: [row, Math.min(columns - 1, column + 1)],
    ArrowUp: [Math.max(0, row - 1), column],
    ArrowDown: [Math.min(rows - 1, row + 1), column],
    Home: [0, 0],
    End: [rows - 1, columns - 1],
    PageUp: [0, column],
    PageDown: [rows - 1, column],
  }
  return to[key] ?? null
}
