import assert from "node:assert/strict"
import { test } from "node:test"
import { rowSentence, tonesOf } from "../../../cnnviz/ui/components/explorer/voice/hearing.mjs"
import { range } from "./steps.mjs"

test("a larger number is a higher tone, two octaves from the map's smallest to its largest", () => {
  const tones = tonesOf({ name: "Row 1", values: [-4, 0, 4, 0], low: -4, high: 4 })
  assert.deepEqual([tones[0], tones[2]], [196, 784])
  assert.ok(tones[0] < tones[1] && tones[1] < tones[2])
  assert.equal(tones[1], tones[3])
  assert.deepEqual(tonesOf({ name: "Row 1", values: [3, 3], low: 3, high: 3 }), [392, 392])
})

test("of a long row as many tones are heard as can be followed, the first and the last among them", () => {
  const row = { name: "Row 2 of the output", values: range(0, 256), low: 0, high: 255 }
  assert.deepEqual([tonesOf(row).length, tonesOf(row)[0], tonesOf(row).at(-1)], [64, 196, 784])
  assert.equal(
    rowSentence(row),
    "Row 2 of the output: 256 numbers from left to right, 64 of them heard, the larger the higher. " +
      "The lowest tone of this map is 0, the highest 255.",
  )
})
