import assert from "node:assert/strict"
import { test } from "node:test"

import { Cursor } from "../../../cnnviz/ui/components/explorer/cursor.mjs"
import { nearestOutput } from "../../../cnnviz/ui/components/explorer/step/links.mjs"
import { worked } from "../../../cnnviz/ui/components/explorer/step/step.mjs"
import { subject } from "./steps.mjs"

const WORK = worked(subject({ padding: "valid" }, [5, 6], [3, 2]))

test("a walk goes in reading order, veils what is to come, and ends at the last output", () => {
  const cursor = new Cursor()
  cursor.point({ kind: "weight", tap: 1 })
  cursor.go(7, WORK)
  assert.deepEqual([cursor.pinned, cursor.index(WORK), cursor.moment(WORK).reached], [[1, 2], 7, [1, 2]])
  assert.equal(cursor.pointer, null)
  cursor.go(999, WORK)
  assert.deepEqual(cursor.pinned, [2, 4])
  cursor.pin([0, 1], WORK)
  assert.deepEqual([cursor.pinned, cursor.moment(WORK).reached], [[0, 1], null])
})

test("a walk that begins with the data alone has a step before its first output", () => {
  // C4.
  const cursor = new Cursor()
  cursor.beginAlone()
  cursor.point({ kind: "input", cell: [0, 0], channel: 0 })
  assert.deepEqual([cursor.index(WORK), cursor.moment(WORK).alone, cursor.pointer], [-1, true, null])
  cursor.go(0, WORK)
  assert.deepEqual([cursor.index(WORK), cursor.moment(WORK).alone, cursor.moment(WORK).reached], [0, false, [0, 0]])
  cursor.go(-Infinity, WORK)
  assert.equal(cursor.index(WORK), -1)
  cursor.pin([1, 1], WORK)
  assert.equal(cursor.moment(WORK).alone, false)
  const other = new Cursor()
  other.go(-1, WORK)
  assert.deepEqual([other.index(WORK), other.alone], [0, false])
})

test("keys lead to neighbours, to the first and to the last", () => {
  const cursor = new Cursor()
  cursor.pin([1, 2], WORK)
  const keys = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "x"]
  const reached = keys.map((key) => cursor.reached(key, WORK))
  assert.deepEqual(reached, [6, 8, 2, 12, -Infinity, Infinity, undefined])
})

test("what is pointed at decides which output is shown, and only pointing at an output lifts the veil", () => {
  const cursor = new Cursor()
  cursor.go(3, WORK)
  cursor.point({ kind: "input", cell: [4, 5], channel: 0 })
  assert.deepEqual(cursor.cell(WORK), nearestOutput(WORK, 4, 5))
  cursor.point({ kind: "weight", tap: 2 })
  assert.deepEqual([cursor.cell(WORK), cursor.veiled], [[0, 3], true])
  cursor.point({ kind: "output", cell: [99, 99] })
  assert.deepEqual([cursor.cell(WORK), cursor.veiled], [[2, 4], false])
})

test("a moment holds the output's number, and which cell of its window is pointed at", () => {
  const cursor = new Cursor()
  cursor.pin([1, 1], WORK)
  const { cell, value, sum, tap, terms } = cursor.moment(WORK)
  assert.deepEqual([cell, tap, terms.rows, terms.columns], [[1, 1], -1, [1, 2, 3], [1, 2]])
  assert.deepEqual([value, sum], [WORK.output[6], WORK.sums[6]])
  cursor.point({ kind: "weight", tap: 3 })
  assert.equal(cursor.moment(WORK).tap, 3)
  cursor.point({ kind: "input", cell: [0, 0], channel: 0 })
  assert.equal(cursor.moment(WORK).tap, 0)
})

test("a smaller step keeps the pinned output as far as it has it", () => {
  const cursor = new Cursor()
  cursor.pin([2, 4], WORK)
  cursor.keep(worked(subject({ padding: "valid", stride: 2 }, [5, 6], [3, 2])))
  assert.deepEqual(cursor.pinned, [1, 2])
})
