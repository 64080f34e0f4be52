import assert from "node:assert/strict"
import { test } from "node:test"

import { axis, cells, formula, largestFitting, sides, users } from "../../../cnnviz/ui/components/shared/geometry.mjs"

const AXES = [1, 2, 5, 8].flatMap((size) =>
  [1, 2, 3].flatMap((window) =>
    [1, 2, 3].flatMap((stride) =>
      [1, 2].flatMap((dilation) =>
        [
          [0, 0],
          [1, 1],
          [0, 2],
          [3, 1],
        ].flatMap(([before, after]) =>
          [false, true].map((ceil) => axis({ size, window, stride, dilation, before, after, ceil })),
        ),
      ),
    ),
  ),
)
const rows = axis
test("an axis tells its span, its padded size and its output", () => {
  const one = rows({ size: 7, window: 3, stride: 2, dilation: 2, before: 1, after: 2 })
  assert.deepEqual([one.span, one.padded, one.output, one.overhang, one.missing], [5, 10, 3, 0, 0])
  assert.ok(Object.isFrozen(one))
  assert.equal(formula(one), "⌊(7 + 1 + 2 − 2·(3 − 1) − 1) / 2⌋ + 1 = 3")
})

test("a window that hangs over the end is counted, one that would start beyond it is not", () => {
  const over = rows({ size: 6, window: 3, stride: 2, ceil: true })
  assert.deepEqual([over.output, over.overhang], [3, 1])
  const dropped = rows({ size: 3, window: 2, stride: 3, before: 1, after: 1, ceil: true })
  assert.deepEqual([dropped.output, dropped.overhang], [2, 0])
  const less = rows({ size: 4, window: 1, stride: 3, before: 0, after: 2, ceil: true })
  assert.match(formula(less), /− 1 \(a window that would start beyond the image\) = 2$/)
})

test("a window that does not fit misses pixels and has no output", () => {
  const small = rows({ size: 3, window: 3, dilation: 2, before: 1 })
  assert.deepEqual([small.missing, small.output, small.overhang], [1, 0, 0])
  assert.deepEqual(users(small, 0), [])
})

test("cells are counted from the first real pixel", () => {
  assert.deepEqual(cells(rows({ size: 7, window: 3, stride: 2, dilation: 2, before: 1, after: 2 }), 1), [1, 3, 5])
})

test("the users of a position are the outputs whose cells hold it", () => {
  for (const one of AXES) {
    for (let position = -one.before - 1; position <= one.size + one.after + 3; position++) {
      const expected = []
      for (let index = 0; index < one.output; index++) {
        const tap = cells(one, index).indexOf(position)
        if (tap >= 0) expected.push({ index, tap })
      }
      assert.deepEqual(users(one, position), expected)
    }
  }
})

test("valid pads nothing, full all that overlaps, same what keeps the size", () => {
  assert.deepEqual(sides("valid", 7, 3, 1, 1, [9, 9]), [0, 0])
  assert.deepEqual(sides("full", 7, 3, 1, 2, [9, 9]), [4, 4])
  assert.deepEqual(sides("same", 7, 4, 1, 1, [9, 9]), [1, 2])
  assert.deepEqual(sides("explicit", 7, 3, 1, 1, [9, 8]), [9, 8])
  for (const one of AXES) {
    const [before, after] = sides("same", one.size, one.window, one.stride, one.dilation, [0, 0])
    assert.equal(rows({ ...one, before, after, ceil: false }).output, Math.ceil(one.size / one.stride))
  }
})

test("the largest fitting value is the last before the first that does not fit", () => {
  assert.equal(
    largestFitting((value) => value < 5, 1, 9),
    4,
  )
  assert.equal(
    largestFitting((value) => value !== 3, 1, 9),
    2,
  )
  assert.equal(
    largestFitting(() => true, 1, 9),
    9,
  )
  assert.equal(
    largestFitting(() => false, 1, 9),
    0,
  )
})
