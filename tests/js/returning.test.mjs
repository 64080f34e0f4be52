import assert from "node:assert/strict"
import { test } from "node:test"
import { persistent, returns } from "../../cnnviz/ui/components/access/returning.mjs"

Object.assign(globalThis, { document: { baseURI: "http://here/folder/pooling" } })

/** A fetch that answers these, one after the other. @param {(number | Error)[]} answers */
function answering(answers) {
  const left = [...answers]
  /** @type {string[]} */
  const asked = []
  /** @type {number[]} */
  const waited = []
  const ask = async (/** @type {any} */ address) => {
    asked.push(String(address))
    const next = left.shift() ?? 200
    if (next instanceof Error) throw next
    return /** @type {any} */ ({ status: next })
  }
  const wait = async (/** @type {number} */ milliseconds) => void waited.push(milliseconds)
  return { fetch: persistent(ask, wait), asked, waited }
}

const HEALTH = "http://here/folder/_stcore/health"

test("Streamlit's question is put again, within a second each time, until the server answers", async () => {
  const { fetch, asked, waited } = answering([new TypeError("refused"), 502, new TypeError("refused"), 503])
  assert.equal((await fetch(HEALTH)).status, 200)
  assert.deepEqual(asked, Array(5).fill(HEALTH))
  assert.ok(waited.length === 4 && waited.every((each) => each >= 500 && each < 1000))
})

test("where a proxy says that there is no such page, the server is away", async () => {
  const { fetch, asked } = answering([404, 404])
  assert.equal((await fetch(HEALTH)).status, 200)
  assert.equal(asked.length, 3)
})

test("a server that stays away is asked as seldom as Streamlit would ask it, until it is there", async () => {
  const { fetch, waited } = answering([...Array(302).fill(new TypeError("refused")), 200, 502])
  await fetch(HEALTH)
  assert.ok(waited.slice(0, 300).every((each) => each < 1000))
  assert.ok(waited.length === 302 && waited.slice(300).every((each) => each >= 3000 && each < 5000))
  await fetch(HEALTH)
  assert.ok((waited.at(-1) ?? 0) < 1000)
})

test("what a server says of itself is an answer", async () => {
  const { fetch, asked } = answering([403])
  assert.equal((await fetch(new URL("_stcore/host-config", "http://here/"))).status, 403)
  assert.equal(asked.length, 1)
})

test("a question that Streamlit has given up is put no more", async () => {
  const over = new AbortController()
  let asked = 0
  const fetch = persistent(
    async (_, options) => {
      asked += 1
      throw options?.signal?.aborted ? new DOMException("over", "AbortError") : new TypeError("refused")
    },
    async () => over.abort(),
  )
  await assert.rejects(fetch(HEALTH, { signal: over.signal }), { name: "AbortError" })
  assert.equal(asked, 2)
})

test("all other questions are put once", async () => {
  const { fetch, asked } = answering([new TypeError("refused"), 500])
  await assert.rejects(fetch("live/class/news"), TypeError)
  assert.equal((await fetch("live/class/news")).status, 500)
  assert.equal(asked.length, 2)
})

test("a page that has its server again says so, once each time", () => {
  let state = "CONNECTED"
  let told = 0
  const page = { querySelector: () => ({ getAttribute: () => state }) }
  const look = returns(/** @type {any} */ (page), () => (told += 1))
  for (const next of ["CONNECTED", "PINGING_SERVER", "CONNECTING", "CONNECTED", "CONNECTED"]) {
    state = next
    look()
  }
  assert.equal(told, 1)
  state = "PINGING_SERVER"
  look()
  state = "CONNECTED"
  look()
  assert.equal(told, 2)
})
