import assert from "node:assert/strict"
import { test } from "node:test"

import {
  gradientWords,
  lengthWords,
  whyNone,
} from "../../../../../cnnviz/ui/components/live/panels/filters/gradient_words.mjs"

const tensor = { name: "0.weight", path: "0", shape: [8, 1, 3, 3], trained: true }
const about = { batch: 64, tensor, recorded: false }

test("why there is no gradient is said for each case", () => {
  assert.match(whyNone(5, { ...about, tensor: { ...tensor, trained: false } }), /do not learn/)
  assert.match(whyNone(0, about), /no batch was read yet/)
  assert.match(whyNone(5, { ...about, recorded: true }), /recorded without/)
  assert.match(whyNone(5, about), /not finite/)
})

test("what the colours are names the batch, its pictures and the length of the whole", () => {
  const words = gradientWords({ step: 1200, whole: 0.012345, largest: 0.004, limit: 0.005 }, about)
  assert.match(words, /the mean over the 64 pictures of batch 1,200, before the step/)
  assert.match(words, /0\.0123 long/)
  assert.doesNotMatch(words, /hardly/)
})

test("a gradient that is small on the run's scale is said in numbers and not magnified", () => {
  const words = gradientWords({ step: 9, whole: 0.001, largest: 0.0004, limit: 0.5 }, about)
  assert.match(words, /0\.0004, is under 0\.1 % of this run's largest: hence hardly any colour/)
  assert.match(gradientWords({ step: 9, whole: null, largest: 0.02, limit: 0.5 }, about), /0\.02, is 4 % of/)
})

test("a filter's gradient is as long as its numbers say", () => {
  assert.equal(lengthWords(2, Float32Array.of(3, 0, -4)), "The gradient by filter 3: 5 long (L2).")
})
