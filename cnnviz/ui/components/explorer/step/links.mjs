// Which inputs, weights and outputs of a step belong together: everything a page shows is one output's window, "as if
// hovering output cell (i, j)", and what is pointed at is linked to it.

import { places } from "../../shared/borders.mjs"
import { cells, ends, users } from "../../shared/geometry.mjs"
import { holds } from "./step.mjs"

/**
 * @import { Axis, Cell } from "../../shared/geometry.mjs"
 * @import { Work } from "./step.mjs"
 *
 * @typedef {{ row: number, column: number, weights: number[] }} Fed An output, and each channel's weight in it.
 * @typedef {{ first: number, step: number, count: number }} Way
 */

// How much of the way from a window's mark to its middle decides between two windows that are as near.
const TIE = 0.01

/**
 * All padded places along one axis that hold what `position` holds: itself, and for a real pixel its copies.
 * @param {Axis} axis
 * @param {number} position
 * @param {string} mode
 */
function copies(axis, position, mode) {
  if (!holds(axis, position) || mode === "constant") return [position]
  /** @type {number[]} */
  const found = []
  places(axis.size, axis.before, axis.after, mode).forEach((source, place) => {
    if (source === position) found.push(place - axis.before)
  })
  return found
}

/**
 * Every output that input (row, column) feeds, with the weight (per channel) with which it does.
 * @param {Work} work
 * @param {number} row
 * @param {number} column
 */
export function fedBy(work, row, column) {
  const [rows, columns] = work.axes
  const mode = work.pool ? "constant" : work.step.values.mode
  /** @type {Map<number, Fed>} */
  const found = new Map()
  const inside = holds(rows, row) && holds(columns, column)
  const down = (inside ? copies(rows, row, mode) : [row]).flatMap((one) => users(rows, one))
  const right = (inside ? copies(columns, column, mode) : [column]).flatMap((one) => users(columns, one))
  const none = (work.weights ?? [0]).map(() => 0)
  for (const r of down) {
    for (const c of right) {
      const key = r.index * columns.output + c.index
      const entry = found.get(key) ?? { row: r.index, column: c.index, weights: [...none] }
      work.weights?.forEach((weights, k) => {
        entry.weights[k] += weights[r.tap * columns.window + c.tap]
      })
      found.set(key, entry)
    }
  }
  return [...found.values()]
}

/**
 * Where one weight lands as the kernel slides: first, last and step of the input rows and columns it touches.
 * @param {Work} work
 * @param {number} tap
 */
export function touchedBy(work, tap) {
  const [rows, columns] = work.axes
  return { rows: wayOf(rows, Math.floor(tap / columns.window)), columns: wayOf(columns, tap % columns.window) }
}

/**
 * @param {Axis} axis
 * @param {number} place
 * @returns {Way}
 */
function wayOf(axis, place) {
  return { first: place * axis.dilation - axis.before, step: axis.stride, count: axis.output }
}

/**
 * The output whose mark is nearest to input (row, column): the canonical case of pointing there.
 * @param {Work} work
 * @param {number} row
 * @param {number} column
 * @returns {Cell}
 */
export function nearestOutput(work, row, column) {
  return [nearestAlong(work, 0, row), nearestAlong(work, 1, column)]
}

/**
 * @param {Work} work
 * @param {0 | 1} way
 * @param {number} position
 */
function nearestAlong(work, way, position) {
  const axis = work.axes[way]
  const mark = centreAlong(work, way, 0)
  const [first, last] = ends(cells(axis, 0))
  // Of two that are as near, the one whose window's middle is nearer.
  const index = Math.round((position - mark - TIE * ((first + last) / 2 - mark)) / axis.stride)
  return Math.min(axis.output - 1, Math.max(0, index))
}

/**
 * The input position under the kernel's centre for output (row, column): where its result stands.
 * @param {Work} work
 * @param {number} row
 * @param {number} column
 * @returns {Cell}
 */
export function centreOf(work, row, column) {
  return [centreAlong(work, 0, row), centreAlong(work, 1, column)]
}

/**
 * Along one axis: the chosen weight's place, under which its padding puts the result, or the window's middle. An even
 * window's lies between two cells; of the places from one to the other the mark takes the one nearest to where the
 * padding puts the result, `index` strides on.
 * @param {Work} work
 * @param {0 | 1} way
 * @param {number} index
 */
function centreAlong(work, way, index) {
  const axis = work.axes[way]
  const under = cells(axis, index)
  const { centre } = work.step.values
  if (way === 1 && centre !== undefined) return under[0] + axis.dilation * centre
  if (work.weights && work.step.values.padding === "centre") return index * axis.stride
  const [low, high] = [under[Math.floor((axis.window - 1) / 2)], under[Math.ceil((axis.window - 1) / 2)]]
  return Math.min(high, Math.max(low, index * axis.stride))
}
