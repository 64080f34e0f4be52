import assert from "node:assert/strict"
import { test } from "node:test"

import { shown } from "../../../cnnviz/ui/components/kernel_grid/kernel_grid.mjs"

test("a sum is shown with at most six digits and a true minus", () => {
  assert.equal(shown(0.1 + 0.2), "0.3")
  assert.equal(shown(-4), "−4")
  assert.equal(shown(2 / 3), "0.666667")
  assert.equal(shown(0), "0")
})
