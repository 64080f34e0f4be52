import assert from "node:assert/strict"
import test from "node:test"

import { cameraTrouble, noCamera } from "../../../cnnviz/ui/components/uploader/camera.mjs"

test("a page over plain http says that its camera needs https or this computer", () => {
  assert.match(noCamera(false, undefined), /only over https, or on this computer/)
  assert.match(noCamera(true, undefined), /no camera/)
  assert.equal(noCamera(true, { getUserMedia: () => undefined }), "")
  assert.match(cameraTrouble("NotAllowedError"), /that page has to allow it/)
  assert.match(cameraTrouble("NotFoundError"), /No camera was found/)
  assert.match(cameraTrouble("NotReadableError"), /another program/)
})
