import assert from "node:assert/strict"
import { test } from "node:test"

import { gridStep } from "../../../../cnnviz/ui/components/live/drawing/inputs.mjs"

test("arrow keys stay inside a grid", () => {
  assert.equal(gridStep("ArrowRight", 3, 4, 8), 4)
  assert.equal(gridStep("ArrowDown", 3, 4, 8), 7)
  assert.equal(gridStep("ArrowDown", 5, 4, 8), 5)
  assert.equal(gridStep("ArrowLeft", 0, 4, 8), 0)
  assert.equal(gridStep("End", 2, 4, 8), 7)
  assert.equal(gridStep("x", 2, 4, 8), -1)
})
