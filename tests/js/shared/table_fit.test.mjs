import assert from "node:assert/strict"
import { test } from "node:test"

import { columnsFor, fitTable, wholeCells } from "../../../cnnviz/ui/components/shared/table_fit.mjs"

test("a figure takes the columns that it needs, at least one and at most all", () => {
  assert.deepEqual(
    [100, 108, 109, 228, 229, 9999].map((need) => columnsFor(need, 108, 12, 5)),
    [1, 1, 2, 2, 3, 5],
  )
  assert.equal(columnsFor(108.4, 108, 12, 5), 1)
})

test("only whole cells are shown, and never none", () => {
  assert.deepEqual(
    [10, 49, 50, 99, 100, 320].map((room) => wholeCells(room, 50)),
    [1, 1, 1, 1, 2, 6],
  )
})

/** A table whose cells are `widths` pixels wide in each style, and its scroller. */
function tableOf(columns, widths) {
  const classes = new Set()
  const style = {}
  const width = () => widths[["dense", "tiny"].find((name) => classes.has(name)) ?? ""]
  const cell = { getBoundingClientRect: () => ({ width: width() }) }
  const table = {
    rows: [{ cells: Array.from({ length: columns }, () => cell) }],
    classList: {
      add: (...names) => names.forEach((name) => classes.add(name)),
      remove: (...names) => names.forEach((name) => classes.delete(name)),
    },
    style: { setProperty: (name, value) => (style[name] = value) },
    get offsetWidth() {
      return columns * width()
    },
  }
  return { table, classes, style, scroller: { style: {} } }
}

const SIZES = ["", "dense", "tiny"]
const WIDTHS = { "": 60, dense: 45, tiny: 30.4 }

test("a table is written in the largest size that fits", () => {
  for (const [room, size] of [
    [200, ""],
    [180, ""],
    [170, "dense"],
    [135, "dense"],
    [120, "tiny"],
    [92, "tiny"],
  ]) {
    const { table, classes, scroller } = tableOf(3, WIDTHS)
    assert.equal(fitTable(scroller, table, room, SIZES), 3)
    assert.deepEqual([...classes], size ? [size] : [])
    assert.equal(scroller.style.maxWidth, "")
  }
})

test("a table that fits in no size scrolls by whole cells, and is whole again once there is room", () => {
  const { table, classes, style, scroller } = tableOf(9, WIDTHS)
  assert.equal(fitTable(scroller, table, 100, SIZES), 3)
  assert.deepEqual([...classes].sort(), ["even", "tiny"])
  assert.deepEqual([style["--cell"], scroller.style.maxWidth], ["31px", "93px"])
  assert.equal(fitTable(scroller, table, 600, SIZES), 9)
  assert.deepEqual([[...classes], scroller.style.maxWidth], [[], ""])
})
