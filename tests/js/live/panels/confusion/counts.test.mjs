import assert from "node:assert/strict"
import { test } from "node:test"

import {
  confusionCounts,
  mistakes,
  picturesIn,
  rowsOf,
  tieWords,
} from "../../../../../cnnviz/ui/components/live/panels/confusion/counts.mjs"

const near = (value, expected, within = 1e-9) =>
  assert.ok(Math.abs(value - expected) <= within, `${value} ≠ ${expected}`)

const LABELS = Uint8Array.of(0, 0, 1, 1, 1, 2)

const EVALUATION = {
  predicted: Uint8Array.of(0, 1, 1, 0, 0, 0),
  confidence: Uint8Array.of(200, 90, 250, 100, 240, 250),
}

test("pictures are counted by true row and predicted column", () => {
  const counts = confusionCounts(LABELS, EVALUATION.predicted, 4)
  assert.deepEqual([...counts], [1, 1, 0, 0, 2, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0])
  const rows = rowsOf(counts, 4)
  assert.deepEqual(
    rows.slice(0, 3).map(({ right, total }) => [right, total]),
    [
      [1, 2],
      [1, 3],
      [0, 1],
    ],
  )
  near(rows[1].share, 1 / 3)
  assert.ok(Number.isNaN(rows[3].share))
})

test("a cell's pictures and the worst mistakes come surest first", () => {
  assert.deepEqual(picturesIn(LABELS, EVALUATION, 1, 0), [4, 3])
  assert.deepEqual(picturesIn(LABELS, EVALUATION, 1, 0).slice(0, 1), [4])
  assert.deepEqual(mistakes(LABELS, EVALUATION).slice(0, 3), [5, 4, 3])
  const told = { confidence: [200, 200, 90] }
  assert.equal(tieWords(told, [0, 1, 2], 1), " (of equally sure ones the first)")
  assert.deepEqual(
    [2, 3, 0].map((shown) => tieWords(told, [0, 1, 2], shown)),
    ["", "", ""],
  )
})
