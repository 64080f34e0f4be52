// Cross-correlation and the activations after it: cnnviz/ops/correlate.py and activations.py.

/** @import { Axis } from "../geometry.mjs" */

/**
 * One map: weights (channel, i j) slid over padded planes (channel, rows.padded columns.padded), products added
 * up over all of them -> float32 (rows.output columns.output). What deep learning calls convolution.
 * @param {Float32Array[]} planes
 * @param {Float32Array[]} weights
 * @param {Axis} rows
 * @param {Axis} columns
 */
export function correlated(planes, weights, rows, columns, bias = 0) {
  const map = new Float32Array(rows.output * columns.output)
  correlatedPart(map, planes, weights, rows, columns, [0, rows.output, 0, columns.output], bias)
  return map
}

/**
 * Some cells of such a map, written where they stand in it: from row `top` to before `bottom`, and so the columns.
 * @param {Float32Array} map
 * @param {Float32Array[]} planes
 * @param {Float32Array[]} weights
 * @param {Axis} rows
 * @param {Axis} columns
 * @param {[top: number, bottom: number, left: number, right: number]} part
 */
export function correlatedPart(map, planes, weights, rows, columns, [top, bottom, left, right], bias = 0) {
  if (top >= bottom || left >= right) return
  const taps = heavyTaps(weights, rows, columns)
  const shift = Math.fround(bias)
  const sums = new Float64Array(right - left) // one row of the map, which stays in the processor's cache
  for (let row = top; row < bottom; row++) {
    const start = row * rows.stride * columns.padded + left * columns.stride
    sums.fill(0)
    for (const { channel, offset, weight } of taps) added(sums, planes[channel], start + offset, columns.stride, weight)
    for (let at = 0, to = row * columns.output + left; at < sums.length; at++, to++) {
      map[to] = Math.fround(sums[at]) + shift // two roundings, as in float32
    }
  }
}

/**
 * The taps that weigh anything, with the distance in a padded plane from a window's first cell to theirs.
 * @param {Float32Array[]} weights
 * @param {Axis} rows
 * @param {Axis} columns
 */
function heavyTaps(weights, rows, columns) {
  /** @type {{ channel: number, offset: number, weight: number }[]} */
  const taps = []
  weights.forEach((kernel, channel) =>
    kernel.forEach((weight, tap) => {
      const down = rows.dilation * Math.floor(tap / columns.window)
      const across = columns.dilation * (tap % columns.window)
      if (weight !== 0) taps.push({ channel, offset: down * columns.padded + across, weight })
    }),
  )
  return taps
}

/**
 * Adds to every sum one tap's product: the plane shifted by that tap, times its weight.
 * @param {Float64Array} sums
 * @param {Float32Array} plane
 * @param {number} from
 * @param {number} stride
 * @param {number} weight
 */
function added(sums, plane, from, stride, weight) {
  if (stride === 1) for (let k = 0; k < sums.length; k++) sums[k] += weight * plane[from + k]
  else for (let k = 0; k < sums.length; k++) sums[k] += weight * plane[from + k * stride]
}

/**
 * Weights turned by 180°, which makes correlation the convolution of mathematics.
 * @param {Float32Array} plane
 */
export function flipped(plane) {
  return plane.slice().reverse()
}

/**
 * What an activation makes of every number of a map.
 * @param {Float32Array} values
 * @param {string} name
 */
export function activated(values, name) {
  return values.map(FUNCTIONS[name])
}

/**
 * What an activation makes of one number, as float32.
 * @param {number} value
 * @param {string} name
 */
export function activation(value, name) {
  return Math.fround(FUNCTIONS[name](value))
}

const LEAK = Math.fround(0.01)

/** @type {Record<string, (x: number) => number>} */
const FUNCTIONS = {
  none: (x) => x,
  ReLU: (x) => Math.max(0, x),
  abs: (x) => Math.abs(x),
  "leaky ReLU": (x) => (x > 0 ? x : LEAK * x),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  tanh: (x) => Math.tanh(x),
  ReLU6: (x) => Math.min(Math.max(0, x), 6),
}
