// The validation pictures of the run that is looked at: each is fetched once.

import { unpacked } from "../../../shared/message.mjs"
import { sentenceOf } from "../server.mjs"

/**
 * @import { Source } from "./questions.mjs"
 * @import { Pictures } from "../run.js"
 *
 * @typedef {{ size: number[], pixels: Uint8Array, label: number }} Picture
 */

// Pictures asked for at once.
const CHUNK = 64

export class PictureStore {
  /** @param {Source} source */
  constructor(source) {
    this.source = source
    /** @type {Map<number, Picture>} */
    this.known = new Map()
  }

  clear() {
    this.known = new Map()
  }

  /**
   * The validation pictures with these numbers. Throws Error with a sentence where they cannot be had.
   * @param {number[]} indices
   * @returns {Promise<Pictures>}
   */
  async fetch(indices) {
    const { known } = this
    const missing = [...new Set(indices)].filter((index) => !known.has(index))
    for (let at = 0; at < missing.length; at += CHUNK) await this.load(missing.slice(at, at + CHUNK), known)
    const found = indices.map((index) => /** @type {Picture} */ (known.get(index)))
    const pictures = new Uint8Array(found.reduce((sum, { pixels }) => sum + pixels.length, 0))
    for (const [k, { pixels }] of found.entries()) pictures.set(pixels, k * pixels.length)
    return { pictures, labels: Uint8Array.from(found, ({ label }) => label), size: found[0]?.size ?? [0, 0, 0] }
  }

  /**
   * @param {number[]} indices
   * @param {Map<number, Picture>} known
   */
  async load(indices, known) {
    const reply = await this.source.ask(`/pictures?validation=${indices.join(",")}`)
    if (!reply.ok) throw new Error(sentenceOf(reply.body, "These pictures could not be fetched."))
    const { arrays } = unpacked(reply.body, { copied: true })
    const { values, shape } = /** @type {{ values: Uint8Array, shape: number[] }} */ (arrays.get("pictures"))
    const labels = /** @type {{ values: Uint8Array }} */ (arrays.get("labels")).values
    const count = values.length / shape[0]
    for (const [k, index] of indices.entries()) {
      const pixels = values.slice(k * count, (k + 1) * count)
      known.set(index, { size: shape.slice(1), pixels, label: labels[k] })
    }
  }
}
