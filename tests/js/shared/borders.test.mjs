import assert from "node:assert/strict"
import { test } from "node:test"

import { padded, places } from "../../../cnnviz/ui/components/shared/borders.mjs"
import { axis } from "../../../cnnviz/ui/components/shared/geometry.mjs"

const MODES = ["constant", "nearest", "mirror", "reflect", "wrap"]
const [rows, columns] = [axis, axis]
for (const [mode, expected] of [
  ["constant", [-1, -1, -1, -1, -1, 0, 1, 2, -1, -1, -1, -1, -1]],
  ["nearest", [0, 0, 0, 0, 0, 0, 1, 2, 2, 2, 2, 2, 2]],
  ["mirror", [1, 0, 1, 2, 1, 0, 1, 2, 1, 0, 1, 2, 1]],
  ["reflect", [1, 2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0, 1]],
  ["wrap", [1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1]],
]) {
  test(`${mode} invents pixels farther away than the image is wide`, () => {
    assert.deepEqual([...places(3, 5, 5, mode)], expected)
  })
}

test("one pixel is all that its own image can be padded with", () => {
  for (const mode of MODES.slice(1)) assert.deepEqual([...places(1, 3, 2, mode)], [0, 0, 0, 0, 0, 0])
  assert.deepEqual([...places(1, 1, 2, "constant")], [-1, 0, -1, -1])
})

test("a plane is padded along both axes, its corners too", () => {
  const plane = Float32Array.of(1, 2, 3, 4)
  const down = rows({ size: 2, window: 1, before: 1 })
  const across = columns({ size: 2, window: 1, after: 1 })
  assert.deepEqual([...padded(plane, down, across, "constant", 9)], [9, 9, 9, 1, 2, 9, 3, 4, 9])
  assert.deepEqual([...padded(plane, down, across, "nearest", 9)], [1, 2, 2, 1, 2, 2, 3, 4, 4])
  assert.deepEqual([...padded(plane, down, across, "wrap", 9)], [3, 4, 3, 1, 2, 1, 3, 4, 3])
})
