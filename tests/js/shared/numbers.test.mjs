import assert from "node:assert/strict"
import { test } from "node:test"

import { rounded, text } from "../../../cnnviz/ui/components/shared/numbers.mjs"

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

test("with fewer digits a number is rounded further, never cut", () => {
  assert.deepEqual(
    [4, 3, 2, 1].map((digits) => rounded(-0.58768, digits)),
    ["−0.5877", "−0.588", "−0.59", "−0.6"],
  )
  assert.deepEqual([rounded(1995, 2), rounded(1234567, 2)], ["1995", "1.2e6"])
})
