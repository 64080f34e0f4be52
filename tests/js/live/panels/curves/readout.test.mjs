import assert from "node:assert/strict"
import { test } from "node:test"

import { awaitedWords, readoutAt } from "../../../../../cnnviz/ui/components/live/panels/curves/readout.mjs"
import { hubWith } from "../../hubs.mjs"

test("before the first batch a sentence says what to do", () => {
  assert.match(awaitedWords([{ id: "" }, { id: "" }]), /^Press Train both:/)
  assert.match(awaitedWords([{ id: "" }]), /^Press Train:/)
  assert.match(awaitedWords([{ id: "a" }, { id: "" }]), /first batch/)
})

test("the readout says what is known at a step", () => {
  const hub = hubWith(6)
  const smooth = { loss: hub.scalars.loss, accuracy: hub.scalars.accuracy }
  assert.equal(readoutAt(hub, smooth, 0), "step 0")
  assert.equal(
    readoutAt(hub, smooth, 4.4),
    "step 4 · training loss 0.75 · validation 1.23 · training accuracy 50.0 % · validation 87.6 % · learning rate 0.01",
  )
})
