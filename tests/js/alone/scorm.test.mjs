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

/** @type {Record<string, ((event: object) => void)[]>} what the page listens to */
let heard = {}

/** @param {object | undefined} API */
function platform(API) {
  heard = {}
  const addEventListener = (name, act) => {
    heard[name] = [...(heard[name] ?? []), act]
  }
  const frame = { API, addEventListener }
  globalThis.window = Object.assign(frame, { parent: frame, opener: null })
  return new Platform()
}

/** @param {string} name @param {object} event */
function happens(name, event = {}) {
  for (const act of heard[name] ?? []) act(event)
}

/** A platform that keeps to SCORM 1.2: a visit begins and ends once, or `visits` times, and nothing is between. */
class Strict {
  constructor(visits = 1) {
    Object.assign(this, { visits, open: false, connected: true, values: {}, kept: {}, calls: [], wrong: [] })
  }
  must(holds, what) {
    if (!holds) this.wrong.push(what)
    return String(holds)
  }
  LMSInitialize(nothing) {
    this.calls.push("LMSInitialize")
    if (nothing !== "" || this.open || !this.visits) return "false"
    this.visits -= 1
    this.open = true
    return "true"
  }
  LMSGetValue(name) {
    this.must(this.open, `asked for ${name} outside a visit`)
    return this.values[name] ?? ""
  }
  LMSSetValue(name, value) {
    this.must(typeof value === "string", `${name} is no text`)
    if (this.must(this.open, `${name} set outside a visit`) === "true") this.values[name] = value
    return "true"
  }
  LMSCommit(nothing) {
    this.must(this.open && nothing === "", "committed outside a visit")
    if (this.connected) this.kept = { ...this.values }
    return String(this.connected)
  }
  LMSFinish(nothing) {
    this.calls.push("LMSFinish")
    this.must(this.open && nothing === "", "finished twice")
    this.open = false
    return String(this.connected)
  }
}

const answer = { given: 1, right: true, first: true, misconception: "", draw: 0 }

test("a visit is finished once, however often the page goes", () => {
  const lms = new Strict()
  const made = platform(lms)
  made.tell({ 0: answer }, 1, 2, false)
  happens("pagehide", { persisted: true })
  happens("pagehide", { persisted: false })
  made.finish()
  made.tell({ 0: answer, 1: answer }, 2, 2, true)
  assert.deepEqual(lms.calls, ["LMSInitialize", "LMSFinish"])
  assert.deepEqual(lms.wrong, [])
  assert.equal(lms.kept["cmi.core.score.raw"], "50")
})

test("a page that comes back begins another visit, which is told what was answered meanwhile", () => {
  const lms = new Strict(2)
  const made = platform(lms)
  made.tell({ 0: answer }, 1, 2, false)
  happens("pagehide", { persisted: true })
  made.tell({ 0: answer, 1: answer }, 2, 2, true)
  happens("pageshow", { persisted: true })
  assert.deepEqual(lms.calls, ["LMSInitialize", "LMSFinish", "LMSInitialize"])
  assert.equal(lms.kept["cmi.core.score.raw"], "100")
  assert.equal(lms.kept["cmi.core.lesson_status"], "completed")
  assert.equal(made.trouble, "")
  happens("pagehide", { persisted: false })
  assert.deepEqual(lms.wrong, [])
})

test("a platform that grants no further visit is left alone, and the learner told", () => {
  const lms = new Strict(1)
  const made = platform(lms)
  happens("pagehide", { persisted: true })
  happens("pageshow", { persisted: true })
  made.tell({ 0: answer }, 1, 2, false)
  made.finish()
  assert.deepEqual(lms.wrong, [])
  assert.match(made.trouble, /has ended this visit/)
})

test("a page that is shown for the first time begins no second visit", () => {
  const lms = new Strict(2)
  platform(lms)
  happens("pageshow", { persisted: false })
  assert.deepEqual(lms.calls, ["LMSInitialize"])
})

test("without a connection the learner is told, and all of it is sent once there is one", () => {
  const lms = new Strict()
  const made = platform(lms)
  lms.connected = false
  made.tell({ 0: answer }, 1, 2, false)
  assert.match(made.trouble, /cannot be reached/)
  assert.deepEqual(lms.kept, {})
  lms.connected = true
  happens("online")
  assert.equal(made.trouble, "")
  assert.equal(lms.kept["cmi.core.score.raw"], "50")
  assert.deepEqual(lms.wrong, [])
})

test("a platform that knows no bounds of a score is one, a platform that takes no score is told of", () => {
  const refusing = (...names) => ({
    LMSInitialize: () => "true",
    LMSGetValue: () => "",
    LMSSetValue: (name) => String(!names.includes(name)),
    LMSCommit: () => "true",
  })
  const made = platform(refusing("cmi.core.score.min", "cmi.core.score.max"))
  made.tell({ 0: answer }, 1, 2, false)
  assert.equal(made.trouble, "")
  for (const name of ["cmi.core.score.raw", "cmi.suspend_data"]) {
    const other = platform(refusing(name))
    other.tell({ 0: answer }, 1, 2, false)
    assert.match(other.trouble, /cannot be reached/)
  }
})

test("a visit in which nothing is answered leaves the score of an earlier one", () => {
  const lms = new Strict()
  lms.values = { "cmi.core.score.raw": "80", "cmi.core.lesson_status": "completed" }
  const made = platform(lms)
  made.tell({}, 0, 2, false)
  made.finish()
  assert.equal(lms.kept["cmi.core.score.raw"], "80")
  assert.equal(lms.kept["cmi.core.lesson_status"], "completed")
})

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
  made.tell({ 0: answer }, 1, 2, true)
  assert.equal(told["cmi.core.score.raw"], "50")
  assert.equal(told["cmi.core.lesson_status"], "completed")
})

test("what another edition of the lesson has asked counts for nothing", () => {
  const spoilt = [null, 3, [], {}, { ...answer, given: 2 }, { ...answer, given: undefined }, { ...answer, given: {} }]
  for (const one of [...spoilt, { ...answer, draw: 7 }, { ...answer, given: "a" }, { ...answer, given: [1] }])
    assert.deepEqual(new Answers(file, { 0: one }).all, {})
  const skipped = { ...answer, given: null, right: false }
  assert.deepEqual(new Answers(file, { 0: answer, 2: skipped }).all, { 0: answer, 2: skipped })
})
