import assert from "node:assert/strict"
import { test } from "node:test"
import {
  pointAt,
  sentence,
  sizeAfter,
  sizeAt,
  snapped,
  valueAt,
  valuesIn,
  xOf,
  yOf,
} from "../../../cnnviz/ui/components/predict/spots.mjs"

const PLOT = { left: 40, top: 10, wide: 160, tall: 100 }

test("the size drawn is that whose corner lies in the cell under the hand, and at least one cell", () => {
  assert.deepEqual(sizeAt(41, 19, 20, [6, 9]), [1, 3])
  assert.deepEqual(sizeAt(-5, 999, 20, [6, 9]), [6, 1])
})

test("arrow keys change a size by a row or a column, from nothing too, and never beyond the room", () => {
  assert.deepEqual(sizeAfter("ArrowDown", null, [6, 9]), [1, 1])
  assert.deepEqual(sizeAfter("ArrowRight", [2, 3], [6, 9]), [2, 4])
  assert.deepEqual(sizeAfter("ArrowUp", [1, 3], [6, 9]), [1, 3])
  assert.deepEqual(sizeAfter("ArrowRight", [2, 9], [6, 9]), [2, 9])
  assert.equal(sizeAfter("a", [2, 3], [6, 9]), null)
})

test("a point is found again where it was drawn", () => {
  for (let at = 0; at < 8; at++) assert.equal(pointAt(xOf(at, 8, PLOT), 8, PLOT), at)
  for (const value of [-2, -0.5, 0, 1.5]) assert.equal(valueAt(yOf(value, 2, PLOT), 2, 0.5, PLOT), value)
  assert.equal(pointAt(0, 8, PLOT), 0)
  assert.equal(valueAt(-50, 2, 0.5, PLOT), 2)
})

test("a value is a multiple of its step, and 0 has no sign", () => {
  assert.equal(snapped(0.31, 0.1, 1), 0.3)
  assert.ok(Object.is(snapped(-0.01, 0.1, 1), 0))
})

test("values are typed between commas or spaces, as many as there are points", () => {
  assert.deepEqual(valuesIn("1, −2;  3", 3), [1, -2, 3])
  assert.equal(valuesIn("1 2", 3), null)
  assert.equal(valuesIn("1 2 x", 3), null)
})

test("what was answered is said from 1", () => {
  assert.match(sentence("size", null), /Drag/)
  assert.equal(sentence("size", [2, 3]), "2 rows × 3 columns")
  assert.equal(sentence("size", [1, 1]), "1 row × 1 column")
  assert.equal(
    sentence("point", [0, 4], () => -7),
    "Row 1, column 5: −7",
  )
  assert.equal(sentence("curve", [0, -1.5]), "0, −1.5")
})
