import assert from "node:assert/strict"
import { test } from "node:test"

import { readdressed } from "../../cnnviz/ui/components/address/address.mjs"

test("the settings replace what stands in the address", () => {
  assert.equal(readdressed("http://a/lab?x=1&y=2", "lab", "y=3"), "http://a/lab?y=3")
  assert.equal(readdressed("http://a/folder/lab/?x=1", "lab", ""), "http://a/folder/lab/")
})

test("what says that the app is framed stays", () => {
  const framed = "http://a/lab?embed=true&x=1&embed_options=dark_theme"
  assert.equal(readdressed(framed, "lab", "x=2"), "http://a/lab?x=2&embed=true&embed_options=dark_theme")
})

test("a late message does not touch the next page's address", () => {
  assert.equal(readdressed("http://a/pooling?x=1", "lab", "y=3"), null)
})
