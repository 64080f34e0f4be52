import assert from "node:assert/strict"
import test from "node:test"

import { photographAddress } from "../../cnnviz/ui/components/thumbnails/thumbnails.mjs"

test("a photograph is fetched beside the page, whatever folder the app is served from", () => {
  assert.equal(photographAddress("https://a.org/kernel-lab?x=1#y", "cat"), "https://a.org/photographs/cat.webp")
  assert.equal(photographAddress("https://a.org/cnn/neuron", "cat"), "https://a.org/cnn/photographs/cat.webp")
  assert.equal(photographAddress("https://a.org/cnn/", "a b"), "https://a.org/cnn/photographs/a%20b.webp")
})
