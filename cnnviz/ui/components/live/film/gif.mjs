// Pictures of up to 256 colours as an animated GIF (the format's specification, version 89a).

const MOST_CODES = 4096

/** Codes of 2 to 12 bits as bytes, the lowest bits first, in blocks of at most 255 with their length before them. */
class CodeBlocks {
  constructor() {
    /** @type {number[]} */
    this.bytes = []
    /** @type {number[]} */
    this.block = []
    this.rest = 0
    this.bits = 0
  }

  /**
   * @param {number} code
   * @param {number} size in bits
   */
  put(code, size) {
    this.rest |= code << this.bits
    this.bits += size
    while (this.bits >= 8) this.byte()
  }

  byte() {
    this.block.push(this.rest & 255)
    this.rest >>>= 8
    this.bits = Math.max(0, this.bits - 8)
    if (this.block.length === 255) this.flush()
  }

  flush() {
    this.bytes.push(this.block.length, ...this.block)
    this.block = []
  }

  end() {
    if (this.bits) this.byte()
    if (this.block.length) this.flush()
    return [...this.bytes, 0]
  }
}

/**
 * Colour numbers (0 to 255) squeezed by LZW: a string met before plus one more colour becomes a code.
 * @param {Uint8Array} pixels
 */
export function lzw(pixels) {
  const [clear, end] = [256, 257]
  const blocks = new CodeBlocks()
  // What code a code followed by a colour has; a row of colours for each code, cleared by counting ages.
  const table = new Int32Array(MOST_CODES * 256)
  let [next, size, age] = [end + 1, 9, 1]
  blocks.put(clear, size)
  let code = pixels[0]
  for (let i = 1; i < pixels.length; i++) {
    const place = code * 256 + pixels[i]
    const known = table[place]
    if (known >> 12 === age) {
      code = known & 4095
      continue
    }
    blocks.put(code, size)
    if (next === MOST_CODES) {
      blocks.put(clear, size)
      ;[next, size, age] = [end + 1, 9, age + 1]
    } else {
      table[place] = (age << 12) | next
      if (next === 1 << size) size++
      next++
    }
    code = pixels[i]
  }
  blocks.put(code, size)
  // The decoder learns its last code one later, and may by then have grown its codes.
  if (next === 1 << size && size < 12) size++
  blocks.put(end, size)
  return blocks.end()
}

const pair = (/** @type {number} */ value) => [value & 255, value >> 8]
const letters = (/** @type {string} */ text) => [...text].map((sign) => sign.charCodeAt(0))

/** The parts of a GIF that loops for ever: `add(pixels, seconds)` for each frame, then `blob()`. */
export class Gif {
  /**
   * @param {number} width
   * @param {number} height
   * @param {number[][]} palette 256 colours, [red, green, blue] each
   */
  constructor(width, height, palette) {
    this.width = width
    this.height = height
    const loop = [0x21, 0xff, 11, ...letters("NETSCAPE2.0"), 3, 1, 0, 0, 0]
    this.parts = [
      Uint8Array.from([...letters("GIF89a"), ...pair(width), ...pair(height), 0xf7, 0, 0, ...palette.flat(), ...loop]),
    ]
  }

  /**
   * @param {Uint8Array} pixels
   * @param {number} seconds
   */
  add(pixels, seconds) {
    const control = [0x21, 0xf9, 4, 4, ...pair(Math.round(100 * seconds)), 0, 0]
    const place = [0x2c, 0, 0, 0, 0, ...pair(this.width), ...pair(this.height), 0, 8]
    this.parts.push(Uint8Array.from([...control, ...place]), Uint8Array.from(lzw(pixels)))
  }

  blob() {
    return new Blob([...this.parts, Uint8Array.of(0x3b)], { type: "image/gif" })
  }
}
