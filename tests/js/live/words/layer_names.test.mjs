import assert from "node:assert/strict"
import { test } from "node:test"

import { layerName } from "../../../../cnnviz/ui/components/live/words/layer_names.mjs"

const LAYERS = [
  { path: "0", title: "Conv 8@3×3" },
  { path: "9.branch2.0", title: "Conv 4@1×1" },
]

test("layers are counted from 1 in what is read", () => {
  assert.equal(layerName(LAYERS, "0"), "1 · Conv 8@3×3")
  assert.equal(layerName(LAYERS, "9.branch2.0"), "10.branch3.1 · Conv 4@1×1")
  assert.equal(layerName([], "3.body.1"), "4.body.2")
})
