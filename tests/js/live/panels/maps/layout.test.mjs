import assert from "node:assert/strict"
import { test } from "node:test"

import { movement } from "../../../../../cnnviz/ui/components/live/panels/filters/weights.mjs"
import { cornerOf, endsOf, layoutOf, placeAt } from "../../../../../cnnviz/ui/components/live/panels/maps/layout.mjs"

const near = (value, expected, within = 1e-9) =>
  assert.ok(Math.abs(value - expected) <= within, `${value} ≠ ${expected}`)

test("distance, cosine and length are those of vectors", () => {
  const { distance, cosine, norm } = movement([3, 4], [4, -3])
  near(distance, Math.sqrt(50))
  near(cosine, 0)
  near(norm, 5)
  near(movement([2, 2], [1, 1]).cosine, 1)
  near(movement([-1, 2], [1, -2]).cosine, -1)
  assert.ok(Number.isNaN(movement([1], [0]).cosine))
})

test("every pixel of every shown map is found where it was laid", () => {
  for (const [shape, count, width, lines] of [
    [[32, 26, 26], 32, 430, 1],
    [[64, 5, 5], 20, 330, Infinity],
    [[10], 10, 430, 2],
    [[1600], 1600, 400, 2],
  ]) {
    const layout = layoutOf(shape, count, width, lines)
    assert.ok(layout.size[1] * layout.scale <= width)
    for (const map of [0, 1, layout.shown - 1]) {
      const [top, left] = cornerOf(layout, map)
      const [row, column] = [layout.rows - 1, 0]
      const found = placeAt(layout, (left + column + 0.5) * layout.scale, (top + row + 0.5) * layout.scale)
      assert.deepEqual(found, { map, row, column })
      assert.ok(top + layout.rows <= layout.size[0] && left + layout.columns <= layout.size[1])
    }
  }
})

test("between maps and beside them there is none", () => {
  const layout = layoutOf([8, 4, 4], 3, 200, 1)
  assert.equal(placeAt(layout, 4.5 * layout.scale, 1), null)
  assert.equal(placeAt(layout, -1, 1), null)
  assert.equal(placeAt(layout, 4000, 1), null)
  assert.equal(placeAt(layout, 1, 4.2 * layout.scale), null)
})

test("a vector's ends leave out what is not a number", () => {
  assert.deepEqual(endsOf([2, NaN, -1]), [-1, 2])
  assert.deepEqual(endsOf([NaN]), [0, 0])
})
