// What a transposed convolution's steps and cells say.

import { counted, countedSpan } from "../shared/counting.mjs"
import { text } from "../shared/numbers.mjs"

/**
 * @import { Cell } from "../shared/geometry.mjs"
 * @import { Stamps } from "./stamps.mjs"
 */

/** @param {Cell} cell */
const placed = ([row, column]) => `row ${row + 1}, column ${column + 1}`

/**
 * A number in a product: one below 0 in brackets.
 * @param {number} value
 */
const factor = (value) => (value < 0 ? `(${text(value)})` : text(value))

/**
 * What the stamp `at` does.
 * @param {Stamps} stamps
 * @param {number} at
 */
export function stampSentence(stamps, at) {
  if (at < 0) return "Nothing is stamped yet: every cell is 0."
  const value = text(stamps.value(at))
  const met = stamps.overlaps(at)
  const adds = met ? `${counted(met, "cell")} had a stamp before: the numbers add up.` : "No cell had a stamp before."
  return `Input ${placed(stamps.spot(at))} is ${value}: it stamps ${value} times the kernel. ${adds}`
}

/**
 * Where a cell of the canvas is, as the rulers count.
 * @param {Stamps} stamps
 * @param {Cell} cell
 */
function cellName(stamps, [row, column]) {
  const { padding } = stamps.spread
  if (!stamps.isKept([row, column])) return "A cell that padding cuts off"
  return `Output ${placed([row - padding, column - padding])}`
}

/**
 * The sum in a cell of the canvas once the stamps up to `at` are laid.
 * @param {Stamps} stamps
 * @param {Cell} cell
 * @param {number} at
 */
export function cellSentence(stamps, cell, at) {
  const all = stamps.parts(cell)
  const parts = all.filter(({ input }) => stamps.index(input) <= at)
  const name = cellName(stamps, cell)
  if (!all.length) return `${name}: no stamp reaches it, 0.`
  const left = all.length - parts.length
  const still = left ? ` ${counted(left, "stamp")} still to come.` : ""
  if (!parts.length) return `${name}: 0 so far.${still}`
  const sum = stamps.after[at + 1][cell[0] * stamps.size[1] + cell[1]]
  const said = parts.map(({ value, weight }) => `${factor(value)}·${factor(weight)}`).join(" + ")
  return `${name}: ${said} = ${text(sum)}.${still}`
}

/**
 * How large the output is, of how much, and what output padding has to do with it.
 * @param {Stamps} stamps
 */
export function canvasTitle(stamps) {
  const [rows, columns] = stamps.axes
  const { padding, extra } = stamps.spread
  const whole = padding ? `, of a canvas of ${rows.canvas} × ${columns.canvas}` : ""
  const named = (/** @type {string} */ noun, /** @type {number} */ output) =>
    countedSpan(noun, output - extra, output - 1)
  const kept = `; ${named("row", rows.output)} and ${named("column", columns.output)} by output padding`
  return `Output: ${rows.output} × ${columns.output}${whole}${extra ? kept : ""}`
}
