import assert from "node:assert/strict"
import { test } from "node:test"

import { packed, singles, unpacked } from "../../../cnnviz/ui/components/shared/message.mjs"

const numbers = (values, ...shape) => ({ values, shape: shape.length ? shape : [values.length] })
const ARRAYS = {
  bytes: numbers(Uint8Array.of(1, 2, 3)),
  floats: numbers(Float32Array.of(0.5, -2), 2, 1),
  doubles: numbers(Float64Array.of(0.1)),
  whole: numbers(Int32Array.of(-7)),
  large: numbers(BigInt64Array.of(2n ** 60n)),
  none: numbers(new Float32Array(0), 0, 3),
}

/** The message at any place of a longer buffer. */
function at(before, message) {
  const buffer = new Uint8Array(before + message.length + 5).fill(0xee)
  buffer.set(message, before)
  return buffer.subarray(before, before + message.length)
}

for (const before of [0, 1, 4, 8, 13])
  test(`a message ${before} bytes into a buffer is read as it was written`, () => {
    const { header, arrays } = unpacked(at(before, packed({ words: "ä − 3" }, ARRAYS)))
    assert.deepEqual(header, { words: "ä − 3" })
    assert.deepEqual(Object.fromEntries(arrays), ARRAYS)
  })

test("a whole buffer is read like the bytes in it", () => {
  assert.deepEqual(unpacked(packed({ n: 1 }, ARRAYS).buffer), unpacked(packed({ n: 1 }, ARRAYS)))
})

test("aligned arrays are read in place, others and those to be kept are copied", () => {
  const buffers = (message, how) =>
    [...unpacked(message, how).arrays.values()].map(({ values }) => values.buffer === message.buffer)
  const message = packed({}, { a: ARRAYS.bytes, b: ARRAYS.floats })
  assert.deepEqual(buffers(message), [true, true])
  assert.deepEqual(buffers(at(1, message)), [true, false])
  assert.deepEqual(buffers(message, { copied: true }), [false, false])
})

test("half-precision numbers are read as they are", () => {
  assert.deepEqual(
    [...singles(Uint16Array.of(0x3c00, 0xc000, 0x3555, 0x0001, 0x8000, 0x7bff, 0x7c00))],
    [1, -2, 0.333251953125, 2 ** -24, -0, 65504, Infinity],
  )
  assert.ok(Number.isNaN(singles(Uint16Array.of(0x7e01))[0]))
})

test("a message that breaks off is an error, not a picture", () => {
  const message = packed({ sections: [] }, { a: numbers(Float32Array.of(1, 2)) })
  for (const length of [2, 9, message.length - 1])
    assert.throws(() => unpacked(message.slice(0, length)), String(length))
})

test("what no message holds is refused when it is written", () => {
  assert.throws(() => packed({}, { a: numbers(new Uint32Array(1)) }), /No message can hold/)
})
