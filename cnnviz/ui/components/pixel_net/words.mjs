// What one circle of the small network adds up, in a sentence with its numbers.

import { text } from "../shared/numbers.mjs"

/** @import { Net, Passed } from "./net.mjs" */

/** @param {number} value */
const term = (value) => (text(value).startsWith("−") ? `(${text(value)})` : text(value))

/**
 * @param {Net} net
 * @param {Passed} passed
 * @param {number} at
 */
export function sumWords({ layer, activation }, { parts, sums, features }, at) {
  const added = [...parts[at], layer.header.bias].map(term).join(" + ")
  const after = activation === "none" ? "" : ` After ${activation}: ${text(features[at])}.`
  return (
    `${layer.header.names[at]}: a product for each weight, added up channel by channel, and the bias: ${added} = ` +
    `${text(sums[at])}.${after}`
  )
}

/**
 * @param {Net} net
 * @param {Passed} passed
 * @param {number} at
 */
export function unitWords({ layer, first }, { features, units }, at) {
  const weights = features.map((_, c) => first.weights[at * features.length + c])
  const terms = features.flatMap((value, c) => (weights[c] ? [`${term(weights[c])} · ${term(value)}`] : []))
  const heard = weights.findIndex((weight) => weight !== 0)
  const what = at < features.length ? "more" : "less"
  return (
    `Unit ${at + 1} speaks where ${layer.header.names[heard]} is ${what} than it may be: ReLU(${terms.join(" + ")} + ` +
    `${term(first.biases[at])}) = ${text(units[at])}. Its other weights are 0.`
  )
}

/**
 * @param {Net} net
 * @param {Passed} passed
 */
export function answerWords({ second, yes }, { units, answer }) {
  const terms = units.flatMap((value, c) => (value ? [` + ${term(second.weights[c])} · ${term(value)}`] : []))
  const spoke = terms.length ? terms.join("") : ", as no unit speaks"
  return `The answer: ReLU(${text(second.biases[0])}${spoke}) = ${text(answer)}, ${answer >= yes ? "yes" : "no"}.`
}

/**
 * @param {Net} net
 * @param {Passed} passed
 */
export function linearWords({ linear, yes }, { features, classified }) {
  const terms = features.map((value, k) => `${term(linear[k])} · ${term(value)}`).join(" + ")
  return `A linear classifier of the same sums: ${terms} = ${text(classified)}, ${classified >= yes ? "yes" : "no"}.`
}
