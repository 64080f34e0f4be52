import assert from "node:assert/strict"
import { test } from "node:test"

import { cellColour, strengthOf } from "../../../../../cnnviz/ui/components/live/panels/confusion/matrix.mjs"

const near = (value, expected, within = 1e-9) =>
  assert.ok(Math.abs(value - expected) <= within, `${value} ≠ ${expected}`)

test("rare mistakes still show, and none does not", () => {
  assert.equal(strengthOf(0), 0)
  assert.equal(strengthOf(NaN), 0)
  near(strengthOf(0.01), 0.1)
  assert.equal(cellColour(true, 0.25), "rgb(8 81 156 / 0.250)")
  assert.notEqual(cellColour(false, 1), cellColour(true, 1))
})
