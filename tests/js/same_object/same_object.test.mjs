import assert from "node:assert/strict"
import { test } from "node:test"
import { changed, maxPooled, templateOf, wholeTemplate } from "../../../cnnviz/ui/components/same_object/answers.mjs"
import { sharesOf } from "../../../cnnviz/ui/components/same_object/curve.mjs"
import { reached, within } from "../../../cnnviz/ui/components/same_object/hand.mjs"
import { cellsOf, insideAlong, moved } from "../../../cnnviz/ui/components/same_object/plane_beyond.mjs"
import { standing, standingSentence } from "../../../cnnviz/ui/components/same_object/stride_table.mjs"
import { stopsOf } from "../../../cnnviz/ui/components/same_object/sweep.mjs"
import {
  borderSentence,
  denseSentence,
  insideSentence,
  invarianceSentence,
  percent,
  placeSentence,
  poolingSentence,
  shareOf,
  summary,
} from "../../../cnnviz/ui/components/same_object/words.mjs"
import { axis } from "../../../cnnviz/ui/components/shared/geometry.mjs"

const FOUND = { inside: 20, border: 5, differing: [0, 2], most: [0, 1.5], exact: true, cells: [1, 2] }
const FIRST = { cell: 4, dense: 1, maximum: 4, mean: 0.5 }

test("a shift fills in by the rule for what is beyond the edge", () => {
  const plane = Float32Array.of(1, 2, 3)
  const rows = Object.fromEntries(
    ["constant", "nearest", "mirror", "reflect", "wrap"].map((mode) => [mode, [...moved(plane, [1, 3], [0, 2], mode)]]),
  )
  assert.deepEqual(rows, {
    constant: [0, 0, 1],
    nearest: [1, 1, 1],
    mirror: [3, 2, 1],
    reflect: [2, 1, 1],
    wrap: [2, 3, 1],
  })
  assert.deepEqual([...moved(plane, [3, 1], [-1, 0], "constant")], [2, 3, 0])
})

test("a map moves by whole cells only", () => {
  assert.deepEqual(cellsOf([4, -2], 2), { cells: [2, -1], exact: true })
  assert.deepEqual(cellsOf([4, -3], 2), { cells: [2, -2], exact: false })
})

test("inside are the windows that see the picture alone, before and after", () => {
  const one = axis({ size: 10, window: 3, before: 1, after: 1 })
  assert.deepEqual(
    [0, 2, -3, 9].map((by) => insideAlong(one, by)),
    [
      [1, 9],
      [3, 9],
      [1, 6],
      [10, 10],
    ],
  )
})

test("keys move by one or eight, Home leads back, and nothing leads farther than half the picture", () => {
  assert.deepEqual(reached("ArrowLeft", false, [3, 3]), [3, 2])
  assert.deepEqual(reached("ArrowDown", true, [3, 3]), [11, 3])
  assert.deepEqual(reached("Home", false, [3, 3]), [0, 0])
  assert.equal(reached("x", false, [3, 3]), undefined)
  assert.deepEqual(within([99.4, -99], [32, 16]), [32, -16])
  assert.deepEqual(within([1.6, Number.NaN], [32, 16]), [2, 0])
})

test("a template answers one to its own picture and nothing where the thing is flat", () => {
  const template = templateOf(Float32Array.of(0, 0, 1, 0), [1, 4], [0, 1, 1, 3])
  assert.deepEqual(
    [...template.weights].map((one) => Math.round(one * 100) / 100),
    [-0.5, 1, -0.5],
  )
  assert.deepEqual([...wholeTemplate(template, [1, 4])].slice(0, 2), [0, -0.5])
  assert.equal(templateOf(Float32Array.of(0.1, 0.1, 0.1), [1, 3], [0, 0, 1, 3]).flat, true)
})

test("max pooling leaves out windows that are not whole, and a change is a share of the length", () => {
  assert.deepEqual(maxPooled({ values: Float32Array.of(1, -5, 3, -2, 7, 9), size: [2, 3] }, 2), {
    values: Float32Array.of(7),
    size: [1, 1],
  })
  assert.equal(changed(Float32Array.of(3, 4, -9), Float32Array.of(0, 0, -1)), 1)
  assert.ok(Number.isNaN(changed(Float32Array.of(-1), Float32Array.of(1))))
})

test("a curve has 0 among its stops, at most 65 of them, and an axis that holds 0 and 100 %", () => {
  assert.deepEqual(stopsOf(2), [-2, -1, 0, 1, 2])
  for (const reach of [16, 48, 128]) {
    const stops = stopsOf(reach)
    assert.ok(stops.includes(0) && stops.length <= 65 && stops.at(-1) <= reach)
  }
  const { shares, low, high } = sharesOf([{ right: 0, answers: { ...FIRST, dense: -0.3 } }], { ...FIRST, mean: 0 })
  assert.deepEqual([shares.get("dense"), shares.get("mean"), low, high], [[-0.3], [Number.NaN], -0.5, 1])
})

test("at stride 2 an odd shift puts the windows on other columns of the thing", () => {
  const one = axis({ size: 32, window: 3, stride: 2, before: 0, after: 1 })
  const odd = standing(one, 8, 4, 3)
  assert.deepEqual(odd, { first: [false, true, false, true], now: [true, false, true, false] })
  assert.match(standingSentence(odd, "column", 2, 3), /stood on columns 2, 4 .* stand on 1, 3 now/)
  const even = standing(one, 8, 4, 4)
  assert.deepEqual(even.first, even.now)
  assert.match(standingSentence(even, "column", 2, 4), /^4 is a multiple of 2: the windows stand on the same columns/)
  assert.match(standingSentence(even, "row", 1, 4), /^Stride 1/)
})

test("what is seen is said with its numbers", () => {
  assert.equal(placeSentence([0, 0]), "At its first place.")
  assert.equal(placeSentence([1, -2]), "Moved 1 row down and 2 columns to the left.")
  assert.match(insideSentence(FOUND, [1, 2], 1), /^All 20 cells inside: exactly 0\. .* equivariance\. .* invariance\.$/)
  assert.match(insideSentence(FOUND, [0, 0], 1), /equivariance\.$/)
  const odd = { ...FOUND, exact: false, differing: [7, 0], most: [0.25, 0] }
  assert.match(insideSentence(odd, [2, 5], 2), /move by 1 and 2\.5 cells.* by 1 and 2: 7 of 20 cells .* up to 0\.25\./)
  assert.match(insideSentence({ ...FOUND, inside: 0 }, [1, 2], 1), /whole map is border/)
  assert.equal(borderSentence(FOUND), "Border, hatched: 5 of 25 cells; 2 of them differ, by up to 1.5.")
  assert.equal(borderSentence({ ...FOUND, differing: [0, 0] }), "Border, hatched: 5 of 25 cells; none of them differs.")
  assert.equal(
    summary([1, 0], FOUND, FIRST, { ...FIRST, dense: 0.1 }),
    "Moved 1 row down. The map moves along. Its maximum stays at 4; the dense template goes from 1 to 0.1.",
  )
})

test("what stays is called invariance only where it stays", () => {
  assert.match(invarianceSentence(FIRST, FIRST), /invariance/)
  assert.match(invarianceSentence(FIRST, { ...FIRST, mean: 0.4 }), /invariance\. The mean is 80 %/)
  assert.doesNotMatch(invarianceSentence(FIRST, { ...FIRST, maximum: 5 }), /invariance/)
  assert.deepEqual([percent(-0.126), percent(Number.NaN), shareOf(0, 3)], ["−13 %", "–", Number.NaN])
  assert.match(poolingSentence(1.32, 1.24, 4), /by 124 % of its length, the map itself by 132 %/)
  assert.match(poolingSentence(Number.NaN, Number.NaN, 4), /nothing above 0/)
  assert.match(poolingSentence(1, Number.NaN, 4), /too small/)
  assert.match(denseSentence(0.1, false), /Silent/)
  assert.match(denseSentence(1, false), /where it was learned/)
  assert.match(denseSentence(0.5, false), /overlaps/)
  assert.match(denseSentence(0, true), /flat/)
})
