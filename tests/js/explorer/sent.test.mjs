import assert from "node:assert/strict"
import { test } from "node:test"
import { sentOf } from "../../../cnnviz/ui/components/explorer/subject/sent.mjs"
import { canvasColours } from "../../../cnnviz/ui/components/shared/colours.mjs"

const array = (values, ...shape) => ({ values, shape })
const PALETTE = array(
  Uint8Array.from({ length: 768 }, (_, k) => k % 251),
  256,
  3,
)
const ARRAYS = {
  palette: PALETTE,
  planes: array(Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8), 2, 2, 2),
  kernel: array(Float32Array.of(9, 10, 11, 12), 2, 1, 2),
  output: array(Float32Array.of(15, 16), 2, 1),
  sums: array(Float32Array.of(13, 14), 2, 1),
}
const sent = (arrays) => sentOf(new Map(Object.entries(arrays)))

test("a message's arrays are read channel by channel", () => {
  assert.deepEqual(sent(ARRAYS), {
    palette: canvasColours(PALETTE.values),
    size: [2, 2],
    window: [1, 2],
    planes: [Float32Array.of(1, 2, 3, 4), Float32Array.of(5, 6, 7, 8)],
    kernel: [Float32Array.of(9, 10), Float32Array.of(11, 12)],
    sums: Float32Array.of(13, 14),
    output: Float32Array.of(15, 16),
  })
})

test("pixels sent as bytes are the floats that the server computed with", () => {
  const pixels = Uint8Array.from({ length: 256 }, (_, k) => k)
  const { planes } = sent({ ...ARRAYS, planes: array(pixels, 1, 16, 16) })
  planes[0].forEach((value, k) => assert.equal(value, Math.fround(Math.fround(k) / Math.fround(255))))
})

test("sums that no activation changed, as a pooling's, are sent once", () => {
  const { sums: _, ...arrays } = ARRAYS
  const { sums, output } = sent(arrays)
  assert.deepEqual([...sums], [15, 16])
  assert.equal(sums, output)
})
