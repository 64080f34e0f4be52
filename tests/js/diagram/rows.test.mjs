import assert from "node:assert/strict"
import { test } from "node:test"

import { brokenIntoRows } from "../../../cnnviz/ui/components/diagram/rows.mjs"

test("rows are as few as can be and about equally full", () => {
  const boxes = (...widths) => widths.map((width) => ({ width, out: 0 }))
  const rows = brokenIntoRows(boxes(50, 50, 50, 50, 50, 50), 400)
  assert.deepEqual(
    rows.map((row) => row.length),
    [6],
  )
  assert.deepEqual(
    brokenIntoRows(boxes(...Array(7).fill(50)), 400).map((row) => row.length),
    [4, 3],
  )
  assert.deepEqual(
    brokenIntoRows(boxes(900, 50), 400).map((row) => row.length),
    [1, 1],
  )
  assert.deepEqual(
    brokenIntoRows(
      [
        { width: 50, out: 40 },
        { width: 50, out: 0 },
      ],
      400,
    ).map((row) => row.length),
    [1, 1],
  )
})
