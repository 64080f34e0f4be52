import assert from "node:assert/strict"
import { test } from "node:test"

import { isAnswered } from "../../../../cnnviz/ui/components/live/run/commands.mjs"

test("a command is answered once the run shows it", () => {
  const history = { run: { status: "running" }, last: 7, marks: [{ seq: 3, what: "rate" }] }
  const pending = (command, status = "running") => ({ command, status, at: 0, last: 5 })
  assert.equal(isAnswered(pending("pause"), history, 10), false)
  assert.equal(isAnswered(pending("pause"), { ...history, run: { status: "paused" } }, 10), true)
  assert.equal(isAnswered(pending("pause"), { ...history, run: { status: "failed" } }, 10), true)
  assert.equal(isAnswered(pending("rate"), history, 10), false)
  assert.equal(isAnswered(pending("rate"), { ...history, marks: [{ seq: 6, what: "rate" }] }, 10), true)
  assert.equal(isAnswered(pending("batch"), history, 10), false)
  assert.equal(isAnswered(pending("batch"), { ...history, run: { status: "paused" } }, 10), true)
  assert.equal(isAnswered(pending("stop"), history, 10), false)
  assert.equal(isAnswered(pending("stop"), { ...history, run: { status: "stopped" } }, 10), true)
  assert.equal(isAnswered(pending("resume", "interrupted"), { ...history, run: { status: "interrupted" } }, 10), false)
  assert.equal(isAnswered(pending("resume", "interrupted"), { ...history, run: { status: "queued" } }, 10), true)
  assert.equal(isAnswered(pending("stop"), history, 6000), true)
})
