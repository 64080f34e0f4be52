// What is said of maps, units and wires.

import { rounded, text } from "../shared/numbers.mjs"

/**
 * @import { Box, Field } from "./seen.mjs"
 * @import { Wire } from "./thread.mjs"
 *
 * @typedef {{
 *   name: string, go: string, title: string, detail: string, told: string, shape: number[],
 *   channels: number[], labels: string[], units: [number, number][], values: number[], signed: boolean, end: number,
 *   seen: [Field, Field], shares: number[],
 * }} Column see cnnviz/figures/way/columns.py
 */

/**
 * One map of a column: what its largest unit is, and where.
 * @param {Column} column
 * @param {number} place
 */
export function mapWords(column, place) {
  const value = column.values[place]
  const name = column.labels[place]
  // What a button shows comes in its name as it is shown.
  if (column.shares.length) return `${name} ${percent(column.shares[place])}, from a sum of ${text(value)}`
  if (column.shape.length === 1) return `${column.title}, ${name}: ${shortly(value)}`
  return `${column.title}, ${name}: ${text(value)} at ${placeWords(column.units[place])}`
}

/** A number of a vector, in its cell. @param {number} value */
export function shortly(value) {
  return rounded(value, 3)
}

/** @param {[number, number]} unit */
export function placeWords([row, column]) {
  return `row ${row + 1}, column ${column + 1}`
}

/**
 * How much of the photo a unit sees.
 * @param {Box} box
 * @param {number} rows
 * @param {number} columns
 */
export function seenWords(box, rows, columns) {
  const [high, wide] = [box.bottom - box.top + 1, box.right - box.left + 1]
  if (box.top <= 0 && box.left <= 0 && box.bottom >= rows - 1 && box.right >= columns - 1)
    return "It sees the whole photo."
  return `It sees ${high} × ${wide} pixels of the photo, framed there.`
}

/**
 * What a unit hangs on most.
 * @param {Wire[]} wires
 * @param {Column[]} columns
 * @param {number} column
 * @param {number} place
 */
export function wireWords(wires, columns, column, place) {
  const into = wires.filter((wire) => wire[2] === column && wire[3] === place && wire[4] !== 0)
  if (!into.length) return ""
  const [from, source, , , loss] = into.reduce((most, wire) => (Math.abs(wire[4]) > Math.abs(most[4]) ? wire : most))
  const { title, labels } = columns[from]
  const change = `${loss > 0 ? "lose" : "gain"} ${text(Math.abs(loss))}`
  return `With ${title}, ${labels[source]} silenced, its sum would ${change}.`
}

/** @param {number} share of 1 */
export function percent(share) {
  if (share >= 0.9995 && share < 1) return "over 99.9 %"
  return share > 0 && share < 0.0005 ? "under 0.1 %" : `${text(Math.round(share * 1000) / 10)} %`
}
