import assert from "node:assert/strict"
import { test } from "node:test"

import { notice, stateWords, statusFigures } from "../../../../cnnviz/ui/components/live/words/status.mjs"
import { evaluationAt, hubOn, layersAt, message, ok, refused, snapshot, until } from "../hubs.mjs"

/** The status line, part by part. */
function partsOf(hub) {
  const { progress, facts } = statusFigures(hub)
  return [...progress, ...facts]
}

test("a hub asks on from the last event until there is no more, and then rests", async () => {
  const answers = [
    message([snapshot(1, 0)], { more: true, config: { batch: 64 } }),
    message([snapshot(2, 5)], { run: { status: "finished" } }),
  ]
  const hub = hubOn(() => ok(answers.shift()))
  hub.open("a b")
  await until(() => hub.loaded)
  assert.deepEqual(hub.asked, ["/a%20b?after=0", "/a%20b?after=1"])
  assert.deepEqual([hub.snapshots.length, hub.cursor, hub.config.batch, hub.run.status], [2, 1, 64, "finished"])
  await new Promise((resolve) => setTimeout(resolve, 200))
  assert.equal(hub.asked.length, 2)
})

test("a lost connection is said, and the run goes on where it was", async () => {
  const answers = [
    ok(message([snapshot(1, 0)])),
    null,
    { ok: false, status: 503, text: async () => "" },
    ok(message([snapshot(2, 5)], { run: { status: "finished" } })),
  ]
  const hub = hubOn(() => answers.shift() ?? Promise.reject(new TypeError("lost")))
  hub.open("a")
  await until(() => hub.polling.failures === 1)
  assert.match(hub.trouble, /trying again/)
  assert.equal(hub.snapshots.length, 1)
  await until(() => hub.snapshots.length === 2)
  assert.equal(hub.trouble, "")
  assert.deepEqual(hub.asked.slice(1), ["/a?after=1", "/a?after=1", "/a?after=1"])
})

test("a run that is not there is said once, and not asked for again", async () => {
  const hub = hubOn(() => refused(404, "There is no such run."))
  hub.open("forged")
  await until(() => hub.trouble)
  assert.equal(hub.trouble, "There is no such run.")
  await new Promise((resolve) => setTimeout(resolve, 250))
  assert.equal(hub.asked.length, 1)
})

test("an answer about a run that was left says nothing about the next", async () => {
  let release
  const hub = hubOn((path) =>
    path.startsWith("/old")
      ? new Promise((resolve) => (release = () => resolve(ok(message([snapshot(1, 0)])))))
      : ok(message([], { run: { status: "finished", title: "New" } })),
  )
  hub.open("old")
  await until(() => release)
  hub.open("new")
  release()
  await until(() => hub.loaded)
  await new Promise((resolve) => setTimeout(resolve, 20))
  assert.deepEqual([hub.snapshots.length, hub.run.title], [0, "New"])
  hub.polling.rest()
})

test("who follows stays at the newest snapshot, who looks back stays there", async () => {
  const hub = hubOn(() => ok(message([])))
  hub.id = "a"
  hub.receive(message([snapshot(1, 0), snapshot(2, 1)]))
  assert.equal(hub.cursor, 1)
  hub.lookAt(0)
  hub.receive(message([snapshot(3, 2)]))
  assert.deepEqual([hub.cursor, hub.following], [0, false])
  hub.follow()
  hub.receive(message([snapshot(4, 3)]))
  assert.deepEqual([hub.cursor, hub.following], [3, true])
})

test("commands show at once, and a refusal is a sentence", async () => {
  let answer = () => ok(new ArrayBuffer(0))
  const hub = hubOn((path) => (path.endsWith("/tell") ? answer() : ok(message([], { run: { status: "running" } }))))
  hub.id = "a"
  hub.receive(message([]))
  const sent = hub.send("pause")
  assert.equal(stateWords(hub), "Pausing…")
  assert.equal(await sent, "")
  answer = () => refused(403, "This link is for looking only.")
  assert.equal(await hub.send("stop"), "This link is for looking only.")
  assert.equal(hub.pending, null)
  answer = () => Promise.reject(new TypeError("lost"))
  assert.match(await hub.send("stop"), /did not answer/)
  hub.polling.rest()
})

test("a started run is shown, and a refused one leaves what is shown", async () => {
  const bodies = []
  let answer = ok(new TextEncoder().encode('{"run": "mine", "view": "theirs"}').buffer)
  const hub = hubOn((path, options) => {
    if (path) return ok(message([], { run: { status: "finished" } }))
    bodies.push(JSON.parse(options.body))
    return answer
  })
  assert.equal(await hub.start("{}"), "")
  assert.deepEqual(bodies, [{ config: "{}", person: "somebody" }])
  answer = refused(400, "This would take an hour.")
  assert.equal(await hub.start("{}"), "This would take an hour.")
  // The address shows what lets others look; what controls the run goes along in a header.
  assert.equal(hub.id, "theirs")
  assert.equal(hub.control, "mine")
})

test("the run before stays in sight until the one that was started has a snapshot", async () => {
  const news = [
    message([], { run: { status: "queued", place: 2 } }),
    message([[1, "begun", 0, { steps: 9 }]]),
    message([snapshot(2, 0)], { run: { status: "finished" } }),
  ]
  const begun = [1, "begun", 0, { steps: 5, epoch_steps: 5, device: "cpu", threads: 1 }]
  const hub = hubOn((path, { method }) => {
    if (method) return { ...ok(new TextEncoder().encode(JSON.stringify({ run: "b", view: "v" })).buffer) }
    return ok(
      path.startsWith("/a")
        ? message([begun, snapshot(2, 0), snapshot(3, 4)], { run: { status: "finished" } })
        : news.shift(),
    )
  })
  hub.open("a")
  await until(() => hub.loaded)
  assert.equal(partsOf(hub).length > 0, true)
  await hub.start("{}")
  await until(() => hub.run?.place === 2)
  assert.deepEqual(
    [hub.id, hub.before.id, hub.snapshots.length, hub.begun.steps, hub.snapshot.step],
    ["v", "a", 2, 5, 4],
  )
  assert.match(notice(hub).words, /1 waiting run is before yours.*Greyed/)
  assert.deepEqual(partsOf(hub), [])
  layersAt(hub, 1)
  await until(() => hub.asked.some((path) => path.endsWith("/seen")))
  assert.ok(hub.asked.includes("/a/seen"))
  await until(() => !hub.before)
  assert.deepEqual([hub.snapshots.length, hub.begun.steps, hub.cursor], [1, 9, 0])
})

test("a run that ends before its first snapshot does not hide behind the run before", async () => {
  const hub = hubOn((path) =>
    ok(
      path.startsWith("/a")
        ? message([snapshot(1, 0)], { run: { status: "finished" } })
        : message([], { run: { status: "failed", reason: "No." } }),
    ),
  )
  hub.open("a")
  await until(() => hub.loaded)
  hub.openNext("b")
  assert.ok(hub.before)
  await until(() => !hub.before)
  assert.deepEqual([hub.snapshots.length, notice(hub).words], [0, "No."])
})

test("the confusion shown is the newest look at validation pictures", () => {
  const hub = hubOn(() => ok(message([])))
  const evaluation = (
    seq,
    step,
    part = "validation",
    own = { predicted: { values: Uint8Array.of(seq), shape: [1] } },
  ) => [seq, "evaluation", step, { part, loss: 1, accuracy: 1 }, own]
  hub.receive(
    message([
      snapshot(1, 0),
      evaluation(2, 3),
      snapshot(3, 3),
      snapshot(4, 5),
      evaluation(5, 6, "test"),
      snapshot(6, 6),
    ]),
  )
  assert.deepEqual(
    [0, 1, 2, 3].map((index) => evaluationAt(hub, index)?.seq),
    [undefined, 2, 2, 2],
  )
})
