import assert from "node:assert/strict"
import { test } from "node:test"
import { due } from "../../../cnnviz/ui/components/shared/player.mjs"
import { near } from "../explorer/steps.mjs"

test("steps are due by the clock, and what is left over counts later", () => {
  assert.deepEqual(due(1000, 2), [2, 0])
  assert.deepEqual(due(499, 2), [0, 499])
  assert.deepEqual(due(750, 2), [1, 250])
  for (const speed of [0.5, 1, 2, 5, 10, 20, 50]) {
    let [walked, spare] = [0, 0]
    for (let frame = 0; frame < 600; frame++) {
      const [steps, left] = due(1000 / 60 + spare, speed)
      walked += steps
      spare = left
      assert.ok(left >= -1e-9 && left < 1000 / speed)
    }
    near(walked, 10 * speed, 1)
  }
})
