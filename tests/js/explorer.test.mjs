import assert from "node:assert/strict"
import { test } from "node:test"

import { bracketed, sumOf } from "../../cnnviz/ui/components/explorer/arithmetic.mjs"
import { colourOf, coloursOf, css, greyish, GREYS, inkOn, limitOf, scaleFor, signedScale } from "../../cnnviz/ui/components/explorer/colours.mjs"
import { arraysOf } from "../../cnnviz/ui/components/explorer/explorer.mjs"
import { cellAt, fitted, followed, panned, zoomed } from "../../cnnviz/ui/components/explorer/looking.mjs"
import { scalesOf } from "../../cnnviz/ui/components/explorer/board.mjs"
import { cells } from "../../cnnviz/ui/components/explorer/geometry.mjs"
import { apart, axesOf, centreOf, fedBy, frameOf, nearestOutput, poolTerms, termsOf, touchedBy, worked } from "../../cnnviz/ui/components/explorer/model.mjs"
import { due } from "../../cnnviz/ui/components/explorer/player.mjs"
import { counted, inputSentence, outputSentence, poolLine, sumLine, weightSentence } from "../../cnnviz/ui/components/explorer/sentences.mjs"
import { fitting, kernelAxes, poolAxes, poolOf, reach, useful } from "../../cnnviz/ui/components/explorer/settings.mjs"
import { differences, endsOf, heightOf, SignalBoard, valueAt } from "../../cnnviz/ui/components/explorer/signal.mjs"
import { unpacked, words } from "../../cnnviz/ui/components/message.mjs"

const MODES = ["constant", "nearest", "mirror", "reflect", "wrap"]
const AMOUNTS = ["valid", "same", "full", "explicit"]
const KINDS = ["max", "min", "average", "median", "Lp", "Gaussian"]
const USUAL = {
  ...{ padding: "same", mode: "constant", value: 0, top: 1, bottom: 0, left: 2, right: 1 },
  ...{ stride: 1, stride_split: false, stride_across: 1, dilation: 1, dilation_split: false, dilation_across: 1 },
  ...{ flip: false, bias: 0, activation: "none" },
  ...{ pool: "max", global: false, window: 2, window_split: false, window_across: 2, step: 2, step_split: false, step_across: 2 },
  ...{ poolpadding: 0, poolpadding_split: false, poolpadding_across: 0, ceil: false, counted: true, power: 2, poolsigma: 1 },
}

const near = (value, expected, within = 1e-9) => assert.ok(Math.abs(value - expected) <= within, `${value} ≠ ${expected}`)
const range = (from, to) => Array.from({ length: Math.max(0, to - from) }, (_, k) => from + k)
const cellsOf = ([rows, columns]) => range(0, rows).flatMap((row) => range(0, columns).map((column) => [row, column]))
// Small whole numbers, no two neighbours alike: sums of their products are exact.
const wholes = (count, seed) => Float32Array.from({ length: count }, (_, k) => ((k * 7 + seed * 5) % 11) - 4)

function subject(values, size = [5, 6], window = [3, 2], channels = 1, operation = "correlate") {
  const planes = range(0, channels).map((k) => wholes(size[0] * size[1], k))
  const kernel = range(0, channels).map((k) => wholes(window[0] * window[1], k + 3))
  return { operation, values: { ...USUAL, ...values }, size, window, planes, kernel }
}

const SIGNAL = { centre: 1, ends: true, padding: "explicit", top: 0, bottom: 0, left: 1, right: 0 }
const STEPS = [
  {},
  { stride: 2, dilation: 2 },
  { stride: 2, stride_split: true, stride_across: 3, flip: true },
  { dilation: 1, dilation_split: true, dilation_across: 3, bias: 0.5 },
]
const SUBJECTS = AMOUNTS.flatMap((padding) =>
  MODES.flatMap((mode) =>
    STEPS.flatMap((step) => [
      subject({ padding, mode, value: 2, ...step }, [5, 6], [3, 2], 2),
      subject({ padding, mode, value: -1, ...step, top: 7, right: 9 }, [3, 5], [2, 1]),
    ]),
  ),
).map((one) => worked(one)).filter(Boolean)
const POOLS = KINDS.flatMap((pool) => [
  subject({ pool }, [5, 6], [1, 1], 1, "pool"),
  subject({ pool, window: 3, step: 2, poolpadding: 1, ceil: true }, [6, 6], [1, 1], 1, "pool"),
  subject({ pool, window: 3, window_split: true, window_across: 2, step: 1, step_split: true, step_across: 3, counted: false, poolpadding: 1 }, [5, 7], [1, 1], 1, "pool"),
  subject({ pool, global: true, window: 8 }, [4, 3], [1, 1], 1, "pool"),
]).map((one) => worked(one))

test("enough steps are looked at", () => {
  assert.ok(SUBJECTS.length > 140, `${SUBJECTS.length}`)
  assert.ok(POOLS.every(Boolean))
})

// looking.mjs

const MAPS = [[8, 8, 300, 300], [5, 256, 400, 300], [64, 3, 400, 120], [1, 1, 90, 200], [256, 256, 340, 300]]
const VIEWS = MAPS.flatMap(([rows, columns, width, height]) => {
  const { box, view } = fitted(rows, columns, width, height)
  return [0.01, 0.7, 1, 1.6, 4, 40, 1e6].flatMap((factor) =>
    [[0, 0], [rows - 1, columns - 1], [rows >> 1, columns >> 1], [rows >> 2, columns - 1 - (columns >> 2)]].map((cell) => {
      return { rows, columns, box, whole: view, factor, cell, view: zoomed(view, factor, cell, rows, columns, box) }
    }),
  )
})

function inside({ scale, top, left }, rows, columns, box) {
  assert.ok(top >= 0 && left >= 0)
  assert.ok(top <= Math.max(0, rows - box.height / scale) + 1e-9, `${top} of ${rows}`)
  assert.ok(left <= Math.max(0, columns - box.width / scale) + 1e-9, `${left} of ${columns}`)
}

test("a map first fills its room, whole", () => {
  for (const [rows, columns, width, height] of MAPS) {
    const { box, view } = fitted(rows, columns, width, height)
    assert.ok(box.width <= width && box.height <= height)
    assert.ok(box.width === width || box.height === height)
    near(box.width / view.scale, columns, 1 / view.scale)
    near(box.height / view.scale, rows, 1 / view.scale)
    assert.deepEqual([view.top, view.left], [0, 0])
  }
})

test("zooming keeps the cell in the middle as far as the map reaches, and always in sight", () => {
  for (const { rows, columns, box, cell, view } of VIEWS) {
    inside(view, rows, columns, box)
    for (const [at, start, count, pixels] of [[cell[0], view.top, rows, box.height], [cell[1], view.left, columns, box.width]]) {
      const seen = pixels / view.scale
      const held = start === 0 || start >= count - seen - 1e-9
      if (!held) near((at + 0.5 - start) * view.scale, pixels / 2, 1e-6)
      else assert.ok(at + 0.5 >= start - 1e-9 && at + 0.5 <= start + seen + 1 / view.scale)
    }
  }
})

test("a tiny factor shows everything, and a huge one stops at 96 pixels a cell", () => {
  for (const { rows, columns, box, factor, view } of VIEWS) {
    const least = Math.min(box.width / columns, box.height / rows)
    if (factor <= 0.01) assert.deepEqual(view, { scale: least, top: 0, left: 0 })
    if (factor >= 1e6) assert.equal(view.scale, Math.max(96, least))
  }
})

test("a map is dragged with the pointer, and no farther than its border", () => {
  for (const { rows, columns, box, view } of VIEWS) {
    for (const [across, down] of [[0, 0], [13, -7], [-40, 25], [1e5, 1e5], [-1e5, -1e5]]) {
      const moved = panned(view, across, down, rows, columns, box)
      inside(moved, rows, columns, box)
      assert.equal(moved.scale, view.scale)
      const free = (start, most) => start > 1e-9 && start < most - 1e-9
      if (free(moved.top, rows - box.height / view.scale)) near((view.top - moved.top) * view.scale, down, 1e-6)
      if (free(moved.left, columns - box.width / view.scale)) near((view.left - moved.left) * view.scale, across, 1e-6)
    }
  }
})

test("following moves no more than needed for a window to be seen", () => {
  for (const { rows, columns, box, view } of VIEWS) {
    for (const [first, size] of [[[0, 0], 1], [[rows >> 1, columns >> 1], 1], [[rows - 1, columns - 1], 1], [[0, columns >> 1], 3]]) {
      const last = [Math.min(rows - 1, first[0] + size - 1), Math.min(columns - 1, first[1] + size - 1)]
      const moved = followed(view, first, last, rows, columns, box)
      inside(moved, rows, columns, box)
      for (const [way, before, after, pixels] of [[0, view.top, moved.top, box.height], [1, view.left, moved.left, box.width]]) {
        const seen = pixels / view.scale
        const slack = 1 / view.scale
        const fits = last[way] + 1 - first[way] <= seen
        if (fits) assert.ok(first[way] >= after - slack && last[way] + 1 <= after + seen + slack)
        else assert.ok(Math.abs(first[way] - after) < slack || after + seen >= [rows, columns][way] - slack)
        if (first[way] >= before && last[way] + 1 <= before + seen) near(after, before, 1e-9)
      }
    }
  }
})

test("the cell under a point is the one drawn there", () => {
  for (const { rows, columns, box, view } of VIEWS) {
    for (const row of range(0, Math.min(rows, 9))) {
      for (const column of range(0, Math.min(columns, 9))) {
        const [x, y] = [(column + 0.5 - view.left) * view.scale, (row + 0.5 - view.top) * view.scale]
        if (x >= 0 && y >= 0 && x < box.width && y < box.height) assert.deepEqual(cellAt(view, x, y, rows, columns), [row, column])
      }
    }
    assert.equal(cellAt(view, -view.left * view.scale - 1, 0, rows, columns), null)
    assert.equal(cellAt(view, 0, (rows - view.top) * view.scale + 1, rows, columns), null)
  }
})

// settings.mjs

const ends = (axes) => axes.map((one) => [one.before, one.after])

test("stride and dilation differ across only where they are split", () => {
  const values = { ...USUAL, stride: 2, stride_across: 3, dilation: 3, dilation_across: 2 }
  const apart = { ...values, stride_split: true, dilation_split: true }
  assert.deepEqual(kernelAxes(values, [9, 9], [2, 2]).map((one) => [one.stride, one.dilation]), [[2, 3], [2, 3]])
  assert.deepEqual(kernelAxes(apart, [9, 9], [2, 2]).map((one) => [one.stride, one.dilation]), [[2, 3], [3, 2]])
  assert.deepEqual(kernelAxes(apart, [8, 9], [2, 3]).map((one) => [one.name, one.size, one.window]), [["rows", 8, 2], ["columns", 9, 3]])
})

test("padding goes to the sides that its amount names", () => {
  const given = (padding) => ends(kernelAxes({ ...USUAL, padding }, [8, 8], [3, 4]))
  assert.deepEqual(given("valid"), [[0, 0], [0, 0]])
  assert.deepEqual(given("same"), [[1, 1], [1, 2]])
  assert.deepEqual(given("full"), [[2, 2], [3, 3]])
  assert.deepEqual(given("explicit"), [[1, 0], [2, 1]])
})

test("a row of numbers gets as many zeros as its kernel's centre needs, or none", () => {
  // C6, C7.
  for (const window of [1, 2, 3, 5]) {
    for (const dilation of [1, 2]) {
      for (const centre of range(0, window)) {
        const values = { ...USUAL, ...SIGNAL, centre, dilation }
        assert.deepEqual(ends(kernelAxes(values, [1, 8], [1, window]))[1], [dilation * centre, dilation * (window - 1 - centre)])
        assert.equal(kernelAxes(values, [1, 8], [1, window])[1].output, 8)
        assert.deepEqual(ends(kernelAxes({ ...values, ends: false }, [1, 8], [1, window]))[1], [0, 0])
      }
    }
  }
})

test("a pooling's window, stride and padding stand for both axes unless they are split", () => {
  const values = { ...USUAL, window: 4, window_across: 3, step: 2, step_across: 1, poolpadding: 2, poolpadding_across: 1, ceil: true }
  const described = (given) => poolAxes(given, [9, 8]).map((one) => [one.window, one.stride, one.before, one.after, one.ceil])
  assert.deepEqual(described(values), [[4, 2, 2, 2, true], [4, 2, 2, 2, true]])
  const split = { ...values, window_split: true, step_split: true, poolpadding_split: true }
  assert.deepEqual(described(split), [[4, 2, 2, 2, true], [3, 1, 1, 1, true]])
})

test("global pooling is one window, whatever else is set", () => {
  const axes = poolAxes({ ...USUAL, global: true, window: 3, step: 5, poolpadding: 1, ceil: true }, [4, 7])
  assert.deepEqual(axes.map((one) => [one.window, one.output, one.before]), [[4, 1, 0], [7, 1, 0]])
  assert.deepEqual(poolOf({ ...USUAL, pool: "Lp", power: 3, poolsigma: 0.5, counted: false }), { kind: "Lp", power: 3, sigma: 0.5, counted: false })
})

test("a slider reaches exactly as far as windows fit", () => {
  const [dilation, padding] = [{ name: "dilation", low: 1, high: 8 }, "valid"]
  for (const size of range(1, 12)) {
    const axes = (values) => kernelAxes(values, [size, size], [3, 3])
    const most = reach(dilation, { ...USUAL, padding }, axes)
    for (const value of range(1, 9)) assert.equal(value <= most, fitting(axes({ ...USUAL, padding, dilation: value })))
  }
  const nowhere = () => kernelAxes({ ...USUAL, padding }, [2, 2], [3, 3])
  assert.equal(reach(dilation, USUAL, nowhere), 0)
})

test("in ceil mode a window larger than the map is reached through a large stride", () => {
  const [step, window] = [{ name: "step", low: 1, high: 8 }, { name: "window", low: 1, high: 8 }]
  const axes = (values) => poolAxes({ ...USUAL, global: false, poolpadding: 0, ceil: true, ...values }, [2, 2])
  assert.equal(reach(step, { window: 5 }, (values) => axes({ step: 1, ...values })), 8)
  assert.equal(reach(window, { step: 3 }, (values) => axes({ window: 1, ...values })), 4)
})

test("windows fit only where they fit along both axes", () => {
  assert.ok(fitting(kernelAxes({ ...USUAL, padding: "valid" }, [3, 3], [3, 3])))
  assert.ok(!fitting(kernelAxes({ ...USUAL, padding: "valid" }, [3, 3], [3, 4])))
  assert.ok(!fitting(kernelAxes({ ...USUAL, padding: "valid" }, [3, 3], [4, 3])))
})

test("a control is of use where all it depends on is as wanted", () => {
  const knob = { when: { padding: ["same", "full"], mode: ["constant"] } }
  assert.ok(useful(knob, USUAL))
  assert.ok(!useful(knob, { ...USUAL, mode: "wrap" }))
  assert.ok(!useful(knob, { ...USUAL, padding: "valid" }))
  assert.ok(useful({}, USUAL))
  assert.ok(useful({ when: { global: [false] } }, USUAL))
})

// colours.mjs

// The place in the palette is the colour.
const PLACES = Uint32Array.from({ length: 256 }, (_, k) => k)

test("zero is exactly the middle colour, and the ends are one place from the palette's", () => {
  for (const limit of [1, 0.3, 1e-6, 7, 12345]) {
    const scale = signedScale(PLACES, limit)
    assert.deepEqual([-limit, -0, 0, limit].map((value) => colourOf(scale, value)), [1, 128, 128, 255])
    assert.deepEqual([-3 * limit, 3 * limit].map((value) => colourOf(scale, value)), [0, 255])
    for (const k of range(0, 128)) assert.equal(colourOf(scale, (limit * k) / 127) + colourOf(scale, (-limit * k) / 127), 256)
  }
})

test("grey goes from 0 to 1, a byte a place", () => {
  const scale = { palette: PLACES, low: 0, high: 1 }
  for (const byte of range(0, 256)) assert.equal(colourOf(scale, Math.fround(byte / 255)), byte)
  assert.deepEqual([GREYS[0], GREYS[128], GREYS[255]], [0xff000000, 0xff808080, 0xffffffff])
})

test("an image's values are grey, all others signed", () => {
  assert.ok(greyish([0, 0.5, 1]))
  assert.ok(!greyish([0, 1.01]))
  assert.ok(!greyish([-0.01, 1]))
  assert.equal(scaleFor([0, 1], PLACES).palette, GREYS)
  assert.deepEqual(scaleFor([-2, 1], PLACES), { palette: PLACES, low: -2, high: 2 })
  assert.deepEqual(scaleFor([0, 1], PLACES, 5), { palette: PLACES, low: -5, high: 5 })
})

test("a scale ends at the largest size, or at 1 where there is none", () => {
  assert.equal(limitOf([1, -3, 2]), 3)
  assert.equal(limitOf([0, -0]), 1)
  assert.equal(limitOf([1e-31, -1e-31]), 1)
  assert.equal(limitOf([NaN, 2]), 2)
})

test("colours are written as CSS reads them, with an ink that can be read on them", () => {
  assert.equal(css(0xff0a141e), "rgb(30,20,10)")
  assert.deepEqual([...coloursOf(signedScale(PLACES, 1), [-1, 0, 1])], [1, 128, 255])
  assert.deepEqual([inkOn(0xff000000), inkOn(0xffffffff)], ["#fff", "#111"])
  // Light is weighed as the eye does: green counts most, blue least. Words are blue, green, red.
  assert.deepEqual([inkOn(0xff00ff00), inkOn(0xffff0000), inkOn(0xff0000ff)], ["#111", "#fff", "#fff"])
})

// arithmetic.mjs

test("negative factors stand in brackets", () => {
  assert.deepEqual([0.5, -1, 0, -0, -1e-9].map(bracketed), ["0.5", "(−1)", "0", "0", "0"])
})

test("a sum of products is written out, and of a long one the rest is counted", () => {
  assert.equal(sumOf([0.5, 1], [2, -1]), "0.5 · 2 + 1 · (−1)")
  assert.equal(sumOf([-3], [1]), "−3 · 1")
  const ones = (count) => new Float32Array(count).fill(1)
  assert.equal(sumOf(ones(150), ones(150)).split(" + ").length, 150)
  assert.ok(!sumOf(ones(150), ones(150)).includes("more"))
  assert.match(sumOf(ones(961), ones(961)), / \+ 1 · 1 \+ … \(811 more\)$/)
})

// model.mjs

test("where no window fits there is nothing", () => {
  assert.equal(worked(subject({ padding: "valid" }, [2, 2], [3, 3])), null)
  assert.equal(worked(subject({ window: 7 }, [5, 6], [1, 1], 1, "pool")), null)
})

test("a worked step holds its padded planes, its sums and its activated sums", () => {
  const one = subject({ padding: "explicit", value: 9, activation: "ReLU", bias: -1 }, [2, 2], [1, 1])
  one.planes = [Float32Array.of(1, 2, 3, 4)]
  one.kernel = [Float32Array.of(-1)]
  const work = worked(one)
  assert.deepEqual(work.shape, [3, 5])
  assert.deepEqual(frameOf(work), [1, 0, 2, 1])
  assert.deepEqual([...work.framed[0]], [9, 9, 9, 9, 9, 9, 9, 1, 2, 9, 9, 9, 3, 4, 9])
  assert.deepEqual([...work.sums].slice(0, 8), [-10, -10, -10, -10, -10, -10, -10, -2])
  assert.ok(work.output.every((value) => value === 0))
  assert.deepEqual(axesOf(one), work.axes)
})

test("a flipped kernel is turned once, and its window's terms show it turned", () => {
  // T1.
  const work = worked(subject({ flip: true }))
  assert.deepEqual([...work.weights[0]], [...work.subject.kernel[0]].reverse())
})

test("the terms of every window add up to its sum", () => {
  for (const work of SUBJECTS) {
    const { bias } = work.subject.values
    for (const [row, column] of cellsOf(work.axes.map((axis) => axis.output))) {
      const terms = termsOf(work, row, column)
      const total = terms.channels.reduce((sum, one) => sum + one.sum, 0)
      near(total + bias, work.sums[row * work.axes[1].output + column])
      terms.channels.forEach((one, k) => {
        one.products.forEach((product, tap) => assert.equal(product, one.values[tap] * work.weights[k][tap]))
      })
    }
  }
})

test("a window's invented cells are those beside the image, and constant ones hold the value", () => {
  for (const work of SUBJECTS) {
    const [rows, columns] = work.axes
    const terms = termsOf(work, 0, 0)
    const real = terms.rows.flatMap((r) => terms.columns.map((c) => r >= 0 && r < rows.size && c >= 0 && c < columns.size))
    assert.deepEqual(terms.invented, real.map((one) => !one))
    if (work.subject.values.mode !== "constant") continue
    terms.channels[0].values.forEach((value, tap) => terms.invented[tap] && assert.equal(value, work.subject.values.value))
  }
})

test("an input pixel feeds the outputs that change with it, by its weight, whatever invents the border", () => {
  for (const work of SUBJECTS) {
    const { subject: one, axes } = work
    one.planes.forEach((plane, channel) => {
      for (const [row, column] of cellsOf(one.size)) {
        const bumped = plane.slice()
        bumped[row * one.size[1] + column] += 1
        const after = worked({ ...one, planes: one.planes.map((other, k) => (k === channel ? bumped : other)) })
        const changes = new Float64Array(work.sums.length)
        for (const fed of fedBy(work, row, column)) changes[fed.row * axes[1].output + fed.column] = fed.weights[channel]
        after.sums.forEach((sum, k) => near(sum - work.sums[k], changes[k]))
      }
    })
  }
})

test("what an input feeds is the transpose of what a window holds, invented places too", () => {
  for (const work of SUBJECTS.filter((one) => one.subject.values.mode === "constant")) {
    const [rows, columns] = work.axes
    const held = new Map()
    for (const [row, column] of cellsOf([rows.output, columns.output])) {
      const terms = termsOf(work, row, column)
      terms.rows.forEach((r, i) => terms.columns.forEach((c, j) => {
        const list = held.get(`${r} ${c}`) ?? []
        list.push([row, column, ...work.weights.map((weights) => weights[i * columns.window + j])].join(" "))
        held.set(`${r} ${c}`, list)
      }))
    }
    for (const row of range(-rows.before, rows.size + rows.after)) {
      for (const column of range(-columns.before, columns.size + columns.after)) {
        const told = fedBy(work, row, column).map((fed) => [fed.row, fed.column, ...fed.weights].join(" "))
        assert.deepEqual(told.sort(), (held.get(`${row} ${column}`) ?? []).sort())
      }
    }
  }
})

test("a weight touches at every output the place under its tap", () => {
  for (const work of SUBJECTS) {
    const [rows, columns] = work.axes
    for (const tap of range(0, rows.window * columns.window)) {
      const touched = touchedBy(work, tap)
      assert.deepEqual([touched.rows.count, touched.columns.count], [rows.output, columns.output])
      for (const [row, column] of cellsOf([rows.output, columns.output])) {
        const terms = termsOf(work, row, column)
        assert.equal(touched.rows.first + row * touched.rows.step, terms.rows[Math.floor(tap / columns.window)])
        assert.equal(touched.columns.first + column * touched.columns.step, terms.columns[tap % columns.window])
      }
    }
  }
})

test("the output nearest to the mark in the middle of a window is that window's", () => {
  for (const work of [...SUBJECTS, ...POOLS]) {
    for (const [row, column] of cellsOf(work.axes.map((axis) => axis.output))) {
      assert.deepEqual(nearestOutput(work, ...centreOf(work, row, column)), [row, column])
    }
  }
})

test("the mark stands where the result stands: in the middle, and of an even kernel's two where the padding puts it", () => {
  const inOrder = (low, value, high) => Math.min(high, Math.max(low, value))
  const grid = [1, 2, 3, 4, 5, 6].flatMap((window) => [0, 1, 2, 3, 5].flatMap((top) => [0, 1, 2, 4].flatMap((bottom) => [1, 2, 3].flatMap((stride) => [1, 2, 3].flatMap((dilation) => [false, true].map((flip) => ({ window, top, bottom, stride, dilation, flip })))))))
  for (const { window, top, bottom, stride, dilation, flip } of grid) {
    const values = { padding: "explicit", top, bottom, left: bottom, right: top, stride, dilation, flip }
    const work = worked(subject(values, [9, 11], [window, window]))
    if (!work) continue
    work.axes.forEach((axis, way) => {
      for (const index of range(0, axis.output)) {
        const taps = cells(axis, index)
        const at = centreOf(work, ...(way ? [0, index] : [index, 0]))[way]
        const said = `${JSON.stringify({ window, top, bottom, stride, dilation, flip })} ${axis.name} ${index}`
        if (window % 2) assert.equal(at, taps[(window - 1) / 2], said)
        else assert.equal(at, inOrder(taps[window / 2 - 1], index * stride, taps[window / 2]), said)
        // A padding that keeps the size and leans to either side: the map lies on the image, pixel on pixel.
        const leaning = window % 2 === 0 && Math.abs(axis.before - axis.after) <= dilation
        if (stride === 1 && axis.output === axis.size && leaning) assert.equal(at, index, said)
      }
    })
  }
})

test("a 2 × 2 mean padded above and left is marked where its result is written", () => {
  const work = worked(subject({ padding: "explicit", top: 1, left: 1, bottom: 0, right: 0 }, [8, 8], [2, 2]))
  assert.deepEqual(centreOf(work, 4, 4), [4, 4])
  assert.deepEqual(nearestOutput(work, 4, 4), [4, 4])
  const after = worked(subject({ padding: "same" }, [8, 8], [2, 2]))
  assert.deepEqual([centreOf(after, 4, 4), nearestOutput(after, 4, 4)], [[4, 4], [4, 4]])
})

test("where windows do not overlap, the output nearest to a pixel is the one that it feeds", () => {
  const work = worked(subject({}, [6, 8], [1, 1], 1, "pool"))
  for (const [row, column] of cellsOf([6, 8])) {
    assert.deepEqual([nearestOutput(work, row, column)], fedBy(work, row, column).map((fed) => [fed.row, fed.column]))
  }
})

test("in one dimension the output nearest to a number is the one under it, wherever the centre was put", () => {
  // C6, C16.
  for (const window of [1, 2, 3, 4, 5]) {
    for (const stride of [1, 2, 3]) {
      for (const centre of range(0, window)) {
        for (const ends of [true, false]) {
          const work = worked(subject({ ...SIGNAL, centre, ends, stride }, [1, 8], [1, window]))
          for (const column of range(0, work.axes[1].output)) {
            const at = centreOf(work, 0, column)
            assert.deepEqual(nearestOutput(work, ...at), [0, column], `${window} weights, centre ${centre}, stride ${stride}`)
          }
        }
      }
    }
  }
})

test("there is a nearest output for every place, even beside the image", () => {
  for (const work of [...SUBJECTS, ...POOLS]) {
    for (const place of [[-50, -50], [0, 0], [2, 3], [90, 90]]) {
      nearestOutput(work, ...place).forEach((at, way) => assert.ok(at >= 0 && at < work.axes[way].output))
    }
  }
})

test("without padding a kernel's centre is its middle, up and left of an even one's, or the one chosen", () => {
  // C6, C14.
  const at = (window, values = {}) => centreOf(worked(subject({ padding: "valid", ...values }, [9, 9], window)), 0, 0)
  assert.deepEqual(at([3, 5]), [1, 2])
  assert.deepEqual(at([2, 4]), [0, 1])
  assert.deepEqual(at([3, 3], { dilation: 2 }), [2, 2])
  const signal = (centre) => centreOf(worked(subject({ ...SIGNAL, centre, ends: false, dilation: 2 }, [1, 9], [1, 3])), 0, 1)
  assert.deepEqual([0, 1, 2].map(signal), [[0, 1], [0, 3], [0, 5]])
})

test("with zeros at the ends the centre meets every number of a row in turn", () => {
  // C7.
  for (const centre of [0, 1, 2]) {
    const work = worked(subject({ ...SIGNAL, centre }, [1, 6], [1, 3]))
    assert.deepEqual(range(0, work.axes[1].output).map((k) => centreOf(work, 0, k)[1]), [0, 1, 2, 3, 4, 5])
  }
})

test("a pooling's windows pool to its numbers, and lie on the frame that is shown", () => {
  for (const work of POOLS) {
    const [rows, columns] = work.axes
    const [top, , left] = frameOf(work)
    for (const [row, column] of cellsOf([rows.output, columns.output])) {
      const terms = poolTerms(work, row, column)
      assert.equal(terms.result, work.output[row * columns.output + column])
      assert.deepEqual(terms.cells.map((cell) => [cell.row, cell.column]), terms.rows.flatMap((r) => terms.columns.map((c) => [r, c])))
      for (const cell of terms.cells) {
        const shown = work.framed[0][(cell.row + top) * work.shape[1] + cell.column + left]
        if (cell.inside) assert.equal(shown, cell.value)
        else assert.ok(Number.isNaN(shown) || (shown === 0 && cell.share > 0))
      }
    }
    assert.deepEqual(work.shape, [rows.size + top + frameOf(work)[1], columns.size + left + frameOf(work)[3]])
  }
})

test("what pooling adds is nothing, and a zero only where it counts in a mean", () => {
  for (const work of POOLS) {
    const { kind, counted: zeros } = work.pool
    const [rows, columns] = work.axes
    const first = work.framed[0][0]
    if (!rows.before) continue
    assert.equal(Number.isNaN(first), !(zeros && (kind === "average" || kind === "Gaussian")), kind)
    assert.equal(work.framed[0][work.shape[0] * work.shape[1] - 1], rows.overhang || columns.overhang ? NaN : first)
  }
})

test("a pooled pixel feeds every window that holds it", () => {
  for (const work of POOLS) {
    const [rows, columns] = work.axes
    for (const [row, column] of cellsOf([rows.size, columns.size])) {
      const holding = cellsOf([rows.output, columns.output]).filter(([r, c]) =>
        poolTerms(work, r, c).cells.some((cell) => cell.row === row && cell.column === column),
      )
      assert.deepEqual(fedBy(work, row, column).map((fed) => [fed.row, fed.column]), holding)
    }
  }
})

test("two lists are as far apart as their farthest numbers", () => {
  assert.equal(apart([1, 2, 3], [1, 2.5, 3]), 0.5)
  assert.equal(apart([], []), 0)
  assert.equal(apart([1], [1, 2]), Infinity)
})

// sentences.mjs

test("things are counted in the singular and in the plural", () => {
  assert.deepEqual([counted(1, "place"), counted(0, "place"), counted(12345, "place")], ["1 place", "0 places", "12,345 places"])
})

test("an output is told with its place, its window and its invented cells", () => {
  const work = worked(subject({ padding: "same" }, [5, 6], [3, 2], 2))
  const said = outputSentence(work, termsOf(work, 0, 5), [0, 5], -1.5, -1.5)
  assert.equal(said, "Output row 1, column 6 (of 5 × 6) is −1.5: the window covers rows 1 to 2, column 6 of the input, and 12 products add up to −1.5. 4 of the 6 places of the window are invented.")
  const single = worked(subject({ padding: "valid" }, [5, 6], [1, 1]))
  assert.equal(outputSentence(single, termsOf(single, 2, 3), [2, 3], 4, 4), "Output row 3, column 4 (of 5 × 6) is 4: the window covers row 3, column 4 of the input, and 1 product comes to 4.")
})

test("an output of a row of numbers has a place and no row", () => {
  const work = worked(subject(SIGNAL, [1, 8], [1, 2]))
  assert.equal(outputSentence(work, termsOf(work, 0, 0), [0, 0], 2, 2), "Output 1 (of 8) is 2: the window covers place 1 of the input, and 2 products add up to 2. 1 of the 2 places of the window is invented.")
})

test("a pooled output is told with how many numbers it was made of", () => {
  const work = worked(subject({ window: 3, step: 3, poolpadding: 1 }, [5, 6], [1, 1], 1, "pool"))
  assert.equal(outputSentence(work, poolTerms(work, 0, 0), [0, 0], 6), "Output row 1, column 1 (of 2 × 2) is 6: the largest of the 4 numbers in rows 1 to 2, columns 1 to 2 of the map.")
})

test("an input is told with what it feeds, invented or not", () => {
  const work = worked(subject({}))
  assert.equal(inputSentence(work, [1, 2], 0.5, 6, "−1"), "Input row 2, column 3 holds 0.5 and feeds 6 outputs, marked in blue. In the one shown its weight is −1.")
  assert.equal(inputSentence(work, [-1, 2], 0, 1, ""), "Invented: 1 row before the first, column 3 holds 0 and feeds 1 output, marked in blue.")
  const pool = worked(subject({}, [5, 6], [1, 1], 1, "pool"))
  assert.equal(inputSentence(pool, [5, 0], NaN, 1, ""), "Invented: 1 row after the last, column 1 holds nothing and feeds 1 output, marked in blue.")
})

test("a weight is told with all the places that share it", () => {
  // C37, C38.
  const work = worked(subject({}))
  const said = weightSentence(work, 3, -2, "1 · (−2) = −2")
  assert.equal(said, "The weight in row 2, column 2 is −2 at all 30 places, marked in blue: one number, shared by every window. Here: 1 · (−2) = −2.")
  assert.match(weightSentence(worked(subject(SIGNAL, [1, 8], [1, 2])), 1, 3, ""), /^Weight 2 is 3 at all 8 places/)
})

test("a convolution's line has every product, its bias and its activation", () => {
  const one = subject({ padding: "valid", bias: -0.5, activation: "ReLU" }, [1, 2], [1, 2])
  one.planes = [Float32Array.of(3, -4)]
  one.kernel = [Float32Array.of(1, 2)]
  const work = worked(one)
  assert.equal(sumLine(work, termsOf(work, 0, 0), work.sums[0], work.output[0]), "3 · 1 + (−4) · 2 + bias (−0.5) = −5.5; ReLU(−5.5) = 0")
  // C56: of several channels, their sums.
  const several = worked({ ...one, planes: [one.planes[0], Float32Array.of(1, 1)], kernel: [one.kernel[0], Float32Array.of(1, 1)], values: { ...USUAL, padding: "valid" } })
  assert.equal(sumLine(several, termsOf(several, 0, 0), several.sums[0], several.output[0]), "(−5) + 2 = −3")
})

test("a pooling's line says how its number comes about", () => {
  const line = (values, row = 0, column = 0) => {
    const one = subject(values, [2, 4], [1, 1], 1, "pool")
    one.planes = [Float32Array.of(1, -2, 3, 4, 5, 0, 7, 8)]
    const work = worked(one)
    return poolLine(work, poolTerms(work, row, column), work.output[row * work.axes[1].output + column])
  }
  assert.equal(line({ pool: "max" }), "max(1, (−2), 5, 0) = 5")
  assert.equal(line({ pool: "min" }), "min(1, (−2), 5, 0) = −2")
  assert.equal(line({ pool: "median" }), "sorted: −2, 0, 1, 5 → middle 0.5")
  assert.equal(line({ pool: "average" }), "(1 + (−2) + 5 + 0) / 4 = 1")
  assert.equal(line({ pool: "average", poolpadding: 1 }), "(1) / 4 = 0.25")
  assert.equal(line({ pool: "average", poolpadding: 1, counted: false }), "(1) / 1 = 1")
  assert.equal(line({ pool: "Lp" }), "(|1|² + |−2|² + |5|² + |0|²)^(1/2) = 5.477")
  assert.equal(line({ pool: "Lp", power: 3 }, 0, 1), "(|3|^3 + |4|^3 + |7|^3 + |8|^3)^(1/3) = 9.817")
  assert.equal(line({ pool: "Gaussian" }, 0, 1), "3 · 0.25 + 4 · 0.25 + 7 · 0.25 + 8 · 0.25 = 5.5")
})

for (const pool of KINDS) {
  test(`the line of a long ${pool} says that it leaves numbers out`, () => {
    const work = worked(subject({ pool, global: true }, [20, 20], [1, 1], 1, "pool"))
    const line = poolLine(work, poolTerms(work, 0, 0), work.output[0])
    assert.ok(line.length < 3000, `${pool}: ${line.length}`)
    assert.ok(line.includes("…"), line.slice(-60))
  })
}

// player.mjs

test("steps are due by the clock, and what is left over counts later", () => {
  assert.deepEqual(due(1000, 2), [2, 0])
  assert.deepEqual(due(499, 2), [0, 499])
  assert.deepEqual(due(750, 2), [1, 250])
  for (const speed of [0.5, 1, 2, 5, 10, 20, 50]) {
    let [walked, spare] = [0, 0]
    for (let frame = 0; frame < 600; frame++) {
      const [steps, left] = due(1000 / 60 + spare, speed)
      walked += steps
      spare = left
      assert.ok(left >= -1e-9 && left < 1000 / speed)
    }
    near(walked, 10 * speed, 1)
  }
})

// signal.mjs

test("a bar's height and its value are each other's inverse, to a tenth", () => {
  for (const [low, high] of [[-1, 1], [-0.075, 1.15], [-12, 3]]) {
    for (let tenth = Math.ceil(low * 10); tenth <= high * 10; tenth++) near(valueAt(heightOf(tenth / 10, low, high, 120), low, high, 120), tenth / 10)
    assert.deepEqual([heightOf(low, low, high, 120), heightOf(high, low, high, 120)], [0, 120])
    near(valueAt(-50, low, high, 120), low, 0.0501)
    near(valueAt(999, low, high, 120), high, 0.0501)
  }
})

test("a plot holds zero and all its values, with air above them", () => {
  for (const values of [[0, 1], [-2, -1], [3, 4], [0, 0], [-1, 1]]) {
    const [low, high] = endsOf(Float32Array.from(values))
    assert.ok(low < Math.min(0, ...values) && high > Math.max(0, ...values))
  }
})

test("the result's plot holds the derivative too, and scales hold all that is drawn on them", () => {
  const signal = subject({ ...SIGNAL, derivative: true, stride: 2 }, [1, 8], [1, 2])
  signal.planes = [Float32Array.of(0, 0, 0, 1, 1, 1, 0, 0)]
  signal.kernel = [Float32Array.of(-1, 1)]
  const board = Object.assign(Object.create(SignalBoard.prototype), { caption: {}, fit() {} })
  board.show(worked(signal), {}, ["value"], "")
  assert.ok(board.resultEnds[0] < -1 && board.resultEnds[1] > 1, String(board.resultEnds))
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
  assert.deepEqual([...worked({ ...step, values: turned.subject.values }).output].map((value) => value + 0), [0, 0, 0, -1, 0, 0, 1, 0])
})

// explorer.mjs and message.mjs

function message(header, ...arrays) {
  const head = new TextEncoder().encode(JSON.stringify(header))
  const parts = [new Uint8Array(Uint32Array.of(head.length).buffer), head, ...arrays.map((one) => new Uint8Array(one.buffer, one.byteOffset, one.byteLength))]
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 3))
  let at = 3 // a message may stand anywhere in a buffer
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole.subarray(3)
}

const PALETTE = Uint8Array.from({ length: 768 }, (_, k) => k % 251)
const HEADER = { operation: "correlate", size: [2, 2], window: [1, 2], outputs: [2, 1], channels: ["é", "b"], bytes: false, activated: true }

test("a message is read back array by array", () => {
  const [a, b, k, l] = [Float32Array.of(1, 2, 3, 4), Float32Array.of(5, 6, 7, 8), Float32Array.of(9, 10), Float32Array.of(11, 12)]
  const [sums, output] = [Float32Array.of(13, 14), Float32Array.of(15, 16)]
  const { header, rest } = unpacked(message(HEADER, PALETTE, a, b, k, l, sums, output))
  assert.deepEqual(header, HEADER)
  const read = arraysOf(header, rest)
  assert.deepEqual(read, { palette: words(PALETTE), planes: [a, b], kernel: [k, l], sums, output })
})

test("pixels sent as bytes are the floats that the server computed with", () => {
  const pixels = Uint8Array.from({ length: 256 }, (_, k) => k)
  const header = { ...HEADER, size: [16, 16], channels: ["a"], bytes: true }
  const sent = message(header, PALETTE, pixels, Float32Array.of(1, 2), Float32Array.of(3, 4), Float32Array.of(5, 6))
  const { planes, output } = arraysOf(header, unpacked(sent).rest)
  planes[0].forEach((value, k) => assert.equal(value, Math.fround(Math.fround(k) / Math.fround(255))))
  assert.deepEqual([...output], [5, 6])
})

test("sums that no activation changed are sent once", () => {
  const sent = message({ ...HEADER, activated: false }, PALETTE, new Float32Array(8), new Float32Array(4), Float32Array.of(13, 14))
  const { sums, output } = arraysOf({ ...HEADER, activated: false }, unpacked(sent).rest)
  assert.deepEqual([[...sums], [...output]], [[13, 14], [13, 14]])
})

test("a pooling's numbers are its sums", () => {
  const header = { ...HEADER, operation: "pool", channels: ["map"], activated: false }
  const sent = message(header, PALETTE, Float32Array.of(1, 2, 3, 4), Float32Array.of(0, 0), Float32Array.of(7, 8))
  const { planes, kernel, sums, output } = arraysOf(header, unpacked(sent).rest)
  assert.deepEqual([planes.length, kernel.length, [...sums], [...output]], [1, 1, [7, 8], [7, 8]])
})
