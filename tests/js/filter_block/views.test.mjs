import assert from "node:assert/strict"
import { test } from "node:test"
import {
  allowed,
  axesOf,
  extent,
  onPlane,
  projected,
  VIEWS,
} from "../../../cnnviz/ui/components/filter_block/deep/projection.mjs"
import { Stack } from "../../../cnnviz/ui/components/filter_block/deep/stack.mjs"
import { common } from "../../../cnnviz/ui/components/filter_block/deep/strokes.mjs"
import { between } from "../../../cnnviz/ui/components/filter_block/deep/turning.mjs"
import { laid, pointedAt, tall, topOf } from "../../../cnnviz/ui/components/filter_block/flat_view/flat_layout.mjs"
import { small } from "./layer.mjs"

const near = (found, meant) => found.forEach((value, at) => assert.ok(Math.abs(value - meant[at]) < 1e-9, `${found}`))

test("from the front depth is nothing, from the side width is", () => {
  const front = axesOf(VIEWS.Front)
  near(projected(front, [10, 20], 2, [3, 4, 99]), [16, 28])
  const side = axesOf(VIEWS.Side)
  near(projected(side, [0, 0], 2, [50, 4, 3]), [6, 8])
  near(extent(side, [5, 4, 3]), [3, 4])
})

test("seen obliquely, what is farther away stands to the right and higher", () => {
  const { z } = axesOf(VIEWS.Oblique)
  assert.ok(z[0] > 0 && z[1] < 0)
})

test("a point of a plane is found again on the screen, from wherever one looks", () => {
  for (const turn of [-80, -30, 0, 46, 89])
    for (const tilt of [-60, 0, 20]) {
      const axes = axesOf({ turn, tilt })
      const point = projected(axes, [7, 9], 13, [2.5, -1.25, 0])
      near(onPlane(axes, [7, 9], 13, point), [2.5, -1.25])
    }
  assert.equal(onPlane(axesOf(VIEWS.Side), [0, 0], 10, [1, 1]), null)
})

test("nobody looks from behind, and what is no number changes nothing", () => {
  assert.deepEqual(allowed({ turn: 200, tilt: Number.NaN }, { turn: 1, tilt: 2 }), { turn: 90, tilt: 2 })
})

test("a turn ends where it was meant to, whatever the clock says", () => {
  assert.equal(between(VIEWS.Front, VIEWS.Side, 1.2), VIEWS.Side)
  assert.deepEqual(between(VIEWS.Front, VIEWS.Side, 0.5), { turn: 45, tilt: 0 })
})

test("of planes behind each other the nearest is hit, and the one behind where that ends", () => {
  const stack = new Stack()
  Object.assign(stack, {
    faces: [{}, {}],
    crop: { top: 2, left: 1, rows: 4, columns: 4 },
    axes: axesOf(VIEWS.Oblique),
    middle: [100, 100],
    scale: 10,
  })
  const middle = (plane, row, column) => stack.at(plane, row + 0.5, column + 0.5)
  assert.deepEqual(stack.hit(middle(0, 3, 2)), { plane: 0, cell: [3, 2] })
  assert.deepEqual(stack.hit(middle(1, 2, 4)), { plane: 1, cell: [2, 4] })
  assert.equal(stack.hit([500, 500]), null)
})

test("areas of cells share what both hold", () => {
  const one = { top: 0, left: 0, rows: 3, columns: 3 }
  assert.deepEqual(common(one, { top: 2, left: 1, rows: 9, columns: 1 }), { top: 2, left: 1, rows: 1, columns: 1 })
  assert.equal(common(one, { top: 3, left: 0, rows: 1, columns: 1 }), null)
})

test("the flat view has a row for each plane, and in it every weight three times", () => {
  const layer = small()
  const layout = laid(layer, 0, 0, 500)
  assert.deepEqual([layout.first, layout.count, tall(layout) > topOf(layout, 1)], [0, 2, true])
  const inside = (x, at, tap) => [
    x + ((tap % 2) + 0.5) * layout.cell,
    topOf(layout, at) + ((tap >> 1) + 0.5) * layout.cell,
  ]
  for (const grid of ["values", "weights", "products"])
    assert.deepEqual(pointedAt(layout, layer, inside(layout.x[grid], 1, 2)), { plane: 1, tap: 2 })
  assert.deepEqual(pointedAt(layout, layer, [5, topOf(layout, 0) + 5]), { plane: 0, tap: -1 })
  assert.equal(pointedAt(layout, layer, [5, tall(layout) + 5]), null)
  assert.ok(layout.sum + 74 <= 500)
})

test("a narrow page has no pictures of the planes beside the numbers", () => {
  const { thumb, sum, x, cell } = laid(small(), 0, 0, 350)
  assert.deepEqual([thumb, sum, x.values], [0, 0, 0])
  assert.ok(x.products + 2 * cell <= 350)
})
