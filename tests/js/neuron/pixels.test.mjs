import assert from "node:assert/strict"
import test from "node:test"

import { cornerAt, imageOf, stepped, stroked, textOf } from "../../../cnnviz/ui/components/neuron/pixels.mjs"

test("a drawing is a digit a pixel, and comes back", () => {
  const image = Float64Array.from({ length: 64 }, (_, k) => (k % 16) / 15)
  assert.equal(textOf(image).slice(0, 16), "0123456789abcdef")
  assert.deepEqual(imageOf(textOf(image), 8), image)
})

test("a drawing of another size is none", () => {
  assert.equal(imageOf("0".repeat(64), 16), null)
  assert.equal(imageOf("z".repeat(64), 8), null)
})

test("a stroke has no holes however fast the hand is, and wipes as it draws", () => {
  const drawn = stroked(new Float64Array(256), [1, 1], [14, 9], 1)
  for (let row = 1; row <= 14; row++) assert.ok(drawn.subarray(16 * row, 16 * row + 16).includes(1), `row ${row + 1}`)
  assert.ok(stroked(drawn, [1, 1], [14, 9], 0).every((value) => value === 0))
})

test("a frame stays inside the picture", () => {
  assert.deepEqual(cornerAt([0, 95], [72, 96], 16), [0, 80])
  assert.deepEqual(cornerAt([40, 40], [72, 96], 16), [32, 32])
})

test("arrow keys lead to the next cell and not over the edge", () => {
  assert.deepEqual(stepped([0, 5], "ArrowUp", [8, 8]), [0, 5])
  assert.deepEqual(stepped([0, 5], "ArrowRight", [8, 8]), [0, 6])
  assert.deepEqual(stepped([7, 7], "ArrowDown", [9, 8]), [8, 7])
  assert.equal(stepped([0, 0], "a", [8, 8]), null)
})
