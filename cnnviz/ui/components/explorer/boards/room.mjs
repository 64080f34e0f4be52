// How the room of a board is shared: input, what stands between, and output, their cells equally large where both fit.

import { BESIDE } from "../../shared/plane/ruler.mjs"

/**
 * @typedef {[rows: number, columns: number]} Size
 * @typedef {[width: number, height: number]} Room In pixels.
 * @typedef {"abreast" | "pair" | "stack"} Way All in a row; input and output in one, what stands between below; or one
 *   below the other.
 * @typedef {object} Asked
 * @property {number} wide Pixels that there are,
 * @property {number} high of the window,
 * @property {number} need and for what stands between.
 * @property {Size} input
 * @property {Size} output
 * @property {boolean} several Whether the input is several planes.
 */

const GAP = 28
// Pixels from which everything stands in a row, and up to which all is in one column.
const ABREAST = 800
const NARROW = 560
// Pixels of the window that heading, menus, settings, captions and the player take.
const AROUND = 390
// Pixels of a cell above which it grows no more; from which a number fits, and of a map from which it is seen.
const LARGEST = 80
const READ = 22
const SEEN = 120
// Pixels that what is written above and below the output needs.
export const CAPTION = 160

/** @param {number} wide */
function wayOf(wide) {
  return wide >= ABREAST ? "abreast" : wide > NARROW ? "pair" : "stack"
}

/**
 * The room of input and output.
 * @param {Asked} asked
 * @returns {{ way: Way, input: Room, output: Room }}
 */
export function shared(asked) {
  const way = wayOf(asked.wide)
  if (way === "stack") return { way, ...stacked(asked) }
  const between = way === "abreast" ? asked.need + 2 * GAP : GAP
  const wide = asked.wide - between - 2 * BESIDE
  const high = within(200, asked.high - AROUND, 680)
  const [input, output] = [asked.input, asked.output]
  const across = Math.min(wide / (input[1] + output[1]), (wide + BESIDE - CAPTION) / input[1])
  const cell = Math.min(LARGEST, high / Math.max(input[0], output[0]), across)
  if (!asked.several && (cell >= READ || cell * Math.max(...output) >= SEEN))
    return { way, input: roomOf(input, cell), output: roomOf(output, cell) }
  const half = Math.min(wide / 2, high * 1.4)
  return { way, input: [half, high], output: [half, Math.min(high, LARGEST * output[0])] }
}

/**
 * On a phone: the input small, so that it stays in sight, and the output as wide as there is room.
 * @param {Asked} asked
 * @returns {{ input: Room, output: Room }}
 */
function stacked({ wide, high, input, output }) {
  const mini = within(130, high * 0.28, 260)
  const cell = Math.min(LARGEST, (wide - BESIDE) / output[1])
  return {
    input: [Math.min(wide * 0.66, (mini / input[0]) * input[1]), mini],
    output: [cell * output[1], Math.min(cell * output[0], within(220, high - mini - 250, 460))],
  }
}

/**
 * @param {Size} size
 * @param {number} cell
 * @returns {Room}
 */
function roomOf([rows, columns], cell) {
  return [columns * cell, rows * cell]
}

/**
 * @param {number} least
 * @param {number} value
 * @param {number} most
 */
function within(least, value, most) {
  return Math.max(least, Math.min(most, value))
}
