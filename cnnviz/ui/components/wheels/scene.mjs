// The picture that is looked at: a car, joined anew while a wheel is dragged (cnnviz/images/samples/car.py), or any
// other; and what of it lies in a window.

import { GREYS } from "../shared/colours.mjs"

/**
 * @import { Cell } from "../shared/geometry.mjs"
 * @import { Box, Points } from "./reach.mjs"
 *
 * @typedef {{ row: number, radius: number, margin: number, least: number }} Car
 * @typedef {{ rear: Uint8Array, front: Uint8Array }} Halves A row is twice the picture's side and one long.
 */

/** Black 0, white 1. */
export const SHADES = { palette: GREYS, low: 0, high: 1 }

/**
 * The car with its hubs in these columns, greys of 0 to 255, row by row.
 * @param {Halves} halves
 * @param {number} side
 * @param {number} left
 * @param {number} right
 */
export function joined({ rear, front }, side, left, right) {
  const picture = new Uint8Array(side * side)
  const middle = Math.floor((left + right + 1) / 2)
  for (let row = 0; row < side; row++) {
    const from = row * (2 * side + 1) + side
    picture.set(rear.subarray(from - left, from - left + middle), row * side)
    picture.set(front.subarray(from - right + middle, from - right + side), row * side + middle)
  }
  return picture
}

/**
 * The points where they can be: of a car its hubs, the first of them on the left; the one moved stops at the other.
 * @param {Points} points
 * @param {number[]} size
 * @param {Car | null} car
 * @param {number} [moved] which of them was moved
 * @returns {Points}
 */
export function settled([first, second], [rows, columns], car, moved = 0) {
  if (!car) return [kept(first, rows, columns), kept(second, rows, columns)]
  const [low, high] = [car.margin, columns - 1 - car.margin]
  const right = within(second[1], low + car.least, high)
  const left = within(first[1], low, (moved ? high : right) - car.least)
  return [
    [car.row, left],
    [car.row, moved ? within(second[1], left + car.least, high) : right],
  ]
}

/**
 * The hubs so far apart, around the middle they had.
 * @param {Points} points
 * @param {number} distance
 * @param {number[]} size
 * @param {Car} car
 * @returns {Points}
 */
export function spread([first, second], distance, size, car) {
  const [low, high] = [car.margin, size[1] - 1 - car.margin]
  const wide = within(Math.round(distance), car.least, high - low)
  const left = within(Math.floor((first[1] + second[1] - wide + 1) / 2), low, high - wide)
  return [
    [car.row, left],
    [car.row, left + wide],
  ]
}

/**
 * The pixels under a window, 0 to 1; what lies beyond the border is 0, in a frame as wide as told.
 * @param {Uint8Array} picture
 * @param {number[]} size
 * @param {Box} box
 */
export function cutOut(picture, [rows, columns], [top, left, bottom, right]) {
  const [high, wide] = [bottom - top + 1, right - left + 1]
  const values = new Float32Array(high * wide)
  for (let row = Math.max(0, top); row <= Math.min(rows - 1, bottom); row++)
    for (let column = Math.max(0, left); column <= Math.min(columns - 1, right); column++)
      values[(row - top) * wide + column - left] = picture[row * columns + column] / 255
  /** @type {[number, number, number, number]} */
  const frame = [
    Math.min(high, Math.max(0, -top)),
    Math.min(high, Math.max(0, bottom - rows + 1)),
    Math.min(wide, Math.max(0, -left)),
    Math.min(wide, Math.max(0, right - columns + 1)),
  ]
  return { rows: high, columns: wide, values, frame }
}

/**
 * @param {Cell} cell
 * @param {number} rows
 * @param {number} columns
 * @returns {Cell}
 */
function kept([row, column], rows, columns) {
  return [within(row, 0, rows - 1), within(column, 0, columns - 1)]
}

/**
 * @param {number} value
 * @param {number} low
 * @param {number} high
 */
function within(value, low, high) {
  return Math.max(low, Math.min(high, value))
}
