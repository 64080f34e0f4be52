import assert from "node:assert/strict"
import { test } from "node:test"
import { differences, endsOf, heightOf, valueAt } from "../../../cnnviz/ui/components/explorer/boards/bars.mjs"
import { SignalBoard } from "../../../cnnviz/ui/components/explorer/boards/signal_board.mjs"
import { scalesOf } from "../../../cnnviz/ui/components/explorer/step/scales.mjs"
import { worked } from "../../../cnnviz/ui/components/explorer/step/step.mjs"
import { near, SIGNAL, subject } from "./steps.mjs"

test("a bar's height and its value are each other's inverse, to a tenth", () => {
  for (const [low, high] of [
    [-1, 1],
    [-0.075, 1.15],
    [-12, 3],
  ]) {
    for (let tenth = Math.ceil(low * 10); tenth <= high * 10; tenth++)
      near(valueAt(heightOf(tenth / 10, low, high, 120), low, high, 120), tenth / 10)
    assert.deepEqual([heightOf(low, low, high, 120), heightOf(high, low, high, 120)], [0, 120])
    near(valueAt(-50, low, high, 120), low, 0.0501)
    near(valueAt(999, low, high, 120), high, 0.0501)
  }
})

test("a plot holds zero and all its values, with air above them", () => {
  for (const values of [
    [0, 1],
    [-2, -1],
    [3, 4],
    [0, 0],
    [-1, 1],
  ]) {
    const [low, high] = endsOf(Float32Array.from(values))
    assert.ok(low < Math.min(0, ...values) && high > Math.max(0, ...values))
  }
})

test("the result's plot holds the derivative too, and scales hold all that is drawn on them", () => {
  const signal = subject({ ...SIGNAL, derivative: true, stride: 2 }, [1, 8], [1, 2])
  signal.planes = [Float32Array.of(0, 0, 0, 1, 1, 1, 0, 0)]
  signal.kernel = [Float32Array.of(-1, 1)]
  const board = Object.assign(Object.create(SignalBoard.prototype), { caption: {}, describe() {}, fit() {} })
  board.show({ work: worked(signal) })
  assert.ok(board.contents.resultEnds[0] < -1 && board.contents.resultEnds[1] > 1, String(board.contents.resultEnds))
  const work = worked(subject({}, [9, 9], [3, 3]))
  const limit = Math.max(...work.output.map(Math.abs))
  const palette = new Uint32Array(256)
  assert.equal(scalesOf(work, palette, limit / 2).output.high, limit)
  assert.equal(scalesOf(work, palette, limit * 2).output.high, limit * 2)
})

test("differences of neighbours start against 0", () => {
  // C11, T11.
  assert.deepEqual(differences([0, 0, 0, 1, 1, 1, 0, 0]), [0, 0, 0, 1, 0, 0, -1, 0])
  assert.deepEqual(differences(Float32Array.of(5)), [5])
  const one = subject({ ...SIGNAL }, [1, 8], [1, 2])
  one.kernel = [Float32Array.of(-1, 1)]
  assert.deepEqual([...worked(one).output], differences(one.planes[0]))
  const turned = worked({ ...one, values: { ...one.values, flip: true } })
  const step = { ...one, planes: [Float32Array.of(0, 0, 0, 1, 1, 1, 0, 0)] }
  assert.deepEqual([...worked(step).output], [0, 0, 0, 1, 0, 0, -1, 0])
  assert.deepEqual(
    [...worked({ ...step, values: turned.step.values }).output].map((value) => value + 0),
    [0, 0, 0, -1, 0, 0, 1, 0],
  )
})
