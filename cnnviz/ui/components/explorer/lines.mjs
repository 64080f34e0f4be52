// A window's arithmetic, written out in one line.

import { counted } from "../shared/counting.mjs"
import { text } from "../shared/numbers.mjs"

/**
 * @import { PooledCell } from "./step/pooling.mjs"
 * @import { Convolved, Pooled, Reduced, Summed } from "./step/step.mjs"
 */

// Products, numbers of a pooling's window and inputs of a neuron that are written before the rest are only counted.
const PRODUCTS = 150
const POOLED = 64
const INPUTS = 30

/**
 * A number as a factor or a term: negative ones in brackets.
 * @param {number} value
 */
export function bracketed(value) {
  const said = text(value)
  return said.startsWith("−") ? `(${said})` : said
}

/**
 * "0.5 · 2 + 1 · (−1)": what is added up, the rest counted where it is long.
 * @param {ArrayLike<number>} values
 * @param {ArrayLike<number>} weights
 */
export function sumOf(values, weights) {
  const terms = []
  for (let k = 0; k < Math.min(values.length, PRODUCTS); k++)
    terms.push(`${k ? bracketed(values[k]) : text(values[k])} · ${bracketed(weights[k])}`)
  const more = values.length > PRODUCTS ? ` + … (${values.length - PRODUCTS} more)` : ""
  return terms.join(" + ") + more
}

/**
 * A convolution's arithmetic: every product, the channels' sums, bias and activation.
 * @param {Convolved} work
 * @param {Summed} terms
 * @param {number} sum
 * @param {number} value
 */
export function sumLine(work, terms, sum, value) {
  const { bias, activation } = work.step.values
  const added = bias ? ` + bias ${bracketed(bias)}` : ""
  const after = activation === "none" ? "" : `; ${activation}(${text(sum)}) = ${text(value)}`
  const [first] = terms.channels
  const line =
    terms.channels.length === 1
      ? sumOf(first.values, work.weights[0])
      : terms.channels.map((channel) => bracketed(channel.sum)).join(" + ")
  return `${line}${added} = ${text(sum)}${after}`
}

/**
 * A pooling's arithmetic.
 * @param {Pooled} work
 * @param {Reduced} terms
 * @param {number} value
 */
export function poolLine({ pool: { kind, power } }, terms, value) {
  const inside = terms.cells.filter((cell) => cell.inside)
  const values = inside.map((cell) => cell.value)
  const said = values.slice(0, POOLED).map(bracketed)
  const more = values.length > POOLED
  if (kind === "median") {
    const sorted = [...values].sort((a, b) => a - b).slice(0, POOLED)
    return `sorted: ${sorted.map(text).join(", ")}${more ? ", …" : ""} → middle ${text(value)}`
  }
  if (kind === "average") {
    const count = terms.cells.filter((cell) => cell.share > 0).length
    return `(${said.join(" + ")}${more ? " + …" : ""}) / ${count} = ${text(value)}`
  }
  if (kind === "Lp") return `${powers(inside, power)} = ${text(value)}`
  if (kind === "Gaussian") {
    const shares = inside.map((cell) => cell.share)
    return `${sumOf(values, shares)} = ${text(value)}`
  }
  return `${kind}(${said.join(", ")}${more ? `, … (${values.length - POOLED} more)` : ""}) = ${text(value)}`
}

/**
 * @param {PooledCell[]} cells
 * @param {number} power
 */
function powers(cells, power) {
  return `(${cells
    .slice(0, POOLED)
    .map((cell) => `|${text(cell.value)}|${power === 2 ? "²" : `^${text(power)}`}`)
    .join(" + ")}${cells.length > POOLED ? " + …" : ""})^(1/${text(power)})`
}

/**
 * The same as a neuron's dot product.
 * @param {Convolved} work
 * @param {Summed} terms
 * @param {number} sum
 */
export function neuronLine(work, terms, sum) {
  const x = terms.channels.flatMap((one) => [...one.values])
  const w = work.weights.flatMap((one) => [...one])
  const { bias } = work.step.values
  const [dot, biased] = bias ? ["w · x + b", ", and the bias"] : ["w · x", ""]
  return [
    `Inputs x: ${list(x)}. Weights w: ${list(w)}.${bias ? ` Bias b: ${text(bias)}.` : ""}`,
    `${dot} (each input times its weight, all added up${biased}) is ${text(sum)}.`,
    `One neuron with ${counted(w.length, "weight")}, asked at every window.`,
  ].join(" ")
}

/** @param {number[]} parts */
function list(parts) {
  return `(${parts.slice(0, INPUTS).map(text).join(", ")}${parts.length > INPUTS ? ", …" : ""})`
}
