import assert from "node:assert/strict"
import { test } from "node:test"
import { largest, nearest, reached, within } from "../../../cnnviz/ui/components/cover/places.mjs"
import { change, lost, percent, written } from "../../../cnnviz/ui/components/cover/words.mjs"

const patch = { rows: 4, columns: 4, tops: [0, 3, 6], lefts: [0, 2, 4, 6], levels: [0, 0, 0] }

test("the patch snaps to the closest place", () => {
  assert.equal(nearest(patch.tops, -9), 0)
  assert.equal(nearest(patch.tops, 4.4), 1)
  assert.equal(nearest(patch.tops, 4.6), 2)
  assert.equal(nearest(patch.lefts, 99), 3)
})

test("keys step from place to place and stay on the picture", () => {
  assert.deepEqual(reached("ArrowDown", [0, 0], patch), [1, 0])
  assert.deepEqual(reached("ArrowUp", [0, 0], patch), [0, 0])
  assert.deepEqual(reached("ArrowRight", [0, 3], patch), [0, 3])
  assert.deepEqual(reached("End", [0, 0], patch), [2, 3])
  assert.deepEqual(reached("Home", [2, 1], patch), [0, 0])
  assert.equal(reached("a", [0, 0], patch), undefined)
})

test("what is typed becomes a place that there is", () => {
  assert.deepEqual(within([-1, 7], patch), [0, 3])
  assert.deepEqual(within([Number.NaN, 1.4], patch), [0, 1])
})

test("the first of the largest numbers is where the patch begins", () => {
  assert.deepEqual(largest([0, 2, 1, 2], 2), [0, 1])
})

test("what a class loses or gains is said with its unit", () => {
  assert.equal(lost(0.3091, true), "loses 30.9 percentage points of its share")
  assert.equal(lost(-2.5, false), "gains 2.5 of its logit")
  const said = change({ name: "espresso", share: 0.924, logit: 9 }, { name: "espresso", share: 0.0001, logit: 1 })
  assert.equal(said, "espresso: 92.4 % without the patch, under 0.1 % with it.")
})

test("shares are said as elsewhere in the app", () => {
  assert.deepEqual([0, 0.0004, 0.5, 0.9996, 1].map(percent), ["0 %", "under 0.1 %", "50 %", "over 99.9 %", "100 %"])
})

test("a cell's number has one decimal, or two digits where it is small", () => {
  assert.deepEqual([30.91, -1.26, 0.04849, 0].map(written), [30.9, -1.3, 0.048, 0])
})
