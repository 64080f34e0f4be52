import assert from "node:assert/strict"
import { test } from "node:test"

import { tileWidth } from "../../../cnnviz/ui/components/gallery/section.mjs"

test("the more tiles, the smaller they are, and small sections are smallest", () => {
  const widths = [1, 3, 4, 6, 7, 32].map((count) => tileWidth(count, false))
  assert.deepEqual(
    widths,
    [...widths].sort((a, b) => b - a),
  )
  assert.equal(tileWidth(3, false), tileWidth(1, false))
  assert.ok(tileWidth(4, false) < tileWidth(3, false))
  assert.ok(tileWidth(7, false) < tileWidth(6, false))
  assert.ok(tileWidth(1, true) < tileWidth(32, false))
})
