// The small network at one place, number by number, as cnnviz/ops/templates/alike.py has it.

import { activation } from "../shared/maps/convolving.mjs"
import { added, arrowsInto, layerOf } from "../shared/net/sums.mjs"

/**
 * @import { Layer } from "../shared/net/sums.mjs"
 * @import { Message } from "../shared/message.mjs"
 *
 * @typedef {{ weights: Float32Array, biases: Float32Array }} Dense weights (o c), row by row
 * @typedef {{ layer: Layer, activation: string, yes: number, first: Dense, second: Dense, linear: Float32Array,
 *   answer: Float32Array, classified: Float32Array }} Net `answer` and `classified` are the server's maps
 *
 * @typedef {object} Passed What one window becomes.
 * @property {number[][]} parts of each sum, a channel each
 * @property {number[]} sums with the bias
 * @property {number[]} features after the activation
 * @property {number[]} units
 * @property {number} answer
 * @property {number} classified
 */

/**
 * @param {Message} message
 * @returns {Net}
 */
export function netOf(message) {
  const array = (/** @type {string} */ name) => {
    const found = message.arrays.get(name)
    if (!(found?.values instanceof Float32Array)) throw new Error(`${name} is missing`)
    return found.values
  }
  return {
    layer: layerOf(message),
    activation: message.header.activation,
    yes: message.header.yes,
    first: { weights: array("first"), biases: array("first_bias") },
    second: { weights: array("second"), biases: array("second_bias") },
    linear: array("linear"),
    answer: array("answer"),
    classified: array("classified"),
  }
}

/**
 * The window of an output through the network.
 * @param {Net} net
 * @param {[row: number, column: number]} at
 * @returns {Passed}
 */
export function passed({ layer, activation: name, first, second, linear }, at) {
  const parts = layer.kernels.map((_, to) => arrowsInto(layer, to).map((arrow) => added(layer, arrow, at)))
  const sums = parts.map((terms) => Math.fround(total(terms) + layer.header.bias))
  const features = sums.map((sum) => activation(sum, name))
  const units = through(first, features)
  const [answer] = through(second, units)
  return { parts, sums, features, units, answer, classified: total(features.map((one, k) => linear[k] * one)) }
}

/** @param {number[]} values */
function total(values) {
  return values.reduce((sum, value) => sum + value, 0)
}

/**
 * A 1 × 1 layer at one place, and its ReLU.
 * @param {Dense} dense
 * @param {number[]} entering
 */
function through({ weights, biases }, entering) {
  return Array.from(biases, (bias, o) =>
    Math.max(0, total(entering.map((value, c) => weights[o * entering.length + c] * value)) + bias),
  )
}
