import assert from "node:assert/strict"
import { test } from "node:test"
import { blended } from "../../../cnnviz/ui/components/heat/blending.mjs"
import { css } from "../../../cnnviz/ui/components/shared/colours.mjs"

test("no heat is the picture, darker; the largest is the hot colour, whatever lies below", () => {
  assert.equal(css(blended(0, 0)), "rgb(0,0,0)")
  assert.equal(css(blended(1, 0)), "rgb(140,140,140)")
  assert.equal(css(blended(0, 1)), "rgb(230,159,0)")
  assert.equal(css(blended(1, 1)), css(blended(0, 1)))
})
