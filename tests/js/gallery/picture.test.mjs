import assert from "node:assert/strict"
import { test } from "node:test"

import { enlargement, shownAs } from "../../../cnnviz/ui/components/gallery/enlarged.mjs"
import { coloured, litBox, strips } from "../../../cnnviz/ui/components/gallery/painting.mjs"
import { canvasColours } from "../../../cnnviz/ui/components/shared/colours.mjs"

test("colours become opaque words that a canvas reads as red, green, blue, alpha", () => {
  const bytes = new Uint8Array(canvasColours(Uint8Array.of(1, 2, 3, 255, 128, 0)).buffer)
  assert.deepEqual([...bytes], [1, 2, 3, 255, 255, 128, 0, 255])
})

test("a tile's pixels are looked up in its palette", () => {
  const palettes = { grey: canvasColours(Uint8Array.of(0, 0, 0, 9, 9, 9, 200, 100, 50)) }
  const drawn = coloured({ palette: "grey" }, Uint8Array.of(2, 0, 1, 2), palettes)
  assert.deepEqual(
    [...drawn],
    [2, 0, 1, 2].map((place) => palettes.grey[place]),
  )
})

test("a tile without a palette is drawn in the colours it brings", () => {
  const drawn = coloured({ palette: "" }, Uint8Array.of(10, 20, 30, 40, 50, 60), {})
  assert.deepEqual([...new Uint8Array(drawn.buffer)], [10, 20, 30, 255, 40, 50, 60, 255])
})

test("invented pixels are covered by strips that do not overlap in the corners", () => {
  assert.deepEqual(strips([1, 2, 3, 4], 10, 20), [
    { top: 0, left: 0, right: 0, height: "10%" },
    { bottom: 0, left: 0, right: 0, height: "20%" },
    { top: "10%", bottom: "20%", left: 0, width: "15%" },
    { top: "10%", bottom: "20%", right: 0, width: "20%" },
  ])
})

test("sides without invented pixels have no strip", () => {
  assert.deepEqual(strips([0, 0, 0, 0], 5, 5), [])
  assert.deepEqual(strips([0, 1, 0, 0], 4, 4), [{ bottom: 0, left: 0, right: 0, height: "25%" }])
})

test("an enlargement is the largest whole one that fits both ways, and never a reduction", () => {
  assert.equal(enlargement(10, 10, 100, 55), 5)
  assert.equal(enlargement(10, 10, 39, 400), 3)
  assert.equal(enlargement(64, 32, 640, 320), 10)
  assert.equal(enlargement(1024, 1024, 300, 300), 1)
})

test("what is shown is compared with the picture itself, for which fewer pixels may stand", () => {
  assert.equal(shownAs(8, 64, 64), "shown 8 × its size")
  assert.equal(shownAs(4, 112, 224), "shown 2 × its size")
  assert.equal(shownAs(7, 128, 256), "shown 3.5 × its size")
})

test("outlined pixels lie where they are drawn", () => {
  assert.deepEqual(litBox([1, 2, 3, 5], 10, 20), { top: "10%", left: "10%", height: "30%", width: "25%" })
})
