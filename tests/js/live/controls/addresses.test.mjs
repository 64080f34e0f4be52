import assert from "node:assert/strict"
import { test } from "node:test"

import { momentAddress, parentAddress, viewAddress } from "../../../../cnnviz/ui/components/live/controls/addresses.mjs"

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

test("a link for looking holds the moment that is looked at, and none where that is the newest", () => {
  const ids = [["abc", "xyz"]]
  assert.equal(viewAddress("http://h/train?run=abc&moment=3", ids, 17), "http://h/train?run=xyz&moment=17")
  assert.equal(viewAddress("http://h/train?run=abc&moment=3", ids), "http://h/train?run=xyz")
})

test("another page is told of which run, which moment and which picture it is", () => {
  assert.equal(
    momentAddress("http://h/cnn/train?rate=0.1#a", "real-network", { view: "xyz", moment: 17 }, { way_picture: 3 }),
    "http://h/cnn/real-network?way_model=run&run=xyz&moment=17&way_picture=3",
  )
})
