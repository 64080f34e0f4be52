// Numbers on a canvas: with as many digits as their place allows, never smaller than can be read, never over its edges,
// and left out where not even one digit fits; then zooming, or pointing at the place, tells them.

import { rounded } from "../numbers.mjs"

// Pixels that the smallest letters are high.
export const SMALLEST = 12
// Significant digits, tried one after the other.
const DIGITS = [4, 3, 2, 1]

/** @param {HTMLElement} node whose letters those on a canvas shall be */
export function familyOf(node) {
  return getComputedStyle(node).getPropertyValue("--st-font") || "sans-serif"
}

/**
 * The size in pixels, at most `largest`, at which a text fits into `room` pixels; 0 where that is too small to read.
 * @param {CanvasRenderingContext2D} pen
 * @param {string} said
 * @param {number} room
 * @param {number} largest
 * @param {string} family
 */
function fontThatFits(pen, said, room, largest, family) {
  pen.font = `${largest}px ${family}`
  const size = Math.min(largest, (largest * room) / Math.max(1, pen.measureText(said).width))
  return size < SMALLEST ? 0 : size
}

/**
 * How numbers are written into cells that leave `room` pixels each: all with as many digits as the longest of them has
 * room for. Null where not even one digit fits.
 * @param {CanvasRenderingContext2D} pen
 * @param {number[]} values
 * @param {number} room
 * @param {number} largest
 * @param {string} family
 * @returns {{ labels: string[], size: number } | null}
 */
export function labelsThatFit(pen, values, room, largest, family) {
  for (const digits of DIGITS) {
    const labels = values.map((value) => (Number.isNaN(value) ? "" : rounded(value, digits)))
    const longest = labels.reduce((most, label) => (label.length > most.length ? label : most), "")
    const size = fontThatFits(pen, longest, room, largest, family)
    if (size) return { labels, size }
  }
  return null
}

/**
 * Writes a text into `room` pixels around or beside (x, y), as the pen is aligned, if it can be read there; of several
 * the first that can.
 * @param {CanvasRenderingContext2D} pen
 * @param {string | string[]} said
 * @param {number} x
 * @param {number} y
 * @param {number} room
 * @param {number} largest
 */
export function writeInto(pen, said, x, y, room, largest, family = "sans-serif") {
  for (const one of [said].flat()) {
    const size = fontThatFits(pen, one, room, largest, family)
    if (!size) continue
    pen.font = `${size}px ${family}`
    pen.fillText(one, x, y)
    return
  }
}

/**
 * A number with fewer and fewer digits, as writeInto takes it.
 * @param {number} value
 * @param {string} before what stands before it
 */
export function shorter(value, before = "") {
  return DIGITS.map((digits) => before + rounded(value, digits))
}
