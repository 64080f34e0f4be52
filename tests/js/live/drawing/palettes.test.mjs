import assert from "node:assert/strict"
import { test } from "node:test"

import { coloursIn, ramp } from "../../../../cnnviz/ui/components/live/drawing/palettes.mjs"

const near = (value, expected, within = 1e-9) =>
  assert.ok(Math.abs(value - expected) <= within, `${value} ≠ ${expected}`)
const rgb = (word) => [word & 255, (word >> 8) & 255, (word >> 16) & 255]
const RAMP = ramp([
  [0, 0, 255],
  [255, 255, 255],
  [255, 128, 0],
])

test("a theme's list of colours is read in either spelling", () => {
  assert.deepEqual(coloursIn("#08519C, #ff0010"), [
    [8, 81, 156],
    [255, 0, 16],
  ])
  assert.deepEqual(coloursIn("rgb(1, 2, 3),rgba(4, 5, 6, 0.5)"), [
    [1, 2, 3],
    [4, 5, 6],
  ])
  assert.deepEqual(coloursIn(""), [])
})

test("a ramp begins and ends with its colours and passes its middle one", () => {
  assert.deepEqual(
    [0, 255].map((at) => rgb(RAMP[at])),
    [
      [0, 0, 255],
      [255, 128, 0],
    ],
  )
  for (const [k, value] of rgb(RAMP[127]).entries()) near(value, [255, 255, 255][k], 2)
})
