// Numbers as colours: the same places in the same palettes as cnnviz/figures/tiles.py.

const FAINT = 1e-30
export const GREYS = Uint32Array.from({ length: 256 }, (_, i) => 0xff000000 | (i << 16) | (i << 8) | i)

/** The end of a scale centred on zero: the largest absolute value, 1 where all are 0 or next to it. */
export function limitOf(values) {
  let largest = 0
  for (let i = 0; i < values.length; i++) {
    const size = values[i] < 0 ? -values[i] : values[i]
    if (size > largest) largest = size
  }
  return largest > FAINT ? largest : 1
}

/** Whether values are an image's: none below 0 or above 1. */
export function greyish(values) {
  return values.every((value) => value >= 0 && value <= 1)
}

/** A scale for values: grey from 0 to 1, or signed from -limit to limit with the given 256 colours. */
export function scaleFor(values, signed, limit = 0) {
  return !limit && greyish(values) ? { palette: GREYS, low: 0, high: 1 } : signedScale(signed, limit || limitOf(values))
}

export function signedScale(palette, limit) {
  return { palette, low: -limit, high: limit }
}

/** A value's colour, as a canvas word. */
export function colourOf(scale, value) {
  const place = scale.low < 0 ? value * (127 / scale.high) + 128.5 : (value / scale.high) * 255 + 0.5
  return scale.palette[Math.max(0, Math.min(255, Math.floor(place)))]
}

/** The colours of many values: Uint32Array. */
export function coloursOf(scale, values) {
  const colours = new Uint32Array(values.length)
  for (let i = 0; i < values.length; i++) colours[i] = colourOf(scale, values[i])
  return colours
}

/** A canvas word as a CSS colour. */
export function css(word) {
  return `rgb(${word & 255},${(word >> 8) & 255},${(word >> 16) & 255})`
}

/** The ink that can be read on a colour. */
export function inkOn(word) {
  const light = 0.299 * (word & 255) + 0.587 * ((word >> 8) & 255) + 0.114 * ((word >> 16) & 255)
  return light < 140 ? "#fff" : "#111"
}
