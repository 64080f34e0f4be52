// Drawing on pixels as MNIST's were: a soft round brush, white on black; and pictures made into what a network reads.

/**
 * @typedef {object} Stroke
 * @property {Uint8Array} bytes The picture (c h w) that is drawn on.
 * @property {Uint8Array} before What was below the stroke.
 * @property {Float32Array} reach How much of it lies on each pixel (h w).
 * @property {number[]} size
 *
 * @typedef {number[]} Point Row and column.
 */

// Pixels over which the brush's edge fades.
const EDGE = 1
// Brightness, of 1, by which a picture's edge may differ from the training pictures' mean.
const FAR = 0.5

/**
 * How much ink a brush of `radius` leaves at a distance: 1 inside, fading to 0 over its edge.
 * @param {number} distance
 * @param {number} radius
 */
export function inkAt(distance, radius) {
  return Math.max(0, Math.min(1, (radius + EDGE / 2 - distance) / EDGE))
}

/**
 * Draws from one point to another, towards `colour` (c bytes); ink never fades twice.
 * @param {Stroke} stroke
 * @param {Point} from
 * @param {Point} to
 * @param {number} radius
 * @param {number[]} colour
 */
export function drawStroke(stroke, from, to, radius, colour) {
  const [, rows, columns] = stroke.size
  const [down, across] = [to[0] - from[0], to[1] - from[1]]
  const length = down * down + across * across
  const [top, bottom] = [Math.min(from[0], to[0]) - radius - 1, Math.max(from[0], to[0]) + radius + 1]
  const [left, right] = [Math.min(from[1], to[1]) - radius - 1, Math.max(from[1], to[1]) + radius + 1]
  for (let i = Math.max(0, Math.floor(top)); i <= Math.min(rows - 1, bottom); i++) {
    for (let j = Math.max(0, Math.floor(left)); j <= Math.min(columns - 1, right); j++) {
      const along = length ? Math.max(0, Math.min(1, ((i - from[0]) * down + (j - from[1]) * across) / length)) : 0
      const ink = inkAt(Math.hypot(i - from[0] - along * down, j - from[1] - along * across), radius)
      leave(stroke, i * columns + j, ink, colour)
    }
  }
}

/**
 * @param {Stroke} stroke
 * @param {number} at
 * @param {number} ink
 * @param {number[]} colour
 */
function leave({ bytes, before, reach, size }, at, ink, colour) {
  if (ink <= reach[at]) return
  reach[at] = ink
  for (let k = 0; k < size[0]; k++) {
    const place = k * size[1] * size[2] + at
    bytes[place] = Math.round(before[place] + ink * (colour[k] - before[place]))
  }
}

/**
 * Shifts a picture (c h w) by whole pixels so that its centre of mass lies in the middle, as MNIST's does.
 * @param {Uint8Array} bytes
 * @param {number[]} size
 */
export function centred(bytes, [channels, rows, columns]) {
  let [mass, down, across] = [0, 0, 0]
  bytes.forEach((value, at) => {
    mass += value
    down += value * (Math.floor(at / columns) % rows)
    across += value * (at % columns)
  })
  if (!mass) return bytes.slice()
  const [by, to] = [Math.round((rows - 1) / 2 - down / mass), Math.round((columns - 1) / 2 - across / mass)]
  const moved = new Uint8Array(bytes.length)
  for (let k = 0; k < channels; k++) {
    for (let i = Math.max(0, -by); i < Math.min(rows, rows - by); i++) {
      for (let j = Math.max(0, -to); j < Math.min(columns, columns - to); j++) {
        moved[(k * rows + i + by) * columns + j + to] = bytes[(k * rows + i) * columns + j]
      }
    }
  }
  return moved
}

/**
 * Pixels as a canvas gives them (rgba) as bytes (c h w): grey by ITU-R BT.601 for one channel; transparent is white.
 * @param {Uint8ClampedArray | Uint8Array} rgba
 * @param {number} channels
 */
export function bytesOf(rgba, channels) {
  const count = rgba.length / 4
  const bytes = new Uint8Array(channels * count)
  for (let at = 0; at < count; at++) {
    const veil = rgba[4 * at + 3] / 255
    const [red, green, blue] = [0, 1, 2].map((k) => 255 + veil * (rgba[4 * at + k] - 255))
    const values = channels === 1 ? [0.299 * red + 0.587 * green + 0.114 * blue] : [red, green, blue]
    for (const [k, value] of values.entries()) bytes[k * count + at] = Math.round(value)
  }
  return bytes
}

/**
 * A picture with dark and bright swapped.
 * @param {Uint8Array} bytes
 */
export function inverted(bytes) {
  return bytes.map((value) => 255 - value)
}

/**
 * The mean brightness, 0 to 1, of the pixels along the edge of a picture (c h w).
 * @param {Uint8Array} bytes
 * @param {number[]} size
 */
export function edgeBrightness(bytes, [, rows, columns]) {
  let [sum, count] = [0, 0]
  bytes.forEach((value, at) => {
    const [row, column] = [Math.floor(at / columns) % rows, at % columns]
    if (row && column && row < rows - 1 && column < columns - 1) return
    sum += value
    count++
  })
  return sum / count / 255
}

/**
 * Why a picture with such an edge looks unlike training pictures of that mean brightness, or "".
 * @param {number} edge
 * @param {number} mean
 */
export function unlikeTrainingWords(edge, mean) {
  if (!(Math.abs(edge - mean) > FAR)) return ""
  const [here, there] = edge > mean ? ["bright", "dark"] : ["dark", "bright"]
  return [
    `Around its edge this picture is ${here}; the training pictures are mostly ${there}, so`,
    "the network has seen nothing like it. “Invert” swaps dark and bright.",
  ].join(" ")
}
