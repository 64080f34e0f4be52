import assert from "node:assert/strict"
import { test } from "node:test"

import { axisTicks, fewer, logTicks, lossRange, markLabels, niceEnd, Smoothing, stepsEnd } from "../../cnnviz/ui/components/live/axes.mjs"
import { rateAt } from "../../cnnviz/ui/components/live/controls.mjs"
import { curvesAwaited, lookAtStep, readoutAt, strokesOf } from "../../cnnviz/ui/components/live/curves.mjs"
import { lzw } from "../../cnnviz/ui/components/live/gif.mjs"
import { filmColour, filmed, filmFrame, filmPalette, filmPlan } from "../../cnnviz/ui/components/live/film.mjs"
import { duration, figure, placeWords } from "../../cnnviz/ui/components/live/saying.mjs"

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
    const real = values.map((value, at) => [value, 0.9 ** (values.slice(at + 1).filter((one) => !Number.isNaN(one)).length)]).filter(([value]) => !Number.isNaN(value))
    return real.reduce((sum, [value, weight]) => sum + value * weight, 0) / real.reduce((sum, [, weight]) => sum + weight, 0)
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
  assert.deepEqual(fewer([0, 1, 2], [5, 6, 7], (x) => x * 10), [[0, 5], [10, 6], [20, 7]])
})

test("a pause and the going on at the same step are one mark", () => {
  const marks = [{ step: 4, what: "pause" }, { step: 4, what: "resume" }, { step: 6, what: "rate", value: 0.00123 }, { step: 10, what: "epoch", value: 1 }]
  assert.deepEqual(markLabels(marks), [{ step: 4, label: "paused" }, { step: 6, label: "rate 0.0012" }])
})

test("a pause and another rate at the same step share a label", () => {
  const marks = [{ step: 4, what: "pause" }, { step: 4, what: "rate", value: 0.002 }, { step: 4, what: "resume" }, { step: 5, what: "rate", value: 0.1 }]
  assert.deepEqual(markLabels(marks), [{ step: 4, label: "paused, rate 0.002" }, { step: 5, label: "rate 0.1" }])
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

test("before the first batch a sentence says what to do", () => {
  assert.match(curvesAwaited([{ id: "" }, { id: "" }]), /^Press Train both:/)
  assert.match(curvesAwaited([{ id: "" }]), /^Press Train:/)
  assert.match(curvesAwaited([{ id: "a" }, { id: "" }]), /first batch/)
})

test("two runs differ in colour and dash, the parts of one in colour", () => {
  const colours = ["a", "b", "c", "d", "e", "f"]
  const one = strokesOf(0, 1, colours)
  assert.notEqual(one.train.colour, one.validation.colour)
  const [first, second] = [0, 1].map((run) => strokesOf(run, 2, colours))
  assert.notEqual(first.train.colour, second.train.colour)
  assert.notDeepEqual(first.train.dash, second.train.dash)
  assert.ok(first.validation.width > 2 * first.train.width)
})

function hubWith(count) {
  const steps = Array.from({ length: count }, (_, at) => at + 1)
  return {
    scalars: { step: steps, loss: steps.map((step) => 3 / step), accuracy: steps.map(() => 0.5), rate: steps.map(() => 0.01) },
    evaluations: [{ step: 2, part: "validation", loss: 1.234, accuracy: 0.876 }, { step: 3, part: "test", loss: 9, accuracy: 0 }],
    snapshots: [0, 2, count].map((step, seq) => ({ seq, step, epoch: step / 4, seconds: step, filters: Float32Array.from({ length: 18 }, (_, at) => (at < 9 ? step : -step)), shape: [2, 1, 3, 3] })),
    look(index) {
      this.cursor = index
    },
  }
}

test("the readout says what is known at a step", () => {
  const hub = hubWith(6)
  const smooth = { loss: hub.scalars.loss, accuracy: hub.scalars.accuracy }
  assert.equal(readoutAt(hub, smooth, 0), "step 0")
  assert.equal(readoutAt(hub, smooth, 4.4), "step 4 · training loss 0.75 · validation 1.23 · training accuracy 50.0 % · validation 87.6 % · learning rate 0.01")
})

test("a step moves the timelines of all runs to their nearest snapshots", () => {
  const hubs = [hubWith(6), hubWith(9), { snapshots: [] }]
  lookAtStep(hubs, 5)
  assert.deepEqual(hubs.map(({ cursor }) => cursor), [2, 1, undefined])
})

test("figures are short, and what is no number is said", () => {
  assert.deepEqual([0.123456, -2, 0, 1e-20, 0.0000005, NaN, Infinity].map(figure), ["0.123", "−2", "0", "0", "5e−7", "not a number", "infinite"])
  assert.deepEqual([3.14, 42.4, 200, 3700].map(duration), ["3.1 s", "42 s", "3 min 20 s", "1 h 1 min"])
  assert.equal(placeWords({ step: 1200, epoch: 0.6, seconds: 3.14 }), "step 1,200 · epoch 0.60 · 3.1 s")
  assert.equal(rateAt(Math.log10(0.005)), 0.005)
})

test("a film has a bounded number of frames, the first and the last among them", () => {
  assert.deepEqual(filmed(3), [0, 1, 2])
  const many = filmed(400, 60)
  assert.deepEqual([many.length, many[0], many.at(-1)], [60, 0, 399])
  assert.deepEqual(filmed(1), [0])
  assert.equal(new Set(filmed(75)).size, filmed(75).length)
})

test("a frame of the film holds every weight in its colour, on one scale for all frames", () => {
  const plan = filmPlan(hubWith(6))
  assert.equal(plan.limit, 6)
  const [first, last] = [0, 2].map((at) => filmFrame(plan, plan.shown[at], () => null))
  const count = (pixels, value) => pixels.filter((one) => one === filmColour(value, 6)).length
  const area = 9 * plan.scale * plan.scale
  assert.equal(count(first, 0), 2 * area)
  assert.deepEqual([count(last, 6), count(last, -6)], [area, area])
  // The losses known by then only.
  assert.equal(first.filter((one) => one === 3).length, 0)
  assert.ok(last.filter((one) => one === 3).length > plan.width / 2)
})

test("a film of a run that diverged is made as fast as any other", () => {
  const hub = hubWith(6)
  hub.scalars.loss.splice(4, 2, 1e25, Infinity)
  const plan = filmPlan(hub)
  assert.ok(plan.range.length === 2 && plan.range[1] < 100)
  const frame = filmFrame(plan, plan.shown.at(-1), () => null)
  assert.ok(frame.filter((one) => one === 3).length > plan.width / 2)
})

test("the film's palette runs from the fixed colours through the signed ones", () => {
  const fixed = Array.from({ length: 6 }, (_, k) => [k, k, k])
  const signed = Uint32Array.from({ length: 256 }, (_, k) => 0xff000000 | (k << 16) | (7 << 8) | (255 - k))
  const palette = filmPalette(fixed, signed)
  assert.equal(palette.length, 256)
  assert.deepEqual([palette[5], palette[6], palette[255]], [[5, 5, 5], [255, 7, 0], [0, 7, 255]])
  assert.deepEqual([filmColour(-9, 1), filmColour(9, 1), filmColour(NaN, 1)], [6, 255, 6])
})

/** A GIF's blocks read to their end code: the decoder of the specification, in its shortest form. */
function unsqueezed(blocks) {
  const bytes = []
  for (let at = 0; blocks[at]; at += blocks[at] + 1) bytes.push(...blocks.slice(at + 1, at + 1 + blocks[at]))
  const bits = bytes.flatMap((byte) => Array.from({ length: 8 }, (_, k) => (byte >> k) & 1))
  let [at, size, table, last] = [0, 9, [], null]
  const pixels = []
  for (;;) {
    assert.ok(at + size <= bits.length, "no end code")
    const code = bits.slice(at, at + size).reduce((sum, bit, k) => sum + (bit << k), 0)
    at += size
    if (code === 257) return pixels
    if (code === 256) {
      table = Array.from({ length: 258 }, (_, k) => [k])
      ;[size, last] = [9, null]
      continue
    }
    const found = table[code] ?? [...last, last[0]]
    pixels.push(...found)
    if (last && table.length < 4096) table.push([...last, found[0]])
    if (table.length === 1 << size && size < 12) size++
    last = found
  }
}

test("squeezed pixels come back to the last one, and then comes the end code", () => {
  for (const count of [1, 2, 255, 256, 257, 766, 767, 768, 20_000]) {
    const pixels = Array.from({ length: count }, (_, at) => (at * at * 31 + (at >> 3)) % 251)
    assert.deepEqual(unsqueezed(lzw(Uint8Array.from(pixels))), pixels, String(count))
  }
  for (let count = 250; count < 262; count++) {
    const pixels = Array.from({ length: count }, (_, at) => at % 256)
    assert.deepEqual(unsqueezed(lzw(Uint8Array.from(pixels))), pixels, String(count))
  }
})
