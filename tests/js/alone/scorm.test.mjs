import assert from "node:assert/strict"
import { test } from "node:test"
import { Answers } from "../../../cnnviz/ui/components/alone/answers.mjs"
import { Platform, span } from "../../../cnnviz/ui/components/alone/scorm.mjs"

test("a span of time is written as SCORM 1.2 asks", () => {
  assert.equal(span(0), "0000:00:00.00")
  assert.equal(span(61_230), "0000:01:01.23")
  assert.equal(span(36_000_000), "0010:00:00.00")
})

const asking = { draws: [{ items: [], question: { kind: "number", ask: "", right: 1, traps: [] } }] }
const file = { steps: [asking, { draws: [{ items: [], question: null }] }, asking] }

test("the score counts what was right at the first try", () => {
  const answers = new Answers(file, {})
  answers.take(0, { given: 2, right: false, misconception: "", draw: 0 })
  answers.take(0, { given: 1, right: true, misconception: "", draw: 1 })
  answers.take(2, { given: 1, right: true, misconception: "", draw: 0 })
  assert.equal(answers.right, 1)
  assert.equal(answers.whole, true)
  assert.equal(answers.of(0, 0), undefined)
  assert.equal(answers.of(0, 1).first, false)
})

test("what a platform kept of other steps is left out", () => {
  const answer = { given: 1, right: true, first: true, misconception: "", draw: 0 }
  const answers = new Answers(file, { 0: answer, 1: answer, 99: answer })
  assert.deepEqual(Object.keys(answers.all), ["0"])
})

/** @param {object | undefined} API */
function platform(API) {
  const frame = { API, addEventListener() {} }
  globalThis.window = Object.assign(frame, { parent: frame, opener: null })
  return new Platform()
}

test("an API of something else, or one that fails, leaves the file to work alone", () => {
  const broken = () => {
    throw new Error("No session")
  }
  for (const API of [undefined, {}, { LMSInitialize: broken }, { LMSInitialize: () => "false" }]) {
    const made = platform(API)
    made.tell({}, 0, 1, true)
    made.finish()
    assert.equal(made.on, false)
    assert.deepEqual(made.kept(), {})
  }
})

test("a platform that answers with a boolean, and fails later, is one", () => {
  const told = {}
  const made = platform({ LMSInitialize: () => true, LMSSetValue: (name, value) => (told[name] = value) })
  made.tell({}, 1, 2, true)
  assert.equal(told["cmi.core.score.raw"], "50")
  assert.equal(told["cmi.core.lesson_status"], "completed")
})

test("what another edition of the lesson has asked counts for nothing", () => {
  const answer = { given: 1, right: true, first: true, misconception: "", draw: 0 }
  const spoilt = [null, 3, [], {}, { ...answer, given: 2 }, { ...answer, given: undefined }, { ...answer, given: {} }]
  for (const one of [...spoilt, { ...answer, draw: 7 }, { ...answer, given: "a" }, { ...answer, given: [1] }])
    assert.deepEqual(new Answers(file, { 0: one }).all, {})
  const skipped = { ...answer, given: null, right: false }
  assert.deepEqual(new Answers(file, { 0: answer, 2: skipped }).all, { 0: answer, 2: skipped })
})
