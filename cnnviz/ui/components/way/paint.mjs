// Numbers as pixels on a canvas, at the size they have; style sheets make them larger.

import { canvasColours, coloursOf, GREYS, signedScale } from "../shared/colours.mjs"

/** @import { Numbers } from "../shared/message.mjs" */

/**
 * @param {HTMLCanvasElement} canvas
 * @param {number} rows
 * @param {number} columns
 * @param {Uint32Array<ArrayBuffer>} words a colour for each pixel
 */
export function paint(canvas, rows, columns, words) {
  canvas.width = columns
  canvas.height = rows
  canvas.getContext("2d")?.putImageData(new ImageData(new Uint8ClampedArray(words.buffer), columns, rows), 0, 0)
}

/**
 * A photo (h w 3).
 * @param {HTMLCanvasElement} canvas
 * @param {Numbers} photo
 */
export function paintPhoto(canvas, { values, shape: [rows, columns] }) {
  paint(canvas, rows, columns, canvasColours(/** @type {Uint8Array} */ (values)))
}

/**
 * Places in a palette as canvas words.
 * @param {ArrayLike<number>} places
 * @param {Uint32Array} palette
 */
export function coloured(places, palette) {
  const words = new Uint32Array(places.length)
  for (let k = 0; k < places.length; k++) words[k] = palette[places[k]]
  return words
}

/**
 * Numbers (h w) on a scale of their own, or up to `end`: grey where none is negative.
 * @param {HTMLCanvasElement} canvas
 * @param {Numbers} numbers
 * @param {Uint32Array} signed
 * @param {number} end
 * @param {boolean} negative whether the scale has a negative side
 */
export function paintNumbers(canvas, { values, shape: [rows, columns] }, signed, end, negative) {
  const scale = negative ? signedScale(signed, end) : { palette: GREYS, low: 0, high: end }
  paint(canvas, rows, columns, coloursOf(scale, /** @type {Float64Array} */ (values)))
}
