// Small square images: as text, as a cutting of a picture, and what a brush makes of them.

/**
 * @import { Cell } from "../shared/geometry.mjs"
 * @import { Image } from "./algebra.mjs"
 */

const GREYS = 15
/** @type {Record<string, [down: number, across: number]>} */
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }

/**
 * The image in a text of hexadecimal digits, one a pixel; null where it is not `side` pixels a side. As
 * cnnviz/ops/templates/grey_text.py reads it.
 * @param {string} text
 * @param {number} side
 */
export function imageOf(text, side) {
  if (text.length !== side * side || !/^[\da-f]+$/.test(text)) return null
  return Float64Array.from(text, (digit) => Number.parseInt(digit, 16) / GREYS)
}

/**
 * The text of an image, each pixel the nearest of 16 greys.
 * @param {Image} image
 */
export function textOf(image) {
  const level = (/** @type {number} */ value) => Math.max(0, Math.min(GREYS, Math.floor(value * GREYS + 0.5)))
  return [...image].map((value) => level(value).toString(16)).join("")
}

/**
 * A square of a picture.
 * @param {ArrayLike<number>} picture row by row
 * @param {number} columns of it
 * @param {number[]} corner row and column of its first pixel
 * @param {number} side
 */
export function cut(picture, columns, [top, left], side) {
  return Float64Array.from(
    { length: side * side },
    (_, at) => picture[(top + Math.floor(at / side)) * columns + left + (at % side)],
  )
}

/**
 * The corner of the square whose middle is nearest to a cell, inside the picture.
 * @param {number[]} cell
 * @param {number[]} size of the picture
 * @param {number} side
 */
export function cornerAt(cell, size, side) {
  return cell.map((place, which) => Math.max(0, Math.min(size[which] - side, place - Math.floor(side / 2))))
}

/**
 * Where an arrow key leads from a cell, inside `size` rows and columns; null for another key.
 * @param {number[]} cell
 * @param {string} key
 * @param {number[]} size
 * @returns {Cell | null}
 */
export function stepped([row, column], key, [rows, columns]) {
  const step = STEPS[key]
  if (!step) return null
  return [Math.max(0, Math.min(rows - 1, row + step[0])), Math.max(0, Math.min(columns - 1, column + step[1]))]
}

/**
 * The image with a stroke of ink from one pixel to another, as broad as the brush.
 * @param {Image} image
 * @param {number[]} from
 * @param {number[]} to
 * @param {number} ink
 */
export function stroked(image, from, to, ink) {
  const side = Math.round(Math.sqrt(image.length))
  const radius = side < 12 ? 0.6 : side / 22
  const [down, across] = [to[0] - from[0], to[1] - from[1]]
  const long = down ** 2 + across ** 2
  return image.map((value, at) => {
    const [row, column] = [Math.floor(at / side) - from[0], (at % side) - from[1]]
    const along = long ? Math.max(0, Math.min(1, (row * down + column * across) / long)) : 0
    return Math.hypot(row - along * down, column - along * across) <= radius ? ink : value
  })
}
