import assert from "node:assert/strict"
import { test } from "node:test"

import { centredCrop } from "../../../../../cnnviz/ui/components/live/panels/probe/picture_file.mjs"

test("a picture is cropped around its middle", () => {
  assert.deepEqual(centredCrop(100, 60, 28, 28), [20, 0, 60, 60])
  assert.deepEqual(centredCrop(30, 90, 2, 1), [0, 37.5, 30, 15])
})
