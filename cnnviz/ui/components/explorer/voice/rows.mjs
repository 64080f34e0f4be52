// The row of numbers that somebody is in: of the output shown, or of the input that is walked.

/**
 * @import { Row } from "./hearing.mjs"
 * @import { Moment, Shown } from "../panel.js"
 */

/**
 * @param {Shown} shown
 * @param {Moment} moment
 * @returns {Row}
 */
export function rowOf({ work, channels }, { cell, pointer }) {
  if (pointer?.kind !== "input") {
    const columns = work.axes[1].output
    return part("output", work.output, cell[0], columns)
  }
  const [rows, columns] = work.step.size
  const row = Math.max(0, Math.min(rows - 1, pointer.cell[0]))
  const name = channels.length > 1 ? `input, ${channels[pointer.channel]}` : "input"
  return part(name, work.step.planes[pointer.channel], row, columns)
}

/**
 * @param {string} name
 * @param {Float32Array} values
 * @param {number} row
 * @param {number} columns
 * @returns {Row}
 */
function part(name, values, row, columns) {
  const [low, high] = values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  )
  const heard = [...values.subarray(row * columns, (row + 1) * columns)]
  return { name: `Row ${row + 1} of the ${name}`, values: heard, low, high }
}
