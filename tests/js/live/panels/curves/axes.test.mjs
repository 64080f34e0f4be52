import assert from "node:assert/strict"
import { test } from "node:test"

import {
  axisTicks,
  fewer,
  logTicks,
  lossRange,
  markLabels,
  niceEnd,
  Smoothing,
  stepsEnd,
} from "../../../../../cnnviz/ui/components/live/panels/curves/axes.mjs"

test("axes end at round numbers", () => {
  assert.deepEqual([0.07, 1, 1.01, 3, 7, 120].map(niceEnd), [0.1, 1, 2, 5, 10, 200])
  assert.deepEqual(axisTicks(0, 1, 4), [0, 0.5, 1])
  assert.deepEqual(axisTicks(0, 282, 4), [0, 100, 200])
  assert.deepEqual(axisTicks(0, 0, 4), [0])
})

test("a logarithmic axis has powers of ten, and more where it is short", () => {
  assert.deepEqual(logTicks(0.001, 10), [0.001, 0.01, 0.1, 1, 10])
  assert.deepEqual(logTicks(0.1, 2), [0.1, 0.2, 0.5, 1, 2])
})

test("the axis of steps grows by bounds until a third of the plan is learned", () => {
  assert.equal(stepsEnd(0, 282), 10)
  assert.equal(stepsEnd(3, 282), 5)
  assert.equal(stepsEnd(40, 282), 50)
  assert.equal(stepsEnd(94, 282), 282)
  assert.equal(stepsEnd(300, 282), 300)
  assert.equal(stepsEnd(1, 1), 1)
})

test("smoothing is a mean in which older values count less, whether told at once or in parts", () => {
  const list = [4, 2, NaN, 8, 1]
  const naive = (values) => {
    const real = values
      .map((value, at) => [value, 0.9 ** values.slice(at + 1).filter((one) => !Number.isNaN(one)).length])
      .filter(([value]) => !Number.isNaN(value))
    return (
      real.reduce((sum, [value, weight]) => sum + value * weight, 0) / real.reduce((sum, [, weight]) => sum + weight, 0)
    )
  }
  const smoothing = new Smoothing()
  smoothing.of(list.slice(0, 2))
  const smooth = smoothing.of(list)
  for (const at of [0, 1, 3, 4]) assert.ok(Math.abs(smooth[at] - naive(list.slice(0, at + 1))) < 1e-12)
  assert.ok(Number.isNaN(smooth[2]))
  assert.deepEqual(smoothing.of([7]), [7])
  assert.ok(Math.abs(new Smoothing().of([3, 3, 3])[2] - 3) < 1e-12)
})

test("smoothing starts anew where steps were learned again", () => {
  const smoothing = new Smoothing()
  smoothing.of([1, 2, 3])
  assert.deepEqual(smoothing.of([1, 2, 9, 4]), new Smoothing().of([1, 2, 9, 4]))
})

test("the axis of losses shows every loss there is, and stands without any", () => {
  assert.deepEqual(lossRange([], [], false), [0, 1, false])
  const [low, high] = lossRange([2, 0.5, NaN, Infinity], [{ loss: 3 }, { loss: NaN }], false)
  assert.ok(low === 0 && high >= 3 && high < 4)
  const [least, most] = lossRange([2, 0.5], [{ loss: 3 }], true)
  assert.ok(least > 0 && least < 0.5 && most > 3)
})

test("many points become few, and no extreme is lost", () => {
  const xs = Array.from({ length: 50_000 }, (_, at) => at)
  const ys = xs.map((x) => Math.sin(x / 50) + (x === 31_234 ? 5 : 0))
  const points = fewer(xs, ys, (x) => (x / 50_000) * 300)
  assert.ok(points.length <= 4 * 300)
  assert.equal(Math.max(...points.map(([, y]) => y)), ys[31_234])
  assert.equal(Math.min(...points.map(([, y]) => y)), Math.min(...ys))
  assert.ok(points.every(([x], at) => !at || x >= points[at - 1][0]))
  assert.deepEqual(
    fewer([0, 1, 2], [5, 6, 7], (x) => x * 10),
    [
      [0, 5],
      [10, 6],
      [20, 7],
    ],
  )
})

test("a pause and the going on at the same step are one mark", () => {
  const marks = [
    { step: 4, what: "pause" },
    { step: 4, what: "resume" },
    { step: 6, what: "rate", value: 0.00123 },
    { step: 10, what: "epoch", value: 1 },
  ]
  assert.deepEqual(markLabels(marks), [
    { step: 4, label: "paused" },
    { step: 6, label: "rate 0.0012" },
  ])
})

test("a pause and another rate at the same step share a label", () => {
  const marks = [
    { step: 4, what: "pause" },
    { step: 4, what: "rate", value: 0.002 },
    { step: 4, what: "resume" },
    { step: 5, what: "rate", value: 0.1 },
  ]
  assert.deepEqual(markLabels(marks), [
    { step: 4, label: "paused, rate 0.002" },
    { step: 5, label: "rate 0.1" },
  ])
})

test("a loss that diverges leaves through the top instead of flattening the axis", () => {
  const smooth = [2, 3, 1e25]
  const [low, high, beyond] = lossRange(smooth, [{ loss: 2.5 }], false)
  assert.deepEqual([low, beyond], [0, true])
  assert.ok(high > 3 && high < 60)
  const [least, most, further] = lossRange(smooth, [], true)
  assert.ok(least < 2 && most > 1000 && most < 1e6 && further)
  assert.equal(lossRange([0.01, 8], [], false)[2], false)
})
