import assert from "node:assert/strict"
import { test } from "node:test"

import { fillPicture } from "../../../../cnnviz/ui/components/live/drawing/sheet.mjs"

const rgb = (word) => [word & 255, (word >> 8) & 255, (word >> 16) & 255]

test("an image of one channel is grey, of three its colours", () => {
  const words = new Uint32Array(2)
  fillPicture(words, Uint8Array.of(9, 10, 200), 2, 1)
  assert.deepEqual([...words].map(rgb), [
    [10, 10, 10],
    [200, 200, 200],
  ])
  fillPicture(words, Uint8Array.of(1, 2, 3, 4, 5, 6), 6)
  assert.deepEqual([...words].map(rgb), [
    [1, 3, 5],
    [2, 4, 6],
  ])
})
