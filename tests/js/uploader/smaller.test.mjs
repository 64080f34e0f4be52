import assert from "node:assert/strict"
import test from "node:test"

import { fitted, smaller } from "../../../cnnviz/ui/components/uploader/smaller.mjs"

test("the shorter side gets so many pixels, and nothing is made larger", () => {
  assert.deepEqual(fitted(4000, 3000, 512), [683, 512])
  assert.deepEqual(fitted(300, 4000, 512), [300, 4000])
  assert.deepEqual(fitted(100_000, 1024, 512), [50_000, 512])
})

test("small files, and what is no picture here, are sent as they are", async () => {
  const files = [
    { name: "a.png", blob: new Blob(["small"]) },
    { name: "b.zip", blob: new Blob([new Uint8Array(400_000)]) },
  ]
  assert.deepEqual(await smaller(files, 512), files)
})
