// Shift and filter in both orders, and what differs.

import { cellsOf, insideAlong, moved } from "./plane_beyond.mjs"

/**
 * @import { KnownSums } from "./known_sums.mjs"
 * @import { FeatureMap, Shift, Size } from "./plane_beyond.mjs"
 *
 * @typedef {object} Orders
 * @property {Float32Array} picture The picture where it is now.
 * @property {Float32Array} shiftFirst
 * @property {Float32Array} filterFirst
 * @property {Float32Array} difference
 * @property {Size} size Of the maps.
 * @property {[top: number, bottom: number, left: number, right: number]} frame The border on the four sides, in cells.
 * @property {number} inside Cells inside.
 * @property {number} border Cells of the border.
 * @property {[inside: number, border: number]} differing Cells that differ.
 * @property {[inside: number, border: number]} most The largest differences.
 * @property {boolean} exact Whether the shift is a whole number of the map's cells.
 * @property {Shift} cells
 */

/**
 * @param {{ values: Float32Array, size: Size }} scene
 * @param {FeatureMap} first the map of the scene at its first place
 * @param {KnownSums} sums of its windows
 * @param {Shift} by
 * @returns {Orders}
 */
export function orders(scene, first, sums, by) {
  const { how, axes } = sums
  const picture = moved(scene.values, scene.size, by, how.mode)
  const { cells, exact } = cellsOf(by, how.stride)
  const shiftFirst = sums.map(picture, by).values
  const filterFirst = moved(first.values, first.size, cells, how.mode)
  const rows = insideAlong(axes[0], by[0])
  const columns = rows[0] < rows[1] ? insideAlong(axes[1], by[1]) : /** @type {[number, number]} */ ([0, 0])
  const compared = differences(shiftFirst, filterFirst, first.size, rows, columns)
  return { picture, shiftFirst, filterFirst, size: first.size, exact, cells, ...compared }
}

/**
 * @param {Float32Array} one
 * @param {Float32Array} other
 * @param {Size} size
 * @param {[number, number]} rows inside
 * @param {[number, number]} columns inside
 */
function differences(one, other, [high, wide], rows, columns) {
  const difference = new Float32Array(one.length)
  /** @type {[number, number]} */
  const differing = [0, 0]
  /** @type {[number, number]} */
  const most = [0, 0]
  for (let row = 0, at = 0; row < high; row++) {
    const within = row >= rows[0] && row < rows[1]
    for (let column = 0; column < wide; column++, at++) {
      const value = one[at] - other[at]
      if (value === 0) continue
      difference[at] = value
      const where = within && column >= columns[0] && column < columns[1] ? 0 : 1
      differing[where]++
      if (Math.abs(value) > most[where]) most[where] = Math.abs(value)
    }
  }
  const inside = (rows[1] - rows[0]) * (columns[1] - columns[0])
  /** @type {Orders["frame"]} */
  const frame = inside ? [rows[0], high - rows[1], columns[0], wide - columns[1]] : [high, 0, 0, 0]
  return { difference, differing, most, inside, border: high * wide - inside, frame }
}
