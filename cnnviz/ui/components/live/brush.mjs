// Drawing on pixels as MNIST's were: a soft round brush, white on black; and pictures made into what a network reads.

// Pixels over which the brush's edge fades.
const BRUSH_EDGE = 1
// Brightness, of 1, by which a picture's edge may differ from the training pictures' mean.
const BRUSH_FAR = 0.5

/** How much ink a brush of `radius` leaves at a distance: 1 inside, fading to 0 over its edge. */
export function brushInk(distance, radius) {
  return Math.max(0, Math.min(1, (radius + BRUSH_EDGE / 2 - distance) / BRUSH_EDGE))
}

/** Draws from one point [row, column] to another into `bytes` (c h w), towards `colour` (c bytes); ink never fades twice:
 * `reach` (h w, floats) remembers how much of this stroke lies on a pixel and `before` what was below it. */
export function brushStroke({ bytes, before, reach, size }, from, to, radius, colour) {
  const [channels, rows, columns] = size
  const [down, across] = [to[0] - from[0], to[1] - from[1]]
  const length = down * down + across * across
  const [top, bottom] = [Math.min(from[0], to[0]) - radius - 1, Math.max(from[0], to[0]) + radius + 1]
  const [left, right] = [Math.min(from[1], to[1]) - radius - 1, Math.max(from[1], to[1]) + radius + 1]
  for (let i = Math.max(0, Math.floor(top)); i <= Math.min(rows - 1, bottom); i++) {
    for (let j = Math.max(0, Math.floor(left)); j <= Math.min(columns - 1, right); j++) {
      const along = length ? Math.max(0, Math.min(1, ((i - from[0]) * down + (j - from[1]) * across) / length)) : 0
      const ink = brushInk(Math.hypot(i - from[0] - along * down, j - from[1] - along * across), radius)
      const at = i * columns + j
      if (ink <= reach[at]) continue
      reach[at] = ink
      for (let k = 0; k < channels; k++) {
        const place = k * rows * columns + at
        bytes[place] = Math.round(before[place] + ink * (colour[k] - before[place]))
      }
    }
  }
}

/** Shifts a picture (c h w) by whole pixels so that its centre of mass lies in the middle, as MNIST's does. */
export function brushCentred(bytes, [channels, rows, columns]) {
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

/** Pixels as a canvas gives them (rgba) as bytes (c h w): grey by ITU-R BT.601 for one channel; transparent is white. */
export function brushRead(rgba, channels, inverted) {
  const count = rgba.length / 4
  const bytes = new Uint8Array(channels * count)
  for (let at = 0; at < count; at++) {
    const veil = rgba[4 * at + 3] / 255
    const colour = [0, 1, 2].map((k) => 255 + veil * (rgba[4 * at + k] - 255))
    const said = channels === 1 ? [0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]] : colour
    said.forEach((value, k) => (bytes[k * count + at] = Math.round(inverted ? 255 - value : value)))
  }
  return bytes
}

/** The mean brightness, 0 to 1, of the pixels along the edge of a picture (c h w). */
export function brushBorder(bytes, [, rows, columns]) {
  let [sum, count] = [0, 0]
  bytes.forEach((value, at) => {
    const [row, column] = [Math.floor(at / columns) % rows, at % columns]
    if (row && column && row < rows - 1 && column < columns - 1) return
    sum += value
    count++
  })
  return sum / count / 255
}

/** Why a picture with such a border looks unlike training pictures of that mean brightness, or "". */
export function brushUnlike(border, mean) {
  if (!(Math.abs(border - mean) > BRUSH_FAR)) return ""
  const [here, there] = border > mean ? ["bright", "dark"] : ["dark", "bright"]
  return `Around its edge this picture is ${here}; the training pictures are mostly ${there}, so the network has seen nothing like it. “Invert” swaps dark and bright.`
}

/** The largest centred rectangle of `width` × `height` with the shape of `columns` × `rows`: [left, top, width, height]. */
export function brushCrop(width, height, columns, rows) {
  const scale = Math.min(width / columns, height / rows)
  const [wide, high] = [columns * scale, rows * scale]
  return [(width - wide) / 2, (height - high) / 2, wide, high]
}
