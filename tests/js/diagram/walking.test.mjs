import assert from "node:assert/strict"
import { test } from "node:test"

import { reachedBy } from "../../../cnnviz/ui/components/diagram/walking.mjs"
import { conv, opened, parallel, treeFor } from "./networks.mjs"

test("arrow keys follow the flow and jump between branches", () => {
  const { items } = opened(treeFor(parallel("concat", [conv()], [conv(), conv()])))
  const at = (path) => items.findIndex((item) => item.node.path === path)
  assert.equal(reachedBy("ArrowRight", items, at("input")), at("0"))
  assert.equal(reachedBy("ArrowDown", items, at("0.branch0.0")), at("0.branch1.0"))
  assert.equal(reachedBy("ArrowUp", items, at("0.branch1.0")), at("0.branch0.0"))
  assert.deepEqual(
    [reachedBy("Home", items, 2), reachedBy("End", items, 2), reachedBy("ArrowLeft", items, 0)],
    [0, items.length - 1, 0],
  )
})
