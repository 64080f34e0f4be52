import assert from "node:assert/strict"
import { test } from "node:test"
import {
  colourOf,
  coloursOf,
  css,
  GREYS,
  greyish,
  ink,
  inkOn,
  limitOf,
  scaleFor,
  signedScale,
} from "../../../cnnviz/ui/components/shared/colours.mjs"
import { range } from "../explorer/steps.mjs"

// The place in the palette is the colour.
const PLACES = Uint32Array.from({ length: 256 }, (_, k) => k)

test("zero is exactly the middle colour, and the ends are one place from the palette's", () => {
  for (const limit of [1, 0.3, 1e-6, 7, 12345]) {
    const scale = signedScale(PLACES, limit)
    assert.deepEqual(
      [-limit, -0, 0, limit].map((value) => colourOf(scale, value)),
      [1, 128, 128, 255],
    )
    assert.deepEqual(
      [-3 * limit, 3 * limit].map((value) => colourOf(scale, value)),
      [0, 255],
    )
    for (const k of range(0, 128))
      assert.equal(colourOf(scale, (limit * k) / 127) + colourOf(scale, (-limit * k) / 127), 256)
  }
})

test("grey goes from 0 to 1, a byte a place", () => {
  const scale = { palette: PLACES, low: 0, high: 1 }
  for (const byte of range(0, 256)) assert.equal(colourOf(scale, Math.fround(byte / 255)), byte)
  assert.deepEqual([GREYS[0], GREYS[128], GREYS[255]], [0xff000000, 0xff808080, 0xffffffff])
})

test("an image's values are grey, all others signed", () => {
  assert.ok(greyish([0, 0.5, 1]))
  assert.ok(!greyish([0, 1.01]))
  assert.ok(!greyish([-0.01, 1]))
  assert.equal(scaleFor([0, 1], PLACES).palette, GREYS)
  assert.deepEqual(scaleFor([-2, 1], PLACES), { palette: PLACES, low: -2, high: 2 })
  assert.deepEqual(scaleFor([0, 1], PLACES, 5), { palette: PLACES, low: -5, high: 5 })
})

test("a scale ends at the largest size, or at 1 where there is none", () => {
  assert.equal(limitOf([1, -3, 2]), 3)
  assert.equal(limitOf([0, -0]), 1)
  assert.equal(limitOf([1e-31, -1e-31]), 1)
  assert.equal(limitOf([NaN, 2]), 2)
})

test("colours are written as CSS reads them, with an ink that can be read on them", () => {
  assert.equal(css(0xff0a141e), "rgb(30,20,10)")
  assert.deepEqual([...coloursOf(signedScale(PLACES, 1), [-1, 0, 1])], [1, 128, 255])
  assert.deepEqual([inkOn(0xff000000), ink(255, 255, 255)], ["#fff", "#000"])
  // Light is weighed as the eye does: green counts most, blue least. Words are blue, green, red.
  assert.deepEqual([inkOn(0xff00ff00), inkOn(0xffff0000), inkOn(0xff0000ff)], ["#000", "#fff", "#000"])
  // 4.5 : 1 at the least on every grey.
  const light = (step) => (step / 255 <= 0.04045 ? step / 255 / 12.92 : ((step / 255 + 0.055) / 1.055) ** 2.4)
  for (const word of GREYS) {
    const [own, ground] = [inkOn(word) === "#fff" ? 1 : 0, light(word & 255)]
    assert.ok((Math.max(own, ground) + 0.05) / (Math.min(own, ground) + 0.05) >= 4.5, String(word & 255))
  }
})
