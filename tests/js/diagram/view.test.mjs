import assert from "node:assert/strict"
import { test } from "node:test"

import { bounded, fitting, keptAt, usual } from "../../../cnnviz/ui/components/diagram/view.mjs"

test("enlarging keeps the place under the pointer and stays in bounds", () => {
  assert.deepEqual([bounded(9), bounded(0.01), bounded(1)], [4, 0.2, 1])
  assert.equal(keptAt(100, 50, 2), 250)
  assert.equal(fitting({ width: 200, height: 400 }, { width: 400, height: 100 }), 0.25)
  assert.deepEqual(
    [usual({ width: 100 }, 1000), usual({ width: 1200 }, 1000), usual({ width: 800 }, 1000)],
    [1.7, 1, 1.25],
  )
})
