import assert from "node:assert/strict"
import { test } from "node:test"

import { coloured, enlargement, strips, tileWidth } from "../../cnnviz/ui/components/gallery/gallery.mjs"
import { unpacked, words } from "../../cnnviz/ui/components/message.mjs"

/** A message as cnnviz/figures/tiles.py writes it, standing at any place of a longer buffer. */
function message(header, pixels, before = 0) {
  const text = new TextEncoder().encode(JSON.stringify(header))
  const buffer = new Uint8Array(before + 4 + text.length + pixels.length).fill(0xee)
  new DataView(buffer.buffer).setUint32(before, text.length, true)
  buffer.set(text, before + 4)
  buffer.set(pixels, before + 4 + text.length)
  return buffer.subarray(before)
}

test("a message is split into its sections and the pixels after them", () => {
  const sections = [{ title: "Größe · × −", tiles: [] }]
  const { header, rest: pixels } = unpacked(message({ sections }, [1, 2, 250]))
  assert.deepEqual(header, { sections })
  assert.deepEqual([...pixels], [1, 2, 250])
})

test("a message that is a view into a larger buffer is read from its own start", () => {
  const { header, rest: pixels } = unpacked(message({ sections: [] }, [7], 13))
  assert.deepEqual(header, { sections: [] })
  assert.deepEqual([...pixels], [7])
})

test("a message that breaks off in its header is an error, not a picture", () => {
  assert.throws(() => unpacked(message({ sections: [] }, []).subarray(0, 9)))
})

test("colours become opaque words that a canvas reads as red, green, blue, alpha", () => {
  const bytes = new Uint8Array(words(Uint8Array.of(1, 2, 3, 255, 128, 0)).buffer)
  assert.deepEqual([...bytes], [1, 2, 3, 255, 255, 128, 0, 255])
})

test("a tile's pixels are looked up in its palette from where they begin", () => {
  const palettes = { grey: words(Uint8Array.of(0, 0, 0, 9, 9, 9, 200, 100, 50)) }
  const tile = { rows: 2, columns: 2, offset: 3, palette: "grey" }
  const drawn = coloured(tile, Uint8Array.of(9, 9, 9, 2, 0, 1, 2, 0), palettes)
  assert.deepEqual([...drawn], [2, 0, 1, 2].map((place) => palettes.grey[place]))
})

test("a tile without a palette is drawn in the colours it brings", () => {
  const tile = { rows: 1, columns: 2, offset: 1, palette: "" }
  const drawn = coloured(tile, Uint8Array.of(0, 10, 20, 30, 40, 50, 60, 99), {})
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

test("the more tiles, the smaller they are, and small sections are smallest", () => {
  const widths = [1, 3, 4, 6, 7, 32].map((count) => tileWidth(count, false))
  assert.deepEqual(widths, [...widths].sort((a, b) => b - a))
  assert.equal(tileWidth(3, false), tileWidth(1, false))
  assert.ok(tileWidth(4, false) < tileWidth(3, false))
  assert.ok(tileWidth(7, false) < tileWidth(6, false))
  assert.ok(tileWidth(1, true) < tileWidth(32, false))
})

test("an enlargement is the largest whole one that fits both ways, and never a reduction", () => {
  assert.equal(enlargement(10, 10, 100, 55), 5)
  assert.equal(enlargement(10, 10, 39, 400), 3)
  assert.equal(enlargement(64, 32, 640, 320), 10)
  assert.equal(enlargement(1024, 1024, 300, 300), 1)
})
