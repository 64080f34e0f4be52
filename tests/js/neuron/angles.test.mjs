import assert from "node:assert/strict"
import test from "node:test"

import { answersAround, turningOf, weightsOf } from "../../../cnnviz/ui/components/neuron/algebra.mjs"
import { wrapped } from "../../../cnnviz/ui/components/neuron/arrows.mjs"
import { peak, span } from "../../../cnnviz/ui/components/neuron/curves.mjs"

const T = Float64Array.from("1111011000100110", Number)
const SLOPE = Float64Array.from({ length: 16 }, (_, k) => k / 16)
const USUAL = { theta: null, length: 20, brightness: 1, contrast: 1, bias: -15, activation: "sigmoid" }

for (const normalise of [true, false])
  test(`the curve is |b| |x| cos θ, largest at θ = 0: normalise ${normalise}`, () => {
    const plane = turningOf(T, SLOPE, normalise)
    const around = answersAround(weightsOf(T, 20, normalise), plane, { ...USUAL, normalise }, 3)
    const size = normalise ? 1 : plane.size
    assert.equal(around.length, 121)
    assert.equal(peak(around).theta, 0)
    for (const { theta, sum } of around)
      assert.ok(Math.abs(sum - 20 * size * Math.cos((theta * Math.PI) / 180)) < 1e-9, `at ${theta}`)
  })

test("a scale has 0 in it and is never of no height", () => {
  assert.deepEqual(span([2, 5]), [0, 5])
  assert.deepEqual(span([-3, -1]), [-3, 0])
  assert.deepEqual(span([0, 0]), [0, 1])
})

test("an angle beyond half a turn comes in from the other side", () => {
  assert.deepEqual([181, -181, 180, -180, 0, 370].map(wrapped), [-179, 179, 180, -180, 0, 10])
})
