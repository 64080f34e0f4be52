// Zoom and pan: which part of a map of cells is seen, and how large. `scale` is pixels a cell; `top` and `left` are
// the place, in cells, of the picture's top left corner.

/**
 * @import { Cell } from "../geometry.mjs"
 * @typedef {{ scale: number, top: number, left: number }} View
 * @typedef {{ width: number, height: number }} Box In pixels.
 */

/**
 * The box that a map of cells fills best within so many pixels, and the view that shows all of it.
 * @param {number} rows
 * @param {number} columns
 * @param {number} width
 * @param {number} height
 */
export function fitted(rows, columns, width, height) {
  const scale = Math.min(width / columns, height / rows)
  const box = { width: Math.max(1, Math.round(columns * scale)), height: Math.max(1, Math.round(rows * scale)) }
  return { box, view: { scale, top: 0, left: 0 } }
}

/**
 * The nearest view that lies within the map.
 * @param {View} view
 * @param {number} rows
 * @param {number} columns
 * @param {Box} box
 */
function kept(view, rows, columns, box) {
  const most = (/** @type {number} */ count, /** @type {number} */ pixels) => Math.max(0, count - pixels / view.scale)
  return {
    scale: view.scale,
    top: Math.min(Math.max(0, view.top), most(rows, box.height)),
    left: Math.min(Math.max(0, view.left), most(columns, box.width)),
  }
}

/**
 * Zoomed by `factor`, never smaller than the whole nor larger than 96 pixels a cell, the cell [row, column] in the
 * middle.
 * @param {View} view
 * @param {number} factor
 * @param {Cell} cell
 * @param {number} rows
 * @param {number} columns
 * @param {Box} box
 */
export function zoomed(view, factor, [row, column], rows, columns, box) {
  const least = Math.min(box.width / columns, box.height / rows)
  const scale = Math.max(least, Math.min(Math.max(96, least), view.scale * factor))
  const middle = { scale, top: row + 0.5 - box.height / scale / 2, left: column + 0.5 - box.width / scale / 2 }
  return kept(middle, rows, columns, box)
}

/**
 * Moved by so many pixels.
 * @param {View} view
 * @param {number} across
 * @param {number} down
 * @param {number} rows
 * @param {number} columns
 * @param {Box} box
 */
export function panned(view, across, down, rows, columns, box) {
  return kept(
    { scale: view.scale, top: view.top - down / view.scale, left: view.left - across / view.scale },
    rows,
    columns,
    box,
  )
}

/**
 * Moved no more than it takes for the cells from [top, left] to [bottom, right] to be seen.
 * @param {View} view
 * @param {Cell} first
 * @param {Cell} last
 * @param {number} rows
 * @param {number} columns
 * @param {Box} box
 */
export function followed(view, [top, left], [bottom, right], rows, columns, box) {
  const moved = {
    scale: view.scale,
    top: along(view.top, top, bottom, box.height / view.scale),
    left: along(view.left, left, right, box.width / view.scale),
  }
  return kept(moved, rows, columns, box)
}

/**
 * Along one axis, the first cell in sight once the cells from `first` to `last` are, of which `seen` fit.
 * @param {number} start
 * @param {number} first
 * @param {number} last
 * @param {number} seen
 */
function along(start, first, last, seen) {
  if (first < start || last + 1 - first > seen) return first
  return last + 1 > start + seen ? last + 1 - seen : start
}

/**
 * The cell under a point, in pixels from the picture's top left corner; null beside the map.
 * @param {View} view
 * @param {number} x
 * @param {number} y
 * @param {number} rows
 * @param {number} columns
 * @returns {Cell | null}
 */
export function cellAt(view, x, y, rows, columns) {
  const row = Math.floor(view.top + y / view.scale)
  const column = Math.floor(view.left + x / view.scale)
  return row >= 0 && column >= 0 && row < rows && column < columns ? [row, column] : null
}
