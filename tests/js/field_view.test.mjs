import assert from "node:assert/strict"
import { test } from "node:test"
import {
  beside,
  extent,
  framedValues,
  gapped,
  keptUnit,
  nearestUnit,
  placesOf,
  shareSentence,
  unitSentence,
  windowsOf,
} from "../../cnnviz/ui/components/field_view/seeing.mjs"
import { axis } from "../../cnnviz/ui/components/shared/geometry.mjs"

/**
 * Layers of [window, stride, dilation, padding on each side] on a square image, as
 * cnnviz/figures/networks/receptive_fields.py tells them.
 */
function places(size, ...layers) {
  const found = [{ title: "Image", size: [size, size], axes: null, field: { size: 1, jump: 1, padding: 0 } }]
  for (const [window, stride = 1, dilation = 1, around = 0] of layers) {
    const before = found.at(-1)
    const slid = axis({ name: "rows", size: before.size[0], window, stride, dilation, before: around, after: around })
    const { size: seen, jump, padding } = before.field
    const field = { size: seen + (slid.span - 1) * jump, jump: jump * stride, padding: padding + around * jump }
    found.push({ title: `${found.length} · Conv`, size: [slid.output, slid.output], axes: [slid, slid], field })
  }
  return found.map((place) => ({ ...place, fields: [place.field, place.field], frame: [0, 0, 0, 0] }))
}

test("a message's arrays are the values of its places, by their numbers", () => {
  const axes = [
    { size: 2, window: 2 },
    { size: 2, window: 2 },
  ]
  const arrays = new Map([
    ["0", { values: Float32Array.of(1, 2, 3, 4), shape: [2, 2] }],
    ["1", { values: Float32Array.of(5), shape: [1, 1] }],
  ])
  const [image, layer] = placesOf({ places: [{ axes: null }, { axes }] }, arrays)
  assert.deepEqual(
    [image, layer].map(({ size, values }) => [size, ...values]),
    [
      [[2, 2], 1, 2, 3, 4],
      [[1, 1], 5],
    ],
  )
  assert.equal(image.axes, null)
  assert.deepEqual(
    layer.axes.map((one) => one.output),
    [1, 1],
  )
})

test("two windows of three see five, three see seven", () => {
  const stack = places(20, [3], [3], [3])
  assert.equal(extent(windowsOf(stack, [2, 4, 4])[0].box), "5 × 5")
  assert.equal(extent(windowsOf(stack, [3, 4, 4])[0].box), "7 × 7")
  assert.deepEqual(
    windowsOf(stack, [3, 4, 5]).map(({ box }) => box),
    [
      [4, 5, 10, 11],
      [4, 5, 8, 9],
      [4, 5, 6, 7],
      [4, 5, 4, 5],
    ],
  )
})

test("a layer without windows passes its units on", () => {
  const stack = places(9, [3])
  stack.push({ ...stack[1], title: "2 · ReLU", axes: null })
  const seen = windowsOf(stack, [2, 1, 0])
  assert.deepEqual(seen[2], seen[1])
  assert.deepEqual(seen[0].box, [1, 0, 3, 2])
})

test("under dilation a window has gaps, and the sentence counts what is read", () => {
  const stack = places(9, [3, 1, 2])
  const [image] = windowsOf(stack, [1, 0, 1])
  assert.deepEqual(
    [image.rows, image.columns],
    [
      [0, 2, 4],
      [1, 3, 5],
    ],
  )
  assert.ok(gapped(image))
  assert.equal(
    unitSentence(stack, [1, 0, 1]),
    "The unit in row 1, column 2 of layer 1, Conv, sees 5 × 5 pixels of the image: rows 1 to 5, columns 2 to 6. " +
      "With gaps: it reads 9 of these pixels.",
  )
})

test("beyond the border there is only what padding invents", () => {
  const stack = places(8, [3, 1, 1, 1], [3, 1, 1, 1])
  assert.equal(
    unitSentence(stack, [2, 0, 4]),
    "The unit in row 1, column 5 of layer 2, Conv, reaches over 5 × 5 pixels. Of the image it sees 3 × 5, " +
      "rows 1 to 3, columns 3 to 7; the part beyond the border is invented by padding.",
  )
})

test("a unit may see everything, or nothing but padding", () => {
  assert.match(
    unitSentence(places(3, [3]), [1, 0, 0]),
    /sees 3 × 3 pixels of the image: rows 1 to 3, columns 1 to 3\. That is all of the image\.$/,
  )
  assert.equal(
    unitSentence(places(3, [1, 1, 1, 2]), [1, 0, 3]),
    "The unit in row 1, column 4 of layer 1, Conv, sees no pixel of the image, only padding.",
  )
})

test("a pixel that a stride leaves out is not said to be seen", () => {
  const stack = places(6, [3, 2], [3, 1, 1, 1])
  assert.deepEqual(windowsOf(stack, [2, 1, 1])[0].rows, [0, 1, 2, 3, 4])
  assert.match(unitSentence(stack, [2, 0, 0]), /Of the image it sees 5 × 5/)
})

test("one row is not called rows", () => {
  assert.match(unitSentence(places(4, [1]), [1, 2, 3]), /sees 1 × 1 pixels of the image: row 3, column 4\.$/)
})

test("over a pixel stands the unit whose window has its middle there", () => {
  const stack = places(32, [3, 1, 1, 1], [2, 2], [3, 1, 1, 1])
  for (const unit of [
    [0, 0],
    [3, 7],
    [15, 15],
  ]) {
    const { box } = windowsOf(stack, [3, ...unit])[0]
    assert.deepEqual(nearestUnit(stack[3], [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]), unit)
  }
  assert.deepEqual(nearestUnit(stack[3], [-40, 400]), [0, 15])
})

test("a unit that is gone becomes the nearest that is there", () => {
  const stack = places(8, [3], [3])
  assert.deepEqual(keptUnit(stack, [2, 1, 2]), [2, 1, 2])
  assert.deepEqual(keptUnit(stack, [9, 9, -1]), [2, 3, 0])
  assert.deepEqual(keptUnit(stack, [0, 0, Infinity]), [1, 0, 5])
})

test("what lies beside a box is covered once, and the box not at all", () => {
  for (const box of [
    [1, 2, 3, 3],
    [-2, -1, 1, 0],
    [0, 0, 4, 5],
    [3, 4, 9, 9],
    [-5, 2, -3, 3],
  ]) {
    const covered = Array.from({ length: 5 }, () => new Array(6).fill(0))
    for (const part of beside(box, 5, 6)) {
      for (let row = part.top; row < part.top + part.rows; row++) {
        for (let column = part.left; column < part.left + part.columns; column++) covered[row][column]++
      }
    }
    const within = (row, column) => row >= box[0] && row <= box[2] && column >= box[1] && column <= box[3]
    covered.forEach((line, row) =>
      line.forEach((times, column) => assert.equal(times, within(row, column) ? 0 : 1, `${box}: ${row} ${column}`)),
    )
  }
})

test("a frame is put around values, and nothing of them is lost", () => {
  const framed = framedValues({ values: Float32Array.of(1, 2, 3, 4), size: [2, 2], frame: [1, 0, 0, 2] }, 9)
  assert.deepEqual([...framed], [9, 9, 9, 9, 1, 2, 9, 9, 3, 4, 9, 9])
})

test("the share of the picture is that of the pixels read, and nothing is said of none", () => {
  assert.equal(shareSentence(places(10, [3]), [1, 0, 0]), "It reads 9.0 % of the picture.")
  assert.equal(shareSentence(places(9, [3, 1, 2]), [1, 0, 1]), "It reads 11.1 % of the picture.")
  assert.equal(shareSentence(places(3, [3]), [1, 0, 0]), "It reads 100 % of the picture.")
  assert.equal(shareSentence(places(200, [1]), [1, 0, 0]), "It reads less than 0.01 % of the picture.")
  assert.equal(shareSentence(places(3, [1, 1, 1, 2]), [1, 0, 3]), "")
})
