// Boxes one after the other along the flow, in as many rows as they need.

import { bent, wire } from "./wires.mjs"

const GAP = 16
const MARGIN = 16
const BETWEEN = 22

/** Boxes in as few rows as there is room for, and these about equally full. */
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

function filled(boxes, room) {
  const rows = []
  let [used, level] = [Infinity, true]
  for (const box of boxes) {
    // What leaves far below where it came in goes on in the next row.
    if (used + GAP + box.width > room || !level) {
      rows.push([])
      used = -GAP
    }
    rows.at(-1).push(box)
    used += GAP + box.width
    level = box.out === 0
  }
  return rows
}

/** A sequence as one box; see layout.mjs for what a box is. */
export function flowBox(boxes, room) {
  if (!boxes.length) return { width: 28, above: 6, below: 6, left: 0, right: 0, out: 0, through: true, place: passing }
  const whole = boxes.reduce((sum, box) => sum + box.width, GAP * (boxes.length - 1))
  const level = boxes.slice(0, -1).every((box) => box.out === 0)
  return whole <= room && level ? rowBox(boxes) : snakeBox(brokenIntoRows(boxes, room - 2 * MARGIN).map(rowBox))
}

const passing = (x, y, { lines }) => lines.push(wire(x, y, x + 28, y))

/** Boxes side by side, their axes in one line. */
function rowBox(boxes) {
  const width = boxes.reduce((sum, box) => sum + box.width, GAP * (boxes.length - 1))
  const [first, last] = [boxes[0], boxes.at(-1)]
  const place = (x, y, drawing) => {
    let [left, from] = [x, null]
    for (const box of boxes) {
      if (from) drawing.lines.push(wire(...from, left + box.left, y, !box.through))
      box.place(left, y, drawing)
      from = [left + box.width - box.right, y + box.out]
      left += box.width + GAP
    }
  }
  const above = Math.max(...boxes.map((box) => box.above))
  const below = Math.max(...boxes.map((box) => box.below))
  return { width, above, below, left: first.left, right: last.right, out: last.out, through: first.through, place }
}

/** Rows one below the other, all read from left to right; a line leads from the end of one to the next. */
function snakeBox(rows) {
  const width = Math.max(...rows.map((row) => row.width)) + 2 * MARGIN
  const drops = rows.map((row, i) => (i ? rows[i - 1].below + BETWEEN + row.above : 0))
  const out = drops.reduce((sum, drop) => sum + drop, 0)
  const last = rows.at(-1)
  const place = (x, y, drawing) => {
    let axis = y
    rows.forEach((row, i) => {
      axis += drops[i]
      row.place(x + MARGIN, axis, drawing)
      if (!i) return
      const before = rows[i - 1]
      const from = [x + MARGIN + before.width - before.right, axis - drops[i] + before.out]
      const [right, turn] = [x + MARGIN + before.width + 9, axis - row.above - BETWEEN / 2]
      drawing.lines.push(bent([from, [right, from[1]], [right, turn], [x + 4, turn], [x + 4, axis], [x + MARGIN + row.left, axis]]))
    })
  }
  const right = width - MARGIN - last.width + last.right
  const edges = { left: MARGIN + rows[0].left, right, out: out + last.out, through: rows[0].through }
  return { width, above: rows[0].above, below: out + last.below, ...edges, place }
}
