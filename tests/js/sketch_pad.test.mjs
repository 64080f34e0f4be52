import assert from "node:assert/strict"
import test from "node:test"

import { base64, described, stroke } from "../../cnnviz/ui/components/sketch_pad/sketch_pad.mjs"

test("a point is a disc of cells around it", () => {
  assert.deepEqual(stroke([2, 2], [2, 2], 1, 5).sort(), [
    [1, 2],
    [2, 1],
    [2, 2],
    [2, 3],
    [3, 2],
  ])
})

test("a line has no holes", () => {
  const cells = stroke([0, 0], [9, 17], 0.8, 20)
  for (let k = 0; k <= 17; k++) assert.ok(cells.some(([i, j]) => j === k && Math.abs(i - (9 * k) / 17) < 1.5))
})

test("nothing is drawn beyond the pad", () => {
  for (const [i, j] of stroke([-3, -3], [9, 9], 2, 6)) assert.ok(i >= 0 && j >= 0 && i < 6 && j < 6)
})

test("no cell is drawn twice in one stroke", () => {
  const cells = stroke([1, 1], [8, 8], 1.3, 10).map(String)
  assert.equal(new Set(cells).size, cells.length)
})

test("base64 takes more bytes than one call can spread", () => {
  const bytes = Uint8Array.from({ length: 200_000 }, (_, i) => i % 251)
  assert.deepEqual(new Uint8Array(Buffer.from(base64(bytes), "base64")), bytes)
})

test("what is drawn is said: how much of the pad, and where", () => {
  const cells = new Uint8Array(16)
  assert.equal(described(cells, 4), "4 by 4 cells, all blank.")
  cells[5] = cells[10] = 255
  assert.equal(described(cells, 4), "2 of 4 by 4 cells drawn: rows 2 to 3, columns 2 to 3.")
})
