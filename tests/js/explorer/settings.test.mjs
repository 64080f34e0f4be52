import assert from "node:assert/strict"
import { test } from "node:test"
import {
  fitting,
  kernelAxes,
  poolAxes,
  poolOf,
  reach,
  useful,
} from "../../../cnnviz/ui/components/explorer/step/settings.mjs"
import { range, SIGNAL, USUAL } from "./steps.mjs"

const ends = (axes) => axes.map((one) => [one.before, one.after])

test("stride and dilation differ across only where they are split", () => {
  const values = { ...USUAL, stride: 2, stride_across: 3, dilation: 3, dilation_across: 2 }
  const apart = { ...values, stride_split: true, dilation_split: true }
  assert.deepEqual(
    kernelAxes(values, [9, 9], [2, 2]).map((one) => [one.stride, one.dilation]),
    [
      [2, 3],
      [2, 3],
    ],
  )
  assert.deepEqual(
    kernelAxes(apart, [9, 9], [2, 2]).map((one) => [one.stride, one.dilation]),
    [
      [2, 3],
      [3, 2],
    ],
  )
  assert.deepEqual(
    kernelAxes(apart, [8, 9], [2, 3]).map((one) => [one.size, one.window]),
    [
      [8, 2],
      [9, 3],
    ],
  )
})

test("padding goes to the sides that its amount names", () => {
  const given = (padding) => ends(kernelAxes({ ...USUAL, padding }, [8, 8], [3, 4]))
  assert.deepEqual(given("valid"), [
    [0, 0],
    [0, 0],
  ])
  assert.deepEqual(given("same"), [
    [1, 1],
    [1, 2],
  ])
  assert.deepEqual(given("full"), [
    [2, 2],
    [3, 3],
  ])
  assert.deepEqual(given("explicit"), [
    [1, 0],
    [2, 1],
  ])
})

test("a row of numbers gets as many zeros as its kernel's centre needs, or none", () => {
  // C6, C7.
  for (const window of [1, 2, 3, 5]) {
    for (const dilation of [1, 2]) {
      for (const centre of range(0, window)) {
        const values = { ...USUAL, ...SIGNAL, centre, dilation }
        assert.deepEqual(ends(kernelAxes(values, [1, 8], [1, window]))[1], [
          dilation * centre,
          dilation * (window - 1 - centre),
        ])
        assert.equal(kernelAxes(values, [1, 8], [1, window])[1].output, 8)
        assert.deepEqual(ends(kernelAxes({ ...values, ends: false }, [1, 8], [1, window]))[1], [0, 0])
      }
    }
  }
})

test("a pooling's window, stride and padding stand for both axes unless they are split", () => {
  const values = {
    ...USUAL,
    window: 4,
    window_across: 3,
    step: 2,
    step_across: 1,
    poolpadding: 2,
    poolpadding_across: 1,
    ceil: true,
  }
  const described = (given) =>
    poolAxes(given, [9, 8]).map((one) => [one.window, one.stride, one.before, one.after, one.ceil])
  assert.deepEqual(described(values), [
    [4, 2, 2, 2, true],
    [4, 2, 2, 2, true],
  ])
  const split = { ...values, window_split: true, step_split: true, poolpadding_split: true }
  assert.deepEqual(described(split), [
    [4, 2, 2, 2, true],
    [3, 1, 1, 1, true],
  ])
})

test("global pooling is one window, whatever else is set", () => {
  const axes = poolAxes({ ...USUAL, global: true, window: 3, step: 5, poolpadding: 1, ceil: true }, [4, 7])
  assert.deepEqual(
    axes.map((one) => [one.window, one.output, one.before]),
    [
      [4, 1, 0],
      [7, 1, 0],
    ],
  )
  assert.deepEqual(poolOf({ ...USUAL, pool: "Lp", power: 3, poolsigma: 0.5, counted: false }), {
    kind: "Lp",
    power: 3,
    sigma: 0.5,
    counted: false,
  })
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
  const [step, window] = [
    { name: "step", low: 1, high: 8 },
    { name: "window", low: 1, high: 8 },
  ]
  const axes = (values) => poolAxes({ ...USUAL, global: false, poolpadding: 0, ceil: true, ...values }, [2, 2])
  assert.equal(
    reach(step, { window: 5 }, (values) => axes({ step: 1, ...values })),
    8,
  )
  assert.equal(
    reach(window, { step: 3 }, (values) => axes({ window: 1, ...values })),
    4,
  )
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

test("a kernel's centre has as many places as the kernel has cells", () => {
  // C6.
  const axesOf = (values) => kernelAxes(values, [9, 9], [2, 5])
  const knob = (name) => ({ name, low: 1, high: 31 })
  assert.equal(reach(knob("centre_row"), { ...USUAL, padding: "centre" }, axesOf), 2)
  assert.equal(reach(knob("centre_column"), { ...USUAL, padding: "centre" }, axesOf), 5)
})
