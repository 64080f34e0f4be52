// Arrays and a few words about them as bytes, and back: the browser's side of cnnviz/packing.py.

import { unpacked } from "../message.mjs"

const STEP = 8
const KINDS = {
  uint8: Uint8Array,
  int32: Int32Array,
  float16: Uint16Array,
  float32: Float32Array,
  float64: Float64Array,
  int64: BigInt64Array,
}
const NAMES = [[Uint8Array, "uint8"], [Int32Array, "int32"], [Float32Array, "float32"], [Float64Array, "float64"]]

/** Half-precision numbers, given as their 16 bits, in single precision. */
export function singles(halves) {
  return Float32Array.from(halves, (bits) => {
    const sign = bits & 0x8000 ? -1 : 1
    const exponent = (bits >> 10) & 31
    const fraction = bits & 1023
    if (exponent === 31) return fraction ? NaN : sign * Infinity
    return sign * (exponent ? 2 ** (exponent - 15) * (1 + fraction / 1024) : 2 ** -24 * fraction)
  })
}

/** A message's header and its arrays by name, each { values, shape }; every array is a copy. */
export function opened(buffer) {
  const { header, rest } = unpacked(new Uint8Array(buffer))
  const arrays = new Map()
  for (const [name, kind, shape, place] of header.arrays) {
    const count = shape.reduce((product, side) => product * side, 1)
    const start = rest.byteOffset + place
    const bytes = rest.buffer.slice(start, start + count * KINDS[kind].BYTES_PER_ELEMENT)
    const values = new KINDS[kind](bytes)
    arrays.set(name, { values: kind === "float16" ? singles(values) : values, shape })
  }
  return { header, arrays }
}

/** The message of a header and of arrays, each { values, shape }, by name. */
export function closed(header, arrays = {}) {
  const parts = []
  let place = 0
  const table = Object.entries(arrays).map(([name, { values, shape }]) => {
    const row = [name, NAMES.find(([type]) => values instanceof type)[1], shape, place]
    parts.push([place, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)])
    place += Math.ceil(values.byteLength / STEP) * STEP
    return row
  })
  const words = new TextEncoder().encode(JSON.stringify({ ...header, arrays: table }))
  const start = Math.ceil((words.length + 4) / STEP) * STEP
  const message = new Uint8Array(start + place)
  new DataView(message.buffer).setUint32(0, start - 4, true)
  message.fill(32, 4, start)
  message.set(words, 4)
  for (const [at, bytes] of parts) message.set(bytes, start + at)
  return message
}
