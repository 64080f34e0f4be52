import assert from "node:assert/strict"
import { test } from "node:test"

import { LayerMaps, shapeWords } from "../../../../../cnnviz/ui/components/live/panels/maps/layer_maps.mjs"

test("a value that is pointed at is the one computed, and says where it is still to come", () => {
  const layer = Object.assign(Object.create(LayerMaps.prototype), {
    exact: false,
    layout: { rows: 2, columns: 3 },
    values: Uint8Array.of(0, 0, 0, 0, 0, 90),
  })
  const there = { map: 0, row: 1, column: 2 }
  assert.equal(layer.valueText(there, Float32Array.of(0, 0, 0, 0, 0, -0.23584)), "−0.2358")
  assert.equal(layer.valueText(there, undefined), "…")
  assert.match(layer.valueText(there, null), /cannot be had/)
  assert.equal(
    Object.assign(layer, { exact: true, values: Float32Array.of(1, 0.123456) }).valueText({
      map: 1,
      row: 0,
      column: 0,
    }),
    "0.1235",
  )
})

test("a shape is said in words", () => {
  assert.equal(shapeWords([32, 26, 26]), "32 maps of 26 × 26")
  assert.equal(shapeWords([1600]), "vector of 1,600")
})
