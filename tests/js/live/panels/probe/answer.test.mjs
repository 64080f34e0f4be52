import assert from "node:assert/strict"
import { test } from "node:test"

import { listedClasses, lossOf, slopesOf } from "../../../../../cnnviz/ui/components/live/panels/probe/answer.mjs"

const near = (value, expected, within = 1e-9) =>
  assert.ok(Math.abs(value - expected) <= within, `${value} ≠ ${expected}`)

test("the loss is minus the logarithm of the true class's share", () => {
  near(lossOf([0.25, 0.75], 0), Math.log(4))
  assert.equal(lossOf([0, 1], 0), Infinity)
})

test("slopes at the logits are those of the loss, by differences", () => {
  const logits = [0.3, -1.2, 2]
  const softmax = (z) => z.map((one) => Math.exp(one) / z.reduce((sum, other) => sum + Math.exp(other), 0))
  const slopes = slopesOf(softmax(logits), 1)
  logits.forEach((_, k) => {
    const moved = (by) => lossOf(softmax(logits.map((one, at) => one + (at === k ? by : 0))), 1)
    near(slopes[k], (moved(1e-5) - moved(-1e-5)) / 2e-5, 1e-8)
  })
})

test("of many classes the likeliest and the true one are listed, in order", () => {
  assert.deepEqual(listedClasses([0.1, 0.5, 0.4], 0, 3), [0, 1, 2])
  assert.deepEqual(listedClasses([0.1, 0.5, 0.4], -1, 2), [1, 2])
  assert.deepEqual(listedClasses([0.1, 0.5, 0.4], 0, 2), [0, 1])
})
