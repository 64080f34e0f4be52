// Arrays and a few words about them as bytes, and back: the browser's side of cnnviz/packing.py.

/**
 * @typedef {Uint8Array | Int32Array | Float32Array | Float64Array | BigInt64Array} Values
 * @typedef {{ values: Values, shape: number[] }} Numbers An array's values, row by row, and its sides.
 * @typedef {{ header: any, arrays: Map<string, Numbers> }} Message
 */

// Every array begins at a multiple of this.
const STEP = 8
/**
 * @type {Record<string, Uint8ArrayConstructor | Uint16ArrayConstructor | Int32ArrayConstructor |
 *   BigInt64ArrayConstructor | Float32ArrayConstructor | Float64ArrayConstructor>}
 */
const TYPES = {
  uint8: Uint8Array,
  int32: Int32Array,
  float16: Uint16Array,
  float32: Float32Array,
  float64: Float64Array,
  int64: BigInt64Array,
}

/**
 * A message's header and its arrays by name. An array is read in place where it is aligned, and copied where it is not
 * or where it is to outlive the rest of the message (`copied`); half-precision numbers come in single precision.
 *
 * @param {Uint8Array<ArrayBuffer> | ArrayBuffer} message
 * @param {{ copied?: boolean }} [how]
 * @returns {Message}
 */
export function unpacked(message, { copied = false } = {}) {
  const bytes = message instanceof ArrayBuffer ? new Uint8Array(message) : message
  const length = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true)
  const { arrays: table, ...header } = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)))
  const arrays = new Map()
  for (const [name, kind, shape, place] of table) {
    const start = bytes.byteOffset + 4 + length + place
    arrays.set(name, { values: valuesAt(bytes.buffer, start, kind, product(shape), copied), shape })
  }
  return { header, arrays }
}

/**
 * @param {ArrayBuffer} buffer
 * @param {number} start
 * @param {string} kind
 * @param {number} count
 * @param {boolean} copied
 * @returns {Values}
 */
function valuesAt(buffer, start, kind, count, copied) {
  const Type = TYPES[kind]
  const size = Type.BYTES_PER_ELEMENT
  const apart = copied || start % size !== 0
  const values = apart ? new Type(buffer.slice(start, start + count * size)) : new Type(buffer, start, count)
  return values instanceof Uint16Array ? singles(values) : values
}

/**
 * The message of a header and of arrays by name.
 *
 * @param {object} header
 * @param {Record<string, Numbers>} [arrays]
 */
export function packed(header, arrays = {}) {
  let place = 0
  const parts = Object.entries(arrays).map(([name, { values, shape }]) => {
    const part = { row: [name, typeOf(values), shape, place], place, bytes: bytesOf(values) }
    place += stepped(values.byteLength)
    return part
  })
  const words = new TextEncoder().encode(JSON.stringify({ ...header, arrays: parts.map(({ row }) => row) }))
  const start = stepped(words.length + 4)
  const message = new Uint8Array(start + place)
  new DataView(message.buffer).setUint32(0, start - 4, true)
  message.fill(32, 4, start)
  message.set(words, 4)
  for (const part of parts) message.set(part.bytes, start + part.place)
  return message
}

/** @param {Values} values */
function typeOf(values) {
  const type = Object.keys(TYPES).find((name) => values instanceof TYPES[name])
  if (!type) throw new TypeError("No message can hold such an array.")
  return type
}

/** @param {Values} values */
function bytesOf(values) {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
}

/** @param {number} length */
function stepped(length) {
  return Math.ceil(length / STEP) * STEP
}

/** @param {number[]} shape */
function product(shape) {
  return shape.reduce((count, side) => count * side, 1)
}

/**
 * Half-precision numbers, given as their 16 bits, in single precision.
 *
 * @param {Uint16Array} halves
 */
export function singles(halves) {
  const values = new Float32Array(halves.length)
  for (let k = 0; k < halves.length; k++) values[k] = single(halves[k])
  return values
}

/** @param {number} bits */
function single(bits) {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  if (exponent === 31) return fraction ? NaN : sign * Infinity
  return sign * (exponent ? 2 ** (exponent - 15) * (1 + fraction / 1024) : 2 ** -24 * fraction)
}
