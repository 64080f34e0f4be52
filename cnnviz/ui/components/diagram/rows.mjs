// Boxes one after the other along the flow, in as many rows as they need.

import { FLUSH, widthOf } from "./boxes.mjs"
import { bent, wire } from "./wires.mjs"

/** @import { Box, Drawing } from "./boxes.mjs" */

const GAP = 16
const MARGIN = 16
const BETWEEN = 22
// Pixels of line where there is no layer.
const PASSING = 28

/**
 * Boxes in as few rows as there is room for, and these about equally full.
 * @template {Pick<Box, "width" | "out">} Sized
 * @param {Sized[]} boxes
 * @param {number} room
 */
export function brokenIntoRows(boxes, room) {
  const count = filled(boxes, room).length
  let [least, most] = [0, room]
  while (most - least > 4) {
    const middle = (least + most) / 2
    if (filled(boxes, middle).length > count) least = middle
    else most = middle
  }
  return filled(boxes, most)
}

/**
 * @template {Pick<Box, "width" | "out">} Sized
 * @param {Sized[]} boxes
 * @param {number} room
 */
function filled(boxes, room) {
  /** @type {Sized[][]} */
  const rows = []
  let [used, level] = [Infinity, true]
  for (const box of boxes) {
    // What leaves far below where it came in goes on in the next row.
    if (used + GAP + box.width > room || !level) {
      rows.push([])
      used = -GAP
    }
    rows[rows.length - 1].push(box)
    used += GAP + box.width
    level = box.out === 0
  }
  return rows
}

/**
 * A sequence as one box.
 * @param {Box[]} boxes
 * @param {number} room
 * @returns {Box}
 */
export function flowBox(boxes, room) {
  if (!boxes.length) return { ...FLUSH, width: PASSING, above: 6, below: 6, through: true, place: pass }
  const level = boxes.slice(0, -1).every((box) => box.out === 0)
  if (widthOf(boxes, GAP) <= room && level) return rowBox(boxes)
  return snakeBox(brokenIntoRows(boxes, room - 2 * MARGIN).map(rowBox))
}

/** Nothing between two places but a line. @param {number} x @param {number} y @param {Drawing} drawing */
function pass(x, y, { lines }) {
  lines.push(wire(x, y, x + PASSING, y))
}

/** Boxes side by side, their axes in one line. @param {Box[]} boxes @returns {Box} */
function rowBox(boxes) {
  const [first, last] = [boxes[0], boxes[boxes.length - 1]]
  return {
    width: widthOf(boxes, GAP),
    above: Math.max(...boxes.map((box) => box.above)),
    below: Math.max(...boxes.map((box) => box.below)),
    left: first.left,
    right: last.right,
    out: last.out,
    through: first.through,
    place: (x, y, drawing) => placeRow(boxes, x, y, drawing),
  }
}

/** @param {Box[]} boxes @param {number} x @param {number} y @param {Drawing} drawing */
function placeRow(boxes, x, y, drawing) {
  let left = x
  boxes.forEach((box, at) => {
    const before = boxes[at - 1]
    if (before) drawing.lines.push(wire(left - GAP - before.right, y + before.out, left + box.left, y, !box.through))
    box.place(left, y, drawing)
    left += box.width + GAP
  })
}

/**
 * Rows one below the other, all read from left to right; a line leads from the end of one to the next.
 * @param {Box[]} rows
 * @returns {Box}
 */
function snakeBox(rows) {
  const width = Math.max(...rows.map((row) => row.width)) + 2 * MARGIN
  const drops = rows.map((row, at) => (at ? rows[at - 1].below + BETWEEN + row.above : 0))
  const out = drops.reduce((sum, drop) => sum + drop, 0)
  const [first, last] = [rows[0], rows[rows.length - 1]]
  return {
    width,
    above: first.above,
    below: out + last.below,
    left: MARGIN + first.left,
    right: width - MARGIN - last.width + last.right,
    out: out + last.out,
    through: first.through,
    place: (x, y, drawing) => placeRows(rows, drops, x, y, drawing),
  }
}

/** @param {Box[]} rows @param {number[]} drops @param {number} x @param {number} y @param {Drawing} drawing */
function placeRows(rows, drops, x, y, drawing) {
  let axis = y
  rows.forEach((row, at) => {
    axis += drops[at]
    row.place(x + MARGIN, axis, drawing)
    if (!at) return
    const before = rows[at - 1]
    const exit = axis - drops[at] + before.out
    const [right, turn] = [x + MARGIN + before.width + 9, axis - row.above - BETWEEN / 2]
    drawing.lines.push(
      bent([
        [x + MARGIN + before.width - before.right, exit],
        [right, exit],
        [right, turn],
        [x + 4, turn],
        [x + 4, axis],
        [x + MARGIN + row.left, axis],
      ]),
    )
  })
}
