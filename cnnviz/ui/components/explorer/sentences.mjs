// What the pictures show, in words.

import { countedPlace, countedSpan } from "../counting.mjs"
import { bracketed, sumOf } from "./arithmetic.mjs"
import { text } from "./numbers.mjs"

const POOLED = { max: "the largest", min: "the smallest", average: "the mean", median: "the middle one", Lp: "the p-norm", Gaussian: "the weighted mean" }

export function counted(count, noun) {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`
}

/** What a window covers of an axis itself, without what is invented; null where it covers nothing of it. */
function covered(noun, places, { size }) {
  const real = places.filter((place) => place >= 0 && place < size)
  return real.length ? countedSpan(noun, real[0], real.at(-1)) : null
}

function coveredPart({ axes: [rows, columns] }, terms) {
  const across = covered(rows.size === 1 ? "place" : "column", terms.columns, columns)
  const parts = rows.size === 1 ? [across] : [covered("row", terms.rows, rows), across]
  return parts.includes(null) ? "nothing" : parts.join(", ")
}

/** "Output row 2, column 3 (of 6 × 6) is −4 …": one output, its window and its value. */
export function outputSentence(work, terms, [row, column], value, sum) {
  const [rows, columns] = work.axes
  const place = rows.size === 1 ? `Output ${column + 1} (of ${columns.output})` : `Output row ${row + 1}, column ${column + 1} (of ${rows.output} × ${columns.output})`
  const where = coveredPart(work, terms)
  if (work.pool) {
    const kept = terms.cells.filter((cell) => cell.inside).length
    const tied = terms.equal > 1 ? ` ${terms.equal} are equal: the first in reading order is marked.` : ""
    return `${place} is ${text(value)}: ${POOLED[work.pool.kind]} of the ${counted(kept, "number")} in ${where} of the map.${tied}`
  }
  const invented = terms.invented.filter(Boolean).length
  const products = terms.invented.length * terms.channels.length
  const made = invented ? ` ${invented} of the ${counted(terms.invented.length, "place")} of the window ${invented === 1 ? "is" : "are"} invented.` : ""
  const { activation, bias } = work.subject.values
  const parts = `${bias ? `a bias of ${text(bias)} and ` : ""}${counted(products, "product")}`
  const after = activation === "none" ? "" : `; ${activation} makes ${text(value)} of that`
  return `${place} is ${text(value)}: the window covers ${where} of the input, and ${parts} ${products === 1 && !bias ? "comes" : "add up"} to ${text(sum)}${after}.${made}`
}

/** What an input pixel feeds. */
export function inputSentence(work, [row, column], value, fed, own) {
  const [rows, columns] = work.axes
  const real = row >= 0 && row < rows.size && column >= 0 && column < columns.size
  const place = rows.size === 1 ? countedPlace("place", column, columns.size) : `${countedPlace("row", row, rows.size)}, ${countedPlace("column", column, columns.size)}`
  const what = Number.isNaN(value) ? "holds nothing" : `holds ${text(value)}`
  const weight = own && !work.pool ? ` In the one shown its weight is ${own}.` : ""
  return `${real ? "Input" : "Invented:"} ${place} ${what} and feeds ${counted(fed, "output")}, marked in blue.${weight}`
}

/** Where one weight is used: the same number everywhere. */
export function weightSentence(work, tap, weight, product) {
  const [rows, columns] = work.axes
  const uses = rows.output * columns.output
  const at = rows.window === 1 ? `Weight ${tap + 1}` : `The weight in row ${Math.floor(tap / columns.window) + 1}, column ${(tap % columns.window) + 1}`
  return `${at} is ${text(weight)} at all ${counted(uses, "place")}, marked in blue: one number, shared by every window. Here: ${product}.`
}

function powers(cells, power) {
  return `(${cells.slice(0, 64).map((cell) => `|${text(cell.value)}|${power === 2 ? "²" : `^${text(power)}`}`).join(" + ")}${cells.length > 64 ? " + …" : ""})^(1/${text(power)})`
}

/** A pooling's arithmetic in one line. */
export function poolLine(work, terms, value) {
  const inside = terms.cells.filter((cell) => cell.inside)
  const said = inside.slice(0, 64).map((cell) => bracketed(cell.value))
  const list = said.join(", ") + (inside.length > 64 ? `, … (${inside.length - 64} more)` : "")
  const { kind, power } = work.pool
  if (kind === "max" || kind === "min") return `${kind}(${list}) = ${text(value)}`
  if (kind === "median") {
    const sorted = inside.map((cell) => cell.value).sort((a, b) => a - b).slice(0, 64).map(text).join(", ")
    return `sorted: ${sorted}${inside.length > 64 ? ", …" : ""} → middle ${text(value)}`
  }
  if (kind === "average") {
    const count = terms.cells.filter((cell) => cell.share > 0).length
    return `(${said.join(" + ")}${inside.length > 64 ? " + …" : ""}) / ${count} = ${text(value)}`
  }
  if (kind === "Lp") return `${powers(inside, power)} = ${text(value)}`
  return `${sumOf(inside.map((cell) => cell.value), inside.map((cell) => cell.share))} = ${text(value)}`
}

/** A convolution's arithmetic in one line: every product, the channels' sums, bias and activation. */
export function sumLine(work, terms, sum, value) {
  const { bias, activation } = work.subject.values
  const added = bias ? ` + bias ${bracketed(bias)}` : ""
  const after = activation === "none" ? "" : `; ${activation}(${text(sum)}) = ${text(value)}`
  const parts = terms.channels.map((channel, k) => sumOf(channel.values, work.weights[k]))
  const line = parts.length === 1 ? parts[0] : terms.channels.map((channel) => bracketed(channel.sum)).join(" + ")
  return `${line}${added} = ${text(sum)}${after}`
}
