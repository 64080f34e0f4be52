import assert from "node:assert/strict"
import test from "node:test"

import { framed, uploadAddress } from "../../../../cnnviz/ui/components/shared/files/upload.mjs"

test("a body tells names and sizes before the bytes", async () => {
  const body = framed([
    { name: "über/1.png", blob: new Blob(["abc"]) },
    { name: "", blob: new Blob([]) },
  ])
  const raw = new Uint8Array(await body.arrayBuffer())
  const length = new DataView(raw.buffer).getUint32(0, true)
  assert.deepEqual(JSON.parse(new TextDecoder().decode(raw.subarray(4, 4 + length))), [
    ["über/1.png", 3],
    ["", 0],
  ])
  assert.equal(new TextDecoder().decode(raw.subarray(4 + length)), "abc")
})

test("files go to the app whatever folder it is served from", () => {
  assert.equal(uploadAddress("https://a.org/kernel-lab?x=1#y", "t"), "https://a.org/uploads/t")
  assert.equal(uploadAddress("https://a.org/teaching/cnn/kernel-lab", "t"), "https://a.org/teaching/cnn/uploads/t")
  assert.equal(uploadAddress("https://a.org/cnn/", "t"), "https://a.org/cnn/uploads/t")
})
