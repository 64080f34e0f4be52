import assert from "node:assert/strict"
import { test } from "node:test"
import { ordered } from "../../../cnnviz/ui/components/board/people.mjs"
import { visible } from "../../../cnnviz/ui/components/board/questions.mjs"
import { about as described, lines } from "../../../cnnviz/ui/components/board/wall.mjs"
import { about, heard, left, parting, plain } from "../../../cnnviz/ui/components/board/words.mjs"

const LEARNER = { number: 1, name: "Mia", here: true, at: "pooling", answered: 3, right: 2, stuck: "", done: true }
const BARS = [
  { label: "3", count: 4, right: true, misconception: "" },
  { label: "5", count: 2, right: false, misconception: "Flip changes nothing" },
]
const QUESTION = {
  step: "a.b",
  title: "A · 1",
  ask: "What?",
  round: 1,
  count: 6,
  bars: BARS,
  mixed: false,
  held: true,
}

test("while it is held no bar says whether it is right", () => {
  const bars = visible(QUESTION, false)
  assert.deepEqual(
    bars.map(({ label, count }) => [label, count]),
    [
      ["3", 4],
      ["5", 2],
    ],
  )
  assert.equal(
    bars.some((bar) => bar.right || bar.misconception),
    false,
  )
  assert.deepEqual(visible(QUESTION, true), BARS)
})

test("where learners had different numbers only their count is seen before", () => {
  assert.deepEqual(
    visible({ ...QUESTION, mixed: true }, false).map(({ label, count }) => [label, count]),
    [["Answers", 6]],
  )
})

test("the stuck stand first, those who are away last", () => {
  const learners = [
    { ...LEARNER, number: 1, here: false },
    { ...LEARNER, number: 2 },
    { ...LEARNER, number: 3, stuck: "3 wrong in a row" },
    { ...LEARNER, number: 4 },
  ]
  assert.deepEqual(
    ordered(learners).map((one) => one.number),
    [3, 2, 4, 1],
  )
})

test("who is to be taken out is named, with what is deleted", () => {
  assert.match(parting(LEARNER), /^Take Mia out of the class\? Their 3 answers will be deleted\. /)
  assert.doesNotMatch(parting({ ...LEARNER, answered: 0 }), /deleted/)
})

test("a learner in words", () => {
  const pages = new Map([["pooling", "Pooling"]])
  assert.equal(about(LEARNER, pages), "Mia is on Pooling. 3 questions answered, 2 right at the first try.")
  assert.equal(
    about({ ...LEARNER, here: false, answered: 1, right: 0, stuck: "x" }, pages),
    "Mia is away. 1 question answered, 0 right at the first try. Stuck: x.",
  )
})

test("the board in words, and texts without marks", () => {
  const shown = { learners: [LEARNER, { ...LEARNER, here: false }], questions: [QUESTION], asked: "a.b" }
  assert.equal(heard(/** @type {any} */ (shown)), "1 learner here. 6 answers to A · 1.")
  assert.equal(plain("**b** and `c`"), "b and c")
  const told = [60, 3599, 3601, 7200, 86_399].map(left)
  assert.deepEqual(told, ["1 minute", "60 minutes", "61 minutes", "2 hours", "24 hours"])
})

test("runs lie on one scale, and a loss that is no number is at its top", () => {
  const run = { number: 1, name: "Mia", view: "v", status: "running", title: "LeNet-5", steps: 4, line: [2, 1] }
  const { most, steps, points } = lines([run, { ...run, steps: 2, line: [1, null] }], 800)
  assert.deepEqual([most, steps], [2, 4])
  const [first, second] = points.map((line) => line.split(" ").map((point) => point.split(",").map(Number)))
  assert.equal(first[0][1], second[1][1])
  assert.equal(first[1][1], second[0][1])
  assert.ok(second[1][0] < first[1][0])
  assert.equal(described(run), "Mia: LeNet-5, running, 4 steps, loss 1")
  assert.equal(described({ ...run, line: [], steps: 0, status: "queued" }), "Mia: LeNet-5, queued")
})
