// What of the planes is drawn: some cells around the block, the same on every plane; the output's are those that the
// block makes without leaving them.

/**
 * @import { Cell } from "../../shared/geometry.mjs"
 * @import { Layer } from "../layer.mjs"
 *
 * @typedef {{ top: number, left: number, rows: number, columns: number }} Crop
 */

// A plane is seen as so many blocks wide at first, and as so many cells at least.
const BLOCKS = 4
const CELLS = 10

/** Cells on a side that are seen at first. @param {Layer} layer */
export function usual({ span, rows, columns }) {
  return Math.min(Math.max(rows, columns), Math.max(CELLS, BLOCKS * Math.max(...span)))
}

/**
 * As many cells as can be: never fewer than the block takes, never more than there are.
 * @param {number} side
 * @param {Layer} layer
 */
export function side(side, { span, rows, columns }) {
  return Math.max(Math.max(...span) + 1, Math.min(Math.max(rows, columns), Math.round(side)))
}

/**
 * Moved no more than it takes for the block to be in it; anew around the block where it has another size.
 * @param {Crop | null} before
 * @param {Layer} layer
 * @param {Cell} cell
 * @param {number} side
 * @returns {Crop}
 */
export function cropped(before, layer, cell, side) {
  const [rows, columns] = [Math.min(side, layer.rows), Math.min(side, layer.columns)]
  const [row, column] = layer.corner(cell)
  const [high, wide] = layer.span
  const kept = before?.rows === rows && before.columns === columns
  return {
    rows,
    columns,
    top: along(kept ? before.top : row - ((rows - high) >> 1), row, high, rows, layer.rows),
    left: along(kept ? before.left : column - ((columns - wide) >> 1), column, wide, columns, layer.columns),
  }
}

/**
 * The nearest beginning of `seen` cells among `count` that holds `span` of them from `first` on.
 * @param {number} start
 * @param {number} first
 * @param {number} span
 * @param {number} seen
 * @param {number} count
 */
function along(start, first, span, seen, count) {
  const holding = Math.min(first, Math.max(first + span - seen, start))
  return Math.max(0, Math.min(count - seen, holding))
}

/**
 * The cells of the maps whose windows lie within the crop.
 * @param {Crop} crop
 * @param {Layer} layer
 * @returns {Crop}
 */
export function made({ top, left, rows, columns }, { header: { stride }, span, down, across }) {
  const [first, last] = ends(top, rows, span[0], stride[0], down)
  const [before, after] = ends(left, columns, span[1], stride[1], across)
  return { top: first, left: before, rows: last - first + 1, columns: after - before + 1 }
}

/**
 * @param {number} start
 * @param {number} seen
 * @param {number} span
 * @param {number} stride
 * @param {number} count
 * @returns {[first: number, last: number]}
 */
function ends(start, seen, span, stride, count) {
  return [Math.ceil(start / stride), Math.min(count - 1, Math.floor((start + seen - span) / stride))]
}
