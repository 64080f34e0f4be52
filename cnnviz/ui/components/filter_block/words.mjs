// What the block does at one place, in words computed from its numbers.

import { counted } from "../shared/counting.mjs"
import { text } from "../shared/numbers.mjs"

/**
 * @import { Layer, Moment } from "./layer.mjs"
 * @import { Angles } from "./deep/projection.mjs"
 * @import { Pointed } from "./deep/scene.mjs"
 */

export const HOW =
  "Arrow keys move the block, with Shift they turn the stack. Plus and minus: fewer or more cells. " +
  "Page up and down: another filter. Home, End: first and last place. Space: play."
// Sums that a sentence takes; of more it tells how many there are.
const MOST = 6

/** "(−0.5)" beside a sign. @param {number} value */
function bracketed(value) {
  return value < 0 ? `(${text(value)})` : text(value)
}

/** How large the block is, and how many numbers it makes of a place. @param {Layer} layer */
export function blockSentence({ channels, depth, high, wide, filters }) {
  const size = `${high} × ${wide} × ${depth}`
  const weights = counted(high * wide * depth, "weight")
  const deep =
    depth === channels
      ? `as deep as the stack: ${size} (rows × columns × planes)`
      : `on 1 of ${counted(channels, "plane")} only (depthwise): ${size} (rows × columns × planes)`
  const maps =
    filters > 1 ? ` ${counted(filters, "filter")} make ${counted(filters, "map")}: as many planes come out.` : ""
  const moves = "It slides down and right, never in depth: one number a place."
  return `One filter is a block, ${deep}, ${weights}. ${moves}${maps}`
}

/** The sums of the planes, added up to the number of the map. @param {Layer} layer @param {Moment} moment */
export function sumSentence({ header }, { terms, value, after }) {
  const sums = terms.map(({ plane, sum }, at) => `${header.channels[plane]} ${at ? bracketed(sum) : text(sum)}`)
  const more = sums.length - MOST
  const told = more > 0 ? [...sums.slice(0, MOST), counted(more, "more plane")] : sums
  const bias = header.bias ? ` + bias ${bracketed(header.bias)}` : " + bias 0"
  const active = header.activation === "none" ? "" : `, and ${header.activation} makes ${text(after)} of it`
  return `${told.join(" + ")}${bias} = ${text(value)}${active}.`
}

/** Where the block stands. @param {Layer} layer @param {Moment} moment */
export function placeSentence({ header, filters }, { filter, cell: [row, column] }) {
  const which = filters > 1 ? `${header.filters[filter]}, map ${filter + 1} of ${filters}` : header.filters[filter]
  return `${which}, row ${row + 1}, column ${column + 1}`
}

/**
 * One weight and what it meets on one plane, or the plane as a whole; where nothing is pointed at, that one can.
 * @param {Layer} layer
 * @param {Moment} moment
 * @param {Pointed | null} pointed
 */
export function pointSentence({ header, wide }, { terms }, pointed) {
  if (!pointed) return "Point at a number, here or on the block: both views show where it is."
  const { plane, tap } = pointed
  const term = terms.find((one) => one.plane === plane)
  const name = header.channels[plane]
  if (!term) return `${name}: this filter does not see this plane.`
  if (tap < 0) return `${name}: its products add up to ${text(term.sum)}.`
  const place = `row ${Math.floor(tap / wide) + 1}, column ${(tap % wide) + 1} of the filter`
  const [value, weight] = [text(term.values[tap]), bracketed(term.weights[tap])]
  return `${name}, ${place}: ${value} × ${weight} = ${text(term.products[tap])}.`
}

/** From where one looks. @param {Angles} angles */
export function angleSentence({ turn, tilt }) {
  if (!turn && !tilt) return "Seen from the front: the planes hide each other, as in a flat drawing."
  return `Turned by ${text(turn)}°, tilted by ${text(tilt)}°.`
}
