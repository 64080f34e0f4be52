// What was found and why, in sentences: every number in them is one that was computed.

import { text } from "../shared/numbers.mjs"
import { jump } from "./chain.mjs"
import { thirds } from "./scene.mjs"

/**
 * @import { Level } from "./chain.mjs"
 * @import { Find, Tally } from "./found.mjs"
 * @import { Thing } from "./scene.mjs"
 * @import { Row } from "./ways.mjs"
 *
 * @typedef {{ corner: string, row: number, column: number, weight: number }} Dot
 * @typedef {{ kind: string, label: string, dots: Dot[] }} Kind A detector's shape and its pattern.
 */

/** @param {number} count @param {string} one @param {string} [many] */
function counted(count, one, many = `${one}s`) {
  return `${count} ${count === 1 ? one : many}`
}

/**
 * A thing by its size and turn.
 * @param {Thing} thing
 */
function sized({ side, turn }) {
  return turn ? `${side} px turned by ${turn}°` : `${side} px`
}

/** @param {string[]} parts */
export function listed(parts) {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`
}

/** @param {string} kind */
function plural(kind) {
  return kind === "cross" ? "crosses" : `${kind}s`
}

/**
 * What was found of what is there.
 * @param {Tally} tally
 * @param {string} kind
 * @param {Thing[]} things
 * @param {(find: Find) => Thing | undefined} under
 */
export function verdict({ hits, misses, alarms }, kind, things, under) {
  const all = hits.length + misses.length
  if (!things.length) return `${counted(alarms.length, "place")} found in your drawing.`
  const parts = [`${hits.length} of ${counted(all, kind, plural(kind))} found${hits.length ? `: ${sizes(hits)}` : ""}.`]
  if (misses.length) parts.push(`Missed: ${sizes(misses)}.`)
  const named = alarms
    .map((find) => under(find))
    .map((thing) => (thing ? `${article(thing.kind)} of ${sized(thing)}` : "nothing"))
  parts.push(alarms.length ? `${counted(alarms.length, "false alarm")}, on ${listed(named)}.` : "No false alarm.")
  return parts.join(" ")
}

/** @param {Thing[]} things */
function sizes(things) {
  return listed(things.map(sized))
}

/** @param {string} kind */
function article(kind) {
  return `a ${kind}`
}

/**
 * Pixels of the picture between the first and the last column of a pattern's dots, in one pass.
 * @param {Kind} kind
 * @param {Level} level
 */
export function apart({ dots }, level) {
  const columns = dots.map(({ column }) => column)
  return (Math.max(...columns) - Math.min(...columns)) * level.pitch * jump(level)
}

/**
 * The same between the corners that a shape of this side has: a corner stands on the first dark pixel outside.
 * @param {Kind} kind
 * @param {number} side
 */
export function cornersApart({ dots }, side) {
  const [, first, second] = thirds(side)
  const places = [0, first, second + 1, side + 1]
  const columns = dots.map(({ column }) => places[column])
  return Math.max(...columns) - Math.min(...columns)
}

/**
 * Why the learner's shape is found, or is not.
 * @param {Kind} kind
 * @param {Thing} thing
 * @param {Level[]} levels
 * @param {{ sum: number, found: number, corner: number, hit: boolean }} how
 */
export function reason(kind, thing, levels, { sum, found, corner, hit }) {
  const dots = levels.map((level) => text(Math.round(apart(kind, level) * 10) / 10))
  const distance = dots.length > 1 ? `${dots.slice(0, -1).join(", ")} or ${dots[dots.length - 1]}` : dots[0]
  const straight = thing.turn % 90 === 0
  const why = straight
    ? `its corners stand ${cornersApart(kind, thing.side)} px apart, the dots ${distance}.`
    : `its edges run across several directions, so few corners pass the threshold of ${text(corner)}.`
  const added = hit
    ? `The sum is ${text(sum)}, above ${text(found)}: found.`
    : `The sum reaches ${text(sum)} at most, and has to be above ${text(found)}.`
  return `Your ${kind.kind}, ${sized(thing)}: ${why} ${added}`
}

/**
 * What each step does.
 * @param {Kind & { corners: string[] }} kind
 * @returns {string[]}
 */
export function captionsOf(kind) {
  const against = kind.dots.some(({ weight }) => weight < 0) ? " Some count against it." : ""
  return [
    `Drag the marked ${kind.kind}. Frames say what was found.`,
    "Kirsch's eight masks: each answers where it gets brighter that way. Below 0 is cut.",
    "Two edges that meet, less the threshold: one filter each, other weights on every edge map.",
    `One filter: it looks at each corner's map in another place, and adds up.${against}`,
  ]
}

/**
 * What a pass is called in a menu.
 * @param {Kind} kind
 * @param {Level} level
 */
export function passWords(kind, level) {
  const size = level.shrunk === 1 ? "" : `picture at ${text(100 * level.shrunk)} %: `
  return `${size}dots ${text(Math.round(apart(kind, level) * 10) / 10)} px apart`
}

/** @param {Float32Array} sums */
export function bestWords(sums) {
  let [low, high] = [Infinity, -Infinity]
  for (const sum of sums) [low, high] = [Math.min(low, sum), Math.max(high, sum)]
  return `sums from ${text(low)} to ${text(high)}`
}

/**
 * A way as a row of the table; what is not essential stands apart in every cell.
 * @param {string} label
 * @param {boolean} chosen
 * @param {Tally} tally
 * @param {number} price
 * @param {number} plain what the plain detector takes
 * @returns {Row}
 */
export function wayRow(label, chosen, { hits, misses, alarms }, price, plain) {
  const share = price === plain ? "" : ` (× ${text(Math.round((100 * price) / plain) / 100)})`
  return {
    label,
    chosen,
    hits: [String(hits.length), hits.length ? `: ${sizes(hits)}` : ""],
    misses: [String(misses.length), misses.length ? `: ${sizes(misses)}` : ""],
    alarms: [String(alarms.length), ""],
    price: [price.toLocaleString("en"), share],
  }
}
