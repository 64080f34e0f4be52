import assert from "node:assert/strict"
import { test } from "node:test"

import { emptyHistory, examplesPerSecond } from "../../../../cnnviz/ui/components/live/run/history.mjs"
import { message, scalars, snapshot, taken } from "../hubs.mjs"

test("steps told in parts stand one after the other, and twice told is once", () => {
  const history = emptyHistory()
  const rate = [4, "mark", 3, { what: "rate", value: 0.1 }]
  taken(history, message([scalars(1, 2, [3, 2]), scalars(2, 3, [1]), rate]))
  taken(history, message([scalars(2, 3, [1]), rate, scalars(5, 5, [0.5, 0.25])]))
  assert.deepEqual(history.scalars.step, [1, 2, 3, 4, 5])
  assert.deepEqual(history.scalars.loss, [3, 2, 1, 0.5, 0.25])
  assert.equal(history.marks.length, 1)
  assert.equal(history.last, 5)
})

test("a run that goes on from a checkpoint replaces the steps it learns again", () => {
  const history = emptyHistory()
  taken(
    history,
    message([
      snapshot(1, 0),
      scalars(2, 4, [4, 3, 2, 1]),
      snapshot(3, 2),
      snapshot(4, 4),
      [5, "done", 4, { why: "stopped", sentence: "" }],
    ]),
  )
  taken(history, message([[6, "mark", 2, { what: "resumed", value: 0 }], scalars(7, 3, [9]), snapshot(8, 3)]))
  assert.deepEqual(history.scalars.loss, [4, 3, 9])
  assert.deepEqual(
    history.snapshots.map(({ seq }) => seq),
    [1, 3, 8],
  )
  assert.deepEqual(
    history.paces.map(({ step }) => step),
    [3],
  )
  assert.equal(history.done, null)
})

test("the test at the end stands beside the last validation", () => {
  const history = emptyHistory()
  const evaluation = (seq, part) => [seq, "evaluation", 9, { part, loss: 1, accuracy: 0.5 }]
  taken(history, message([evaluation(1, "validation"), evaluation(2, "test")]))
  assert.deepEqual(
    history.evaluations.map(({ part }) => part),
    ["validation", "test"],
  )
})

test("a loss that JSON has no word for is not a number", () => {
  const history = taken(
    emptyHistory(),
    message([[1, "evaluation", 9, { part: "validation", loss: null, accuracy: 0.1 }]]),
  )
  assert.ok(Number.isNaN(history.evaluations[0].loss))
})

test("examples a second are those of the last three seconds", () => {
  assert.equal(examplesPerSecond([], 64), 0)
  assert.equal(examplesPerSecond([{ step: 10, seconds: 1 }], 10), 100)
  const paces = [1, 2, 3, 4, 5, 6].map((seconds) => ({
    step: seconds <= 3 ? seconds : 3 + (seconds - 3) * 10,
    seconds,
  }))
  assert.equal(examplesPerSecond(paces, 2), 20)
})

test("a snapshot's gradient comes back from the power of two that it was kept with", () => {
  const values = Float32Array.of(16384, -8192, 0)
  const [seq, kind, step, header, arrays] = snapshot(2, 1)
  const kept = { ...arrays, gradient: { values, shape: [1, 1, 1, 3] } }
  const history = taken(emptyHistory(), message([snapshot(1, 0), [seq, kind, step, { ...header, gradient: 20 }, kept]]))
  assert.equal(history.snapshots[0].gradient, null)
  assert.deepEqual([...history.snapshots[1].gradient], [16384 / 2 ** 20, -8192 / 2 ** 20, 0])
})
