import assert from "node:assert/strict"
import test from "node:test"

import { barOf } from "../../../cnnviz/ui/components/filter_choice/bar.mjs"

test("a bar stands on 0, up to its value or down to it", () => {
  assert.deepEqual(barOf(3, [-1, 3]), { bottom: 25, height: 75, falls: false })
  assert.deepEqual(barOf(-1, [-1, 3]), { bottom: 0, height: 25, falls: true })
  assert.deepEqual(barOf(0, [-1, 3]), { bottom: 25, height: 0, falls: false })
})

test("what is beyond the ends stops at them, and nothing measured is no bar", () => {
  assert.deepEqual(barOf(9, [0, 3]), { bottom: 0, height: 100, falls: false })
  assert.deepEqual(barOf(null, [0, 3]), { bottom: 0, height: 0, falls: false })
  assert.deepEqual(barOf(2, null), { bottom: 0, height: 0, falls: false })
})
