import assert from "node:assert/strict"
import { test } from "node:test"
import { finds, isOn, tally } from "../../../cnnviz/ui/components/detector/found.mjs"
import { drawn, thirds } from "../../../cnnviz/ui/components/detector/scene.mjs"
import { apart, cornersApart, listed, reason, verdict, wayRow } from "../../../cnnviz/ui/components/detector/words.mjs"

const SQUARE = {
  kind: "square",
  label: "Square",
  dots: [0, 3].flatMap((row) => [0, 3].map((column) => ({ row, column }))),
}
const CROSS = {
  kind: "cross",
  label: "Cross",
  dots: [1, 2].flatMap((row) => [1, 2].map((column) => ({ row, column }))),
}
const LEVEL = { rows: 64, columns: 96, pitch: 4, stride: 1, pool: 1, shrunk: 1 }

const thing = (side, turn = 0, kind = "square") => ({ kind, row: 10, column: 20, side, turn })

test("corners of a square stand a pixel farther apart than it is wide, those of a cross by its stroke", () => {
  assert.equal(cornersApart(SQUARE, 11), 12)
  assert.equal(cornersApart(SQUARE, 13), 14)
  assert.equal(cornersApart(CROSS, 11), 4)
  assert.deepEqual(thirds(11), [0, 4, 7, 11, 3])
})

test("dots stand three pitches apart, in pixels of the picture", () => {
  assert.equal(apart(SQUARE, LEVEL), 12)
  assert.equal(apart(SQUARE, { ...LEVEL, stride: 2 }), 24)
  assert.equal(apart(SQUARE, { ...LEVEL, pitch: 2, pool: 2 }), 12)
  assert.equal(apart(SQUARE, { ...LEVEL, shrunk: 0.75 }), 16)
  assert.equal(apart(CROSS, LEVEL), 4)
})

test("the reason says how far dots and corners stand apart, or that the shape is turned", () => {
  const how = { sum: 24, found: 28, corner: 18, hit: false }
  assert.equal(
    reason(SQUARE, thing(13), [LEVEL], how),
    "Your square, 13 px: its corners stand 14 px apart, the dots 12. " +
      "The sum reaches 24 at most, and has to be above 28.",
  )
  assert.match(reason(SQUARE, thing(11, 10), [LEVEL], how), /turned by 10°: its edges run across several directions/)
  assert.match(reason(SQUARE, thing(11), [LEVEL], { ...how, sum: 48, hit: true }), /The sum is 48, above 28: found\.$/)
  assert.match(reason(SQUARE, thing(15), [LEVEL, { ...LEVEL, shrunk: 0.75 }], how), /the dots 12 or 16\./)
})

test("the verdict names sizes of what was found and missed, and what false alarms stand on", () => {
  const [hit, miss, other] = [thing(11), thing(17, 20), thing(11, 0, "cross")]
  const alarm = { row: 15, column: 25, side: 11, value: 3 }
  assert.equal(
    verdict({ hits: [hit], misses: [miss], alarms: [alarm] }, "square", [hit, miss, other], () => other),
    "1 of 2 squares found: 11 px. Missed: 17 px turned by 20°. 1 false alarm, on a cross of 11 px.",
  )
  assert.equal(
    verdict({ hits: [], misses: [], alarms: [] }, "square", [], () => undefined),
    "0 places found in your drawing.",
  )
  assert.equal(listed(["a", "b", "c"]), "a, b and c")
})

test("a way's price is told beside the plain detector's", () => {
  const none = { hits: [], misses: [thing(8)], alarms: [] }
  const row = wayRow("Pyramid", false, none, 11232000, 5750784)
  assert.deepEqual(row.price, ["11,232,000", " (× 1.95)"])
  assert.deepEqual(
    [row.hits, row.misses],
    [
      ["0", ""],
      ["1", ": 8 px"],
    ],
  )
})

test("a find that stands on nothing that is looked for is a false alarm", () => {
  const wanted = thing(11)
  const here = { row: 15.5, column: 25.5, side: 11, value: 1 }
  const elsewhere = { row: 40, column: 60, side: 11, value: 1 }
  assert.ok(isOn(here, wanted))
  const counted = tally([here, elsewhere], [wanted, thing(11, 0, "T")], "square")
  assert.deepEqual([counted.hits.length, counted.misses.length, counted.alarms.length], [1, 0, 1])
})

test("of sums next to each other only the strongest is a find", () => {
  const values = new Float32Array(64 * 96)
  values[20 * 96 + 30] = 40
  values[20 * 96 + 31] = 35
  values[50 * 96 + 80] = 30
  const pass = { level: LEVEL, edges: [], corners: [], pattern: { rows: 64, columns: 96, values } }
  assert.deepEqual(
    finds([pass], 28, 4).map(({ row, column, value }) => [row, column, value]),
    [
      [20.5, 30.5, 12],
      [50.5, 80.5, 2],
    ],
  )
})

test("a square fills its pixels and no others", () => {
  const outlines = {
    square: [
      [0, 0],
      [0, 3],
      [3, 3],
      [3, 0],
    ],
  }
  const { values } = drawn([thing(11)], 64, 96, outlines)
  values.forEach((value, at) => {
    const [row, column] = [Math.floor(at / 96), at % 96]
    assert.equal(value, Number(row >= 10 && row < 21 && column >= 20 && column < 31))
  })
})
