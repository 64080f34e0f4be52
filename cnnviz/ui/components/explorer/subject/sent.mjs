// What the server sends of a step, taken apart: see cnnviz/figures/walk/explored.py.

import { canvasColours } from "../../shared/colours.mjs"

/** @import { Numbers } from "../../shared/message.mjs" */

/**
 * A message's arrays: the palette as canvas words, `planes` and `kernel` as a Float32Array per channel, their sizes
 * [rows, columns], and the numbers computed from them.
 *
 * @param {Map<string, Numbers>} arrays
 */
export function sentOf(arrays) {
  const array = (/** @type {string} */ name) => /** @type {any} */ (arrays.get(name))
  const [palette, planes, kernel, output] = ["palette", "planes", "kernel", "output"].map(array)
  return {
    palette: canvasColours(palette.values),
    size: sidesOf(planes),
    window: sidesOf(kernel),
    planes: channelsOf(planes),
    kernel: channelsOf(kernel),
    output: output.values,
    sums: arrays.has("sums") ? array("sums").values : output.values,
  }
}

/**
 * @param {{ shape: number[] }} array
 * @returns {[number, number]}
 */
function sidesOf({ shape }) {
  return [shape[1], shape[2]]
}

// The floats that the server computed with, by their bytes.
const FLOATS = Float32Array.from({ length: 256 }, (_, byte) => byte / 255)

/** @param {Uint8Array} bytes */
function floatsOf(bytes) {
  const floats = new Float32Array(bytes.length)
  for (let k = 0; k < bytes.length; k++) floats[k] = FLOATS[bytes[k]]
  return floats
}

/** Of (c h w) each channel. */
function channelsOf(/** @type {{ values: Uint8Array | Float32Array, shape: number[] }} */ { values, shape }) {
  const floats = values instanceof Float32Array ? values : floatsOf(values)
  const count = shape[1] * shape[2]
  return Array.from({ length: shape[0] }, (_, k) => floats.subarray(k * count, (k + 1) * count))
}
