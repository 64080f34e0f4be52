import assert from "node:assert/strict"
import { test } from "node:test"
import { Sums } from "../../../cnnviz/ui/components/volume/sums.mjs"
import { placeSentence, sumSentence } from "../../../cnnviz/ui/components/volume/words.mjs"

// Three slices of 2 × 2 pixels, and a kernel of two of 1 × 2.
const STACK = { values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], shape: [3, 2, 2] }
const KERNEL = { values: [-1, 0, 1, 1], shape: [2, 1, 2] }

test("a place says what it covers, counted from 1", () => {
  const sums = new Sums(STACK, KERNEL)
  assert.equal(
    placeSentence(sums, [1, 1, 0]),
    "Output at depth 2, row 2, column 1: the kernel covers slices 2 to 3, row 2, columns 1 to 2.",
  )
})

test("its sum is that of what the slices add", () => {
  const sums = new Sums(STACK, KERNEL)
  assert.equal(sumSentence(sums, [1, 1, 0]), "4 products, slice by slice: (−7) + 23 = 16")
  assert.equal(
    sumSentence(new Sums(STACK, { values: [2], shape: [1, 1, 1] }), [0, 0, 1]),
    "1 product, slice by slice: 4",
  )
})

test("a place beyond the ends is the nearest there is", () => {
  assert.deepEqual(new Sums(STACK, KERNEL).within([9, -1, 3]), [1, 0, 0])
})
