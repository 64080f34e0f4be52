import assert from "node:assert/strict"
import { test } from "node:test"
import { numbered, stepOf } from "../../../cnnviz/ui/components/shared/plane/ruler.mjs"

test("a ruler numbers as many cells as there is room for, from 1", () => {
  assert.deepEqual(numbered(4, stepOf(40, 22)), [1, 2, 3, 4])
  assert.deepEqual(numbered(12, stepOf(5, 22)), [1, 5, 10])
  assert.deepEqual(numbered(64, stepOf(1, 22)), [1, 50])
  assert.deepEqual(numbered(3, stepOf(0.5, 22)), [1])
})
