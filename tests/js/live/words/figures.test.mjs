import assert from "node:assert/strict"
import { test } from "node:test"

import { rateAt } from "../../../../cnnviz/ui/components/live/controls/rate.mjs"
import { duration, figure, placeWords, precisePercent } from "../../../../cnnviz/ui/components/live/words/figures.mjs"

test("shares near 0 and 1 keep their digits", () => {
  assert.deepEqual([0, 0.00001, 0.004, 0.5, 0.99951].map(precisePercent), [
    "0.00 %",
    "< 0.01 %",
    "0.40 %",
    "50.0 %",
    "99.95 %",
  ])
})

test("figures are short, and what is no number is said", () => {
  assert.deepEqual([0.123456, -2, 0, 1e-20, 0.0000005, NaN, Infinity].map(figure), [
    "0.123",
    "−2",
    "0",
    "0",
    "5e−7",
    "not a number",
    "infinite",
  ])
  assert.deepEqual([3.14, 42.4, 200, 3700].map(duration), ["3.1 s", "42 s", "3 min 20 s", "1 h 1 min"])
  assert.equal(placeWords({ step: 1200, epoch: 0.6, seconds: 3.14 }), "step 1,200 · epoch 0.60 · 3.1 s")
  assert.equal(rateAt(Math.log10(0.005)), 0.005)
})
