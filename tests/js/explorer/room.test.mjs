import assert from "node:assert/strict"
import { test } from "node:test"
import { shared } from "../../../cnnviz/ui/components/explorer/boards/room.mjs"
import { near } from "./steps.mjs"

const DESK = { wide: 1178, high: 720, need: 330, several: false }

test("cells of input and output are equally large, and everything fits into the row", () => {
  for (const [input, output] of [
    [
      [10, 10],
      [8, 8],
    ],
    [
      [8, 8],
      [4, 4],
    ],
    [
      [66, 66],
      [64, 64],
    ],
    [
      [1, 9],
      [1, 8],
    ],
  ])
    for (const [wide, high] of [
      [1178, 720],
      [942, 768],
      [1800, 1080],
    ]) {
      const room = shared({ ...DESK, wide, high, input, output })
      near(room.input[0] / input[1], room.output[0] / output[1])
      near(room.input[1] / input[0], room.output[1] / output[0])
      assert.ok(room.input[0] + room.output[0] + 330 <= wide)
      assert.ok(room.input[1] <= Math.max(200, high - 390))
    }
})

test("an output of a few cells of a large picture is not drawn as small as the picture's pixels", () => {
  const room = shared({ ...DESK, input: [256, 256], output: [2, 2] })
  assert.ok(Math.min(...room.output) >= 120)
})

test("on a phone input, output and player are seen in one window", () => {
  for (const [wide, high] of [
    [358, 844],
    [328, 780],
    [288, 640],
  ]) {
    const { way, input, output } = shared({ ...DESK, wide, high, input: [10, 10], output: [8, 8] })
    assert.equal(way, "stack")
    assert.ok(input[1] + output[1] + 150 <= high, `${input[1]} ${output[1]}`)
  }
})
