// One number about a thing, in four ways; and how much a map changes before and after pooling.

/**
 * @import { Box, FeatureMap, Size } from "./plane_beyond.mjs"
 *
 * @typedef {{ box: Box, weights: Float64Array, flat: boolean }} Template Weights in the box, row by row; 0 elsewhere.
 * @typedef {"cell" | "dense" | "maximum" | "mean"} Way
 * @typedef {Record<Way, number>} Answers
 */

/** In the order in which they are told. @type {Way[]} */
export const WAYS = ["cell", "dense", "maximum", "mean"]
const FLAT = 1e-12

/**
 * The weights of a dense unit that knows the thing at its place: the picture less its mean there, scaled so that it
 * answers 1 to the picture itself.
 * @param {Float32Array} plane
 * @param {Size} size
 * @param {Box} box
 * @returns {Template}
 */
export function templateOf(plane, size, box) {
  const [top, left, rows, columns] = box
  const weights = new Float64Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    const start = (top + row) * size[1] + left
    weights.set(plane.subarray(start, start + columns), row * columns)
  }
  const mean = weights.reduce((sum, value) => sum + value, 0) / weights.length
  let length = 0
  weights.forEach((value, at) => {
    weights[at] = value - mean
    length += weights[at] ** 2
  })
  const flat = !(length > FLAT)
  weights.forEach((value, at) => {
    weights[at] = flat ? 0 : value / length
  })
  return { box, weights, flat }
}

/**
 * A template's weights over the whole field, to be drawn.
 * @param {Template} template
 * @param {Size} size
 */
export function wholeTemplate({ box: [top, left, rows, columns], weights }, size) {
  const whole = new Float32Array(size[0] * size[1])
  for (let row = 0; row < rows; row++)
    whole.set(weights.subarray(row * columns, (row + 1) * columns), (top + row) * size[1] + left)
  return whole
}

/**
 * The dot product of a template and a picture.
 * @param {Template} template
 * @param {Float32Array} plane
 * @param {Size} size
 */
function product({ box: [top, left, rows, columns], weights }, plane, size) {
  let sum = 0
  for (let row = 0, at = 0; row < rows; row++) {
    const start = (top + row) * size[1] + left
    for (let column = 0; column < columns; column++, at++) sum += weights[at] * plane[start + column]
  }
  return sum
}

/**
 * The place of the largest number, the first of several.
 * @param {Float32Array} values
 */
export function strongest(values) {
  let best = 0
  for (let at = 1; at < values.length; at++) if (values[at] > values[best]) best = at
  return best
}

/**
 * What each way says; maps are taken after ReLU.
 * @param {Float32Array} picture
 * @param {Size} size
 * @param {Float32Array} map
 * @param {Template} template
 * @param {number} cell
 * @returns {Answers}
 */
export function answers(picture, size, map, template, cell) {
  let sum = 0
  let maximum = 0
  for (let at = 0; at < map.length; at++) {
    const value = map[at]
    if (value <= 0) continue
    sum += value
    if (value > maximum) maximum = value
  }
  const dense = product(template, picture, size)
  return { cell: Math.max(0, map[cell]), dense, maximum, mean: map.length ? sum / map.length : 0 }
}

/**
 * The largest number, at least 0, of every window of so many cells; windows that do not fit whole are left out.
 * @param {FeatureMap} map
 * @param {number} side
 * @returns {FeatureMap}
 */
export function maxPooled({ values, size: [rows, columns] }, side) {
  const [high, wide] = [Math.floor(rows / side), Math.floor(columns / side)]
  const result = new Float32Array(high * wide)
  for (let row = 0; row < high * side; row++) {
    const to = Math.floor(row / side) * wide
    for (let column = 0; column < wide * side; column++) {
      const value = values[row * columns + column]
      const at = to + Math.floor(column / side)
      if (value > result[at]) result[at] = value
    }
  }
  return { values: result, size: [high, wide] }
}

/**
 * ‖after − before‖ / ‖before‖, negative numbers taken as 0; NaN where `before` has none above.
 * @param {Float32Array} before
 * @param {Float32Array} after
 */
export function changed(before, after) {
  let [apart, length] = [0, 0]
  for (let at = 0; at < before.length; at++) {
    const one = Math.max(0, before[at])
    length += one * one
    apart += (Math.max(0, after[at]) - one) ** 2
  }
  return length ? Math.sqrt(apart / length) : NaN
}
