// What one number of a map comes from: the window of the image under it, and, where it is a sum of products with the
// image itself, those products.

import { placeOf } from "../shared/borders.mjs"

/**
 * @import { Message, Numbers } from "../shared/message.mjs"
 * @import { PictureTile } from "./painting.mjs"
 * @typedef {[jump: number, start: number, size: number]} Reach along one axis, see cnnviz/ops/geometry.py
 * @typedef {{
 *   channels: number[], stride: number[], dilation: number[], before: number[], mode: string, value: number,
 *   bias: number,
 * }} Products see cnnviz/figures/convolution/bench.py
 * @typedef {{ value: number, invented: boolean }} Pixel
 */

/**
 * The first pixel and the number of pixels that output `at` comes from, along one axis.
 * @param {Reach} reach
 * @param {number} at
 */
export function span([jump, start, size], at) {
  return { start: start + jump * at, size }
}

/**
 * The output whose window's middle is nearest to a place of the image, along one axis.
 * @param {Reach} reach
 * @param {number} place in pixels
 * @param {number} count of outputs
 */
export function nearest([jump, start, size], place, count) {
  return Math.max(0, Math.min(count - 1, Math.round((place - start - size / 2) / jump)))
}

/**
 * What stands at a place of a picture, read from its colour; NaN where that tells none.
 * @param {PictureTile} tile
 * @param {Message["arrays"]} arrays
 * @param {number} row
 * @param {number} column
 */
export function valueAt(tile, arrays, row, column) {
  const { values, shape } = /** @type {Numbers} */ (arrays.get(tile.pixels))
  const at = Math.floor((row * shape[0]) / tile.rows) * shape[1] + Math.floor((column * shape[1]) / tile.columns)
  const place = Number(values[at])
  if (tile.palette === "signed") return ((place - 128) * tile.high) / 127
  return tile.palette === "grey" ? tile.low + (place / 255) * (tile.high - tile.low) : NaN
}

/**
 * The pixels under the window of an output, channel by channel (c i j), and the sum of their products with the weights.
 * @param {Products} products
 * @param {Numbers} weights (c i j)
 * @param {Numbers} image uint8 (h w) or (h w 3)
 * @param {[row: number, column: number]} output
 * @returns {{ window: Pixel[][][], sum: number }}
 */
export function multiplied(products, weights, image, output) {
  const [height, width, depth = 1] = image.shape
  const [, tall, wide] = weights.shape
  const taps = (/** @type {0 | 1} */ axis, /** @type {number} */ count, /** @type {number} */ size) =>
    Array.from({ length: count }, (_, tap) => {
      const at = output[axis] * products.stride[axis] - products.before[axis] + tap * products.dilation[axis]
      return { at: placeOf(at, size, products.mode), invented: at < 0 || at >= size }
    })
  const [rows, columns] = [taps(0, tall, height), taps(1, wide, width)]
  let sum = products.bias
  const window = products.channels.map((channel, c) =>
    rows.map((row, i) =>
      columns.map((column, j) => {
        const outside = row.at < 0 || column.at < 0
        const place = (row.at * width + column.at) * depth + (depth > 1 ? channel : 0)
        const value = outside ? products.value : Number(image.values[place]) / 255
        sum += value * Number(weights.values[(c * tall + i) * wide + j])
        return { value, invented: row.invented || column.invented }
      }),
    ),
  )
  return { window, sum }
}
