import assert from "node:assert/strict"
import { test } from "node:test"

import { History } from "../../../cnnviz/ui/components/bricks/history.mjs"

test("what was undone can be done again, until something else is changed", () => {
  const history = new History()
  history.changed("a")
  history.changed("b")
  assert.equal(history.back("c"), "b")
  assert.equal(history.back("b"), "a")
  assert.equal(history.back("a"), undefined)
  assert.equal(history.forth("a"), "b")
  history.changed("b")
  assert.equal(history.forth("d"), undefined)
  assert.equal(history.back("d"), "b")
})

test("the oldest of very many changes is forgotten", () => {
  const history = new History()
  for (let at = 0; at < 300; at++) history.changed(at)
  assert.equal(history.past.length, 200)
  assert.equal(history.back(300), 299)
})
