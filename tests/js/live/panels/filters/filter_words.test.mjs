import assert from "node:assert/strict"
import { test } from "node:test"

import {
  classWords,
  momentWords,
  movementWords,
  tensorWords,
} from "../../../../../cnnviz/ui/components/live/panels/filters/filter_words.mjs"

test("what a class's weights are to its logit names standardising and, where there is one, the bias", () => {
  const said = classWords({ mean: 0.286, deviation: 0.353 }, true)
  for (const part of ["0.286 is taken away", "divided by 0.353", "plus the class's bias", "logit"])
    assert.ok(said.includes(part), part)
  assert.ok(!classWords({ mean: 0.1, deviation: 1 }, false).includes("bias"))
})

test("which step is shown is said, and at the first one where its weights come from", () => {
  const moment = { step: 0, first: 0, changes: false, branched: false }
  assert.match(momentWords(moment, true), /random weights/)
  assert.match(momentWords({ ...moment, branched: true }, true), /run that it branched from/)
  assert.match(momentWords(moment, false), /nothing learned yet/)
  assert.match(momentWords({ ...moment, step: 1200 }, true), /after 1,200 steps/)
  assert.match(momentWords({ ...moment, step: 9, changes: true }, true), /from step 0 to step 9/)
})

test("weights that learn and those set by hand are told apart", () => {
  const tensor = { name: "0.weight", path: "0", shape: [32, 1, 3, 3], trained: true }
  assert.match(tensorWords(tensor), /These 288 weights \(32 × 3 × 3\) are trained/)
  assert.match(tensorWords({ ...tensor, trained: false }), /set by hand/)
})

test("how far a filter moved is said after the first step, its direction where it had one", () => {
  assert.equal(movementWords([1], [0], { step: 3, first: 3 }), "")
  assert.match(movementWords([3, 4], [4, -3], { step: 9, first: 0 }), /7\.071 .* since step 0; .* is 5\. Cosine/)
  assert.doesNotMatch(movementWords([3, 4], [0, 0], { step: 9, first: 0 }), /Cosine/)
})
