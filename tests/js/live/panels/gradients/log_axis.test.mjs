import assert from "node:assert/strict"
import { test } from "node:test"

import {
  decadesAround,
  placeOn,
  powerTicks,
} from "../../../../../cnnviz/ui/components/live/panels/gradients/log_axis.mjs"

const near = (value, expected, within = 1e-9) =>
  assert.ok(Math.abs(value - expected) <= within, `${value} ≠ ${expected}`)

test("an axis holds its range in whole decades", () => {
  assert.deepEqual(decadesAround(0.002, 0.3), [-3, 0])
  assert.deepEqual(decadesAround(0.001, 0.001), [-3, -2])
  assert.deepEqual(decadesAround(Infinity, 0), [-4, 0])
  near(placeOn(0.1, [-3, 1]), 0.5)
  assert.equal(placeOn(1e9, [-3, 1]), 1)
  assert.equal(placeOn(1e-9, [-3, 1]), 0)
})

test("ticks are few and named", () => {
  assert.deepEqual(
    powerTicks([-2, 1]).map(({ words }) => words),
    ["10⁻²", "10⁻¹", "1", "10¹"],
  )
  assert.ok(powerTicks([-12, 8]).length <= 6)
})
