import assert from "node:assert/strict"
import { test } from "node:test"

import { indicesFrom, nextOfClass } from "../../../../../cnnviz/ui/components/live/panels/probe/validation_strip.mjs"

test("the next picture of a class is found around the end", () => {
  const labels = Uint8Array.of(2, 0, 1, 0)
  assert.equal(nextOfClass(labels, 0, 1), 3)
  assert.equal(nextOfClass(labels, 0, 3), 1)
  assert.equal(nextOfClass(labels, 1, 2), 2)
  assert.equal(nextOfClass(labels, 7, 0), -1)
  assert.deepEqual(indicesFrom(3, 3, 4), [3, 0, 1])
  assert.deepEqual(indicesFrom(0, 8, 2), [0, 1])
})
