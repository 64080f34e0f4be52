import assert from "node:assert/strict"
import { test } from "node:test"
import {
  answer,
  apart,
  boxOf,
  firstLayer,
  layersOf,
  runs,
  seenBy,
  unitOf,
  wholeSentence,
} from "../../../cnnviz/ui/components/wheels/reach.mjs"
import { cutOut, joined, settled, spread } from "../../../cnnviz/ui/components/wheels/scene.mjs"
import { WindowWalk } from "../../../cnnviz/ui/components/wheels/window_walk.mjs"

/** Layers of [window, stride, dilation] on a square picture, padded where they slide by 1, as Python tells them. */
function stack(size, ...given) {
  let [side, seen, jump, padding, weights] = [size, 1, 1, 0, 0]
  return given.map(([window, stride = 1, dilation = 1], at) => {
    const around = stride === 1 ? (dilation * (window - 1)) / 2 : 0
    const slid = { name: "rows", size: side, window, stride, dilation, before: around, after: around, ceil: false }
    seen += dilation * (window - 1) * jump
    padding += around * jump
    jump *= stride
    weights += window * window
    side = Math.floor((side + 2 * around - dilation * (window - 1) - 1) / stride) + 1
    const field = { size: seen, jump, padding }
    return { step: "x", title: `layer ${at}`, axes: [slid, slid], fields: [field, field], weights, macs: 2 * weights }
  })
}

const read = (size, ...given) => {
  const layers = layersOf(stack(size, ...given))
  return { layers, seen: seenBy(layers, [size, size]) }
}
const at = (row, left, right) => [
  [row, left],
  [row, right],
]

test("two windows of three see five pixels: two points that are four apart", () => {
  const { seen } = read(20, [3], [3], [3])
  assert.deepEqual(
    [1, 2, 3, 4, 5, 6, 7].map((distance) => firstLayer(seen, at(9, 5, 5 + distance))),
    [1, 1, 2, 2, 3, 3, 0],
  )
})

test("the unit that is shown sees both, and its window holds them", () => {
  const { layers, seen } = read(24, [3], [2, 2], [3], [2, 2], [3])
  const points = at(12, 6, 15)
  const layer = firstLayer(seen, points)
  const unit = unitOf(layers[layer - 1], [seen[0][layer - 1], seen[1][layer - 1]], points)
  const [top, left, bottom, right] = boxOf(layers[layer - 1], unit)
  assert.ok(left <= 6 && right >= 15 && top <= 12 && bottom >= 12)
  assert.ok(seen[1][layer - 1][unit[1]][6] && seen[1][layer - 1][unit[1]][15])
})

test("dilation alone skips pixels, which is said", () => {
  const { layers, seen } = read(20, [3, 1, 4])
  assert.equal(firstLayer(seen, at(9, 5, 13)), 1)
  assert.equal(firstLayer(seen, at(9, 5, 10)), 0)
  assert.match(answer(layers, seen, at(9, 5, 10), 16, "points"), /holds both skips pixels/)
})

test("windows that step over a point are said to", () => {
  const { layers, seen } = read(20, [4, 4])
  assert.equal(firstLayer(seen, at(9, 3, 4)), 0)
  assert.match(answer(layers, seen, at(9, 3, 4), 16, "points"), /none of them stands over both/)
})

test("the answer names the layer, the window, the distance and what the layers up to there cost", () => {
  const { layers, seen } = read(20, [3], [3], [3])
  assert.equal(
    answer(layers, seen, at(9, 5, 9), 16, "wheels"),
    "After layer 2 one unit sees both wheels: its window is 5 × 5 pixels, they are 4 columns apart, hub to hub. " +
      "Up to there: 18 weights and 36 multiply-adds, with 16 maps in each layer.",
  )
  assert.match(answer(layers, seen, at(9, 2, 12), 16, "points"), /^No unit of 3 layers .* 7 × 7 .* Add a layer\.$/)
  assert.match(answer([], [[], []], at(9, 2, 12), 16, "points"), /^Without a layer/)
})

test("distances are said by rows and columns", () => {
  assert.equal(apart(at(3, 1, 2)), "1 column apart")
  assert.equal(
    apart([
      [1, 1],
      [4, 6],
    ]),
    "3 rows and 5 columns apart",
  )
  assert.equal(apart(at(1, 1, 1)), "in the same place")
})

test("wheels fit in whole when their outer edges do", () => {
  const { seen } = read(30, [3], [3], [3], [3], [3])
  assert.match(wholeSentence(seen, at(15, 12, 16), 2), /after layer 4\.$/)
  assert.match(wholeSentence(seen, at(15, 10, 20), 3), /need more layers/)
})

test("equal layers that follow one another are one run", () => {
  assert.deepEqual(runs(["a", "a", "b", "a"]), [
    { step: "a", count: 2, first: 0 },
    { step: "b", count: 1, first: 2 },
    { step: "a", count: 1, first: 3 },
  ])
  assert.deepEqual(runs([]), [])
})

const CAR = { row: 20, radius: 3, margin: 5, least: 11 }

test("hubs stay on the car's row, apart and on the picture; the one moved stops at the other", () => {
  const points = (left, right, moved) => settled(at(3, left, right), [32, 32], CAR, moved)
  assert.deepEqual(points(8, 24, 0), at(20, 8, 24))
  assert.deepEqual(points(20, 24, 0), at(20, 13, 24))
  assert.deepEqual(points(8, 3, 1), at(20, 8, 19))
  assert.deepEqual(points(-9, 99, 1), at(20, 5, 26))
  assert.deepEqual(
    settled(
      [
        [-4, 40],
        [9, 9],
      ],
      [20, 30],
      null,
    ),
    [
      [0, 29],
      [9, 9],
    ],
  )
})

test("a distance that is typed is kept around the middle, as far as there is room", () => {
  for (let distance = 0; distance < 40; distance++) {
    const [[, left], [, right]] = spread(at(20, 8, 22), distance, [32, 32], CAR)
    assert.equal(right - left, Math.max(11, Math.min(21, distance)))
    assert.ok(left >= 5 && right <= 26)
  }
})

test("the halves of a car meet in the middle", () => {
  const side = 4
  const row = (from) => Array.from({ length: 2 * side + 1 }, (_, k) => from + k)
  const [rear, front] = [100, 200].map((from) => Uint8Array.from(Array.from({ length: side }, () => row(from)).flat()))
  assert.deepEqual([...joined({ rear, front }, side, 1, 2).subarray(0, 4)], [103, 104, 204, 205])
})

test("what lies beyond the border is 0, and framed", () => {
  const picture = Uint8Array.of(51, 102, 153, 204)
  const cut = cutOut(picture, [2, 2], [-1, 1, 1, 2])
  assert.deepEqual([cut.rows, cut.columns, cut.frame], [3, 2, [1, 0, 0, 1]])
  assert.deepEqual(
    [...cut.values].map((value) => Math.round(10 * value)),
    [0, 0, 4, 0, 8, 0],
  )
})

test("points that were moved stay when an older message comes, and other layers show their answer", () => {
  const walk = new WindowWalk()
  const message = (points, ...given) => ({
    header: {
      size: [20, 20],
      points,
      car: null,
      layers: stack(20, ...given),
      stack: given.map(String),
      steps: [],
      ways: [],
      most: 9,
      maps: 2,
      problem: "",
    },
    arrays: new Map([["image", { values: new Uint8Array(400), shape: [20, 20] }]]),
  })
  assert.ok(walk.take(message(at(9, 5, 8), [3], [3], [3])))
  assert.equal(walk.at, 2)
  walk.place(at(9, 5, 10), 1)
  assert.equal(walk.at, 3)
  assert.ok(!walk.take(message(at(9, 5, 8), [3], [3], [3])))
  assert.deepEqual(walk.points, at(9, 5, 10))
  walk.go(0)
  assert.equal(walk.marks().length, 1)
  walk.place(at(9, 5, 8), 1)
  assert.equal(walk.at, 1)
  assert.ok(walk.take(message(at(9, 6, 8), [3])))
  assert.deepEqual(walk.points, at(9, 6, 8))
})
