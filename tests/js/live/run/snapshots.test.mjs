import assert from "node:assert/strict"
import { test } from "node:test"

import { latest, lookAtStep, nearestSnapshot, thin } from "../../../../cnnviz/ui/components/live/run/snapshots.mjs"
import { hubWith } from "../hubs.mjs"

test("of too many snapshots the early ones, the first and the last stay", () => {
  const snapshots = Array.from({ length: 1000 }, (_, step) => ({ step }))
  thin(snapshots, 100)
  const steps = snapshots.map(({ step }) => step)
  assert.equal(steps.length, 100)
  assert.deepEqual([steps[0], steps.at(-1)], [0, 999])
  assert.ok(steps.filter((step) => step < 100).length > 2 * steps.filter((step) => step >= 900).length)
  assert.ok(Math.max(...steps.slice(1).map((step, k) => step - steps[k])) < 60)
})

test("the latest and the nearest snapshot are found", () => {
  const snapshots = [0, 1, 4, 10].map((step) => ({ step }))
  assert.deepEqual(
    [-1, 0, 3, 4, 99].map((step) => latest(snapshots, step)),
    [-1, 0, 1, 2, 3],
  )
  assert.deepEqual(
    [-1, 0, 2, 3, 6, 8, 99].map((step) => nearestSnapshot(snapshots, step)),
    [0, 0, 1, 2, 2, 3, 3],
  )
})

test("a step moves the timelines of all runs to their nearest snapshots", () => {
  const hubs = [hubWith(6), hubWith(9), { snapshots: [] }]
  lookAtStep(hubs, 5)
  assert.deepEqual(
    hubs.map(({ cursor }) => cursor),
    [2, 1, undefined],
  )
})
