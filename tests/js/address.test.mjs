import assert from "node:assert/strict"
import { test } from "node:test"

import { onlyPages, readdressed } from "../../cnnviz/ui/components/address/address.mjs"

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

test("only another page is an entry of the history", () => {
  /** @type {string[]} */
  const pushed = []
  const history = /** @type {any} */ ({ pushState: (/** @type {any[]} */ ...[, , url]) => pushed.push(url) })
  onlyPages(history, () => "http://here/app/pooling?step=2")
  for (const url of ["/app/pooling?lesson=edges", "/app/neuron?lesson=edges", "?step=3", "/app/", null])
    history.pushState({}, "", url)
  assert.deepEqual(pushed, ["/app/neuron?lesson=edges", "/app/"])
})
