import assert from "node:assert/strict"
import { test } from "node:test"

import { snapshotWords } from "../../../../../cnnviz/ui/components/live/panels/gradients/gradient_words.mjs"

const TENSORS = ["a", "b"].flatMap((name) => [
  { name: `${name}.weight`, shape: [4, 4], trained: true },
  { name: `${name}.bias`, shape: [4], trained: true },
])

const said = (first, last, ratio) =>
  snapshotWords(
    { step: 5, gradients: { "a.weight": first, "b.weight": last }, updates: { "a.weight": ratio, "b.weight": ratio } },
    TENSORS,
  )

test("words follow from the numbers alone", () => {
  assert.match(
    said(0.01, 0.1, 0.001),
    /10 times smaller than that of the last\. In the median layer one step is 0\.001 of/,
  )
  assert.doesNotMatch(said(0.01, 0.1, 0.001), /Vanishing|Exploding|hardly|so much/)
  assert.match(said(1e-5, 0.1, 0.001), /Vanishing/)
  assert.match(said(100, 0.1, 0.001), /Exploding: it grows/)
  assert.match(said(Infinity, 0.1, 0.001), /no longer a finite number/)
  assert.match(said(null, 0.1, 0.001), /no longer a finite number/)
  assert.match(said(0.1, 0.1, 1e-7), /as long as.*hardly any movement/)
  assert.match(said(0.1, 0.1, 0.5), /so much/)
  assert.match(snapshotWords({ step: 0 }, TENSORS), /no gradient was taken down/)
})
