import assert from "node:assert/strict"
import test from "node:test"

import { after, said } from "../../../cnnviz/ui/components/shelves/words.mjs"

const classes = {
  names: ["cat", "dog"],
  photos: [
    { name: "a.png", kind: 0 },
    { name: "b.png", kind: 1 },
  ],
  losses: new Float32Array([0.75, 0.25]),
  right: new Int32Array([1, 2]),
  own: new Float32Array([0.5, 0.5, 0.875, 0.75]),
  guess: new Uint8Array([0, 0, 0, 1]),
}

test("a step is said with its loss and how many are right", () => {
  assert.equal(after(classes, 0), "Before the first step: loss 0.75, 1 of 2 pictures right.")
  assert.equal(after(classes, 1), "After step 1 of 1: loss 0.25, 2 of 2 pictures right.")
})

test("a picture is said with the share of its own class, and the class that has more", () => {
  assert.equal(said(classes, 1, 0), "b.png: dog 0.5; larger: cat.")
  assert.equal(said(classes, 1, 1), "b.png: dog 0.75, the largest share.")
  assert.equal(said({ ...classes, losses: new Float32Array() }, 1, 0), "b.png, of the class “dog”.")
})
