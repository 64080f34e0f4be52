import assert from "node:assert/strict"
import { test } from "node:test"

import { strokesOf } from "../../../../../cnnviz/ui/components/live/panels/curves/curves.mjs"

test("two runs differ in colour and dash, the parts of one in colour", () => {
  const colours = ["a", "b", "c", "d", "e", "f"]
  const one = strokesOf(0, 1, colours)
  assert.notEqual(one.train.colour, one.validation.colour)
  const [first, second] = [0, 1].map((run) => strokesOf(run, 2, colours))
  assert.notEqual(first.train.colour, second.train.colour)
  assert.notDeepEqual(first.train.dash, second.train.dash)
  assert.ok(first.validation.width > 2 * first.train.width)
})
