import assert from "node:assert/strict"
import { test } from "node:test"

import * as changes from "../../../cnnviz/ui/components/kernel_grid/changes.mjs"

const ROWS = [
  [1, 2, 3],
  [4, 5, 6],
  [7, 8, 9],
]
const WIDE = [
  [1, 2, 3],
  [4, 5, 6],
]
const times = (count, change, rows) => Array.from({ length: count }).reduce((turned) => change(turned), rows)

/** Every operation gives new rows and leaves the old ones as they were. */
function unchanged(change, rows) {
  const before = structuredClone(rows)
  const after = change(rows)
  assert.deepEqual(rows, before)
  return after
}

test("transposing swaps rows and columns", () => {
  assert.deepEqual(unchanged(changes.transposed, WIDE), [
    [1, 4],
    [2, 5],
    [3, 6],
  ])
  assert.deepEqual(times(2, changes.transposed, WIDE), WIDE)
})

test("flipping turns by 180 degrees", () => {
  assert.deepEqual(unchanged(changes.flipped, WIDE), [
    [6, 5, 4],
    [3, 2, 1],
  ])
  assert.deepEqual(times(2, changes.flipped, ROWS), ROWS)
})

test("rotating turns clockwise, twice is a flip, four times nothing", () => {
  assert.deepEqual(unchanged(changes.rotated, WIDE), [
    [4, 1],
    [5, 2],
    [6, 3],
  ])
  assert.deepEqual(times(2, changes.rotated, WIDE), changes.flipped(WIDE))
  assert.deepEqual(times(4, changes.rotated, WIDE), WIDE)
})

test("the ring turns by one place counter-clockwise round a middle that stays", () => {
  assert.deepEqual(unchanged(changes.ringTurned, ROWS), [
    [2, 3, 6],
    [1, 5, 9],
    [4, 7, 8],
  ])
  assert.deepEqual(times(8, changes.ringTurned, ROWS), ROWS)
  assert.deepEqual(times(4, changes.ringTurned, ROWS), changes.flipped(ROWS))
})

test("Kirsch's mask for N turned by one place is the one for NW", () => {
  assert.deepEqual(
    changes.ringTurned([
      [5, 5, 5],
      [-3, 0, -3],
      [-3, -3, -3],
    ]),
    [
      [5, 5, -3],
      [5, 0, -3],
      [-3, -3, -3],
    ],
  )
})

test("the sum adds up every weight", () => {
  assert.equal(changes.sum(ROWS), 45)
  assert.equal(changes.sum([[0]]), 0)
})

test("normalised weights add up to 1 and keep their proportions", () => {
  assert.deepEqual(
    unchanged(changes.normalised, [
      [1, 1],
      [1, 1],
    ]),
    [
      [0.25, 0.25],
      [0.25, 0.25],
    ],
  )
  assert.deepEqual(changes.normalised([[-1, -3]]), [[0.25, 0.75]])
})

test("weights that cancel are scaled so that their sizes add up to 1", () => {
  assert.deepEqual(changes.normalised([[-1, 0, 1]]), [[-0.5, 0, 0.5]])
  const almost = changes.normalised([[0.1, 0.2, -0.3]])
  assert.ok(Math.abs(almost[0][2] + 0.5) < 1e-12)
})

test("a kernel of zeros cannot be normalised and stays", () => {
  assert.deepEqual(changes.normalised([[0, 0]]), [[0, 0]])
})

test("another size keeps what fits and fills up with zeros at the right and the bottom", () => {
  const resized = (rows) => changes.resized(rows, 3, 2)
  assert.deepEqual(unchanged(resized, WIDE), [
    [1, 2],
    [4, 5],
    [0, 0],
  ])
  assert.deepEqual(changes.resized(WIDE, 1, 4), [[1, 2, 3, 0]])
})
