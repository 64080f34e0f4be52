// How a map of cells is painted: hatched where it is invented, ruled and numbered where there is room, and marked.

import { css, inkOn } from "../colours.mjs"
import { BLUE, ORANGE, VERMILION } from "../theme.mjs"
import { familyOf, labelsThatFit, SMALLEST, writeInto } from "./writing.mjs"

/**
 * @import { Cell } from "../geometry.mjs"
 * @import { Box, View } from "./looking.mjs"
 *
 * @typedef {[top: number, bottom: number, left: number, right: number]} Frame Invented cells on the four sides.
 *
 * @typedef {object} Sight A map of cells and what of it is seen.
 * @property {HTMLCanvasElement} canvas
 * @property {number} rows
 * @property {number} columns
 * @property {Float32Array} values
 * @property {Uint32Array} colours
 * @property {Frame} frame
 * @property {View} view
 * @property {Box} box
 *
 * @typedef {object} Mark
 * @property {"box" | "tint" | "dot" | "label"} kind
 * @property {number} top
 * @property {number} left
 * @property {number} [rows]
 * @property {number} [columns]
 * @property {string} [colour]
 * @property {number} [width] Of a box's line.
 * @property {string} [label]
 */

export const MARK = VERMILION
export const SHARE = BLUE
const HALO = "rgba(255, 255, 255, 0.9)"
// Pixels a cell needs for a label above its number, and for a mark in its corner.
const LABELLED = 44
const CORNERED = 18

/** @type {CanvasPattern | null} */
let pattern = null

/** @param {CanvasRenderingContext2D} pen */
function hatching(pen) {
  const tile = document.createElement("canvas")
  tile.width = tile.height = 8
  const line = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"))
  line.strokeStyle = `${ORANGE}e6`
  line.beginPath()
  for (const from of [-4, 4, 12]) {
    line.moveTo(from - 6, 10)
    line.lineTo(from + 6, -2)
  }
  line.stroke()
  return /** @type {CanvasPattern} */ (pen.createPattern(tile, "repeat"))
}

/**
 * Some cells, as x, y, width and height in pixels.
 * @param {Sight} sight
 * @param {number} top
 * @param {number} left
 * @param {number} rows
 * @param {number} columns
 * @returns {[number, number, number, number]}
 */
function rectangle({ view }, top, left, rows, columns) {
  const { scale } = view
  return [(left - view.left) * scale, (top - view.top) * scale, columns * scale, rows * scale]
}

/**
 * Hatches the invented cells.
 * @param {CanvasRenderingContext2D} pen
 * @param {Sight} sight
 */
export function hatch(pen, sight) {
  const { rows, columns, frame } = sight
  const [top, bottom, left, right] = frame
  if (!(top || bottom || left || right)) return
  pattern ??= hatching(pen)
  pen.fillStyle = pattern
  const middle = rows - top - bottom
  pen.fillRect(...rectangle(sight, 0, 0, top, columns))
  pen.fillRect(...rectangle(sight, rows - bottom, 0, bottom, columns))
  pen.fillRect(...rectangle(sight, top, 0, middle, left))
  pen.fillRect(...rectangle(sight, top, columns - right, middle, right))
}

/**
 * Covers the cells after this one, in reading order.
 * @param {CanvasRenderingContext2D} pen
 * @param {Sight} sight
 * @param {Cell} reached
 */
export function veil(pen, sight, [row, column]) {
  const { canvas, rows, columns } = sight
  pen.fillStyle = getComputedStyle(canvas).getPropertyValue("--st-secondary-background-color") || "#eee"
  pen.fillRect(...rectangle(sight, row, column + 1, 1, columns - column - 1))
  pen.fillRect(...rectangle(sight, row + 1, 0, rows - row - 1, columns))
}

/**
 * The cells in sight: first row, one past the last row, first column, one past the last column.
 * @param {Sight} sight
 */
function inSight({ view, box, rows, columns }) {
  return [
    Math.floor(view.top),
    Math.min(rows, Math.ceil(view.top + box.height / view.scale)),
    Math.floor(view.left),
    Math.min(columns, Math.ceil(view.left + box.width / view.scale)),
  ]
}

/**
 * Draws the lines between cells.
 * @param {CanvasRenderingContext2D} pen
 * @param {Sight} sight
 */
export function rule(pen, sight) {
  const { view, box } = sight
  const [top, bottom, left, right] = inSight(sight)
  pen.strokeStyle = "rgba(128, 128, 128, 0.45)"
  pen.lineWidth = 1
  pen.beginPath()
  for (let row = top; row <= bottom; row++) {
    const y = Math.round((row - view.top) * view.scale) + 0.5
    pen.moveTo(0, y)
    pen.lineTo(box.width, y)
  }
  for (let column = left; column <= right; column++) {
    const x = Math.round((column - view.left) * view.scale) + 0.5
    pen.moveTo(x, 0)
    pen.lineTo(x, box.height)
  }
  pen.stroke()
}

/**
 * What is written into the cells in sight, and how large; null where no digit fits. Kept as long as nothing moves.
 * @param {CanvasRenderingContext2D} pen
 * @param {Sight} sight
 */
export function written(pen, sight) {
  const { canvas, columns, values, view } = sight
  const [top, bottom, left, right] = inSight(sight)
  const room = view.scale - 4
  if (room < SMALLEST - 2) return null
  const cells = []
  for (let row = top; row < bottom; row++) for (let column = left; column < right; column++) cells.push([row, column])
  const numbers = cells.map(([row, column]) => values[row * columns + column])
  const family = familyOf(canvas)
  const fitting = labelsThatFit(pen, numbers, room, Math.min(20, Math.max(SMALLEST, view.scale * 0.34)), family)
  return fitting && { ...fitting, cells, font: `${fitting.size}px ${family}` }
}

/**
 * Writes the numbers into the cells reached, on their colour where they are hatched.
 * @param {CanvasRenderingContext2D} pen
 * @param {Sight} sight
 * @param {NonNullable<ReturnType<typeof written>>} writing
 * @param {Cell | null} reached
 */
export function number(pen, sight, { labels, cells, font, size }, reached) {
  const { columns, colours } = sight
  pen.font = font
  pen.textAlign = "center"
  pen.textBaseline = "middle"
  cells.forEach(([row, column], k) => {
    if (reached && (row > reached[0] || (row === reached[0] && column > reached[1]))) return
    const [x, y, width, height] = rectangle(sight, row, column, 1, 1)
    const colour = colours[row * columns + column]
    if (isInvented(sight, row, column)) {
      const wide = pen.measureText(labels[k]).width + 4
      pen.fillStyle = css(colour)
      pen.fillRect(x + (width - wide) / 2, y + (height - size) / 2 - 1, wide, size + 2)
    }
    pen.fillStyle = inkOn(colour)
    pen.fillText(labels[k], x + width / 2, y + height / 2 + 1)
  })
}

/**
 * @param {Sight} sight
 * @param {number} row
 * @param {number} column
 */
function isInvented({ rows, columns, frame: [above, below, before, after] }, row, column) {
  return row < above || row >= rows - below || column < before || column >= columns - after
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Sight} sight
 * @param {Mark} mark
 */
export function mark(pen, sight, { kind, top, left, rows = 1, columns = 1, colour = MARK, width = 3, label = "" }) {
  const [x, y, w, h] = rectangle(sight, top, left, rows, columns)
  pen.fillStyle = colour
  if (kind === "tint") pen.fillRect(x, y, w, h)
  else if (kind === "box") frameOn(pen, [x, y, w, h], colour, width)
  else if (kind === "dot") dotOn(pen, [x, y, w, h], colour)
  else if (w >= LABELLED) {
    pen.fillStyle = inkOn(sight.colours[top * sight.columns + left])
    pen.textAlign = "left"
    pen.textBaseline = "top"
    writeInto(pen, label, x + 4, y + 3, w - 6, SMALLEST, familyOf(sight.canvas))
  }
}

/**
 * Around a cell, with a halo in white that keeps it apart from whatever it lies on.
 * @param {CanvasRenderingContext2D} pen
 * @param {[number, number, number, number]} cell
 * @param {string} colour
 * @param {number} width
 */
function frameOn(pen, [x, y, w, h], colour, width) {
  const grow = w < 6 ? 2 : 0
  for (const [style, thick] of /** @type {[string, number][]} */ ([
    [HALO, width + 2],
    [colour, width],
  ])) {
    pen.strokeStyle = style
    pen.lineWidth = thick
    pen.strokeRect(x - grow, y - grow, w + 2 * grow, h + 2 * grow)
  }
}

/**
 * In the corner of a cell, beside its number; in the middle of one that has none.
 * @param {CanvasRenderingContext2D} pen
 * @param {[number, number, number, number]} cell
 * @param {string} colour
 */
function dotOn(pen, [x, y, w, h], colour) {
  pen.beginPath()
  if (w < CORNERED) pen.arc(x + w / 2, y + h / 2, Math.max(1.5, Math.min(4, w / 5)), 0, 7)
  else {
    const side = Math.min(10, w * 0.28)
    pen.moveTo(x + 2, y + 2)
    pen.lineTo(x + 2 + side, y + 2)
    pen.lineTo(x + 2, y + 2 + side)
    pen.closePath()
  }
  pen.strokeStyle = HALO
  pen.lineWidth = 2
  pen.stroke()
  pen.fillStyle = colour
  pen.fill()
}
