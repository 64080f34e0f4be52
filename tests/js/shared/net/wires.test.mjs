import assert from "node:assert/strict"
import { test } from "node:test"
import { nearest } from "../../../../cnnviz/ui/components/shared/net/wires.mjs"

const wire = (from, x1, y1, x2, y2) => ({ arrow: { from, to: 0, slice: 0 }, x1, y1, x2, y2 })
const WIRES = [wire(0, 0, 0, 100, 100), wire(1, 100, 0, 100, 100)]

test("the arrow under a pointer is the nearest one, and none where all are far", () => {
  assert.equal(nearest(WIRES, 52, 49)?.arrow.from, 0)
  assert.equal(nearest(WIRES, 97, 40)?.arrow.from, 1)
  assert.equal(nearest(WIRES, 75, 40), undefined)
  assert.equal(nearest(WIRES, -20, -20), undefined)
})
