// One row of a picture and of its maps: the numbers, and what they say.

import { placeOf } from "../shared/borders.mjs"
import { text } from "../shared/numbers.mjs"

/**
 * @import { Numbers } from "../shared/message.mjs"
 * @typedef {{ name: string, weights: number[], before: number }} Line a map along the rows: its kernel's one row, and
 *   the pixels repeated before the first
 * @typedef {{ name: string, values: Float64Array }} Curve
 */

/**
 * A row of the picture, and of each map: the picture's nearest pixels stand beyond its ends.
 * @param {Numbers} pixels uint8 (h w)
 * @param {Line[]} lines
 * @param {number} row
 * @returns {Curve[]}
 */
export function curvesOf({ values, shape: [, width] }, lines, row) {
  const image = Float64Array.from({ length: width }, (_, at) => Number(values[row * width + at]) / 255)
  const maps = lines.map(({ name, weights, before }) => ({
    name,
    values: image.map((_, at) =>
      weights.reduce((sum, weight, tap) => sum + weight * image[placeOf(at - before + tap, width, "nearest")], 0),
    ),
  }))
  return [{ name: "image", values: image }, ...maps]
}

/**
 * The numbers of one column.
 * @param {Curve[]} curves
 * @param {number} row
 * @param {number} column
 */
export function readOut(curves, row, column) {
  const numbers = curves.map(({ name, values }) => `${name} ${text(values[column])}`).join(" · ")
  return `Row ${row + 1}, column ${column + 1}: ${numbers}`
}

/**
 * Where each map of a row answers most, in sentences.
 * @param {Curve[]} curves
 * @param {number} row
 */
export function sentence([, ...maps], row) {
  return `Row ${row + 1}. ${maps.map(mostOf).join(" ")}`
}

/** @param {Curve} map */
function mostOf({ name, values }) {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const at = (/** @type {number} */ value) => `${text(value)} at column ${values.indexOf(value) + 1}`
  const said = [high > 0 ? `most ${at(high)}` : "", low < 0 ? `least ${at(low)}` : ""].filter(Boolean)
  return said.length ? `${name}: ${said.join(", ")}.` : `${name}: 0 everywhere.`
}

/**
 * The row that a key leads to; undefined where it leads to none.
 * @param {string} key
 * @param {number} row
 * @param {number} rows
 */
export function rowReached(key, row, rows) {
  /** @type {Record<string, number>} */
  const places = {
    ArrowUp: row - 1,
    ArrowDown: row + 1,
    PageUp: row - 10,
    PageDown: row + 10,
    Home: 0,
    End: rows - 1,
  }
  return key in places ? Math.max(0, Math.min(rows - 1, places[key])) : undefined
}
