// The bytes of a file: each piece is packed, and opened once.

/** @import { Data } from "./file.js" */

export class Pieces {
  /** @param {string[]} packed */
  constructor(packed) {
    this.packed = packed
    /** @type {Map<number, Promise<Uint8Array<ArrayBuffer>>>} */
    this.opened = new Map()
  }

  /**
   * What a component is given.
   * @param {Data} data
   */
  async of(data) {
    if ("json" in data) return data.json
    if ("text" in data) return JSON.parse(new TextDecoder().decode(await this.piece(data.text)))
    const parts = await Promise.all(data.pieces.map((id) => this.piece(id)))
    const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
    let place = 0
    for (const part of parts) {
      whole.set(part, place)
      place += part.length
    }
    return whole
  }

  /** @param {number} id */
  piece(id) {
    const known = this.opened.get(id) ?? unpacked(this.packed[id])
    this.opened.set(id, known)
    return known
  }
}

/**
 * @param {string} packed in base64; of differences, in front stands how far apart the bytes are between which they were
 *   taken, one after the other
 */
export async function unpacked(packed) {
  const [letters64, apart = ""] = packed.split(":").reverse()
  const letters = atob(letters64)
  const bytes = new Uint8Array(letters.length)
  for (let at = 0; at < bytes.length; at++) bytes[at] = letters.charCodeAt(at)
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))
  const values = new Uint8Array(await new Response(stream).arrayBuffer())
  for (const far of apart.split(",").filter(Boolean).map(Number).reverse()) {
    for (let at = far; at < values.length; at++) values[at] += values[at - far]
  }
  return values
}
