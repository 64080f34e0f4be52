// What Python sends, and what is seen of it at any place.

import { answers, changed, maxPooled, strongest, templateOf } from "./answers.mjs"
import { KnownSums } from "./known_sums.mjs"
import { orders } from "./orders.mjs"
import { axesOf, moved } from "./plane_beyond.mjs"
import { borderSentence, insideSentence } from "./words.mjs"

/**
 * @import { Axes } from "../shared/geometry.mjs"
 * @import { Numbers } from "../shared/message.mjs"
 * @import { Answers, Template } from "./answers.mjs"
 * @import { Orders } from "./orders.mjs"
 * @import { Box, FeatureMap, Filter, Shift, Size } from "./plane_beyond.mjs"
 *
 * @typedef {object} Seen
 * @property {Shift} by
 * @property {Orders} found
 * @property {Answers} answers
 * @property {FeatureMap} pooled
 * @property {[plain: number, pooled: number]} change Of the map after ReLU, and of it pooled.
 */

/**
 * The scene of a message: see cnnviz/figures/why/same_object.py.
 * @param {{ kernel: string, stride: number, mode: string, amount: "same" | "valid", box: Box, pool: number }} header
 * @param {Map<string, Numbers>} arrays
 */
export function sceneOf(header, arrays) {
  const pixels = /** @type {Numbers} */ (arrays.get("pixels"))
  const kernel = /** @type {Numbers} */ (arrays.get("kernel"))
  const { stride, mode, amount } = header
  const window = /** @type {Size} */ (kernel.shape)
  const how = { kernel: /** @type {Float32Array} */ (kernel.values), window, stride, mode, amount }
  const plane = Float32Array.from(/** @type {Uint8Array} */ (pixels.values), (value) => value / 255)
  return new Scene(plane, /** @type {Size} */ (pixels.shape), header.box, how, header.pool)
}

export class Scene {
  /**
   * @param {Float32Array} plane
   * @param {Size} size
   * @param {Box} box where the thing is at first
   * @param {Filter} how
   * @param {number} pool a side of the pooling window
   */
  constructor(plane, size, box, how, pool) {
    this.picture = { values: plane, size }
    this.box = box
    this.how = how
    this.pool = pool
    /** How far the thing may be moved. @type {Size} */
    this.reach = [Math.floor(size[0] / 2), Math.floor(size[1] / 2)]
    /** @type {Axes} */
    this.axes = axesOf(how, size)
    /** @type {Template} */
    this.template = templateOf(plane, size, box)
    this.sums = new KnownSums(plane, size, how, this.axes)
    this.first = this.beginning()
  }

  /** The map at the first place, its strongest cell, and what is made of it. */
  beginning() {
    const { values, size } = this.picture
    const map = this.sums.map(values, [0, 0])
    const cell = strongest(map.values)
    const given = answers(values, size, map.values, this.template, cell)
    return { map, cell, answers: given, pooled: maxPooled(map, this.pool) }
  }

  /** @param {Shift} by @returns {Seen} */
  seen(by) {
    const { picture, sums, first } = this
    const found = orders(picture, first.map, sums, by)
    const pooled = maxPooled({ values: found.shiftFirst, size: found.size }, this.pool)
    return {
      by,
      found,
      answers: answers(found.picture, picture.size, found.shiftFirst, this.template, first.cell),
      pooled,
      change: [changed(first.map.values, found.shiftFirst), changed(first.pooled.values, pooled.values)],
    }
  }

  /** @param {Shift} by */
  answersAt(by) {
    const { values, size } = this.picture
    const here = moved(values, size, by, this.how.mode)
    return answers(here, size, this.sums.map(here, by).values, this.template, this.first.cell)
  }

  /** Both orders in words. @param {Seen} seen */
  sentences({ found, by }) {
    return `${insideSentence(found, by, this.how.stride)} ${borderSentence(found)}`
  }
}
