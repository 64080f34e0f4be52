// The scales that a step's numbers are coloured by.

import { GREYS, limitOf, scaleFor, signedScale } from "../../shared/colours.mjs"

/**
 * @import { Scale } from "../../shared/colours.mjs"
 * @import { Work } from "./step.mjs"
 *
 * @typedef {{ input: Scale, kernel: Scale, products: Scale, output: Scale }} Scales
 */

/**
 * The scales of input, kernel, products and output; the output's reaches as far as `shared`, other maps' end, does.
 * @param {Work} work
 * @param {Uint32Array} signed
 * @param {number} shared
 * @returns {Scales}
 */
export function scalesOf(work, signed, shared) {
  if (work.pool) {
    const [map] = work.step.planes
    const input = mapScale(map, signed, 0)
    // What is pooled looks as it did before.
    const output =
      input.low < 0
        ? signedScale(signed, Math.max(shared, limitOf(work.output)))
        : mapScale(work.output, signed, shared)
    return { input, kernel: input, products: input, output }
  }
  const output = mapScale(work.output, signed, shared)
  const input = scaleFor(work.framed.length > 1 ? joined(work.framed) : work.framed[0], signed)
  const kernel = signedScale(signed, Math.max(...work.weights.map(limitOf)))
  const products = signedScale(signed, kernel.high * Math.max(Math.abs(input.low), input.high))
  return { input, kernel, products, output }
}

/**
 * Of a map: grey from 0 to its largest where nothing is below 0, as in the Kernel Lab; signed otherwise, and wherever
 * other maps share its scale.
 * @param {Float32Array} values
 * @param {Uint32Array} signed
 * @param {number} shared
 * @returns {Scale}
 */
function mapScale(values, signed, shared) {
  const limit = Math.max(shared, limitOf(values))
  return shared || values.some((value) => value < 0)
    ? signedScale(signed, limit)
    : { palette: GREYS, low: 0, high: limit }
}

/** @param {Float32Array[]} planes */
function joined(planes) {
  const all = new Float32Array(planes.reduce((count, plane) => count + plane.length, 0))
  let at = 0
  for (const plane of planes) {
    all.set(plane, at)
    at += plane.length
  }
  return all
}
