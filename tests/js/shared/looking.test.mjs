import assert from "node:assert/strict"
import { test } from "node:test"
import { cellAt, fitted, followed, panned, zoomed } from "../../../cnnviz/ui/components/shared/plane/looking.mjs"
import { near, range } from "../explorer/steps.mjs"

const MAPS = [
  [8, 8, 300, 300],
  [5, 256, 400, 300],
  [64, 3, 400, 120],
  [1, 1, 90, 200],
  [256, 256, 340, 300],
]
const VIEWS = MAPS.flatMap(([rows, columns, width, height]) => {
  const { box, view } = fitted(rows, columns, width, height)
  return [0.01, 0.7, 1, 1.6, 4, 40, 1e6].flatMap((factor) =>
    [
      [0, 0],
      [rows - 1, columns - 1],
      [rows >> 1, columns >> 1],
      [rows >> 2, columns - 1 - (columns >> 2)],
    ].map((cell) => {
      return { rows, columns, box, whole: view, factor, cell, view: zoomed(view, factor, cell, rows, columns, box) }
    }),
  )
})

function inside({ scale, top, left }, rows, columns, box) {
  assert.ok(top >= 0 && left >= 0)
  assert.ok(top <= Math.max(0, rows - box.height / scale) + 1e-9, `${top} of ${rows}`)
  assert.ok(left <= Math.max(0, columns - box.width / scale) + 1e-9, `${left} of ${columns}`)
}

test("a map first fills its room, whole", () => {
  for (const [rows, columns, width, height] of MAPS) {
    const { box, view } = fitted(rows, columns, width, height)
    assert.ok(box.width <= width && box.height <= height)
    assert.ok(box.width === width || box.height === height)
    near(box.width / view.scale, columns, 1 / view.scale)
    near(box.height / view.scale, rows, 1 / view.scale)
    assert.deepEqual([view.top, view.left], [0, 0])
  }
})

test("zooming keeps the cell in the middle as far as the map reaches, and always in sight", () => {
  for (const { rows, columns, box, cell, view } of VIEWS) {
    inside(view, rows, columns, box)
    for (const [at, start, count, pixels] of [
      [cell[0], view.top, rows, box.height],
      [cell[1], view.left, columns, box.width],
    ]) {
      const seen = pixels / view.scale
      const held = start === 0 || start >= count - seen - 1e-9
      if (!held) near((at + 0.5 - start) * view.scale, pixels / 2, 1e-6)
      else assert.ok(at + 0.5 >= start - 1e-9 && at + 0.5 <= start + seen + 1 / view.scale)
    }
  }
})

test("a tiny factor shows everything, and a huge one stops at 96 pixels a cell", () => {
  for (const { rows, columns, box, factor, view } of VIEWS) {
    const least = Math.min(box.width / columns, box.height / rows)
    if (factor <= 0.01) assert.deepEqual(view, { scale: least, top: 0, left: 0 })
    if (factor >= 1e6) assert.equal(view.scale, Math.max(96, least))
  }
})

test("a map is dragged with the pointer, and no farther than its border", () => {
  for (const { rows, columns, box, view } of VIEWS) {
    for (const [across, down] of [
      [0, 0],
      [13, -7],
      [-40, 25],
      [1e5, 1e5],
      [-1e5, -1e5],
    ]) {
      const moved = panned(view, across, down, rows, columns, box)
      inside(moved, rows, columns, box)
      assert.equal(moved.scale, view.scale)
      const free = (start, most) => start > 1e-9 && start < most - 1e-9
      if (free(moved.top, rows - box.height / view.scale)) near((view.top - moved.top) * view.scale, down, 1e-6)
      if (free(moved.left, columns - box.width / view.scale)) near((view.left - moved.left) * view.scale, across, 1e-6)
    }
  }
})

test("following moves no more than needed for a window to be seen", () => {
  for (const { rows, columns, box, view } of VIEWS) {
    for (const [first, size] of [
      [[0, 0], 1],
      [[rows >> 1, columns >> 1], 1],
      [[rows - 1, columns - 1], 1],
      [[0, columns >> 1], 3],
    ]) {
      const last = [Math.min(rows - 1, first[0] + size - 1), Math.min(columns - 1, first[1] + size - 1)]
      const moved = followed(view, first, last, rows, columns, box)
      inside(moved, rows, columns, box)
      for (const [way, before, after, pixels] of [
        [0, view.top, moved.top, box.height],
        [1, view.left, moved.left, box.width],
      ]) {
        const seen = pixels / view.scale
        const slack = 1 / view.scale
        const fits = last[way] + 1 - first[way] <= seen
        if (fits) assert.ok(first[way] >= after - slack && last[way] + 1 <= after + seen + slack)
        else assert.ok(Math.abs(first[way] - after) < slack || after + seen >= [rows, columns][way] - slack)
        if (first[way] >= before && last[way] + 1 <= before + seen) near(after, before, 1e-9)
      }
    }
  }
})

test("the cell under a point is the one drawn there", () => {
  for (const { rows, columns, box, view } of VIEWS) {
    for (const row of range(0, Math.min(rows, 9))) {
      for (const column of range(0, Math.min(columns, 9))) {
        const [x, y] = [(column + 0.5 - view.left) * view.scale, (row + 0.5 - view.top) * view.scale]
        if (x >= 0 && y >= 0 && x < box.width && y < box.height)
          assert.deepEqual(cellAt(view, x, y, rows, columns), [row, column])
      }
    }
    assert.equal(cellAt(view, -view.left * view.scale - 1, 0, rows, columns), null)
    assert.equal(cellAt(view, 0, (rows - view.top) * view.scale + 1, rows, columns), null)
  }
})
