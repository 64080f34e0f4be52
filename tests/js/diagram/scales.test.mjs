import assert from "node:assert/strict"
import { test } from "node:test"

import { shaded } from "../../../cnnviz/ui/components/diagram/drawing.mjs"
import { steps } from "../../../cnnviz/ui/components/diagram/legend.mjs"
import {
  barOf,
  FAMILIES,
  familyOf,
  lengthOf,
  shapeText,
  shareText,
  slabOf,
  textWidth,
  thicknessOf,
  wrapped,
} from "../../../cnnviz/ui/components/diagram/scales.mjs"
import { layer } from "./networks.mjs"

test("lengths grow with sides, channels and values, and small ones can be seen", () => {
  assert.equal(lengthOf(224, 224), 96)
  assert.equal(lengthOf(56, 224), 48)
  for (const measure of [(x) => lengthOf(x, 4096), thicknessOf, barOf]) {
    for (let x = 2; x < 4096; x *= 2) assert.ok(measure(2 * x) >= measure(x) && measure(1) >= 3)
  }
  const tall = slabOf(layer("Conv", "", [8, 100, 25]), 100)
  assert.ok(tall.h === 96 && tall.dx < slabOf(layer("Conv", "", [8, 100, 100]), 100).dx)
})

test("every kind has a family; no two share a colour", () => {
  const kinds = [
    "Conv",
    "Pool",
    "GlobalPool",
    "AdaptivePool",
    "BatchNorm",
    "LRN",
    "Activation",
    "Dropout",
    "Flatten",
    "Dense",
  ]
  assert.deepEqual(
    kinds.filter((kind) => familyOf({ kind }) === "Folded"),
    [],
  )
  assert.deepEqual([familyOf({ kind: "Run" }), familyOf({ kind: "Conv", problem: "No." })], ["Folded", "Impossible"])
  const colours = Object.values(FAMILIES).map((family) => family.colour)
  assert.equal(new Set(colours).size, colours.length)
  assert.deepEqual(
    [shaded("#804020", 1), shaded("#804020", -0.5), shaded("#804020", 0)],
    ["#ffffff", "#402010", "#804020"],
  )
})

test("numbers and words in little room", () => {
  assert.equal(shapeText([64, 28, 28]), "64×28×28")
  assert.equal(shapeText([4096]), "4,096")
  assert.deepEqual(
    [
      [0, 9],
      [1, 9999],
      [1, 300],
      [1, 11],
      [99, 1000],
      [1, 1],
    ].map(([part, whole]) => shareText(part, whole)),
    ["0 %", "< 0.1 %", "0.3 %", "9.1 %", "9.9 %", "100 %"],
  )
  assert.deepEqual(wrapped("one two three", textWidth("one two", 10), 10), ["one two", "three"])
  assert.deepEqual(steps([224, 112, 56, 28, 14]), [224, 56, 14])
  assert.deepEqual([steps([7]), steps([9, 8])], [[7], [9, 8]])
})
