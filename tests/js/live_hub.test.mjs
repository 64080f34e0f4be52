import assert from "node:assert/strict"
import { afterEach, test } from "node:test"

import { parentAddress, viewAddress } from "../../cnnviz/ui/components/live/controls.mjs"
import { createHub, isAnswered, pollDelay } from "../../cnnviz/ui/components/live/hub.mjs"
import { keepKey, keyOf } from "../../cnnviz/ui/components/live/keys.mjs"
import { Nearby, nextWanted } from "../../cnnviz/ui/components/live/nearby.mjs"
import { closed, opened, singles } from "../../cnnviz/ui/components/live/packets.mjs"
import { figures, momentWords, notice, offered, stateWords, takenWords, unlikeWords } from "../../cnnviz/ui/components/live/saying.mjs"
import { examplesPerSecond, latest, nearestSnapshot, spare, told, untold } from "../../cnnviz/ui/components/live/story.mjs"

const RUN = { status: "running", reason: "", place: 0, control: true, view: "seen", title: "A run" }
const f32 = (...values) => ({ values: Float32Array.from(values), shape: [values.length] })

/** A message as the server writes it; events are [seq, kind, step, header, arrays]. */
function message(events, { run = {}, more = false, config } = {}) {
  const arrays = {}
  for (const [seq, , , , own = {}] of events) for (const [name, array] of Object.entries(own)) arrays[`${seq}.${name}`] = array
  const rows = events.map(([seq, kind, step, header = {}]) => ({ ...header, seq, kind, step }))
  return closed({ run: { ...RUN, ...run }, events: rows, last: rows.at(-1)?.seq ?? 0, more, ...(config ? { config } : {}) }, arrays).buffer
}

const scalars = (seq, step, losses) => [seq, "scalars", step, { seconds: step / 10 }, { loss: f32(...losses), accuracy: f32(...losses.map(() => 0.5)), rate: f32(...losses.map(() => 0.01)) }]
const snapshot = (seq, step) => [seq, "snapshot", step, { epoch: step / 10, seconds: step / 10, gradients: {}, updates: {} }, { filters: { values: new Float32Array(9).fill(step), shape: [1, 1, 3, 3] } }]

function taken(story, buffer) {
  const { header, arrays } = opened(buffer)
  told(story, header, arrays)
  return story
}

const ok = (buffer) => ({ ok: true, status: 200, arrayBuffer: async () => buffer, text: async () => "" })
const refused = (status, trouble) => ({ ok: false, status, text: async () => JSON.stringify({ trouble }) })
const until = async (claim) => {
  for (let tries = 0; !claim(); tries++) {
    assert.ok(tries < 400, `never came true: ${claim}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

const hubs = []
// A hub that goes on asking would keep a failed test from ending.
afterEach(() => {
  for (const hub of hubs.splice(0)) hub.rest()
})

/** A hub whose server is a function of path and options; questions are noted in `hub.asked`. */
function hubOn(server) {
  const asked = []
  const hub = createHub("http://here/base/", async (address, options) => {
    asked.push(address.replace("http://here/base/live/runs", ""))
    return server(asked.at(-1), options)
  }, "somebody")
  hub.asked = asked
  hubs.push(hub)
  return hub
}

test("a message read is the message written", () => {
  const { header, arrays } = opened(closed({ words: "ä − 3" }, { bytes: { values: Uint8Array.of(1, 2, 3), shape: [3] }, floats: { values: Float32Array.of(0.5, -2), shape: [2, 1] } }).buffer)
  assert.equal(header.words, "ä − 3")
  assert.deepEqual([...arrays.get("bytes").values], [1, 2, 3])
  assert.deepEqual([[...arrays.get("floats").values], arrays.get("floats").shape], [[0.5, -2], [2, 1]])
})

test("half-precision numbers are read as they are", () => {
  assert.deepEqual([...singles(Uint16Array.of(0x3c00, 0xc000, 0x3555, 0x0001, 0x8000, 0x7bff, 0x7c00))], [1, -2, 0.333251953125, 2 ** -24, -0, 65504, Infinity])
  assert.ok(Number.isNaN(singles(Uint16Array.of(0x7e01))[0]))
})

test("steps told in parts stand one after the other, and twice told is once", () => {
  const story = untold()
  const rate = [4, "mark", 3, { what: "rate", value: 0.1 }]
  taken(story, message([scalars(1, 2, [3, 2]), scalars(2, 3, [1]), rate]))
  taken(story, message([scalars(2, 3, [1]), rate, scalars(5, 5, [0.5, 0.25])]))
  assert.deepEqual(story.scalars.step, [1, 2, 3, 4, 5])
  assert.deepEqual(story.scalars.loss, [3, 2, 1, 0.5, 0.25])
  assert.equal(story.marks.length, 1)
  assert.equal(story.last, 5)
})

test("a run that goes on from a checkpoint replaces the steps it learns again", () => {
  const story = untold()
  taken(story, message([snapshot(1, 0), scalars(2, 4, [4, 3, 2, 1]), snapshot(3, 2), snapshot(4, 4), [5, "done", 4, { why: "stopped", sentence: "" }]]))
  taken(story, message([[6, "mark", 2, { what: "resumed", value: 0 }], scalars(7, 3, [9]), snapshot(8, 3)]))
  assert.deepEqual(story.scalars.loss, [4, 3, 9])
  assert.deepEqual(story.snapshots.map(({ seq }) => seq), [1, 3, 8])
  assert.deepEqual(story.paces.map(({ step }) => step), [3])
  assert.equal(story.done, null)
})

test("the test at the end stands beside the last validation", () => {
  const story = untold()
  const evaluation = (seq, part) => [seq, "evaluation", 9, { part, loss: 1, accuracy: 0.5 }]
  taken(story, message([evaluation(1, "validation"), evaluation(2, "test")]))
  assert.deepEqual(story.evaluations.map(({ part }) => part), ["validation", "test"])
})

test("a loss that JSON has no word for is not a number", () => {
  const story = taken(untold(), message([[1, "evaluation", 9, { part: "validation", loss: null, accuracy: 0.1 }]]))
  assert.ok(Number.isNaN(story.evaluations[0].loss))
})

test("of too many snapshots the early ones, the first and the last stay", () => {
  const snapshots = Array.from({ length: 1000 }, (_, step) => ({ step }))
  spare(snapshots, 100)
  const steps = snapshots.map(({ step }) => step)
  assert.equal(steps.length, 100)
  assert.deepEqual([steps[0], steps.at(-1)], [0, 999])
  assert.ok(steps.filter((step) => step < 100).length > 2 * steps.filter((step) => step >= 900).length)
  assert.ok(Math.max(...steps.slice(1).map((step, k) => step - steps[k])) < 60)
})

test("the latest and the nearest snapshot are found", () => {
  const snapshots = [0, 1, 4, 10].map((step) => ({ step }))
  assert.deepEqual([-1, 0, 3, 4, 99].map((step) => latest(snapshots, step)), [-1, 0, 1, 2, 3])
  assert.deepEqual([-1, 0, 2, 3, 6, 8, 99].map((step) => nearestSnapshot(snapshots, step)), [0, 0, 1, 2, 2, 3, 3])
})

test("examples a second are those of the last three seconds", () => {
  assert.equal(examplesPerSecond([], 64), 0)
  assert.equal(examplesPerSecond([{ step: 10, seconds: 1 }], 10), 100)
  const paces = [1, 2, 3, 4, 5, 6].map((seconds) => ({ step: seconds <= 3 ? seconds : 3 + (seconds - 3) * 10, seconds }))
  assert.equal(examplesPerSecond(paces, 2), 20)
})

test("a run is asked about often while it learns, seldom while it rests, and never after its end", () => {
  const usual = { status: "running", more: false, hidden: false, failures: 0 }
  const delay = (now) => pollDelay({ ...usual, ...now })
  assert.equal(delay({ status: "paused", asked: true }), delay({ status: "running" }))
  assert.equal(delay({}), 150)
  assert.equal(delay({ status: "queued" }), 150)
  assert.equal(delay({ more: true }), 0)
  assert.equal(delay({ status: "paused" }), 1000)
  assert.equal(delay({ status: "interrupted" }), 3000)
  assert.equal(delay({ status: "finished" }), Infinity)
  assert.ok(delay({ hidden: true }) >= 5000)
  assert.deepEqual([1, 2, 3, 20].map((failures) => delay({ failures })), [500, 1000, 2000, 10_000])
})

test("a command is answered once the run shows it", () => {
  const story = { run: { status: "running" }, last: 7, marks: [{ seq: 3, what: "rate" }] }
  const pending = (command, status = "running") => ({ command, status, at: 0, last: 5 })
  assert.equal(isAnswered(pending("pause"), story, 10), false)
  assert.equal(isAnswered(pending("pause"), { ...story, run: { status: "paused" } }, 10), true)
  assert.equal(isAnswered(pending("pause"), { ...story, run: { status: "failed" } }, 10), true)
  assert.equal(isAnswered(pending("rate"), story, 10), false)
  assert.equal(isAnswered(pending("rate"), { ...story, marks: [{ seq: 6, what: "rate" }] }, 10), true)
  assert.equal(isAnswered(pending("batch"), story, 10), false)
  assert.equal(isAnswered(pending("batch"), { ...story, run: { status: "paused" } }, 10), true)
  assert.equal(isAnswered(pending("stop"), story, 10), false)
  assert.equal(isAnswered(pending("stop"), { ...story, run: { status: "stopped" } }, 10), true)
  assert.equal(isAnswered(pending("resume", "interrupted"), { ...story, run: { status: "interrupted" } }, 10), false)
  assert.equal(isAnswered(pending("resume", "interrupted"), { ...story, run: { status: "queued" } }, 10), true)
  assert.equal(isAnswered(pending("stop"), story, 6000), true)
})

test("a hub asks on from the last event until there is no more, and then rests", async () => {
  const answers = [message([snapshot(1, 0)], { more: true, config: { batch: 64 } }), message([snapshot(2, 5)], { run: { status: "finished" } })]
  const hub = hubOn(() => ok(answers.shift()))
  hub.open("a b")
  await until(() => hub.loaded)
  assert.deepEqual(hub.asked, ["/a%20b?after=0", "/a%20b?after=1"])
  assert.deepEqual([hub.snapshots.length, hub.cursor, hub.config.batch, hub.run.status], [2, 1, 64, "finished"])
  await new Promise((resolve) => setTimeout(resolve, 200))
  assert.equal(hub.asked.length, 2)
})

test("a lost connection is said, and the run goes on where it was", async () => {
  const answers = [ok(message([snapshot(1, 0)])), null, { ok: false, status: 503, text: async () => "" }, ok(message([snapshot(2, 5)], { run: { status: "finished" } }))]
  const hub = hubOn(() => answers.shift() ?? Promise.reject(new TypeError("lost")))
  hub.open("a")
  await until(() => hub.failures === 1)
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
  const hub = hubOn((path) => (path.startsWith("/old") ? new Promise((resolve) => (release = () => resolve(ok(message([snapshot(1, 0)]))))) : ok(message([], { run: { status: "finished", title: "New" } }))))
  hub.open("old")
  await until(() => release)
  hub.open("new")
  release()
  await until(() => hub.loaded)
  await new Promise((resolve) => setTimeout(resolve, 20))
  assert.deepEqual([hub.snapshots.length, hub.run.title], [0, "New"])
  hub.rest()
})

test("who follows stays at the newest snapshot, who looks back stays there", async () => {
  const hub = hubOn(() => ok(message([])))
  hub.id = "a"
  hub.receive(message([snapshot(1, 0), snapshot(2, 1)]))
  assert.equal(hub.cursor, 1)
  hub.look(0)
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
  const told1 = hub.tell("pause")
  assert.equal(stateWords(hub), "Pausing…")
  assert.equal((await told1).trouble, "")
  answer = () => refused(403, "This link is for looking only.")
  assert.equal((await hub.tell("stop")).trouble, "This link is for looking only.")
  assert.equal(hub.pending, null)
  answer = () => Promise.reject(new TypeError("lost"))
  assert.match((await hub.tell("stop")).trouble, /did not answer/)
  hub.rest()
})

test("a started run is shown, and a refused one leaves what is shown", async () => {
  const bodies = []
  let answer = ok(new TextEncoder().encode('{"run": "mine", "view": "theirs"}').buffer)
  const hub = hubOn((path, options) => {
    if (path) return ok(message([], { run: { status: "finished" } }))
    bodies.push(JSON.parse(options.body))
    return answer
  })
  assert.deepEqual(await hub.start("{}"), { run: "mine", view: "theirs", trouble: "" })
  assert.deepEqual(bodies, [{ config: "{}", person: "somebody" }])
  answer = refused(400, "This would take an hour.")
  assert.equal((await hub.start("{}")).trouble, "This would take an hour.")
  // The address shows what lets others look; what controls the run goes along in a header.
  assert.equal(hub.id, "theirs")
  assert.equal(hub.control, "mine")
})

test("the run before stays in sight until the one that was started has a snapshot", async () => {
  const news = [message([], { run: { status: "queued", place: 2 } }), message([[1, "begun", 0, { steps: 9 }]]), message([snapshot(2, 0)], { run: { status: "finished" } })]
  const begun = [1, "begun", 0, { steps: 5, epoch_steps: 5, device: "cpu", threads: 1 }]
  const hub = hubOn((path, { method }) => {
    if (method) return { ...ok(new TextEncoder().encode(JSON.stringify({ run: "b", view: "v" })).buffer) }
    return ok(path.startsWith("/a") ? message([begun, snapshot(2, 0), snapshot(3, 4)], { run: { status: "finished" } }) : news.shift())
  })
  hub.open("a")
  await until(() => hub.loaded)
  assert.equal(figures(hub).length > 0, true)
  await hub.start("{}")
  await until(() => hub.run?.place === 2)
  assert.deepEqual([hub.id, hub.before.id, hub.snapshots.length, hub.begun.steps, hub.snapshot.step], ["v", "a", 2, 5, 4])
  assert.match(notice(hub).words, /1 waiting run is before yours.*Greyed/)
  assert.deepEqual(figures(hub), [])
  hub.seen(1)
  await until(() => hub.asked.some((path) => path.endsWith("/seen")))
  assert.ok(hub.asked.includes("/a/seen"))
  await until(() => !hub.before)
  assert.deepEqual([hub.snapshots.length, hub.begun.steps, hub.cursor], [1, 9, 0])
})

test("a run that ends before its first snapshot does not hide behind the run before", async () => {
  const hub = hubOn((path) => ok(path.startsWith("/a") ? message([snapshot(1, 0)], { run: { status: "finished" } }) : message([], { run: { status: "failed", reason: "No." } })))
  hub.open("a")
  await until(() => hub.loaded)
  hub.follows("b")
  assert.ok(hub.before)
  await until(() => !hub.before)
  assert.deepEqual([hub.snapshots.length, notice(hub).words], [0, "No."])
})

test("what layers make of a picture is fetched where one looks first, then around, and kept", async () => {
  const wanted = []
  const hub = hubOn((path, { body }) => {
    const { snapshots } = opened(body.buffer).header
    wanted.push(snapshots)
    const there = snapshots.filter((seq) => seq !== 3)
    if (!there.length) return refused(404, "gone")
    const arrays = Object.fromEntries(there.map((seq) => [`${seq}.0`, { values: Uint8Array.of(seq), shape: [1] }]))
    return ok(closed({ snapshots: there, layers: [{}], classes: ["a"], label: 0 }, arrays).buffer)
  })
  hub.id = "a"
  hub.receive(message([1, 2, 3, 4, 5].map((seq) => snapshot(seq, seq)), { run: { status: "finished" } }))
  hub.look(1)
  assert.equal(hub.seen(1), null)
  await until(() => hub.seen(1) && hub.seen(4))
  assert.deepEqual(wanted[0], [2])
  assert.equal(hub.seen(4).maps[0][0], 5)
  // The third snapshot was thinned away on the server: a neighbour stands for it.
  await until(() => hub.seen(2))
  assert.ok([2, 4].includes(hub.seen(2).maps[0][0]))
  assert.equal(hub.unseen, "")
  const before = wanted.length
  hub.seen(0)
  assert.equal(wanted.length, before)
  hub.probing({ validation: 7 })
  assert.equal(hub.seen(1), null)
})

test("the map whose values are read is fetched as it was computed, of another picture anew", async () => {
  const questions = []
  const hub = hubOn((path, { body }) => {
    questions.push([path, opened(body.buffer).header])
    return ok(closed({}, { map: { values: Float32Array.of(-0.2358), shape: [1, 1] } }).buffer)
  })
  hub.id = "a"
  hub.receive(message([snapshot(1, 0)], { run: { status: "finished" } }))
  assert.equal(hub.exact(1, 2, 3), undefined)
  await until(() => hub.exact(1, 2, 3))
  assert.deepEqual([...hub.exact(1, 2, 3)], [Math.fround(-0.2358)])
  const [path, { snapshot: seq, layer, map, validation }] = questions[0]
  assert.deepEqual([path.endsWith("/a/exact"), seq, layer, map, validation], [true, 1, 2, 3, 0])
  hub.probing({ image: Uint8Array.of(1), size: [1, 1, 1] })
  assert.equal(hub.exact(1, 2, 3), undefined)
  await until(() => hub.exact(1, 2, 3))
  assert.equal(questions.length, 2)
  assert.ok(!("validation" in questions[1][1]))
})

test("a snapshot that is gone is no trouble, and not asked for again", async () => {
  const hub = hubOn(() => refused(404, "These snapshots are no longer kept."))
  hub.id = "a"
  hub.receive(message([snapshot(1, 0)], { run: { status: "finished" } }))
  hub.seen(0)
  await until(() => !hub.seenStore.busy)
  hub.seen(0)
  assert.deepEqual([hub.unseen, hub.asked.length], ["", 1])
})

test("what the server will not compute is said", async () => {
  const hub = hubOn(() => refused(400, "This network is too large to look into."))
  hub.id = "a"
  hub.receive(message([snapshot(1, 0)], { run: { status: "finished" } }))
  hub.seen(0)
  await until(() => hub.unseen)
  assert.equal(notice(hub).words, "This network is too large to look into.")
  hub.forget("")
  assert.equal(hub.unseen, "")
})

test("snapshots are asked for from the cursor outwards", () => {
  const snapshots = Array.from({ length: 9 }, (_, at) => ({ seq: at * 10 }))
  assert.deepEqual(nextWanted(snapshots, 4, () => false, 3, 9), [40])
  assert.deepEqual(nextWanted(snapshots, 4, (seq) => seq === 40, 3, 9), [50, 30, 60])
  assert.deepEqual(nextWanted(snapshots, 0, (seq) => seq <= 10, 3, 2), [20])
  assert.deepEqual(nextWanted(snapshots, 0, () => true, 3, 9), [])
})

test("what is kept stays within its bytes, and the farthest goes first", async () => {
  const snapshots = Array.from({ length: 30 }, (_, seq) => ({ seq }))
  const store = new Nearby(async (seqs) => new Map(seqs.map((seq) => [seq, { value: seq, bytes: 10 }])), { chunk: 4, most: 60, changed: () => {} })
  store.at(snapshots, 20, true)
  await until(() => !store.busy)
  assert.ok(store.bytes <= 60)
  assert.ok([...store.values.keys()].every((seq) => Math.abs(seq - 20) <= 6))
  assert.equal(store.at(snapshots, 20, true), 20)
  for (let index = 0; index < 30; index++) {
    store.at(snapshots, index, false)
    await until(() => !store.busy)
  }
  assert.ok(store.bytes <= 60)
  assert.deepEqual([...store.values.keys()].sort((a, b) => a - b), [24, 25, 26, 27, 28, 29])
})

test("pictures already here are not fetched again", async () => {
  const hub = hubOn((path) => {
    const indices = path.split("=")[1].split(",").map(Number)
    return ok(closed({}, { pictures: { values: Uint8Array.from(indices.flatMap((i) => [i, i])), shape: [indices.length, 1, 1, 2] }, labels: { values: Uint8Array.from(indices), shape: [indices.length] } }).buffer)
  })
  hub.id = "a"
  assert.deepEqual([...(await hub.pictures([5, 3])).pictures], [5, 5, 3, 3])
  const { pictures, labels, size } = await hub.pictures([3, 9])
  assert.deepEqual([[...pictures], [...labels], size], [[3, 3, 9, 9], [3, 9], [1, 1, 2]])
  assert.deepEqual(hub.asked, ["/a/pictures?validation=5,3", "/a/pictures?validation=9"])
})

test("the confusion shown is the newest look at validation pictures", () => {
  const hub = hubOn(() => ok(message([])))
  const evaluation = (seq, step, part = "validation", own = { predicted: { values: Uint8Array.of(seq), shape: [1] } }) => [seq, "evaluation", step, { part, loss: 1, accuracy: 1 }, own]
  hub.receive(message([snapshot(1, 0), evaluation(2, 3), snapshot(3, 3), snapshot(4, 5), evaluation(5, 6, "test"), snapshot(6, 6)]))
  assert.deepEqual([0, 1, 2, 3].map((index) => hub.evaluation(index)?.seq), [undefined, 2, 2, 2])
})

test("what can be asked of a run is what makes sense, and nothing by a view-only link", () => {
  const names = (run) => Object.entries(offered({ run })).filter(([, may]) => may).map(([name]) => name)
  assert.deepEqual(names({ status: "running", control: true }), ["pause", "batch", "epoch", "stop", "rate"])
  assert.deepEqual(names({ status: "queued", control: true }), ["stop"])
  assert.deepEqual(names({ status: "interrupted", control: true }), ["resume"])
  assert.deepEqual(names({ status: "finished", control: true }), [])
  assert.deepEqual(names({ status: "running", control: false }), [])
})

test("a run says where it is, how fast, and how long it will take", () => {
  const hub = hubOn(() => ok(message([])))
  hub.id = "a"
  hub.receive(message([[1, "begun", 0, { steps: 200, epoch_steps: 100, device: "cpu", threads: 1 }], scalars(2, 50, new Array(50).fill(1))], { config: { batch: 64 } }))
  assert.deepEqual(figures(hub), ["step 50 of 200", "epoch 0.50 of 2", "640 examples/s", "about 15 s left", "on cpu, 1 thread"])
  hub.receive(message([], { run: { status: "diverged", reason: "The loss is NaN." } }))
  assert.deepEqual(notice(hub), { words: "The loss is NaN.", alarm: true })
  hub.receive(message([], { run: { status: "queued", place: 3 } }))
  assert.equal(stateWords(hub), "Waiting, place 3 in the queue")
  assert.match(notice(hub).words, /^2 waiting runs are before yours/)
  hub.receive(message([], { run: { status: "queued", place: 1 } }))
  assert.match(notice(hub).words, /^Yours is next/)
  hub.receive(message([], { run: { status: "starting" } }))
  assert.match(notice(hub).words, /first filters/)
  hub.receive(message([[3, "evaluation", 200, { part: "test", loss: 0.1, accuracy: 0.987 }], scalars(4, 200, [1])], { run: { status: "finished", reason: "All 200 batches are learned.", control: false } }))
  assert.ok(figures(hub).includes("98.7 % of the test pictures right"))
  assert.deepEqual(notice(hub), { words: "", alarm: false })
  assert.equal(stateWords(hub, true), "Recorded")
})

test("a link for looking holds no id that controls", () => {
  assert.equal(viewAddress("http://h/train?run=abc&rate=0.1", [["abc", "xyz"]]), "http://h/train?run=xyz&rate=0.1")
  assert.equal(viewAddress("http://h/train?rate=0.1", [["abc", "xyz"]]), "http://h/train?rate=0.1&run=xyz")
  assert.equal(viewAddress("http://h/train?runs=abc", [["abc", "xyz"]]), "http://h/train?runs=xyz")
  assert.equal(viewAddress("http://h/compare?run=abc-def", [["abc", "xyz"], ["def", "uvw"]]), "http://h/compare?run=xyz-uvw")
  assert.equal(viewAddress("http://h/train?run=xyz", [["xyz", "xyz"]]), "http://h/train?run=xyz")
})

test("a branch leads back to the run it came from, the other run of a pair stays", () => {
  assert.equal(parentAddress("http://h/train?run=abc&rate=0.1", "abc", "xyz"), "http://h/train?run=xyz&rate=0.1")
  assert.equal(parentAddress("http://h/compare?run=abc-def", "def", "xyz"), "http://h/compare?run=abc-xyz")
  assert.equal(parentAddress("http://h/train", "abc", "xyz"), "http://h/train?run=xyz")
})

test("what controls a run goes along as a header and stands in no address, and is kept in the browser", async () => {
  const stored = new Map()
  globalThis.localStorage = { getItem: (name) => stored.get(name) ?? null, setItem: (name, value) => stored.set(name, value) }
  const headers = []
  const hub = hubOn((path, options) => {
    headers.push(options.headers?.["X-Run-Control"])
    return path ? ok(message([], { run: { status: "finished", view: "v7" } })) : ok(new TextEncoder().encode('{"run": "c7", "view": "v7"}').buffer)
  })
  await hub.start("{}")
  await until(() => hub.loaded)
  assert.deepEqual([hub.asked.some((path) => path.includes("c7")), headers.at(-1)], [false, "c7"])
  assert.deepEqual(JSON.parse(stored.get("cnnviz-control")), [["v7", "c7"]])
  for (let k = 0; k < 250; k++) keepKey(`run${k}`, `key${k}`)
  assert.equal(JSON.parse(stored.get("cnnviz-control")).length, 200)
  // What another tab has kept counts, and nonsense does not.
  stored.set("cnnviz-control", JSON.stringify([["other", "theirs"], 7, ["odd", {}]]))
  assert.deepEqual(["other", "odd", "nobody"].map(keyOf), ["theirs", "", ""])
  stored.set("cnnviz-control", "{")
  assert.equal(keyOf("other"), "")
  delete globalThis.localStorage
})

test("controls that say something else than what is shown are told, for one run and for two", () => {
  assert.equal(unlikeWords("", 1), "")
  assert.match(unlikeWords("seed: 0 → 3", 1), /^This run .* say something else .*: seed: 0 → 3\.$/)
  assert.match(unlikeWords("seed: 0 → 3", 2), /^These two runs/)
})

test("what a file of weights holds is said: exact where a run ended or is paused, else rounded", () => {
  const snapshots = [{ step: 1, epoch: 0.5, seconds: 1 }, { step: 2, epoch: 1, seconds: 2 }]
  const at = (status, cursor, created = 1) => ({ run: { status, created }, snapshots, snapshot: snapshots[cursor] })
  assert.match(takenWords(at("finished", 1)), /exactly as training ended/)
  assert.match(takenWords(at("paused", 1)), /exactly as training paused/)
  assert.match(takenWords(at("interrupted", 1)), /last weights that were kept exactly/)
  assert.match(takenWords(at("running", 1)), /pause the run/)
  assert.match(takenWords(at("finished", 1, 0)), /only half precision/)
  assert.match(momentWords(at("finished", 1)), /step 2 .*exact/)
  for (const hub of [at("finished", 0), at("running", 1), at("finished", 1, 0)]) assert.match(momentWords(hub), /half precision/)
})
