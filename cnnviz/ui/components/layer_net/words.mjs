// What is pointed at in a layer, in sentences with its numbers.

import { counted } from "../shared/counting.mjs"
import { added, arrowsInto, mapOf } from "../shared/net/sums.mjs"
import { text } from "../shared/numbers.mjs"

/** @import { Arrow, Layer } from "../shared/net/sums.mjs" */

/**
 * The number as a term of a sum.
 * @param {number} value
 */
const term = (value) => (text(value).startsWith("−") ? `(${text(value)})` : text(value))

/** @param {Layer} layer */
export function placeIn({ header }) {
  return `row ${header.at[0] + 1}, column ${header.at[1] + 1}`
}

/** @param {Layer} layer */
function windowOf({ rows, columns }) {
  return `${rows.window} × ${columns.window}`
}

/**
 * An arrow: its slice, and what it adds.
 * @param {Layer} layer
 * @param {Arrow} arrow
 */
export function arrowWords(layer, arrow) {
  const { channels, names } = layer.header
  const weights = counted(layer.rows.window * layer.columns.window, "weight")
  const others = layer.depth > 1 ? ` ${layer.depth} arrows end in this circle, and their numbers are added up.` : ""
  return (
    `The arrow from ${channels[arrow.from]} to ${names[arrow.to]} is one slice of a filter: ${windowOf(layer)}, ` +
    `${weights}. At ${placeIn(layer)} it adds ${text(added(layer, arrow))}.${others}`
  )
}

/**
 * A circle that something comes out of: its arrows, its sum.
 * @param {Layer} layer
 * @param {number} to
 */
export function mapWords(layer, to) {
  const { header, rows, columns } = layer
  const arrows = arrowsInto(layer, to)
  const sum = mapOf(layer, to)[header.at[0] * columns.output + header.at[1]]
  const size = rows.window * columns.window
  return (
    `The circle ${header.names[to]}: ${counted(arrows.length, "arrow")} of ${size} and 1 bias are ` +
    `${arrows.length} · ${size} + 1 = ${arrows.length * size + 1} parameters. At ${placeIn(layer)}: ` +
    `${arrows.map((arrow) => term(added(layer, arrow))).join(" + ")} + bias ${term(header.bias)} = ${text(sum)}.`
  )
}

/**
 * A circle that goes in: into which maps, and whether its slices are alike.
 * @param {Layer} layer
 * @param {Arrow[]} arrows that begin in it
 * @param {number} from
 */
export function channelWords(layer, arrows, from) {
  const slices = arrows.map(({ to, slice }) => layer.kernels[to][slice].join())
  const kinds = new Set(slices).size
  const alike =
    kinds === arrows.length
      ? "each with weights of its own"
      : `${counted(kinds, "kind")} of weights among them, as this kernel was made by hand`
  const begin = `${counted(arrows.length, "arrow")} ${arrows.length === 1 ? "begins" : "begin"} here`
  return `The circle ${layer.header.channels[from]}: ${begin}, ${alike}.`
}
