import assert from "node:assert/strict"
import { beforeEach, mock, test } from "node:test"

import { Post, rowsOf } from "../../../cnnviz/ui/components/explorer/subject/post.mjs"

let told

/** A post whose messages are kept, and a clock that goes only when told to. */
function posted() {
  told = []
  return new Post(
    7,
    (name, value) => told.push([name, value]),
    (ahead) => ({ parts: [...ahead] }),
  )
}

beforeEach(() => {
  mock.timers.reset()
  mock.timers.enable({ apis: ["setTimeout"] })
  const started = performance.now()
  let passed = 0
  mock.method(performance, "now", () => started + passed)
  globalThis.later = (milliseconds) => {
    passed += milliseconds
    mock.timers.tick(milliseconds)
  }
})

test("a turned control is told once, with its edition, and settled by its answer", () => {
  const post = posted()
  post.turn("stride", 2)
  post.send()
  assert.deepEqual(told, [["change", { edition: "7-1", values: { stride: 2 }, parts: ["values"] }]])
  assert.equal(post.answered("7-1"), true)
  assert.equal(post.ahead.size, 0)
})

test("while one message is under way the next waits, and the last one is always told", () => {
  const post = posted()
  for (const value of [2, 3, 4]) {
    post.turn("stride", value)
    post.send()
  }
  assert.equal(told.length, 1)
  assert.equal(post.answered("7-1"), false)
  assert.equal(told.length, 2)
  assert.deepEqual(told[1][1].values, { stride: 4 })
  assert.equal(post.answered("7-3"), true)
})

test("an answer that never comes does not keep the last change back", () => {
  const post = posted()
  post.turn("stride", 2)
  post.send()
  post.turn("stride", 3)
  post.send()
  later(3000)
  assert.equal(told.length, 2)
  assert.deepEqual(told[1][1].values, { stride: 3 })
})

test("where nothing was changed nothing is told, and the next change is not held back", () => {
  const post = posted()
  post.soon()
  later(400)
  assert.deepEqual(told, [])
  post.turn("stride", 2)
  post.send()
  assert.equal(told.length, 1)
})

test("the answer of a server that lost the session counts once nothing is ahead", () => {
  const post = posted()
  post.turn("stride", 2)
  post.send()
  post.answered("7-1")
  assert.equal(post.answered(""), true)
})

test("a pinned cell is told when it rests, once, and not while something plays", () => {
  const post = posted()
  post.cell(
    () => [1, 2],
    () => false,
  )
  later(400)
  assert.deepEqual(told, [])
  for (let time = 0; time < 3; time++)
    post.cell(
      () => [1, 2],
      () => true,
    )
  later(400)
  post.cell(
    () => [1, 2],
    () => true,
  )
  later(400)
  assert.deepEqual(told, [["cell", { row: 1, column: 2 }]])
})

test("numbers are told as they were typed, row by row", () => {
  assert.deepEqual(rowsOf(Float32Array.of(0.1, -0.25, 1 / 3, 0), 2), [
    [0.1, -0.25],
    [0.3333333, 0],
  ])
})
