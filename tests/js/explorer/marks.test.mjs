import assert from "node:assert/strict"
import { test } from "node:test"

import { outputMarks, windowMarks } from "../../../cnnviz/ui/components/explorer/boards/marks.mjs"
import { Cursor } from "../../../cnnviz/ui/components/explorer/cursor.mjs"
import { fedBy } from "../../../cnnviz/ui/components/explorer/step/links.mjs"
import { worked } from "../../../cnnviz/ui/components/explorer/step/step.mjs"
import { subject } from "./steps.mjs"

const LARGE = 40
const SMALL = 2

function moment(work, cell, pointer = null) {
  const cursor = new Cursor()
  cursor.pin(cell, work)
  cursor.point(pointer)
  return cursor.moment(work)
}

const of = (marks, kind) => marks.filter((one) => one.kind === kind)

test("a window is one box, with a mark under the kernel's centre, both counted from the frame's corner", () => {
  const work = worked(subject({ padding: "same" }, [5, 6], [3, 3]))
  const marks = windowMarks(work, moment(work, [0, 0]), LARGE)
  assert.deepEqual(of(marks, "box"), [{ kind: "box", top: 0, left: 0, rows: 3, columns: 3 }])
  assert.deepEqual(of(marks, "tint"), [])
  assert.deepEqual(
    of(marks, "dot").map(({ top, left }) => [top, left]),
    [[1, 1]],
  )
})

test("where dilation leaves cells out, each that is read is framed, and tinted where cells are small", () => {
  const work = worked(subject({ padding: "valid", dilation: 2 }, [7, 7], [3, 3]))
  const boxes = of(windowMarks(work, moment(work, [1, 1]), LARGE), "box")
  assert.deepEqual([boxes.length, boxes[0].rows, boxes[0].columns], [10, 5, 5])
  assert.deepEqual([boxes[1].top, boxes[1].left, boxes[9].top, boxes[9].left], [1, 1, 5, 5])
  assert.equal(of(windowMarks(work, moment(work, [1, 1]), SMALL), "tint").length, 9)
})

test("a weight pointed at is marked in the window and wherever it is used, as one field where that is dense", () => {
  const dense = worked(subject({ padding: "valid" }, [5, 6], [3, 2]))
  const touched = { kind: "weight", tap: 3 }
  const [field] = windowMarks(dense, moment(dense, [0, 0], touched), LARGE)
  assert.equal(field.kind, "box")
  assert.deepEqual([field.top, field.left, field.rows, field.columns], [1, 1, 3, 5])
  const apart = worked(subject({ padding: "valid", stride: 2 }, [5, 6], [3, 2]))
  const marks = windowMarks(apart, moment(apart, [0, 0], { kind: "weight", tap: 0 }), LARGE)
  assert.deepEqual(of(marks, "tint"), [])
  const tints = windowMarks(apart, moment(apart, [0, 0], { kind: "weight", tap: 0 }), SMALL)
  assert.deepEqual(
    of(tints, "tint").map(({ top, left }) => [top, left]),
    of(marks, "box")
      .slice(0, 6)
      .map(({ top, left }) => [top, left]),
  )
  assert.deepEqual(
    of(tints, "tint").map(({ top, left }) => [top, left]),
    [
      [0, 0],
      [0, 2],
      [0, 4],
      [2, 0],
      [2, 2],
      [2, 4],
    ],
  )
  const used = outputMarks(apart, moment(apart, [0, 0], { kind: "weight", tap: 0 }), LARGE)
  assert.deepEqual([used[0].kind, used[0].rows, used[0].columns, used.length], ["box", 2, 3, 2])
})

test("an input pointed at marks every output that it feeds, with its weight", () => {
  const work = worked(subject({ padding: "valid" }, [5, 6], [3, 2]))
  const pointed = moment(work, [0, 0], { kind: "input", cell: [2, 2], channel: 0 })
  const marks = outputMarks(work, pointed, LARGE)
  const fed = fedBy(work, 2, 2)
  assert.deepEqual(
    of(marks, "label").map(({ top, left }) => [top, left]),
    fed.map(({ row, column }) => [row, column]),
  )
  assert.ok(of(marks, "label").every(({ label }) => label.startsWith("× ")))
  assert.deepEqual(marks.at(-1), { kind: "box", top: pointed.cell[0], left: pointed.cell[1] })
  assert.equal(of(outputMarks(work, pointed, SMALL), "tint").length, fed.length)
})

test("of a pooling the cell that won is marked, and nothing where all mix", () => {
  const pooled = (pool) => worked(subject({ pool }, [4, 4], [1, 1], 1, "pool"))
  const largest = pooled("max")
  const { cells, winner } = moment(largest, [1, 1]).terms
  const { row, column } = cells[winner]
  const marks = windowMarks(largest, moment(largest, [1, 1]), LARGE)
  const won = of(marks, "box").at(-1)
  assert.deepEqual([won.top, won.left, of(marks, "tint").length], [row, column, 0])
  assert.equal(windowMarks(pooled("average"), moment(pooled("average"), [1, 1]), LARGE).length, 1)
})
