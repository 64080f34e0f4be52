import assert from "node:assert/strict"
import { test } from "node:test"

import { fileName } from "../../../cnnviz/ui/components/diagram/saving.mjs"

test("a saved drawing is called after its network", () => {
  assert.equal(fileName("ResNet-18 (v2)"), "resnet-18-v2")
  assert.equal(fileName("…"), "network")
})
