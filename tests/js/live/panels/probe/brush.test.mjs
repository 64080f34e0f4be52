import assert from "node:assert/strict"
import { test } from "node:test"

import {
  bytesOf,
  centred,
  drawStroke,
  edgeBrightness,
  inkAt,
  inverted,
  unlikeTrainingWords,
} from "../../../../../cnnviz/ui/components/live/panels/probe/brush.mjs"

const near = (value, expected, within = 1e-9) =>
  assert.ok(Math.abs(value - expected) <= within, `${value} ≠ ${expected}`)

const pad = (size) => {
  const bytes = new Uint8Array(size[0] * size[1] * size[2])
  return { bytes, before: bytes.slice(), reach: new Float32Array(size[1] * size[2]), size }
}

test("an uploaded picture dark on white is unlike bright ones on black", () => {
  const white = Uint8Array.of(255, 255, 255, 255, 0, 255, 255, 255, 255)
  near(edgeBrightness(white, [1, 3, 3]), 1)
  near(
    edgeBrightness(
      white.map((value) => 255 - value),
      [1, 3, 3],
    ),
    0,
  )
  assert.match(unlikeTrainingWords(1, 0.13), /edge this picture is bright.*Invert/)
  assert.match(unlikeTrainingWords(0, 0.8), /edge this picture is dark/)
  assert.deepEqual([unlikeTrainingWords(0, 0.13), unlikeTrainingWords(1, NaN)], ["", ""])
})

test("ink is full inside, half at the rim and none beyond", () => {
  assert.deepEqual(
    [0, 1, 1.5, 2, 3].map((distance) => inkAt(distance, 1.5)),
    [1, 1, 0.5, 0, 0],
  )
})

test("a stroke is smooth at its edge and has no holes", () => {
  const stroke = pad([1, 20, 20])
  drawStroke(stroke, [3, 3], [15, 16], 1.2, [255])
  assert.ok(stroke.bytes.some((value) => value > 0 && value < 255))
  for (let k = 0; k <= 24; k++) {
    const [i, j] = [3 + k / 2, 3 + (13 * k) / 24].map(Math.round)
    assert.ok(stroke.bytes[i * 20 + j] > 150, `${i} ${j}`)
  }
  assert.equal(stroke.bytes[19 * 20], 0)
})

test("going over the same place in one stroke changes nothing", () => {
  const stroke = pad([1, 9, 9])
  drawStroke(stroke, [4, 2], [4, 6], 1.3, [255])
  const once = stroke.bytes.slice()
  drawStroke(stroke, [4, 6], [4, 2], 1.3, [255])
  assert.deepEqual(stroke.bytes, once)
  drawStroke(stroke, [6, 2], [6, 6], 1.3, [255])
  once.forEach((value, at) => assert.ok(stroke.bytes[at] >= value, "ink faded beside a later line"))
})

test("erasing takes ink away, and nothing is drawn beyond the pad", () => {
  const stroke = pad([1, 5, 5])
  stroke.bytes.fill(255)
  stroke.before.fill(255)
  drawStroke(stroke, [2, 2], [-9, 40], 1, [0])
  assert.equal(stroke.bytes[2 * 5 + 2], 0)
  assert.equal(stroke.bytes[4 * 5], 255)
})

test("centring puts the centre of mass in the middle and keeps every channel", () => {
  const bytes = new Uint8Array(2 * 25)
  bytes[0] = bytes[25] = 200
  const moved = centred(bytes, [2, 5, 5])
  assert.deepEqual([moved[12], moved[25 + 12], moved[0]], [200, 200, 0])
  assert.deepEqual(centred(new Uint8Array(4), [1, 2, 2]), new Uint8Array(4))
})

test("a file's pixels become grey or planes of colour, and what is transparent white", () => {
  const rgba = Uint8Array.of(255, 0, 0, 255, 0, 0, 0, 0)
  assert.deepEqual([...bytesOf(rgba, 1)], [76, 255])
  assert.deepEqual([...inverted(bytesOf(rgba, 1))], [179, 0])
  assert.deepEqual([...bytesOf(rgba, 3)], [255, 255, 0, 255, 0, 255])
})
