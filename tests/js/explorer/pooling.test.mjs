import assert from "node:assert/strict"
import { test } from "node:test"

import { pooled, poolWindow } from "../../../cnnviz/ui/components/explorer/step/pooling.mjs"
import { axis } from "../../../cnnviz/ui/components/shared/geometry.mjs"

const KINDS = ["max", "min", "average", "median", "Lp", "Gaussian"]
const MAP = Float32Array.of(1, -2, 3, 0.5, 5, -6, 7, 8, -9, 2.5, 4, 0)
const POOL = { kind: "max", power: 2, sigma: 1, counted: true }

const [rows, columns] = [axis, axis]
const near = (value, expected) => assert.ok(Math.abs(value - expected) <= 1e-6, `${value} ≠ ${expected}`)

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
    for (const [power, counted] of [
      [2, true],
      [3.5, false],
    ]) {
      const pool = { kind, power, sigma: 0.8, counted }
      pooled(MAP, down, across, pool).forEach((value, k) => {
        const taken = poolWindow(MAP, down, across, pool, Math.floor(k / across.output), k % across.output)
        assert.equal(taken.result, value)
        near(
          taken.cells.reduce((sum, cell) => sum + cell.share, 0),
          1,
        )
      })
    }
  }
})

test("a window of zeros has no largest share under Lp", () => {
  const one = rows({ size: 2, window: 2 })
  const taken = poolWindow(new Float32Array(4), one, one, { ...POOL, kind: "Lp" }, 0, 0)
  assert.deepEqual(
    taken.cells.map((cell) => cell.share),
    [0, 0, 0, 0],
  )
  assert.equal(taken.result, 0)
})
