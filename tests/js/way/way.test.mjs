// Where columns stand, which wires make a thread, what a unit sees, and what is said of them.

import assert from "node:assert/strict"
import { test } from "node:test"
import { arranged, wirePath } from "../../../cnnviz/ui/components/way/layout.mjs"
import { onPicture, windowOf } from "../../../cnnviz/ui/components/way/seen.mjs"
import { shares, threadThrough } from "../../../cnnviz/ui/components/way/thread.mjs"
import { mapWords, percent, seenWords, wireWords } from "../../../cnnviz/ui/components/way/words.mjs"

const COUNTS = [3, ...Array(19).fill(4), 5]
const room = (wide, high = 465) => ({ counts: COUNTS, wide, high, lead: 190, tail: 210 })

for (const wide of [358, 560, 700, 900, 1178, 1300, 1800, 2400]) {
  test(`every column has its place, and none lies on another, at ${wide} px`, () => {
    const { places, high, cell, lead } = arranged(room(wide))
    assert.deepEqual(
      places.map((cells) => cells.length),
      COUNTS,
    )
    const tail = places.length - 1
    places.flat().forEach(({ left, top, side }) => {
      assert.ok(left >= 0 && left + side <= wide && top >= 0 && top + side <= high)
      assert.ok(side >= 24)
    })
    assert.ok(places[0][0].left === lead)
    const boxes = places.flatMap((cells, column) => cells.map((one) => ({ ...one, wide: column === tail ? 60 : cell })))
    boxes.forEach((one, k) =>
      boxes.slice(0, k).forEach((other) => {
        const apart = one.left >= other.left + other.wide || other.left >= one.left + one.wide
        assert.ok(apart || one.top >= other.top + other.side || other.top >= one.top + one.side)
      }),
    )
  })
}

test("cells are as large as the height allows, in as many lines as that takes", () => {
  assert.equal(arranged(room(1178)).lines, 2)
  assert.ok(arranged(room(1178)).high <= 470)
  assert.ok(arranged(room(1800, 845)).cell > arranged(room(1178)).cell)
})

test("a wire ends at the next column, or goes on in the next line", () => {
  const [from, near, below] = [
    { left: 0, top: 0, side: 40 },
    { left: 100, top: 50, side: 40 },
    { left: 0, top: 200, side: 40 },
  ]
  assert.equal(wirePath(from, near, 40), "M40 20C70 20 70 70 100 70")
  assert.equal(wirePath(from, below, 40), "M40 20h12M-12 220h12")
})

const WIRES = [
  [0, 0, 1, 0, 1],
  [0, 1, 1, 0, -3],
  [0, 1, 1, 1, 2],
  [1, 0, 2, 0, 0.5],
  [1, 1, 2, 0, 0.25],
  [1, 1, 2, 1, 0],
]

test("a thread goes back and on, by the wire that matters most", () => {
  assert.deepEqual([...threadThrough(WIRES, 2, 0)], [3, 1])
  assert.deepEqual([...threadThrough(WIRES, 1, 1)], [2, 4])
  assert.deepEqual([...threadThrough(WIRES, 2, 1)], [])
})

test("a wire's share is of the strongest into its column", () => {
  assert.deepEqual(shares(WIRES), [1 / 3, 1, 2 / 3, 1, 0.5, 0])
})

test("a unit's window follows its step, and is cut where the photo ends", () => {
  const field = { size: 7, jump: 4, padding: 2 }
  assert.deepEqual(windowOf([field, field], 0, 3), { top: -2, left: 10, bottom: 4, right: 16 })
  assert.deepEqual(onPicture({ top: -2, left: 10, bottom: 4, right: 16 }, 12, 12), {
    top: 0,
    left: 10,
    bottom: 4,
    right: 11,
  })
})

const column = (more) => ({
  name: "1",
  title: "stem",
  labels: ["map 1", "map 7"],
  shape: [8, 4, 4],
  units: [
    [0, 0],
    [2, 3],
  ],
  values: [1.5, -2],
  shares: [],
  ...more,
})

test("a map is told with its largest unit, an answer with its share, a number alone", () => {
  assert.equal(mapWords(column({}), 1), "stem, map 7: −2 at row 3, column 4")
  assert.equal(mapWords(column({ shape: [8] }), 1), "stem, map 7: −2")
  const classes = column({ title: "classes", labels: ["tripod", "cat"], shape: [9], shares: [0.927, 0.0002] })
  assert.equal(mapWords(classes, 0), "tripod 92.7 %, from a sum of 1.5")
  assert.equal(percent(classes.shares[1]), "under 0.1 %")
  assert.equal(percent(0.9999), "over 99.9 %")
})

test("what a unit hangs on is told, and how much it sees", () => {
  const columns = [column({ title: "input", labels: ["red", "green"] }), column({})]
  assert.equal(wireWords(WIRES, columns, 1, 0), "With input, green silenced, its sum would gain 3.")
  assert.equal(wireWords(WIRES, columns, 0, 0), "")
  const all = { top: -1, left: 0, bottom: 11, right: 30 }
  assert.equal(seenWords(all, 12, 12), "It sees the whole photo.")
  assert.equal(seenWords({ ...all, top: 1 }, 12, 12), "It sees 11 × 31 pixels of the photo, framed there.")
})
