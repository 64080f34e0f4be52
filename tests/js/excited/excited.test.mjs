// Where a curve stands, what is said of a picture, and how one is followed to its end.

import assert from "node:assert/strict"
import { afterEach, test } from "node:test"

import { placing } from "../../../cnnviz/ui/components/excited/curve.mjs"
import { Story } from "../../../cnnviz/ui/components/excited/story.mjs"
import { answered, curve, standing } from "../../../cnnviz/ui/components/excited/words.mjs"
import { packed } from "../../../cnnviz/ui/components/shared/message.mjs"

const told = (step, sum, more = {}) => ({ step, sum, after: sum, largest: sum, seconds: 1, answers: [], ...more })

test("a curve stands within its chart, the lowest number below the highest", () => {
  const { x, y, low, high } = placing([0, -2, 5], 160)
  assert.deepEqual([low, high], [-2, 5])
  assert.ok(x(0) < x(80) && x(80) < x(160) && x(160) <= 320)
  assert.ok(y(5) < y(0) && y(0) < y(-2) && y(-2) <= 110)
  const flat = placing([0, 0], 0)
  assert.ok(Number.isFinite(flat.y(0)) && Number.isFinite(flat.x(0)))
})

test("what the network answers is said, and where the wanted class stands", () => {
  const answers = [
    ["ape", 0.9514],
    ["bee", 0.042],
    ["cat", 0.00001],
  ]
  const all = "As it is shown, the network answers: ape 95 %, bee 4.2 %, cat < 0.1 %."
  assert.equal(answered(told(1, 1, { answers }), "", "the network"), all)
  assert.equal(answered(told(1, 1, { answers, rank: 1 }), "ape", "the network"), `${all} “ape” comes first.`)
  assert.equal(answered(told(1, 1, { answers, rank: 3 }), "cat", "the network"), `${all} “cat” comes at place 3.`)
  assert.equal(answered(told(1, 1), "cat", "the network"), "")
})

test("a curve has words", () => {
  assert.equal(curve([], "Its mean"), "No curve yet.")
  assert.equal(curve([told(0, -0.5), told(4, 2)], "Its mean"), "Its mean: −0.5 at step 0, 2 at step 4.")
})

const fetched = globalThis.fetch
afterEach(() => {
  globalThis.fetch = fetched
  delete globalThis.location
})

/** Serves answers in turn: a message's header and picture, or a status and a sentence. */
function serving(...answers) {
  globalThis.location = { href: "http://here/what-it-looks-for" }
  const asked = []
  globalThis.fetch = async (address, options = {}) => {
    asked.push([options.method ?? "GET", new URL(address).pathname + new URL(address).search, options.headers ?? {}])
    const [header, picture, status = 200] = answers.length > 1 ? answers.shift() : answers[0]
    if (status !== 200) return { ok: false, status, json: async () => ({ trouble: header }) }
    const arrays = picture ? { picture: { values: picture, shape: [1, 1, picture.length] } } : {}
    return { ok: true, status, arrayBuffer: async () => packed(header, arrays).buffer }
  }
  return asked
}

const header = (status, last, pictures = []) => ({ status, said: "", steps: 8, pictures, last, more: false })
const until = async (claim) => {
  while (!claim()) await new Promise((done) => setTimeout(done, 5))
}

test("a picture is asked for until it is done, each time for what is new", async () => {
  const asked = serving(
    [header("queued", 0)],
    [header("running", 2, [told(0, 1)]), Uint8Array.of(1, 2)],
    [header("finished", 4, [told(8, 3)]), Uint8Array.of(3, 4)],
  )
  const story = new Story("view", "control")
  story.follow(() => {})
  await until(() => story.status === "finished")
  assert.deepEqual(
    asked.map(([, address]) => address),
    [0, 0, 2].map((after) => `/live/runs/view/made?after=${after}`),
  )
  assert.deepEqual([...story.pixels], [3, 4])
  assert.deepEqual(
    story.told.map(({ step }) => step),
    [0, 8],
  )
  assert.equal(story.active, false)
  assert.equal(standing(story), "Step 8 of 8")
})

test("one that is not kept is asked for once", async () => {
  const asked = serving(["There is no such picture.", null, 404])
  const story = new Story("view", "")
  story.follow(() => {})
  await until(() => story.gone)
  await new Promise((done) => setTimeout(done, 200))
  assert.equal(asked.length, 1)
  assert.equal(story.trouble, "There is no such picture.")
})

test("who stops it shows that they may", async () => {
  const asked = serving([header("running", 0)])
  const story = new Story("view", "secret")
  await story.end()
  assert.deepEqual(asked[0].slice(0, 2), ["POST", "/live/runs/view/made/stop"])
  assert.equal(asked[0][2]["X-Run-Control"], "secret")
  assert.equal(standing(story), "Stopping …")
  story.take(header("stopped", 5))
  assert.equal(story.stopping, false)
})
