import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"

import * as grid from "../../cnnviz/ui/components/kernel_grid/kernel_grid.mjs"
import * as typed from "../../cnnviz/ui/components/typed.mjs"

const ROWS = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
const WIDE = [[1, 2, 3], [4, 5, 6]]
const times = (count, change, rows) => Array.from({ length: count }).reduce((turned) => change(turned), rows)

/** Every operation gives new rows and leaves the old ones as they were. */
function unchanged(change, rows) {
  const before = structuredClone(rows)
  const after = change(rows)
  assert.deepEqual(rows, before)
  return after
}

test("text is read as rows of cells, spaces or none", () => {
  assert.deepEqual(typed.parsed("1,0,-1; 2 , 1/9,x"), [["1", "0", "-1"], ["2", "1/9", "x"]])
  assert.deepEqual(typed.parsed("5"), [["5"]])
  assert.deepEqual(typed.parsed("[1;2]"), [["1"], ["2"]])
})

test("rows are written as Python writes them, and read back the same", () => {
  assert.equal(typed.written([[1, 0, -1], [0.5, -0, 1e-7]]), "1,0,-1;0.5,0,1e-7")
  assert.deepEqual(typed.parsed(typed.written(ROWS)).map((row) => row.map(Number)), ROWS)
})

const NUMBERS = JSON.parse(readFileSync(new URL("../ops/numbers.json", import.meta.url)))

for (const [text, value] of NUMBERS) {
  test(`${JSON.stringify(text)} is ${value === null ? "no number" : `the number ${value}`}`, () => assert.equal(typed.number(text), value ?? NaN))
}

test("a comma that may stand for thousands is refused", () => assert.equal(typed.number("1,000"), NaN))

test("transposing swaps rows and columns", () => {
  assert.deepEqual(unchanged(grid.transposed, WIDE), [[1, 4], [2, 5], [3, 6]])
  assert.deepEqual(times(2, grid.transposed, WIDE), WIDE)
})

test("flipping turns by 180 degrees", () => {
  assert.deepEqual(unchanged(grid.flipped, WIDE), [[6, 5, 4], [3, 2, 1]])
  assert.deepEqual(times(2, grid.flipped, ROWS), ROWS)
})

test("rotating turns clockwise, twice is a flip, four times nothing", () => {
  assert.deepEqual(unchanged(grid.rotated, WIDE), [[4, 1], [5, 2], [6, 3]])
  assert.deepEqual(times(2, grid.rotated, WIDE), grid.flipped(WIDE))
  assert.deepEqual(times(4, grid.rotated, WIDE), WIDE)
})

test("the ring turns by one place counter-clockwise round a middle that stays", () => {
  assert.deepEqual(unchanged(grid.ringTurned, ROWS), [[2, 3, 6], [1, 5, 9], [4, 7, 8]])
  assert.deepEqual(times(8, grid.ringTurned, ROWS), ROWS)
  assert.deepEqual(times(4, grid.ringTurned, ROWS), grid.flipped(ROWS))
})

test("Kirsch's mask for N turned by one place is the one for NW", () => {
  assert.deepEqual(grid.ringTurned([[5, 5, 5], [-3, 0, -3], [-3, -3, -3]]), [[5, 5, -3], [5, 0, -3], [-3, -3, -3]])
})

test("the sum adds up every weight", () => {
  assert.equal(grid.sum(ROWS), 45)
  assert.equal(grid.sum([[0]]), 0)
})

test("normalised weights add up to 1 and keep their proportions", () => {
  assert.deepEqual(unchanged(grid.normalised, [[1, 1], [1, 1]]), [[0.25, 0.25], [0.25, 0.25]])
  assert.deepEqual(grid.normalised([[-1, -3]]), [[0.25, 0.75]])
})

test("weights that cancel are scaled so that their sizes add up to 1", () => {
  assert.deepEqual(grid.normalised([[-1, 0, 1]]), [[-0.5, 0, 0.5]])
  const almost = grid.normalised([[0.1, 0.2, -0.3]])
  assert.ok(Math.abs(almost[0][2] + 0.5) < 1e-12)
})

test("a kernel of zeros cannot be normalised and stays", () => {
  assert.deepEqual(grid.normalised([[0, 0]]), [[0, 0]])
})

test("another size keeps what fits and fills up with zeros at the right and the bottom", () => {
  const resized = (rows) => grid.resized(rows, 3, 2)
  assert.deepEqual(unchanged(resized, WIDE), [[1, 2], [4, 5], [0, 0]])
  assert.deepEqual(grid.resized(WIDE, 1, 4), [[1, 2, 3, 0]])
})

test("a sum is shown with at most six digits and a true minus", () => {
  assert.equal(grid.shown(0.1 + 0.2), "0.3")
  assert.equal(grid.shown(-4), "−4")
  assert.equal(grid.shown(2 / 3), "0.666667")
  assert.equal(grid.shown(0), "0")
})
