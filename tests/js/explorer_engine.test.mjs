import assert from "node:assert/strict"
import { test } from "node:test"

import { padded, places } from "../../cnnviz/ui/components/explorer/borders.mjs"
import { activated, activation, correlated, flipped } from "../../cnnviz/ui/components/explorer/convolving.mjs"
import { axis, cells, formula, largestFitting, sides, users } from "../../cnnviz/ui/components/explorer/geometry.mjs"
import { text } from "../../cnnviz/ui/components/explorer/numbers.mjs"
import { pooled, poolWindow } from "../../cnnviz/ui/components/explorer/pooling.mjs"

const AXES = [1, 2, 5, 8].flatMap((size) =>
  [1, 2, 3].flatMap((window) =>
    [1, 2, 3].flatMap((stride) =>
      [1, 2].flatMap((dilation) =>
        [[0, 0], [1, 1], [0, 2], [3, 1]].flatMap(([before, after]) =>
          [false, true].map((ceil) => axis({ name: "rows", size, window, stride, dilation, before, after, ceil })),
        ),
      ),
    ),
  ),
)
const MODES = ["constant", "nearest", "mirror", "reflect", "wrap"]
const KINDS = ["max", "min", "average", "median", "Lp", "Gaussian"]
const MAP = Float32Array.of(1, -2, 3, 0.5, 5, -6, 7, 8, -9, 2.5, 4, 0)
const POOL = { kind: "max", power: 2, sigma: 1, counted: true }

const rows = (fields) => axis({ name: "rows", ...fields })
const columns = (fields) => axis({ name: "columns", ...fields })
const near = (value, expected) => assert.ok(Math.abs(value - expected) <= 1e-6, `${value} ≠ ${expected}`)

for (const [value, written] of [
  [0, "0"],
  [-0, "0"],
  [9.99e-7, "0"],
  [-1e-6, "−0.000001"],
  [1 / 3, "0.3333"],
  [-12.5, "−12.5"],
  [1000, "1000"],
  [12340, "12340"],
  [999999.4, "999999"],
  [0.99995, "1"], // a little above the tie
  [9999.5, "10000"],
  [9998.5, "9998"],
  [1.0625, "1.062"],
  [-1.1875, "−1.188"],
  [100.25, "100.2"],
  [1000500, "1.000e6"],
  [1001500, "1.002e6"],
  [9999500, "1.000e7"],
  [-1.25e10, "−1.250e+10"],
  [1.5e300, "1.500e+300"],
  [NaN, "not a number"],
  [-Infinity, "−∞"],
]) {
  test(`${value} is written ${written}`, () => assert.equal(text(value), written))
}

test("an axis tells its span, its padded size and its output", () => {
  const one = rows({ size: 7, window: 3, stride: 2, dilation: 2, before: 1, after: 2 })
  assert.deepEqual([one.span, one.padded, one.output, one.overhang, one.missing], [5, 10, 3, 0, 0])
  assert.ok(Object.isFrozen(one))
  assert.equal(formula(one), "⌊(7 + 1 + 2 − 2·(3 − 1) − 1) / 2⌋ + 1 = 3")
})

test("a window that hangs over the end is counted, one that would start beyond it is not", () => {
  const over = rows({ size: 6, window: 3, stride: 2, ceil: true })
  assert.deepEqual([over.output, over.overhang], [3, 1])
  const dropped = rows({ size: 3, window: 2, stride: 3, before: 1, after: 1, ceil: true })
  assert.deepEqual([dropped.output, dropped.overhang], [2, 0])
  const less = rows({ size: 4, window: 1, stride: 3, before: 0, after: 2, ceil: true })
  assert.match(formula(less), /− 1 \(a window that would start beyond the image\) = 2$/)
})

test("a window that does not fit misses pixels and has no output", () => {
  const small = rows({ size: 3, window: 3, dilation: 2, before: 1 })
  assert.deepEqual([small.missing, small.output, small.overhang], [1, 0, 0])
  assert.deepEqual(users(small, 0), [])
})

test("cells are counted from the first real pixel", () => {
  assert.deepEqual(cells(rows({ size: 7, window: 3, stride: 2, dilation: 2, before: 1, after: 2 }), 1), [1, 3, 5])
})

test("the users of a position are the outputs whose cells hold it", () => {
  for (const one of AXES) {
    for (let position = -one.before - 1; position <= one.size + one.after + 3; position++) {
      const expected = []
      for (let index = 0; index < one.output; index++) {
        const tap = cells(one, index).indexOf(position)
        if (tap >= 0) expected.push({ index, tap })
      }
      assert.deepEqual(users(one, position), expected)
    }
  }
})

test("valid pads nothing, full all that overlaps, same what keeps the size", () => {
  assert.deepEqual(sides("valid", 7, 3, 1, 1, [9, 9]), [0, 0])
  assert.deepEqual(sides("full", 7, 3, 1, 2, [9, 9]), [4, 4])
  assert.deepEqual(sides("same", 7, 4, 1, 1, [9, 9]), [1, 2])
  assert.deepEqual(sides("explicit", 7, 3, 1, 1, [9, 8]), [9, 8])
  for (const one of AXES) {
    const [before, after] = sides("same", one.size, one.window, one.stride, one.dilation, [0, 0])
    assert.equal(rows({ ...one, before, after, ceil: false }).output, Math.ceil(one.size / one.stride))
  }
})

test("the largest fitting value is the last before the first that does not fit", () => {
  assert.equal(largestFitting((value) => value < 5, 1, 9), 4)
  assert.equal(largestFitting((value) => value !== 3, 1, 9), 2)
  assert.equal(largestFitting(() => true, 1, 9), 9)
  assert.equal(largestFitting(() => false, 1, 9), 0)
})

for (const [mode, expected] of [
  ["constant", [-1, -1, -1, -1, -1, 0, 1, 2, -1, -1, -1, -1, -1]],
  ["nearest", [0, 0, 0, 0, 0, 0, 1, 2, 2, 2, 2, 2, 2]],
  ["mirror", [1, 0, 1, 2, 1, 0, 1, 2, 1, 0, 1, 2, 1]],
  ["reflect", [1, 2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0, 1]],
  ["wrap", [1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1]],
]) {
  test(`${mode} invents pixels farther away than the image is wide`, () => {
    assert.deepEqual([...places(3, 5, 5, mode)], expected)
  })
}

test("one pixel is all that its own image can be padded with", () => {
  for (const mode of MODES.slice(1)) assert.deepEqual([...places(1, 3, 2, mode)], [0, 0, 0, 0, 0, 0])
  assert.deepEqual([...places(1, 1, 2, "constant")], [-1, 0, -1, -1])
})

test("a plane is padded along both axes, its corners too", () => {
  const plane = Float32Array.of(1, 2, 3, 4)
  const down = rows({ size: 2, window: 1, before: 1 })
  const across = columns({ size: 2, window: 1, after: 1 })
  assert.deepEqual([...padded(plane, down, across, "constant", 9)], [9, 9, 9, 1, 2, 9, 3, 4, 9])
  assert.deepEqual([...padded(plane, down, across, "nearest", 9)], [1, 2, 2, 1, 2, 2, 3, 4, 4])
  assert.deepEqual([...padded(plane, down, across, "wrap", 9)], [3, 4, 3, 1, 2, 1, 3, 4, 3])
})

test("an impulse gives the kernel back, turned by 180 degrees", () => {
  const kernel = Float32Array.of(1, 2, 3, 4, 5, 6)
  const down = rows({ size: 3, window: 2, before: 0, after: 0 })
  const across = columns({ size: 5, window: 3 })
  const impulse = new Float32Array(15)
  impulse[7] = 1
  const map = correlated([impulse], [kernel], down, across)
  assert.deepEqual([...map], [...flipped(kernel)])
  assert.deepEqual([...kernel], [1, 2, 3, 4, 5, 6])
})

test("channels are added up, and the bias once", () => {
  const one = rows({ size: 1, window: 1 })
  const [planes, weights] = [[2, 3], [10, -1]].map((numbers) => numbers.map((number) => Float32Array.of(number)))
  const map = correlated(planes, weights, one, one, 0.5)
  assert.deepEqual([...map], [17.5])
})

test("stride and dilation pick pixels of the padded plane", () => {
  const plane = Float32Array.from({ length: 7 }, (_, k) => 10 ** k)
  const one = rows({ size: 1, window: 1 })
  const across = columns({ size: 7, window: 2, stride: 3, dilation: 2 })
  assert.deepEqual([...correlated([plane], [Float32Array.of(1, 2)], one, across)], [201, 201000])
})

test("where no window fits, the map is empty", () => {
  const [down, across] = [rows({ size: 2, window: 3 }), columns({ size: 2, window: 1 })]
  assert.equal(correlated([new Float32Array(4)], [Float32Array.of(1, 1, 1)], down, across).length, 0)
  assert.equal(pooled(new Float32Array(4), down, across, POOL).length, 0)
})

test("11 by 11 weights slide over 256 by 256 pixels within two frames", () => {
  const one = rows({ size: 256, window: 11, before: 5, after: 5 })
  const plane = new Float32Array(266 * 266).fill(1)
  const kernel = new Float32Array(121).fill(1)
  const times = Array.from({ length: 9 }, () => {
    const start = performance.now()
    assert.equal(correlated([plane], [kernel], one, one)[0], 121)
    return performance.now() - start
  })
  assert.ok(Math.min(...times) < 33, `${Math.min(...times)} ms`)
})

for (const [name, expected] of [
  ["none", [-2, 0, 3]],
  ["ReLU", [0, 0, 3]],
  ["abs", [2, 0, 3]],
  ["leaky ReLU", [-0.02, 0, 3]],
  ["sigmoid", [0.1192029, 0.5, 0.9525741]],
  ["tanh", [-0.9640276, 0, 0.9950548]],
]) {
  test(`${name} does to a map what it does to each number`, () => {
    const map = activated(Float32Array.of(-2, 0, 3), name)
    map.forEach((value, k) => near(value, expected[k]))
    assert.deepEqual([...map], [-2, 0, 3].map((value) => activation(value, name)))
  })
}

test("each pooling of a window is what its name says", () => {
  const [down, across] = [rows({ size: 3, window: 2 }), columns({ size: 4, window: 2, stride: 2 })]
  const by = (kind) => [...pooled(MAP, down, across, { ...POOL, kind })]
  assert.deepEqual(by("max"), [5, 8, 5, 8])
  assert.deepEqual(by("min"), [-6, 0.5, -9, 0])
  assert.deepEqual(by("average"), [-0.5, 4.625, -1.875, 4.75])
  assert.deepEqual(by("median"), [-0.5, 5, -1.75, 5.5])
  by("Lp").forEach((value, k) => near(value, [66, 122.25, 148.25, 129][k] ** 0.5))
  by("Gaussian").forEach((value, k) => near(value, by("average")[k]))
})

test("padding never wins and is no middle, and counts in an average only where it is said to", () => {
  const plane = Float32Array.of(-1, -2, -3, -4)
  const [down, across] = [rows({ size: 2, window: 2, before: 1 }), columns({ size: 2, window: 2, before: 1 })]
  const first = (change) => pooled(plane, down, across, { ...POOL, ...change })[0]
  assert.equal(first({ kind: "max" }), -1)
  assert.equal(first({ kind: "median" }), -1)
  assert.equal(first({ kind: "average" }), -0.25)
  assert.equal(first({ kind: "average", counted: false }), -1)
  assert.equal(first({ kind: "Gaussian" }), -0.25)
  assert.equal(first({ kind: "Gaussian", counted: false }), -1)
})

test("overhanging cells never count", () => {
  const one = rows({ size: 3, window: 2, stride: 2, ceil: true })
  const plane = Float32Array.of(0, 0, 0, 0, 0, 0, 0, 0, 4)
  for (const kind of KINDS) near(pooled(plane, one, one, { ...POOL, kind })[3], 4)
})

test("a window taken apart lists its cells in reading order, padding too", () => {
  const one = rows({ size: 2, window: 2, before: 1 })
  const taken = poolWindow(Float32Array.of(7, 8, 9, 9), one, one, { ...POOL, kind: "average" }, 0, 1)
  assert.deepEqual(taken.cells, [
    { row: -1, column: 0, value: 0, inside: false, share: 0.25 },
    { row: -1, column: 1, value: 0, inside: false, share: 0.25 },
    { row: 0, column: 0, value: 7, inside: true, share: 0.25 },
    { row: 0, column: 1, value: 8, inside: true, share: 0.25 },
  ])
  assert.deepEqual([taken.winner, taken.result], [-1, 3.75])
})

test("of equal cells the first in reading order wins", () => {
  const one = rows({ size: 2, window: 2 })
  const plane = Float32Array.of(1, 3, 3, 1)
  assert.equal(poolWindow(plane, one, one, POOL, 0, 0).winner, 1)
  assert.equal(poolWindow(plane, one, one, { ...POOL, kind: "min" }, 0, 0).winner, 0)
})

test("one window alone pools to the number it has in the map, and its shares add up to 1", () => {
  const down = rows({ size: 3, window: 3, stride: 2, before: 1, after: 1, ceil: true })
  const across = columns({ size: 4, window: 2, stride: 3, before: 1, after: 1, ceil: true })
  for (const kind of KINDS) {
    for (const [power, counted] of [[2, true], [3.5, false]]) {
      const pool = { kind, power, sigma: 0.8, counted }
      pooled(MAP, down, across, pool).forEach((value, k) => {
        const taken = poolWindow(MAP, down, across, pool, Math.floor(k / across.output), k % across.output)
        assert.equal(taken.result, value)
        near(taken.cells.reduce((sum, cell) => sum + cell.share, 0), 1)
      })
    }
  }
})

test("a window of zeros has no largest share under Lp", () => {
  const one = rows({ size: 2, window: 2 })
  const taken = poolWindow(new Float32Array(4), one, one, { ...POOL, kind: "Lp" }, 0, 0)
  assert.deepEqual(taken.cells.map((cell) => cell.share), [0, 0, 0, 0])
  assert.equal(taken.result, 0)
})
