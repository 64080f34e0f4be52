// Steps of every padding, stride and pooling, worked out: what the tests of the explorer look at.

import assert from "node:assert/strict"
import { worked } from "../../../cnnviz/ui/components/explorer/step/step.mjs"

const MODES = ["constant", "nearest", "mirror", "reflect", "wrap"]
const AMOUNTS = ["valid", "same", "full", "explicit", "centre"]
export const KINDS = ["max", "min", "average", "median", "Lp", "Gaussian"]
export const USUAL = {
  ...{
    padding: "same",
    mode: "constant",
    value: 0,
    top: 1,
    bottom: 0,
    left: 2,
    right: 1,
    centre_row: 3,
    centre_column: 1,
  },
  ...{ stride: 1, stride_split: false, stride_across: 1, dilation: 1, dilation_split: false, dilation_across: 1 },
  ...{ flip: false, bias: 0, activation: "none" },
  ...{
    pool: "max",
    global: false,
    window: 2,
    window_split: false,
    window_across: 2,
    step: 2,
    step_split: false,
    step_across: 2,
  },
  ...{
    poolpadding: 0,
    poolpadding_split: false,
    poolpadding_across: 0,
    ceil: false,
    counted: true,
    power: 2,
    poolsigma: 1,
  },
}

export const near = (value, expected, within = 1e-9) =>
  assert.ok(Math.abs(value - expected) <= within, `${value} ≠ ${expected}`)
export const range = (from, to) => Array.from({ length: Math.max(0, to - from) }, (_, k) => from + k)
export const cellsOf = ([rows, columns]) =>
  range(0, rows).flatMap((row) => range(0, columns).map((column) => [row, column]))
// Small whole numbers, no two neighbours alike: sums of their products are exact.
const wholes = (count, seed) => Float32Array.from({ length: count }, (_, k) => ((k * 7 + seed * 5) % 11) - 4)

export function subject(values, size = [5, 6], window = [3, 2], channels = 1, operation = "correlate") {
  const planes = range(0, channels).map((k) => wholes(size[0] * size[1], k))
  const kernel = range(0, channels).map((k) => wholes(window[0] * window[1], k + 3))
  return { operation, values: { ...USUAL, ...values }, size, window, planes, kernel }
}

export const SIGNAL = { centre: 1, ends: true, padding: "explicit", top: 0, bottom: 0, left: 1, right: 0 }
const STEPS = [
  {},
  { stride: 2, dilation: 2 },
  { stride: 2, stride_split: true, stride_across: 3, flip: true },
  { dilation: 1, dilation_split: true, dilation_across: 3, bias: 0.5 },
]
export const SUBJECTS = AMOUNTS.flatMap((padding) =>
  MODES.flatMap((mode) =>
    STEPS.flatMap((step) => [
      subject({ padding, mode, value: 2, ...step }, [5, 6], [3, 2], 2),
      subject({ padding, mode, value: -1, ...step, top: 7, right: 9 }, [3, 5], [2, 1]),
    ]),
  ),
)
  .map((one) => worked(one))
  .filter(Boolean)
export const POOLS = KINDS.flatMap((pool) => [
  subject({ pool }, [5, 6], [1, 1], 1, "pool"),
  subject({ pool, window: 3, step: 2, poolpadding: 1, ceil: true }, [6, 6], [1, 1], 1, "pool"),
  subject(
    {
      pool,
      window: 3,
      window_split: true,
      window_across: 2,
      step: 1,
      step_split: true,
      step_across: 3,
      counted: false,
      poolpadding: 1,
    },
    [5, 7],
    [1, 1],
    1,
    "pool",
  ),
  subject({ pool, global: true, window: 8 }, [4, 3], [1, 1], 1, "pool"),
]).map((one) => worked(one))
