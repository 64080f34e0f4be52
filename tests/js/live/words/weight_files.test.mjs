import assert from "node:assert/strict"
import { test } from "node:test"

import { lastWeightsWords, snapshotWeightsWords } from "../../../../cnnviz/ui/components/live/words/weight_files.mjs"

test("what a file of weights holds is said: exact where a run ended or is paused, else rounded", () => {
  const snapshots = [
    { step: 1, epoch: 0.5, seconds: 1 },
    { step: 2, epoch: 1, seconds: 2 },
  ]
  const at = (status, cursor, created = 1) => ({ run: { status, created }, snapshots, snapshot: snapshots[cursor] })
  assert.match(lastWeightsWords(at("finished", 1)), /exactly as training ended/)
  assert.match(lastWeightsWords(at("paused", 1)), /exactly as training paused/)
  assert.match(lastWeightsWords(at("interrupted", 1)), /last weights that were kept exactly/)
  assert.match(lastWeightsWords(at("running", 1)), /pause the run/)
  assert.match(lastWeightsWords(at("finished", 1, 0)), /only half precision/)
  assert.match(snapshotWeightsWords(at("finished", 1)), /step 2 .*exact/)
  for (const hub of [at("finished", 0), at("running", 1), at("finished", 1, 0)])
    assert.match(snapshotWeightsWords(hub), /half precision/)
})
