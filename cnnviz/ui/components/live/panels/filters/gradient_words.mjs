// What is said of the gradient beside the filters.

import { text } from "../../../shared/numbers.mjs"
import { lengthOf } from "./weights.mjs"

/**
 * @import { Tensor } from "../../run/run.js"
 *
 * @typedef {object} About
 * @property {number} batch Pictures of a step.
 * @property {Tensor} tensor The first layer's weights.
 * @property {boolean} recorded Whether the run comes with the app.
 *
 * @typedef {object} Steepness
 * @property {number} step
 * @property {number | null} whole The length of the layer's whole gradient.
 * @property {number} largest Of all its numbers that are drawn.
 * @property {number} limit Where the colours end.
 */

// Below this share of the scale a grid has hardly any colour.
const FAINT = 0.1

const short = (/** @type {number} */ value) => text(Number(value.toPrecision(3)))

/**
 * Why a snapshot has no gradient.
 * @param {number} step
 * @param {About} about
 */
export function whyNone(step, { tensor, recorded }) {
  if (!tensor.trained) return "These filters do not learn: no gradient is computed for them."
  if (!step) return "Step 0: no batch was read yet, so there is no gradient. Move on by one step."
  if (recorded)
    return "The runs that come with the app were recorded without the filters' gradients. A run of yours has them."
  return "No gradient was kept of this moment: one of its numbers was not finite, or an older version made the run."
}

/**
 * What the colours are, and how much there is of them.
 * @param {Steepness} steepness
 * @param {About} about
 */
export function gradientWords({ step, whole, largest, limit }, { batch }) {
  const of = batch
    ? `the ${batch.toLocaleString("en")} pictures of batch ${step.toLocaleString("en")}`
    : "the last batch"
  return [
    `The loss's gradient by each weight: the mean over ${of}, before the step.`,
    "Orange: more weight, more loss; training pushes the other way.",
    ...(whole === null ? [] : [`All of it is ${short(whole)} long (L2).`]),
    ...(largest < FAINT * limit ? [faintWords(largest, limit)] : []),
  ].join(" ")
}

/**
 * That there is hardly any colour, in numbers.
 * @param {number} largest
 * @param {number} limit
 */
function faintWords(largest, limit) {
  return [
    `Its largest number, ${short(largest)}, is ${share(largest / limit)} of this run's largest: hence hardly any`,
    "colour. “Scale of this step” shows its pattern.",
  ].join(" ")
}

/**
 * How long a filter's gradient is.
 * @param {number} filter
 * @param {ArrayLike<number>} values
 */
export function lengthWords(filter, values) {
  return `The gradient by filter ${filter + 1}: ${short(lengthOf(values))} long (L2).`
}

/** @param {number} part */
function share(part) {
  return part < 0.001 ? "under 0.1 %" : `${Number((100 * part).toPrecision(2))} %`
}
