// Numbers as colours: the same places in the same palettes as cnnviz/figures/draw/tiles.py.

/** @typedef {{ palette: Uint32Array, low: number, high: number }} Scale 256 colours, and the values at their ends. */

const FAINT = 1e-30
export const GREYS = Uint32Array.from({ length: 256 }, (_, i) => 0xff000000 | (i << 16) | (i << 8) | i)

/**
 * 256 colours, given as bytes of red, green and blue, as the 32-bit words a canvas holds (little-endian RGBA, opaque).
 * @param {Uint8Array} bytes
 */
export function canvasColours(bytes) {
  const colours = new Uint32Array(bytes.length / 3)
  for (let i = 0; i < colours.length; i++)
    colours[i] = 0xff000000 | (bytes[3 * i + 2] << 16) | (bytes[3 * i + 1] << 8) | bytes[3 * i]
  return colours
}

/**
 * The end of a scale centred on zero: the largest absolute value, 1 where all are 0 or next to it.
 * @param {ArrayLike<number>} values
 */
export function limitOf(values) {
  let largest = 0
  for (let i = 0; i < values.length; i++) {
    const size = values[i] < 0 ? -values[i] : values[i]
    if (size > largest) largest = size
  }
  return largest > FAINT ? largest : 1
}

/**
 * Whether values are an image's: none below 0 or above 1.
 * @param {Float32Array} values
 */
export function greyish(values) {
  return values.every((value) => value >= 0 && value <= 1)
}

/**
 * A scale for values: grey from 0 to 1, or signed from -limit to limit with the given 256 colours.
 * @param {Float32Array} values
 * @param {Uint32Array} signed
 * @returns {Scale}
 */
export function scaleFor(values, signed, limit = 0) {
  return !limit && greyish(values) ? { palette: GREYS, low: 0, high: 1 } : signedScale(signed, limit || limitOf(values))
}

/**
 * @param {Uint32Array} palette
 * @param {number} limit
 * @returns {Scale}
 */
export function signedScale(palette, limit) {
  return { palette, low: -limit, high: limit }
}

/**
 * A value's colour, as a canvas word.
 * @param {Scale} scale
 * @param {number} value
 */
export function colourOf(scale, value) {
  const place = scale.low < 0 ? value * (127 / scale.high) + 128.5 : (value / scale.high) * 255 + 0.5
  return scale.palette[Math.max(0, Math.min(255, Math.floor(place)))]
}

/**
 * The colours of many values, as canvas words.
 * @param {Scale} scale
 * @param {ArrayLike<number>} values
 */
export function coloursOf(scale, values) {
  const colours = new Uint32Array(values.length)
  for (let i = 0; i < values.length; i++) colours[i] = colourOf(scale, values[i])
  return colours
}

/**
 * A canvas word as a CSS colour.
 * @param {number} word
 */
export function css(word) {
  return `rgb(${word & 255},${(word >> 8) & 255},${(word >> 16) & 255})`
}

// A channel's 256 steps as the light that they give, and the lightness at which white and black are read equally well
// (WCAG 2.2: relative luminance, contrast ratio).
const LIGHT = Float64Array.from({ length: 256 }, (_, step) =>
  step / 255 <= 0.04045 ? step / 255 / 12.92 : ((step / 255 + 0.055) / 1.055) ** 2.4,
)
const BETWEEN = Math.sqrt(1.05 * 0.05) - 0.05

/**
 * The ink that is read better on a colour: of white and black the one with the larger contrast ratio.
 * @param {number} red 0 to 255
 * @param {number} green
 * @param {number} blue
 */
export function ink(red, green, blue) {
  return 0.2126 * LIGHT[red] + 0.7152 * LIGHT[green] + 0.0722 * LIGHT[blue] < BETWEEN ? "#fff" : "#000"
}

/**
 * The ink for a canvas word.
 * @param {number} word
 */
export function inkOn(word) {
  return ink(word & 255, (word >> 8) & 255, (word >> 16) & 255)
}
