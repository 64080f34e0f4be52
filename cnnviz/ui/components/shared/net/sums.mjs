// What the arrows of a layer carry: each slice of a filter on its own channel, as cnnviz/ops/pipeline.py adds them up.

import { axis } from "../geometry.mjs"
import { correlated } from "../maps/convolving.mjs"

/**
 * @import { Axis } from "../geometry.mjs"
 * @import { Message } from "../message.mjs"
 *
 * @typedef {object} Header
 * @property {string[]} channels
 * @property {string[]} names of the maps that are drawn
 * @property {number[]} starts the first channel that each map sees
 * @property {number} bias
 * @property {[row: number, column: number]} at the output that is pinned
 * @property {{ rows: Parameters<typeof axis>[0], columns: Parameters<typeof axis>[0] }} axes
 *
 * @typedef {{ header: Header, planes: Float32Array[], kernels: Float32Array[][], rows: Axis, columns: Axis,
 *   depth: number }} Layer kernels by filter and slice; `depth` channels enter a filter
 * @typedef {{ from: number, to: number, slice: number }} Arrow a channel, a map, and the filter's slice between them
 */

/**
 * @param {Message} message
 * @returns {Layer}
 */
export function layerOf({ header, arrays }) {
  const [padded, kernels] = ["padded", "kernels"].map((name) => arrays.get(name))
  if (!padded || !kernels) throw new Error("the layer is missing")
  const [filters, depth] = kernels.shape
  const blocks = cut(/** @type {Float32Array} */ (kernels.values), filters * depth)
  return {
    header,
    planes: cut(/** @type {Float32Array} */ (padded.values), padded.shape[0]),
    kernels: Array.from({ length: filters }, (_, at) => blocks.slice(at * depth, (at + 1) * depth)),
    rows: axis(header.axes.rows),
    columns: axis(header.axes.columns),
    depth,
  }
}

/** @param {Float32Array} values @param {number} parts */
function cut(values, parts) {
  const size = values.length / parts
  return Array.from({ length: parts }, (_, at) => values.subarray(at * size, (at + 1) * size))
}

/**
 * The arrows that end in a map, in the order of its filter's slices.
 * @param {Layer} layer
 * @param {number} to
 * @returns {Arrow[]}
 */
export function arrowsInto({ header, depth }, to) {
  return Array.from({ length: depth }, (_, slice) => ({ from: header.starts[to] + slice, to, slice }))
}

/**
 * Every arrow of the layer that is drawn.
 * @param {Layer} layer
 */
export function arrowsOf(layer) {
  return layer.kernels.flatMap((_, to) => arrowsInto(layer, to))
}

/**
 * What one slice makes of its channel, before anything is added: (rows columns).
 * @param {Layer} layer
 * @param {Arrow} arrow
 */
export function partial({ planes, kernels, rows, columns }, { from, to, slice }) {
  return correlated([planes[from]], [kernels[to][slice]], rows, columns)
}

/**
 * A map: all its slices and the bias.
 * @param {Layer} layer
 * @param {number} to
 */
export function mapOf(layer, to) {
  const entering = arrowsInto(layer, to).map(({ from }) => layer.planes[from])
  return correlated(entering, layer.kernels[to], layer.rows, layer.columns, layer.header.bias)
}

/**
 * What one arrow adds at an output: the one that is pinned, if no other.
 * @param {Layer} layer
 * @param {Arrow} arrow
 */
export function added({ header, planes, kernels, rows, columns }, { from, to, slice }, [row, column] = header.at) {
  let sum = 0
  kernels[to][slice].forEach((weight, tap) => {
    const down = row * rows.stride + rows.dilation * Math.floor(tap / columns.window)
    const across = column * columns.stride + columns.dilation * (tap % columns.window)
    sum += weight * planes[from][down * columns.padded + across]
  })
  return Math.fround(sum)
}

/**
 * A channel as it came in, without what padding invented: (rows columns).
 * @param {Layer} layer
 * @param {number} channel
 */
export function channelOf({ planes, rows, columns }, channel) {
  const plain = new Float32Array(rows.size * columns.size)
  for (let row = 0; row < rows.size; row++) {
    const start = (row + rows.before) * columns.padded + columns.before
    plain.set(planes[channel].subarray(start, start + columns.size), row * columns.size)
  }
  return plain
}
