import assert from "node:assert/strict"
import { test } from "node:test"
import { gist, walked } from "../../../cnnviz/ui/components/shared/plane/gist.mjs"

test("a grid is told by its size, its extremes with their places, and its mean", () => {
  assert.equal(
    gist([0, 3, -1, 2], [2, 2]),
    "2 × 2 numbers from −1 (row 2, column 1) to 3 (row 1, column 2), on average 1.",
  )
  assert.equal(gist([2, 2], [1, 2]), "1 × 2 numbers, all 2.")
})

test("keys walk a grid cell by cell, and stay in it", () => {
  for (const [key, to] of [
    ["ArrowLeft", [1, 0]],
    ["ArrowRight", [1, 2]],
    ["ArrowUp", [0, 1]],
    ["ArrowDown", [2, 1]],
    ["Home", [0, 0]],
    ["End", [2, 3]],
    ["PageUp", [0, 1]],
    ["PageDown", [2, 1]],
  ])
    assert.deepEqual(walked(key, [1, 1], 3, 4), to)
  assert.deepEqual(walked("ArrowLeft", [1, 0], 3, 4), [1, 0])
  assert.deepEqual(walked("ArrowDown", [2, 3], 3, 4), [2, 3])
  assert.equal(walked("h", [1, 1], 3, 4), null)
})
