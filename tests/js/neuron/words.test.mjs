import assert from "node:assert/strict"
import test from "node:test"

import { answer } from "../../../cnnviz/ui/components/neuron/algebra.mjs"
import { contestSentence, lawLine, pixelLine, verdict } from "../../../cnnviz/ui/components/neuron/words.mjs"

const BAR = Float64Array.from([0, 1, 0, 0, 1, 0, 0, 1, 0])
const LYING = Float64Array.from([0, 0, 0, 1, 1, 1, 0, 0, 0])
const USUAL = {
  ...{ theta: null, length: 3, brightness: 1, contrast: 1, normalise: false, bias: 0, activation: "none" },
}

test("the law has its numbers in it", () => {
  const said = answer(BAR, LYING, USUAL)
  assert.equal(lawLine(said, 3), "|b| |x| cos θ = 3 × 1.732 × 0.3333 = 1.732")
  assert.match(verdict(said, false), /^x has some of b: θ = 70\.5°, b·x = 1\.732, the neuron answers 1\.732\. /)
})

test("what points alike and what does not are told apart", () => {
  assert.match(verdict(answer(BAR, BAR, USUAL), true), /^x points where b points: θ = 0°/)
  const other = answer(BAR, LYING, { ...USUAL, normalise: true })
  assert.match(verdict(other, true), /^x has little of b: .* only the angle counts\.$/)
})

test("an image of one grey has no direction, and that is said", () => {
  const said = answer(BAR, new Float64Array(9), USUAL)
  assert.match(lawLine(said, 3), /no direction: b·x = 0/)
  assert.match(verdict(said, false), /nothing to compare/)
})

test("a pixel's product names weight and input, and the picture's value where that is another", () => {
  const raw = { answer: answer(BAR, LYING, USUAL), picture: LYING }
  assert.equal(pixelLine(raw, [1, 1], 3), "Row 2, column 2: weight 1.732 × 1 = 1.732")
  const normalised = { answer: answer(BAR, LYING, { ...USUAL, normalise: true }), picture: LYING }
  assert.match(pixelLine(normalised, [1, 1], 3), /× 0\.4714 \(the picture’s 1, normalised\) = 0\.6667$/)
})

test("nothing wins where nothing has a direction", () => {
  const blank = [
    { sum: 0, angle: NaN },
    { sum: 0, angle: NaN },
  ]
  assert.match(contestSentence({ raw: blank, normalised: blank }), /^Nothing wins here/)
})

test("the contest says who wins, from its numbers", () => {
  const pair = (right, wrong) => [
    { sum: right, angle: 0 },
    { sum: wrong, angle: 60 },
  ]
  assert.equal(
    contestSentence({ raw: pair(2, 9), normalised: pair(20, 4) }),
    "As they are, the bright wrong image beats the dim right one: 9 against 2. " +
      "Normalised, the right one wins: 20 against 4.",
  )
  const same = contestSentence({ raw: pair(2, 1), normalised: pair(20, 20) })
  assert.equal(
    same,
    "As they are, the right one wins even so: 2 against 1. " +
      "Normalised, both answer the same, 20: they point the same way.",
  )
})
