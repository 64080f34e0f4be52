import assert from "node:assert/strict"
import { test } from "node:test"
import { cropped, made, side, usual } from "../../../cnnviz/ui/components/filter_block/deep/cropping.mjs"
import { asked } from "../../../cnnviz/ui/components/filter_block/hand.mjs"
import { inkOf, inksOf } from "../../../cnnviz/ui/components/filter_block/inks.mjs"
import { State } from "../../../cnnviz/ui/components/filter_block/state.mjs"
import {
  angleSentence,
  blockSentence,
  placeSentence,
  pointSentence,
  sumSentence,
} from "../../../cnnviz/ui/components/filter_block/words.mjs"
import { small } from "./layer.mjs"

const PALETTE = Uint32Array.from({ length: 256 }, (_, at) => 0xff000000 | at)
const stateOf = (layer) => new State(layer, inksOf(layer, PALETTE))

test("a place's number is the sum over planes and the bias", () => {
  const layer = small()
  const moment = layer.moment(0, [1, 2])
  assert.deepEqual(
    moment.terms.map(({ sum }) => sum),
    [7 - 13, 80],
  )
  assert.equal(moment.value, 74.5)
  assert.deepEqual(layer.maps.shape, [2, 3, 4])
  assert.equal(sumSentence(layer, moment), "one −6 + ten 80 + bias 0.5 = 74.5.")
  assert.equal(placeSentence(layer, moment), "first, map 1 of 2, row 2, column 3")
})

test("what is pointed at is said, and what a filter does not see as well", () => {
  const layer = small()
  const moment = layer.moment(0, [1, 2])
  assert.equal(
    pointSentence(layer, moment, { plane: 0, tap: 3 }),
    "one, row 2, column 2 of the filter: 13 × (−1) = −13.",
  )
  assert.equal(pointSentence(layer, moment, { plane: 1, tap: -1 }), "ten: its products add up to 80.")
  const apart = small({ groups: 2 }, [1, 0, 0, -1, 1, 1, 1, 1])
  assert.match(pointSentence(apart, apart.moment(0, [0, 0]), { plane: 1, tap: 0 }), /does not see this plane/)
  assert.match(pointSentence(layer, moment, null), /^Point at/)
})

test("a filter is as deep as the stack, or sees one plane alone", () => {
  assert.match(blockSentence(small()), /as deep as the stack: 2 × 2 × 2 .* 8 weights.*2 filters make 2 maps/)
  assert.match(blockSentence(small({ groups: 2 }, [1, 0, 0, -1, 1, 1, 1, 1])), /on 1 of 2 planes only.*4 weights/)
  assert.match(angleSentence({ turn: 0, tilt: 0 }), /^Seen from the front/)
  assert.equal(angleSentence({ turn: -46, tilt: 20 }), "Turned by −46°, tilted by 20°.")
})

test("an activation is told beside the sum, and drawn in the maps", () => {
  const layer = small({ activation: "ReLU", bias: -100 })
  const moment = layer.moment(0, [1, 2])
  assert.equal(sumSentence(layer, moment), "one −6 + ten 80 + bias (−100) = −26, and ReLU makes 0 of it.")
  assert.equal(layer.plane("outputs", 0)[1 * 4 + 2], 0)
})

test("a weight is found on its plane, and none in the gaps of a dilated filter", () => {
  const layer = small({ dilation: [2, 2] })
  const at = (plane, row, column) => layer.tapAt(0, [0, 1], { plane, cell: [row, column] })
  assert.deepEqual([at(0, 0, 1), at(1, 2, 3), at(0, 1, 2), at(0, 3, 3)], [0, 3, -1, -1])
  const apart = small({ groups: 2 }, [1, 0, 0, -1, 1, 1, 1, 1])
  assert.equal(apart.tapAt(1, [0, 0], { plane: 0, cell: [0, 0] }), -1)
  assert.equal(apart.tapAt(1, [0, 0], { plane: 1, cell: [0, 0] }), 0)
})

test("what is drawn follows the block and no further, and the maps' cells are those made in it", () => {
  const layer = small()
  const first = cropped(null, layer, [0, 0], 3)
  assert.deepEqual(first, { rows: 3, columns: 3, top: 0, left: 0 })
  assert.deepEqual(made(first, layer), { top: 0, left: 0, rows: 2, columns: 2 })
  assert.equal(cropped(first, layer, [0, 1], 3).left, 0)
  assert.equal(cropped(first, layer, [2, 3], 3).left, 2)
  assert.deepEqual(made({ rows: 3, columns: 3, top: 1, left: 2 }, small({ stride: [2, 2] })), {
    top: 1,
    left: 1,
    rows: 1,
    columns: 1,
  })
})

test("one sees at least the block and at most all", () => {
  const layer = small()
  assert.deepEqual([usual(layer), side(0.1, layer), side(1000, layer)], [5, 3, 5])
})

test("a colour means the same number at every place", () => {
  const inks = inksOf(small(), PALETTE)
  assert.deepEqual([inks.weights.high, inks.planes.high, inks.products.high], [1, 190, 190])
  assert.equal(inkOf(inks, "values"), inks.planes)
  assert.equal(inkOf(inks, "products"), inks.products)
})

test("the block goes where it is sent, and stays within the map", () => {
  const state = stateOf(small())
  state.move([99, Number.NaN])
  assert.equal(state.key, "2 0 0")
  state.go(5)
  assert.deepEqual([state.cell, state.index, state.count], [[1, 1], 5, 12])
  state.click({ stack: "planes", plane: 0, cell: [3, 4], tap: -1 })
  assert.deepEqual(state.cell, [2, 3])
  state.click({ stack: "maps", plane: 1, cell: [0, 2], tap: -1 })
  assert.equal(state.key, "0 2 1")
  state.choose(7)
  assert.equal(state.filter, 1)
})

test("another layer keeps the view, and the place as far as it has it", () => {
  const state = stateOf(small())
  state.turn({ turn: 10, tilt: Number.NaN })
  state.move([2, 3])
  const next = small({ stride: [2, 2], cell: [0, 1] })
  state.take(next, inksOf(next, PALETTE), false)
  assert.deepEqual([state.angles, state.cell], [{ turn: 10, tilt: 20 }, [1, 1]])
  state.take(next, inksOf(next, PALETTE), true)
  assert.deepEqual(state.cell, [0, 1])
})

test("keys move, turn, choose and play", () => {
  assert.deepEqual(asked("ArrowRight", false), { move: [0, 1] })
  assert.deepEqual(asked("ArrowRight", true), { turn: [-5, 0] })
  assert.deepEqual(asked("ArrowUp", true), { turn: [-0, -5] })
  assert.deepEqual([asked("End", false), asked(" ", false), asked("x", false)], [{ end: 1 }, { play: true }, undefined])
})
