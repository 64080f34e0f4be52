// What the neuron does, in sentences computed from its numbers.

import { rounded, text } from "../shared/numbers.mjs"

/**
 * @import { Answer } from "./algebra.mjs"
 * @import { Cell } from "../shared/geometry.mjs"
 * @import { Contest, Shown } from "./model.mjs"
 */

// Cosines from which two images are called alike, and below which they are not.
const ALIKE = 0.9
const UNLIKE = 0.3

/**
 * Degrees, to one place: "52.3°".
 * @param {number} angle
 */
export function degrees(angle) {
  return Number.isNaN(angle) ? "no angle" : `${rounded(Math.round(angle * 10) / 10, 4)}°`
}

/**
 * How b·x comes about, as a line: |b| |x| cos θ.
 * @param {Answer} answer
 * @param {number} length
 */
export function lawLine({ sum, size, angle }, length) {
  if (Number.isNaN(angle)) return "An image of one grey or a blank template has no direction: b·x = 0."
  const cosine = Math.cos((angle * Math.PI) / 180)
  return `|b| |x| cos θ = ${text(length)} × ${text(size)} × ${text(cosine)} = ${text(sum)}`
}

/**
 * What the neuron says of x, and why.
 * @param {Answer} answer
 * @param {boolean} normalise
 */
export function verdict({ angle, size, output, sum }, normalise) {
  if (Number.isNaN(angle)) return "There is nothing to compare: one of the two images has no direction."
  const cosine = Math.cos((angle * Math.PI) / 180)
  const kind = cosine >= ALIKE ? "x points where b points" : cosine < UNLIKE ? "x has little of b" : "x has some of b"
  const why = normalise
    ? "x enters less its mean and with length 1: only the angle counts"
    : `x enters as it is, ${text(size)} long: its brightness counts as much as its angle`
  return `${kind}: θ = ${degrees(angle)}, b·x = ${text(sum)}, the neuron answers ${text(output)}. ${why}.`
}

/**
 * One pixel's product.
 * @param {Shown} shown
 * @param {Cell} cell
 * @param {number} side
 */
export function pixelLine({ answer: { weights, entering, products }, picture }, [row, column], side) {
  const at = row * side + column
  const from = Math.abs(picture[at] - entering[at]) > 1e-9 ? ` (the picture’s ${text(picture[at])}, normalised)` : ""
  return (
    `Row ${row + 1}, column ${column + 1}: weight ${text(weights[at])} × ${text(entering[at])}${from} ` +
    `= ${text(products[at])}`
  )
}

/**
 * Who wins, bright and wrong or dim and right.
 * @param {Contest} contest
 */
export function contestSentence({ raw, normalised }) {
  if (normalised.some(({ angle }) => Number.isNaN(angle)))
    return "Nothing wins here: a blank template, or an image of one grey, has no direction."
  const lost = raw[1].sum > raw[0].sum
  const [right, wrong] = normalised.map(({ sum }) => sum)
  const broken = lost
    ? `As they are, the bright wrong image beats the dim right one: ${text(raw[1].sum)} against ${text(raw[0].sum)}.`
    : `As they are, the right one wins even so: ${text(raw[0].sum)} against ${text(raw[1].sum)}.`
  const mended =
    right > wrong
      ? `Normalised, the right one wins: ${text(right)} against ${text(wrong)}.`
      : `Normalised, both answer the same, ${text(right)}: they point the same way.`
  return `${broken} ${mended}`
}
