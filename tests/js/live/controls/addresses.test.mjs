import assert from "node:assert/strict"
import { test } from "node:test"

import { parentAddress, viewAddress } from "../../../../cnnviz/ui/components/live/controls/addresses.mjs"

test("a link for looking holds no id that controls", () => {
  assert.equal(viewAddress("http://h/train?run=abc&rate=0.1", [["abc", "xyz"]]), "http://h/train?run=xyz&rate=0.1")
  assert.equal(viewAddress("http://h/train?rate=0.1", [["abc", "xyz"]]), "http://h/train?rate=0.1&run=xyz")
  assert.equal(viewAddress("http://h/train?runs=abc", [["abc", "xyz"]]), "http://h/train?runs=xyz")
  assert.equal(
    viewAddress("http://h/compare?run=abc-def", [
      ["abc", "xyz"],
      ["def", "uvw"],
    ]),
    "http://h/compare?run=xyz-uvw",
  )
  assert.equal(viewAddress("http://h/train?run=xyz", [["xyz", "xyz"]]), "http://h/train?run=xyz")
})

test("a branch leads back to the run it came from, the other run of a pair stays", () => {
  assert.equal(parentAddress("http://h/train?run=abc&rate=0.1", "abc", "xyz"), "http://h/train?run=xyz&rate=0.1")
  assert.equal(parentAddress("http://h/compare?run=abc-def", "def", "xyz"), "http://h/compare?run=abc-xyz")
  assert.equal(parentAddress("http://h/train", "abc", "xyz"), "http://h/train?run=xyz")
})
