import assert from "node:assert/strict"
import { test } from "node:test"

import { lzw } from "../../../../cnnviz/ui/components/live/film/gif.mjs"

/** A GIF's blocks read to their end code: the decoder of the specification, in its shortest form. */
function unsqueezed(blocks) {
  const bytes = []
  for (let at = 0; blocks[at]; at += blocks[at] + 1) bytes.push(...blocks.slice(at + 1, at + 1 + blocks[at]))
  const bits = bytes.flatMap((byte) => Array.from({ length: 8 }, (_, k) => (byte >> k) & 1))
  let [at, size, table, last] = [0, 9, [], null]
  const pixels = []
  for (;;) {
    assert.ok(at + size <= bits.length, "no end code")
    const code = bits.slice(at, at + size).reduce((sum, bit, k) => sum + (bit << k), 0)
    at += size
    if (code === 257) return pixels
    if (code === 256) {
      table = Array.from({ length: 258 }, (_, k) => [k])
      ;[size, last] = [9, null]
      continue
    }
    const found = table[code] ?? [...last, last[0]]
    pixels.push(...found)
    if (last && table.length < 4096) table.push([...last, found[0]])
    if (table.length === 1 << size && size < 12) size++
    last = found
  }
}

test("squeezed pixels come back to the last one, and then comes the end code", () => {
  for (const count of [1, 2, 255, 256, 257, 766, 767, 768, 20_000]) {
    const pixels = Array.from({ length: count }, (_, at) => (at * at * 31 + (at >> 3)) % 251)
    assert.deepEqual(unsqueezed(lzw(Uint8Array.from(pixels))), pixels, String(count))
  }
  for (let count = 250; count < 262; count++) {
    const pixels = Array.from({ length: count }, (_, at) => at % 256)
    assert.deepEqual(unsqueezed(lzw(Uint8Array.from(pixels))), pixels, String(count))
  }
})
