import assert from "node:assert/strict"
import { test } from "node:test"
import { curvesOf, readOut, rowReached, sentence } from "../../cnnviz/ui/components/one_row/reading.mjs"

const PIXELS = { values: Uint8Array.of(0, 0, 0, 0, 51, 255, 255, 0), shape: [2, 4] }
const LINES = [
  { name: "[−1 1]", weights: [-1, 1], before: 0 },
  { name: "[−1 0 1]", weights: [-1, 0, 1], before: 1 },
]

test("a row's maps are the sums of its neighbours, the nearest pixel repeated beyond its ends", () => {
  const [image, step, central] = curvesOf(PIXELS, LINES, 1).map(({ values }) => [...values])
  assert.deepEqual(image, [0.2, 1, 1, 0])
  assert.deepEqual(step, [0.8, 0, -1, 0])
  assert.deepEqual(central, [0.8, 0.8, -1, -1])
})

test("a row says where each map answers most, and a flat one that it answers nowhere", () => {
  assert.equal(
    sentence(curvesOf(PIXELS, LINES, 1), 1),
    "Row 2. [−1 1]: most 0.8 at column 1, least −1 at column 3. [−1 0 1]: most 0.8 at column 1, least −1 at column 3.",
  )
  assert.match(sentence(curvesOf(PIXELS, LINES, 0), 0), /^Row 1\. \[−1 1\]: 0 everywhere\./)
})

test("the numbers of a column are read out", () => {
  assert.equal(readOut(curvesOf(PIXELS, LINES, 1), 1, 2), "Row 2, column 3: image 1 · [−1 1] −1 · [−1 0 1] −1")
})

test("keys lead up and down, and never off the picture", () => {
  const reached = ["ArrowUp", "ArrowDown", "PageDown", "PageUp", "Home", "End", "a"].map((key) => rowReached(key, 3, 9))
  assert.deepEqual(reached, [2, 4, 8, 0, 0, 8, undefined])
})
