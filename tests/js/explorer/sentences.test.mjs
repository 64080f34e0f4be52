import assert from "node:assert/strict"
import { test } from "node:test"
import { inputSentence, outputSentence, weightSentence } from "../../../cnnviz/ui/components/explorer/sentences.mjs"
import { termsOf, worked } from "../../../cnnviz/ui/components/explorer/step/step.mjs"
import { SIGNAL, subject } from "./steps.mjs"

test("an output is told with its place, its window and its invented cells", () => {
  const work = worked(subject({ padding: "same" }, [5, 6], [3, 2], 2))
  const said = outputSentence(work, termsOf(work, 0, 5), [0, 5], -1.5, -1.5)
  assert.equal(
    said,
    "Output row 1, column 6 (of 5 × 6) is −1.5: the window covers rows 1 to 2, column 6 of the input, and " +
      "12 products add up to −1.5. 4 of the 6 places of the window are invented.",
  )
  const single = worked(subject({ padding: "valid" }, [5, 6], [1, 1]))
  assert.equal(
    outputSentence(single, termsOf(single, 2, 3), [2, 3], 4, 4),
    "Output row 3, column 4 (of 5 × 6) is 4: the window covers row 3, column 4 of the input, and 1 product comes to 4.",
  )
})

test("an output under a chosen centre says where that stands", () => {
  // C6, C16.
  const work = worked(subject({ padding: "centre", centre_row: 1, centre_column: 2, stride: 2 }, [5, 6], [3, 2]))
  const said = outputSentence(work, termsOf(work, 1, 2), [1, 2], 1, 1)
  assert.ok(said.endsWith(" The kernel's centre stands on row 3, column 5: there the result stands."), said)
})

test("an output of a row of numbers has a place and no row", () => {
  const work = worked(subject(SIGNAL, [1, 8], [1, 2]))
  assert.equal(
    outputSentence(work, termsOf(work, 0, 0), [0, 0], 2, 2),
    "Output 1 (of 8) is 2: the window covers place 1 of the input, and 2 products add up to 2. " +
      "1 of the 2 places of the window is invented.",
  )
})

test("a pooled output is told with how many numbers it was made of", () => {
  const work = worked(subject({ window: 3, step: 3, poolpadding: 1 }, [5, 6], [1, 1], 1, "pool"))
  assert.equal(
    outputSentence(work, termsOf(work, 0, 0), [0, 0], 6),
    "Output row 1, column 1 (of 2 × 2) is 6: the largest of the 4 numbers in rows 1 to 2, columns 1 to 2 of the map.",
  )
})

test("an input is told with what it feeds, invented or not", () => {
  const work = worked(subject({}))
  assert.equal(
    inputSentence(work, [1, 2], 0.5, 6, "−1"),
    "Input row 2, column 3 holds 0.5 and feeds 6 outputs, marked in blue. In the one shown its weight is −1.",
  )
  assert.equal(
    inputSentence(work, [-1, 2], 0, 1, ""),
    "Invented: 1 row before the first, column 3 holds 0 and feeds 1 output, marked in blue.",
  )
  const pool = worked(subject({}, [5, 6], [1, 1], 1, "pool"))
  assert.equal(
    inputSentence(pool, [5, 0], NaN, 1, ""),
    "Invented: 1 row after the last, column 1 holds nothing and feeds 1 output, marked in blue.",
  )
})

test("a weight is told with all the places that share it", () => {
  // C37, C38.
  const work = worked(subject({}))
  const said = weightSentence(work, 3, -2, "1 · (−2) = −2")
  assert.equal(
    said,
    "The weight in row 2, column 2 is −2 at all 30 places, marked in blue: one number, shared by every window. " +
      "Here: 1 · (−2) = −2.",
  )
  assert.match(weightSentence(worked(subject(SIGNAL, [1, 8], [1, 2])), 1, 3, ""), /^Weight 2 is 3 at all 8 places/)
})
