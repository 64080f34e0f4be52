import assert from "node:assert/strict"
import { test } from "node:test"
import { SignalBoard } from "../../../cnnviz/ui/components/explorer/boards/signal_board.mjs"
import { Cursor } from "../../../cnnviz/ui/components/explorer/cursor.mjs"
import { COVERED } from "../../../cnnviz/ui/components/explorer/sentences.mjs"
import { worked } from "../../../cnnviz/ui/components/explorer/step/step.mjs"
import { Words } from "../../../cnnviz/ui/components/explorer/words.mjs"
import { SIGNAL, subject } from "./steps.mjs"

function step() {
  const signal = subject({ ...SIGNAL }, [1, 4], [1, 2])
  signal.planes = [Float32Array.of(0, 7, 0, 0)]
  signal.kernel = [Float32Array.of(-1, 3)]
  return worked(signal)
}

test("while a question is open, the row is told and the map is not", () => {
  const told = {}
  const board = Object.assign(Object.create(SignalBoard.prototype), {
    canvas: { setAttribute: (_, label) => Object.assign(told, { label }) },
  })
  board.describe(step(), true)
  assert.ok(told.label.includes("Data: 0, 7, 0, 0. Kernel: −1, 3.") && told.label.includes(COVERED), told.label)
  assert.ok(!told.label.includes("21"), told.label)
  board.describe(step(), false)
  assert.ok(told.label.includes("Result: ") && told.label.includes("21"), told.label)
})

test("while a question is open, the sentence of what is shown says that it is covered", () => {
  const work = step()
  const words = Object.assign(Object.create(Words.prototype), { read: { textContent: "" } })
  words.draw({ work, asking: true }, new Cursor().moment(work, [0, 1]))
  assert.equal(words.read.textContent, COVERED)
  words.draw({ work, asking: false }, new Cursor().moment(work, [0, 1]))
  assert.ok(words.read.textContent.includes("21"), words.read.textContent)
})
