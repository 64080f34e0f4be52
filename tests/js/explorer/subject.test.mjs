import assert from "node:assert/strict"
import { beforeEach, mock, test } from "node:test"

import { Subject } from "../../../cnnviz/ui/components/explorer/subject/subject.mjs"

const array = (values, ...shape) => ({ values, shape })
const HEADER = { operation: "correlate", values: { stride: 1, flip: false }, cell: [0, 0], edition: "", paintable: "" }

function arrays(changed = {}) {
  const sent = {
    palette: array(new Uint8Array(768), 256, 3),
    planes: array(Float32Array.of(0, 0.2, 0.4, 0.6), 1, 2, 2),
    kernel: array(Float32Array.of(1, 2, 1, 2), 2, 1, 2),
    output: array(Float32Array.of(7, 8), 2, 1),
  }
  return new Map(Object.entries({ ...sent, ...changed }))
}

let told
function explored(header = {}) {
  told = []
  const subject = new Subject(3, (name, value) => told.push([name, value]))
  subject.receive({ ...HEADER, ...header }, arrays())
  return subject
}

beforeEach(() => {
  mock.timers.reset()
  mock.timers.enable({ apis: ["setTimeout"] })
})

test("what the server sends is explored, with its own numbers beside it", () => {
  const { step, reference } = explored()
  assert.deepEqual([step.size, step.window, step.values.stride], [[2, 2], [1, 2], 1])
  assert.deepEqual([...reference.output], [7, 8])
})

test("a control that was turned here outlives an answer that does not know of it", () => {
  const subject = explored()
  subject.turn("stride", 2)
  assert.equal(subject.reference, null)
  subject.receive({ ...HEADER, values: { stride: 1, flip: true } }, arrays())
  assert.deepEqual([subject.step.values, subject.reference], [{ stride: 2, flip: true }, null])
  subject.post.send()
  subject.receive({ ...HEADER, edition: told[0][1].edition, values: { stride: 2, flip: true } }, arrays())
  assert.deepEqual([...subject.reference.output], [7, 8])
})

test("a weight is told as a kernel that all channels share, and of a flipped one its place counts from the end", () => {
  const subject = explored()
  subject.weigh(0, 5)
  assert.deepEqual(
    subject.step.kernel.map((one) => [...one]),
    [
      [5, 2],
      [5, 2],
    ],
  )
  subject.turn("flip", true)
  subject.weigh(0, 9)
  assert.deepEqual([...subject.step.kernel[0]], [5, 9])
  mock.timers.tick(350)
  assert.deepEqual(told[0][1].kernel, [[5, 9]])
})

test("an answer to another change leaves a kernel typed here, and its size", () => {
  const subject = explored()
  subject.weigh(1, 4)
  subject.receive(HEADER, arrays({ kernel: array(Float32Array.of(1, 1, 1, 1), 1, 2, 2) }))
  assert.deepEqual(
    [subject.step.window, [...subject.step.kernel[0]]],
    [
      [1, 2],
      [1, 4],
    ],
  )
})

test("numbers are painted as they are, pixels as the nearest byte, and nothing beside the image or twice", () => {
  const numbers = explored({ paintable: "numbers" })
  assert.ok(numbers.paint([0], [1, 0], -3.25))
  assert.ok(!numbers.paint([0], [1, 0], -3.25))
  assert.ok(!numbers.paint([0], [2, 0], 1) && !numbers.paint([0], [0, -1], 1) && !numbers.paint([0], [0, 0], NaN))
  mock.timers.tick(350)
  assert.deepEqual(told[0][1].numbers, [
    [0, 0.2],
    [-3.25, 0.6],
  ])
  const pixels = explored({ paintable: "pixels" })
  assert.ok(pixels.paint([0], [0, 1], 0.5))
  assert.equal(pixels.step.planes[0][1], Math.fround(128 / 255))
  mock.timers.tick(350)
  assert.deepEqual(told[0][1].painted, [[0, 1, 128]])
  assert.ok(!explored().paint([0], [0, 0], 1))
})

test("a block that was pasted is told at once, for the server to read", () => {
  explored().paste("1 2 3")
  assert.deepEqual([told[0][0], told[0][1].pasted], ["change", "1 2 3"])
})

test("another cell that the server pins is another, the same one is not", () => {
  const subject = explored()
  assert.ok(!subject.receive(HEADER, arrays()))
  assert.ok(subject.receive({ ...HEADER, cell: [1, 0] }, arrays()))
})
