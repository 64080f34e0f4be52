// Where everything stands in the flat view: a row for each plane, and in it the plane, its window, the filter's slice,
// their products and the sum.

/**
 * @import { Point } from "../deep/projection.mjs"
 * @import { Layer } from "../layer.mjs"
 *
 * @typedef {"values" | "weights" | "products"} Grid
 * @typedef {{ first: number, count: number, cell: number, thumb: number, high: number, row: number,
 *   x: Record<Grid, number>, sum: number }} Layout `first` and `count` say which planes are in it; `x` is where grids
 *   begin, `row` what a plane takes from top to top, `high` a grid's height
 */

/** @type {Grid[]} */
export const GRIDS = ["values", "weights", "products"]
export const SIGNS = { values: "", weights: "×", products: "=" }
// Rows that stand under each other, and the most that a cell takes.
export const ROWS = 4
const CELL = 36
// Room above all, for names above each plane, between grids, for the sum.
const HEAD = 22
const NAME = 20
const BETWEEN = 16
const SUM = 78
const THUMB = 72

/**
 * @param {Layer} layer
 * @param {number} first plane that the filter sees
 * @param {number} plane in hand
 * @param {number} wide pixels
 * @returns {Layout}
 */
export function laid(layer, first, plane, wide) {
  const count = Math.min(ROWS, layer.depth)
  const thumb = wide < 420 ? 0 : THUMB
  const room = wide - (thumb ? thumb + BETWEEN + SUM : 0) - 2 * BETWEEN
  const cell = Math.max(2, Math.min(CELL, Math.floor(room / (3 * layer.wide))))
  const begin = thumb ? thumb + BETWEEN : 0
  const step = cell * layer.wide + BETWEEN
  const high = cell * layer.high
  const last = first + layer.depth - count
  return {
    first: Math.max(first, Math.min(last, plane - (count >> 1))),
    count,
    cell,
    thumb,
    high,
    row: Math.max(high, thumb) + NAME + 8,
    x: { values: begin, weights: begin + step, products: begin + 2 * step },
    // On a narrow page it stands beside the plane's name.
    sum: thumb ? begin + 3 * step - BETWEEN + 10 : 0,
  }
}

/** Where the grids of a row begin, from above. @param {Layout} layout @param {number} at */
export function topOf({ row }, at) {
  return HEAD + at * row + NAME
}

/** Pixels from top to bottom. @param {Layout} layout */
export function tall({ row, count }) {
  return HEAD + row * count
}

/**
 * The weight that a point is on, in whichever grid; −1 for the row alone, null beside all rows.
 * @param {Layout} layout
 * @param {Layer} layer
 * @param {Point} point
 */
export function pointedAt(layout, layer, [x, y]) {
  const at = Math.floor((y - HEAD) / layout.row)
  if (at < 0 || at >= layout.count) return null
  const row = Math.floor((y - topOf(layout, at)) / layout.cell)
  for (const grid of GRIDS) {
    const column = Math.floor((x - layout.x[grid]) / layout.cell)
    if (column >= 0 && column < layer.wide && row >= 0 && row < layer.high)
      return { plane: layout.first + at, tap: row * layer.wide + column }
  }
  return { plane: layout.first + at, tap: -1 }
}
