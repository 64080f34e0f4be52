// The binary message of a component: a 4-byte little-endian header length, a JSON header, then raw arrays.

/** Splits a message into its header and the bytes after it. */
export function unpacked(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true)
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)))
  return { header, rest: bytes.subarray(4 + length) }
}

/** 256 colours as the 32-bit words a canvas holds (little-endian RGBA, opaque). */
export function words(colours) {
  const result = new Uint32Array(colours.length / 3)
  for (let i = 0; i < result.length; i++) {
    result[i] = 0xff000000 | (colours[3 * i + 2] << 16) | (colours[3 * i + 1] << 8) | colours[3 * i]
  }
  return result
}
