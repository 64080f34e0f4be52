import assert from "node:assert/strict"
import { test } from "node:test"

import { nameOf, reached } from "../../../cnnviz/ui/components/bricks/stops.mjs"

const BRICKS = ["first", "second", "third"]

test("arrows lead from brick to brick, and no further than to the ends", () => {
  const found = ["ArrowDown", "ArrowUp", "Home", "End"].map((key) => reached(key, BRICKS, "second", true))
  assert.deepEqual(found, ["third", "first", "first", "third"])
  assert.equal(reached("ArrowDown", BRICKS, "third", true), "third")
  assert.equal(reached("ArrowUp", BRICKS, "first", true), "first")
})

test("among the buttons beside a brick arrows lead sideways", () => {
  assert.equal(reached("ArrowRight", BRICKS, "first", false), "second")
  assert.equal(reached("ArrowLeft", BRICKS, "second", false), "first")
  assert.equal(reached("ArrowDown", BRICKS, "first", false), undefined)
  assert.equal(reached("a", BRICKS, "first", true), undefined)
})

test("a key is named as the buttons name it, and both that take away are one", () => {
  const pressed = (key, altKey = false) => nameOf({ key, altKey })
  assert.deepEqual(
    [pressed("ArrowUp", true), pressed("D"), pressed("Backspace"), pressed("Delete")],
    ["Alt+ArrowUp", "d", "Delete", "Delete"],
  )
})
