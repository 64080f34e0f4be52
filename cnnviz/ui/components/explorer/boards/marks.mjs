// What is marked on the maps of a step: the window of an output, and what is linked to what is pointed at.

import { ends } from "../../shared/geometry.mjs"
import { text } from "../../shared/numbers.mjs"
import { MARK, SHARE } from "../../shared/plane/painting.mjs"
import { BLUE, ORANGE, VERMILION } from "../../shared/theme.mjs"
import { centreOf, fedBy, touchedBy } from "../step/links.mjs"
import { frameOf } from "../step/step.mjs"

/**
 * @import { Mark } from "../../shared/plane/painting.mjs"
 * @import { Moment } from "../panel.js"
 * @import { Way } from "../step/links.mjs"
 * @import { Terms, Work } from "../step/step.mjs"
 */

const TINT = `${BLUE}6b`
const TAP = `${VERMILION}8c`
const WINNER = ORANGE
// Marks of single cells drawn at most; more are drawn as one field.
const MOST_MARKS = 3000
// Pixels a cell needs for a frame of its own.
const FRAMED = 6

/**
 * On the input, whose cells take `scale` pixels.
 * @param {Work} work
 * @param {Moment} moment
 * @param {number} scale
 * @returns {Mark[]}
 */
export function windowMarks(work, { cell, terms, pointer }, scale) {
  const [top, , left] = frameOf(work)
  const rows = terms.rows.map((row) => row + top)
  const columns = terms.columns.map((column) => column + left)
  const marks = pointer?.kind === "weight" ? touchMarks(work, pointer.tap, scale) : []
  marks.push(...boxMarks(work, rows, columns, scale), ...centreMarks(work, terms, cell))
  if (pointer?.kind === "input")
    marks.push({ kind: "box", top: pointer.cell[0] + top, left: pointer.cell[1] + left, colour: SHARE })
  if (pointer?.kind === "weight") {
    const [row, column] = [Math.floor(pointer.tap / columns.length), pointer.tap % columns.length]
    marks.push({ kind: "box", top: rows[row], left: columns[column], colour: SHARE, width: 3 })
  }
  return marks
}

/**
 * A box around the window, and where cells are left out, a mark on each that is not.
 * @param {Work} work
 * @param {number[]} rows
 * @param {number[]} columns
 * @param {number} scale
 * @returns {Mark[]}
 */
function boxMarks(work, rows, columns, scale) {
  const [first, last] = ends(rows)
  const [start, end] = ends(columns)
  /** @type {Mark} */
  const box = { kind: "box", top: first, left: start, rows: last - first + 1, columns: end - start + 1 }
  if (!work.axes.some((axis) => axis.dilation > 1)) return [box]
  const tap = scale < FRAMED ? { kind: /** @type {const} */ ("tint"), colour: TAP } : { kind: box.kind, width: 2 }
  const taps = rows.flatMap((top) => columns.map((left) => ({ ...tap, top, left })))
  return [{ ...box, width: 1 }, ...taps]
}

/**
 * The cell that won, or the one under the kernel's centre.
 * @param {Work} work
 * @param {Terms} terms
 * @param {[number, number]} cell
 * @returns {Mark[]}
 */
function centreMarks(work, terms, cell) {
  const [above, , before] = frameOf(work)
  if (!terms.pooled) {
    const [row, column] = centreOf(work, ...cell)
    return [{ kind: "dot", top: row + above, left: column + before, colour: MARK }]
  }
  if (terms.winner < 0) return []
  const winner = terms.cells[terms.winner]
  const [top, left] = [winner.row + above, winner.column + before]
  return [{ kind: "box", top, left, colour: WINNER, width: 4 }]
}

/**
 * Every input that one weight touches as the kernel slides: framed, or tinted where cells are too small to be.
 * @param {Work} work
 * @param {number} tap
 * @param {number} scale
 * @returns {Mark[]}
 */
function touchMarks(work, tap, scale) {
  const [top, , left] = frameOf(work)
  const { rows, columns } = touchedBy(work, tap)
  /** @type {(r: number, c: number) => Mark} */
  const at = (r, c) => ({
    kind: scale < FRAMED ? "tint" : "box",
    top: rows.first + r * rows.step + top,
    left: columns.first + c * columns.step + left,
    colour: scale < FRAMED ? TINT : SHARE,
    width: 2,
  })
  if (rows.step * columns.step === 1 || rows.count * columns.count > MOST_MARKS)
    return [{ ...at(0, 0), kind: "box", colour: SHARE, rows: reachOf(rows), columns: reachOf(columns) }]
  return Array.from({ length: rows.count * columns.count }, (_, k) =>
    at(Math.floor(k / columns.count), k % columns.count),
  )
}

/** @param {Way} way */
function reachOf(way) {
  return (way.count - 1) * way.step + 1
}

/**
 * On the output, whose cells take `scale` pixels: what the input pointed at feeds, and the output shown.
 * @param {Work} work
 * @param {Moment} moment
 * @param {number} scale
 * @returns {Mark[]}
 */
export function outputMarks(work, { cell, pointer }, scale) {
  /** @type {Mark} */
  const shown = { kind: "box", top: cell[0], left: cell[1] }
  if (pointer?.kind === "input") return [...fedMarks(work, pointer, scale), shown]
  if (pointer?.kind !== "weight") return [shown]
  const [rows, columns] = work.axes.map((axis) => axis.output)
  return [{ kind: "box", top: 0, left: 0, rows, columns, colour: SHARE }, shown]
}

/**
 * The outputs that an input feeds, each with its weight.
 * @param {Work} work
 * @param {{ cell: [number, number], channel: number }} pointer
 * @param {number} scale
 * @returns {Mark[]}
 */
function fedMarks(work, { cell, channel }, scale) {
  const tint = scale < FRAMED
  return fedBy(work, ...cell)
    .slice(0, MOST_MARKS)
    .flatMap(({ row, column, weights }) => {
      const at = { top: row, left: column }
      const label = work.pool ? "" : `× ${text(weights[channel])}`
      return [
        tint
          ? { ...at, kind: /** @type {const} */ ("tint"), colour: TINT }
          : { ...at, kind: /** @type {const} */ ("box"), colour: SHARE, width: 2 },
        { ...at, kind: /** @type {const} */ ("label"), colour: SHARE, label },
      ]
    })
}
