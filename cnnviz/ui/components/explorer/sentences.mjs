// What the pictures show, in words.

import { counted, countedPlace, countedSpan } from "../shared/counting.mjs"
import { ends } from "../shared/geometry.mjs"
import { text } from "../shared/numbers.mjs"
import { bracketed } from "./lines.mjs"
import { centreOf, fedBy } from "./step/links.mjs"
import { holds } from "./step/step.mjs"

/**
 * @import { Axis, Cell } from "../shared/geometry.mjs"
 * @import { Moment } from "./panel.js"
 * @import { Convolved, Pooled, Reduced, Summed, Terms, Work } from "./step/step.mjs"
 */

// What is said while a question is open, in place of what it asks for.
export const COVERED = "The map is covered until you have answered."

/** @type {Record<string, string>} */
const POOLED = {
  max: "the largest",
  min: "the smallest",
  average: "the mean",
  median: "the middle one",
  Lp: "the p-norm",
  Gaussian: "the weighted mean",
}

/**
 * What a window covers of an axis itself, without what is invented; null where it covers nothing of it.
 * @param {string} noun
 * @param {number[]} places
 * @param {Axis} axis
 */
function covered(noun, places, axis) {
  const real = places.filter((place) => holds(axis, place))
  return real.length ? countedSpan(noun, ...ends(real)) : null
}

/**
 * @param {Work} work
 * @param {Terms} terms
 */
function coveredPart({ axes: [rows, columns] }, terms) {
  const across = covered(rows.size === 1 ? "place" : "column", terms.columns, columns)
  const parts = rows.size === 1 ? [across] : [covered("row", terms.rows, rows), across]
  return parts.includes(null) ? "nothing" : parts.join(", ")
}

/**
 * What is pointed at, or else the output shown.
 * @param {Work} work
 * @param {Moment} moment
 */
export function momentSentence(work, { cell, terms, pointer, sum, value, alone }) {
  if (alone) return aloneSentence(work)
  if (pointer?.kind === "weight" && work.weights && !terms.pooled)
    return weightSentence(work, pointer.tap, work.weights[0][pointer.tap], productsAt(work, terms, pointer.tap))
  if (pointer?.kind === "weight" && work.pool && terms.pooled) return pooledSentence(work, terms, pointer.tap, value)
  if (pointer?.kind !== "input") return outputSentence(work, terms, cell, value, sum)
  const [rows, columns] = work.axes
  const [row, column] = pointer.cell
  const held = work.framed[pointer.channel][(row + rows.before) * work.shape[1] + column + columns.before]
  const fed = fedBy(work, row, column)
  const shown = fed.find((one) => one.row === cell[0] && one.column === cell[1])
  const weight = shown && !work.pool ? text(shown.weights[pointer.channel]) : ""
  return inputSentence(work, pointer.cell, held, fed.length, weight)
}

/**
 * The data before anything happens to them.
 * @param {Work} work
 */
function aloneSentence({ step, weights }) {
  const numbers = step.planes[0]
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
  const ends = `from ${text(low)} to ${text(high)}`
  const kernel = weights ? `[${Array.from(weights[0], text).join(" ")}]` : ""
  const count = counted(numbers.length, "number")
  return `The data alone: ${count}, ${ends}. Press ▶: the kernel ${kernel} enters at the left.`
}

/**
 * "0.5 · 2 = 1": what one weight is multiplied with in every channel of a window.
 * @param {Convolved} work
 * @param {Summed} terms
 * @param {number} tap
 */
function productsAt(work, terms, tap) {
  return terms.channels
    .map(
      ({ values, products }, k) => `${text(values[tap])} · ${bracketed(work.weights[k][tap])} = ${text(products[tap])}`,
    )
    .join(", ")
}

/**
 * "Output row 2, column 3 (of 6 × 6) is −4 …": one output, its window and its value.
 * @param {Work} work
 * @param {Terms} terms
 * @param {Cell} cell
 * @param {number} value
 * @param {number} sum
 */
export function outputSentence(work, terms, [row, column], value, sum) {
  const [rows, columns] = work.axes
  const place =
    rows.size === 1
      ? `Output ${column + 1} (of ${columns.output})`
      : `Output row ${row + 1}, column ${column + 1} (of ${rows.output} × ${columns.output})`
  const where = coveredPart(work, terms)
  const rest = terms.pooled ? reducedSentence(work, terms, where) : summedSentence(work, terms, where, value, sum)
  return `${place} is ${text(value)}: ${rest}${centreSentence(work, [row, column])}`
}

/**
 * Where a centre that was chosen stands, and with it the result; nothing where none was.
 * @param {Work} work
 * @param {Cell} cell
 */
function centreSentence(work, cell) {
  if (!work.weights || work.step.values.padding !== "centre") return ""
  const [row, column] = centreOf(work, ...cell)
  return ` The kernel's centre stands on row ${row + 1}, column ${column + 1}: there the result stands.`
}

/**
 * @param {Work} work
 * @param {Reduced} terms
 * @param {string} where
 */
function reducedSentence(work, { cells, equal }, where) {
  const inside = cells.filter((cell) => cell.inside).length
  const tied = equal > 1 ? ` ${equal} are equal: the first in reading order is marked.` : ""
  return `${POOLED[work.pool?.kind ?? ""]} of the ${counted(inside, "number")} in ${where} of the map.${tied}`
}

/**
 * @param {Work} work
 * @param {Summed} terms
 * @param {string} where
 * @param {number} value
 * @param {number} sum
 */
function summedSentence(work, { invented, channels }, where, value, sum) {
  const beside = invented.filter(Boolean).length
  const products = invented.length * channels.length
  const made = beside
    ? ` ${beside} of the ${counted(invented.length, "place")} of the window ${beside === 1 ? "is" : "are"} invented.`
    : ""
  const { activation, bias } = work.step.values
  const parts = `${bias ? `a bias of ${text(bias)} and ` : ""}${counted(products, "product")}`
  const after = activation === "none" ? "" : `; ${activation} makes ${text(value)} of that`
  const verb = products === 1 && !bias ? "comes" : "add up"
  return `the window covers ${where} of the input, and ${parts} ${verb} to ${text(sum)}${after}.${made}`
}

/**
 * What one cell of a pooling's window has to do with its result.
 * @param {Pooled} work
 * @param {Reduced} terms
 * @param {number} tap
 * @param {number} value
 */
function pooledSentence({ axes, pool }, { cells }, tap, value) {
  const across = axes[1].window
  const { value: held, inside, share } = cells[tap]
  const place = `The window's row ${Math.floor(tap / across) + 1}, column ${(tap % across) + 1}`
  if (!inside) return `${place} lies beside the map.`
  const part = share ? `has a share of ${text(share)} in` : "has no share in"
  return `${place} holds ${text(held)} and ${part} ${POOLED[pool.kind]}, ${text(value)}.`
}

/**
 * What an input pixel feeds.
 * @param {Work} work
 * @param {Cell} cell
 * @param {number} value
 * @param {number} fed
 * @param {string} weight in the output that is shown
 */
export function inputSentence(work, [row, column], value, fed, weight) {
  const [rows, columns] = work.axes
  const real = holds(rows, row) && holds(columns, column)
  const place =
    rows.size === 1
      ? countedPlace("place", column, columns.size)
      : `${countedPlace("row", row, rows.size)}, ${countedPlace("column", column, columns.size)}`
  const what = Number.isNaN(value) ? "holds nothing" : `holds ${text(value)}`
  const shown = weight ? ` In the one shown its weight is ${weight}.` : ""
  return `${real ? "Input" : "Invented:"} ${place} ${what} and feeds ${counted(fed, "output")}, marked in blue.${shown}`
}

/**
 * Where one weight is used: the same number everywhere.
 * @param {Work} work
 * @param {number} tap
 * @param {number} weight
 * @param {string} products
 */
export function weightSentence(work, tap, weight, products) {
  const [rows, columns] = work.axes
  const uses = rows.output * columns.output
  const at =
    rows.window === 1
      ? `Weight ${tap + 1}`
      : `The weight in row ${Math.floor(tap / columns.window) + 1}, column ${(tap % columns.window) + 1}`
  const shared = "one number, shared by every window"
  return `${at} is ${text(weight)} at all ${counted(uses, "place")}, marked in blue: ${shared}. Here: ${products}.`
}
