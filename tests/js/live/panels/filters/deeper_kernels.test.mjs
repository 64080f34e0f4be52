import assert from "node:assert/strict"
import { test } from "node:test"

import {
  deeperWords,
  kernelScale,
  kernelWords,
} from "../../../../../cnnviz/ui/components/live/panels/filters/deeper_kernels.mjs"

test("a deeper dense layer is said to combine features that no eye can read", () => {
  assert.match(deeperWords([10, 64]), /features of the layer before/)
  assert.match(deeperWords([64, 32, 3, 3]), /Kernels/)
  assert.match(kernelWords([8, 16, 1, 1], [8, 64], true), /^8 of 8 units, 16 of 64 numbers/)
  assert.match(kernelWords([8, 16, 5, 5], [8, 64], true), /5 × 5 weights, and a unit adds/)
  assert.match(kernelWords([8, 16, 1, 1], [8, 64], false), /^8 of 8 output maps/)
})

test("kernels of a deeper layer keep a size that can be seen", () => {
  assert.equal(kernelScale(430, 16, 3), 6)
  assert.equal(kernelScale(430, 1, 3), 8)
  assert.equal(kernelScale(300, 64, 11), 2)
})
