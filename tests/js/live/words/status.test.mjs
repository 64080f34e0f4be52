import assert from "node:assert/strict"
import { test } from "node:test"

import {
  notice,
  offered,
  stateWords,
  statusFigures,
  unlikeWords,
} from "../../../../cnnviz/ui/components/live/words/status.mjs"
import { hubOn, message, ok, scalars } from "../hubs.mjs"

/** The status line, part by part. */
function partsOf(hub) {
  const { progress, facts } = statusFigures(hub)
  return [...progress, ...facts]
}

test("what can be asked of a run is what makes sense, and nothing by a view-only link", () => {
  const names = (run) =>
    Object.entries(offered({ run }))
      .filter(([, may]) => may)
      .map(([name]) => name)
  assert.deepEqual(names({ status: "running", control: true }), ["pause", "batch", "epoch", "stop", "rate"])
  assert.deepEqual(names({ status: "queued", control: true }), ["stop"])
  assert.deepEqual(names({ status: "interrupted", control: true }), ["resume"])
  assert.deepEqual(names({ status: "finished", control: true }), [])
  assert.deepEqual(names({ status: "running", control: false }), [])
})

test("a run says where it is, how fast, and how long it will take", () => {
  const hub = hubOn(() => ok(message([])))
  hub.id = "a"
  hub.receive(
    message(
      [
        [1, "begun", 0, { steps: 200, epoch_steps: 100, device: "cpu", threads: 1 }],
        scalars(2, 50, new Array(50).fill(1)),
      ],
      { config: { batch: 64 } },
    ),
  )
  assert.deepEqual(partsOf(hub), [
    "step 50 of 200",
    "epoch 0.50 of 2",
    "640 examples/s",
    "about 15 s left",
    "on cpu, 1 thread",
  ])
  hub.receive(message([], { run: { status: "diverged", reason: "The loss is NaN." } }))
  assert.deepEqual(notice(hub), { words: "The loss is NaN.", alarm: true })
  hub.receive(message([], { run: { status: "queued", place: 3 } }))
  assert.equal(stateWords(hub), "Waiting, place 3 in the queue")
  assert.match(notice(hub).words, /^2 waiting runs are before yours/)
  hub.receive(message([], { run: { status: "queued", place: 1 } }))
  assert.match(notice(hub).words, /^Yours is next/)
  hub.receive(message([], { run: { status: "starting" } }))
  assert.match(notice(hub).words, /first filters/)
  hub.receive(
    message([scalars(4, 200, [1])], {
      run: { status: "finished", reason: "All 200 batches are learned.", control: false },
    }),
  )
  assert.deepEqual(notice(hub), { words: "", alarm: false })
  assert.equal(stateWords(hub, true), "Recorded")
})

test("controls that say something else than what is shown are told, for one run and for two", () => {
  assert.equal(unlikeWords("", 1), "")
  assert.match(unlikeWords("seed: 0 → 3", 1), /^The run below .* other settings than the controls\..*: seed: 0 → 3\.$/)
  assert.match(unlikeWords("seed: 0 → 3", 2), /^The two runs below/)
})
