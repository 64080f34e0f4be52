import assert from "node:assert/strict"
import { test } from "node:test"

import { ramp } from "../../../../../cnnviz/ui/components/live/drawing/palettes.mjs"
import {
  classScale,
  columnsOf,
  GAP,
  largestSize,
  paintFilter,
  scaleOf,
} from "../../../../../cnnviz/ui/components/live/panels/filters/weights.mjs"
import { drawStroke } from "../../../../../cnnviz/ui/components/live/panels/probe/brush.mjs"

const near = (value, expected, within = 1e-9) =>
  assert.ok(Math.abs(value - expected) <= within, `${value} ≠ ${expected}`)
const rgb = (word) => [word & 255, (word >> 8) & 255, (word >> 16) & 255]
const RAMP = ramp([
  [0, 0, 255],
  [255, 255, 255],
  [255, 128, 0],
])

const pad = (size) => {
  const bytes = new Uint8Array(size[0] * size[1] * size[2])
  return { bytes, before: bytes.slice(), reach: new Float32Array(size[1] * size[2]), size }
}

test("the scale's end is the largest finite size, of weights or of their changes", () => {
  near(largestSize([0.5, -2, NaN, Infinity]), 2)
  near(largestSize([0.5, -2], [1, -1.75]), 0.5)
})

test("zero is the palette's middle and the ends are its ends", () => {
  const words = new Uint32Array(3)
  paintFilter(words, [9, -2, 0, 2], 1, [1, 1, 3], { limit: 2, palette: RAMP, across: 3 })
  assert.deepEqual([...words], [RAMP[1], RAMP[128], RAMP[255]])
})

test("the change since the start is painted, not the weight", () => {
  const words = new Uint32Array(2)
  paintFilter(words, [5, 6], 0, [1, 1, 2], { limit: 1, palette: RAMP, start: [5, 5], across: 2 })
  assert.deepEqual([...words], [RAMP[128], RAMP[255]])
})

test("channels stand side by side one pixel apart, or make one picture around grey", () => {
  const values = Array.from({ length: 12 }, (_, k) => (k < 4 ? 1 : k < 8 ? 0 : -1))
  assert.equal(columnsOf([3, 2, 2], false), 8)
  assert.equal(columnsOf([3, 2, 2], true), 2)
  const apart = new Uint32Array(16)
  paintFilter(apart, values, 0, [3, 2, 2], { limit: 1, palette: RAMP, across: 8 })
  const line = [RAMP[255], RAMP[255], 0, RAMP[128], RAMP[128], 0, RAMP[1], RAMP[1]]
  assert.deepEqual([...apart], [...line, ...line])
  const picture = new Uint32Array(4)
  paintFilter(picture, values, 0, [3, 2, 2], { limit: 1, palette: RAMP, picture: true, across: 2 })
  assert.deepEqual(rgb(picture[3]), [255, 128, 1])
})

test("3 × 3 filters get at least 14 pixels a weight, 11 × 11 at least 3", () => {
  for (const width of [330, 360, 430, 900]) {
    assert.ok(scaleOf(width, 32, 3, 3) >= 14)
    assert.ok(scaleOf(width, 96, 11, 11) >= 3)
  }
  const scale = scaleOf(430, 32, 3, 3)
  const beside = Math.floor((430 + GAP) / (3 * scale + GAP))
  assert.ok(Math.ceil(32 / beside) * (3 * scale + GAP) <= 250)
})

test("a colour goes into its channels", () => {
  const stroke = pad([3, 3, 3])
  drawStroke(stroke, [1, 1], [1, 1], 0.6, [255, 10, 0])
  assert.deepEqual(
    [4, 13, 22].map((at) => stroke.bytes[at]),
    [255, 10, 0],
  )
})

test("pictures of classes are large", () => {
  for (const width of [330, 430, 700]) assert.ok(classScale(width, 28) * 28 >= 84)
  assert.equal(classScale(430, 28), 4)
})
