import assert from "node:assert/strict"
import { test } from "node:test"
import { Stamps } from "../../../cnnviz/ui/components/stamping/stamps.mjs"
import { canvasTitle, cellSentence, stampSentence } from "../../../cnnviz/ui/components/stamping/words.mjs"

const matrix = (rows) => ({ values: rows.flat(), shape: [rows.length, rows[0].length] })
const ONES = matrix([
  [1, 1, 1],
  [1, 1, 1],
  [1, 1, 1],
])
const NUMBERS = matrix([
  [1, -2],
  [3, 4],
])
const spread = { stride: 2, padding: 1, extra: 1, dilation: 1 }

test("stamps that overlap add up, padding cuts off, output padding keeps", () => {
  assert.deepEqual(new Stamps(spread, NUMBERS, ONES).made, [
    [1, -1, -2, -2],
    [4, 6, 2, 2],
    [3, 7, 4, 4],
    [3, 7, 4, 4],
  ])
})

test("a stamp says what it does, and how many cells had one before", () => {
  const stamps = new Stamps(spread, NUMBERS, ONES)
  assert.equal(stampSentence(stamps, -1), "Nothing is stamped yet: every cell is 0.")
  assert.equal(
    stampSentence(stamps, 0),
    "Input row 1, column 1 is 1: it stamps 1 times the kernel. No cell had a stamp before.",
  )
  assert.equal(
    stampSentence(stamps, 1),
    "Input row 1, column 2 is −2: it stamps −2 times the kernel. 3 cells had a stamp before: the numbers add up.",
  )
})

test("a cell says which products add up in it, so far and at the end", () => {
  const stamps = new Stamps(spread, NUMBERS, ONES)
  assert.equal(cellSentence(stamps, [2, 2], -1), "Output row 2, column 2: 0 so far. 4 stamps still to come.")
  assert.equal(cellSentence(stamps, [2, 2], 1), "Output row 2, column 2: 1·1 + (−2)·1 = −1. 2 stamps still to come.")
  assert.equal(cellSentence(stamps, [2, 2], 3), "Output row 2, column 2: 1·1 + (−2)·1 + 3·1 + 4·1 = 6.")
  assert.equal(cellSentence(stamps, [0, 0], 3), "A cell that padding cuts off: 1·1 = 1.")
  const apart = new Stamps({ stride: 3, padding: 0, extra: 2, dilation: 2 }, NUMBERS, ONES)
  assert.equal(cellSentence(apart, [1, 1], 3), "Output row 2, column 2: no stamp reaches it, 0.")
})

test("the output's size is said, and which rows and columns output padding is to be thanked for", () => {
  assert.equal(
    canvasTitle(new Stamps(spread, NUMBERS, ONES)),
    "Output: 4 × 4, of a canvas of 5 × 5; row 4 and column 4 by output padding",
  )
  assert.equal(canvasTitle(new Stamps({ ...spread, padding: 0, extra: 0 }, NUMBERS, ONES)), "Output: 5 × 5")
})
