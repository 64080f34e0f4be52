import assert from "node:assert/strict"
import { test } from "node:test"

import { CommonScale } from "../../../../../cnnviz/ui/components/live/panels/filters/common_scale.mjs"
import { gridWords, weightWords } from "../../../../../cnnviz/ui/components/live/panels/filters/filter_words.mjs"

test("two runs share the ends of the colours, and one that begins anew gives up its own", () => {
  const scale = new CommonScale()
  const [first, second] = [{}, {}]
  Object.assign(scale.begin(first), { weights: 0.4, changes: 0.1 })
  Object.assign(scale.begin(second), { weights: 0.9, changes: 0.05 })
  assert.deepEqual([scale.largest("weights"), scale.largest("changes")], [0.9, 0.1])
  scale.begin(second)
  assert.equal(scale.largest("weights"), 0.4)
})

test("filters are told by their ends, one of few weights by all of them", () => {
  const values = [0.1, -0.2, 0.3, 0.4, -0.9, 0, 0, 0.5]
  assert.match(
    gridWords(values, [2, 1, 2, 2], null),
    /^2 filters .* 2 × 2 each: weights from −0\.9 to 0\.5, .* filter 2\.$/,
  )
  assert.match(gridWords([1, 2], [2, 1, 1, 1], [1, 1]), /changes of weights from 0 to 1/)
  assert.equal(weightWords(values.slice(0, 4), [1, 2, 2]), "0.1, −0.2; 0.3, 0.4")
  assert.equal(weightWords(new Array(50).fill(0.25), [2, 5, 5]), "weights from 0.25 to 0.25")
})
