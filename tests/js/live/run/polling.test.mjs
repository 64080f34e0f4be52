import assert from "node:assert/strict"
import { test } from "node:test"

import { pollDelay } from "../../../../cnnviz/ui/components/live/run/polling.mjs"

test("a run is asked about often while it learns, seldom while it rests, and never after its end", () => {
  const usual = { status: "running", more: false, hidden: false, failures: 0 }
  const delay = (now) => pollDelay({ ...usual, ...now })
  assert.equal(delay({ status: "paused", waiting: true }), delay({ status: "running" }))
  assert.equal(delay({}), 150)
  assert.equal(delay({ status: "queued" }), 150)
  assert.equal(delay({ more: true }), 0)
  assert.equal(delay({ status: "paused" }), 1000)
  assert.equal(delay({ status: "interrupted" }), 3000)
  assert.equal(delay({ status: "finished" }), Infinity)
  assert.ok(delay({ hidden: true }) >= 5000)
  assert.deepEqual(
    [1, 2, 3, 20].map((failures) => delay({ failures })),
    [500, 1000, 2000, 10_000],
  )
})
