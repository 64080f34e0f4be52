import assert from "node:assert/strict"
import { test } from "node:test"
import { said, waiting } from "../../cnnviz/ui/components/strip/strip.mjs"

const LEARNERS = [
  { here: true, done: true, stuck: "" },
  { here: true, done: false, stuck: "no answer for 2 min" },
  { here: false, done: true, stuck: "" },
]

/** @param {object} how @returns {any} */
const shown = (how) => ({ code: "CDFH-J347", asked: "a.b", learners: LEARNERS, questions: [], ...how })

test("the class in a few words counts those who are here", () => {
  assert.equal(said(shown({})), "Class CDFH-J347: 1 of 2 answered, 1 stuck")
  assert.equal(said(shown({ asked: "", learners: LEARNERS.slice(0, 1) })), "Class CDFH-J347: 1 here")
})

test("what is shown to all is what they were asked last, else the newest that waits, else nothing", () => {
  const one = (/** @type {string} */ step, held = true) => ({ step, held })
  assert.equal(waiting(shown({ questions: [one("c.d"), one("a.b")] }))?.step, "a.b")
  assert.equal(waiting(shown({ questions: [one("e.f", false), one("c.d"), one("a.b", false)] }))?.step, "c.d")
  assert.equal(waiting(shown({ questions: [one("a.b", false)] })), undefined)
})
