import assert from "node:assert/strict"
import { afterEach, beforeEach, mock, test } from "node:test"
import { Looking } from "../../../../cnnviz/ui/components/shared/classroom/looking.mjs"

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] })
  Object.assign(globalThis, { window: globalThis })
})
afterEach(() => mock.timers.reset())

/** @param {object} replies by path; of a list one after the other */
function looking(replies) {
  const answer = async (/** @type {string} */ path) => {
    const reply = /** @type {any} */ (replies)[path]
    return { ok: reply === 200, status: reply, text: '{"code":"CDFH-J347"}' }
  }
  /** @type {string[]} */
  const said = []
  const shown = /** @type {any[]} */ ([])
  const made = new Looking(
    /** @type {any} */ ({ get: answer, post: answer }),
    500,
    (one) => shown.push(one),
    (trouble) => said.push(trouble),
  )
  return { made, said, shown }
}

test("what did not reach the class is said until one has read it, also while the class answers", async () => {
  let now = 10_000
  mock.method(performance, "now", () => now)
  const replies = { "/board": 200, "/tell": 400 }
  const { made, said } = looking(replies)
  await made.say({ what: "freeze" })
  await made.ask()
  assert.match(said.at(-1) ?? "", /did not reach the class/)
  now += 5000
  await made.ask()
  assert.equal(said.at(-1), "")
  await made.say({ what: "freeze" })
  replies["/tell"] = 200
  await made.say({ what: "freeze" })
  assert.equal(said.at(-1), "")
  mock.restoreAll()
  made.stop()
})

test("a class that does not answer is told apart from one that is over", async () => {
  const replies = { "/board": 0 }
  const { made, said, shown } = looking(replies)
  for (let at = 0; at < 3; at += 1) await made.ask()
  assert.match(said.at(-1) ?? "", /Nothing is lost/)
  replies["/board"] = 404
  await made.ask()
  assert.match(said.at(-1) ?? "", /is over/)
  replies["/board"] = 200
  await made.ask()
  assert.deepEqual([said.at(-1), shown.length], ["", 1])
  made.stop()
})
