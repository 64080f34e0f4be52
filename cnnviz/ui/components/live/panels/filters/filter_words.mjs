// What is said of the first layer's filters.

import { text } from "../../../shared/numbers.mjs"
import { movement } from "./weights.mjs"

// Filters of more weights are said by their ends.
const MOST_SAID = 49

/** @param {number} value */
const short = (value) => text(Number(value.toPrecision(2)))

/**
 * @import { Begun, Tensor } from "../../run/run.js"
 *
 * @typedef {{ step: number, first: number, changes: boolean, branched: boolean }} Moment Which step is shown of a run
 *   that began at `first`; whether changes since then are.
 */

/**
 * What is shown: the filters at a step, or how they changed.
 * @param {Moment} moment
 * @param {boolean} trained
 */
export function momentWords({ step, first, changes, branched }, trained) {
  if (changes)
    return `How each weight changed from step ${first.toLocaleString("en")} to step ${step.toLocaleString("en")}.`
  if (step) return `The filters after ${step.toLocaleString("en")} steps.`
  if (!trained) return "Step 0: nothing learned yet."
  return branched
    ? "Step 0: the weights of the run that it branched from."
    : "Step 0: random weights, nothing learned yet."
}

/**
 * What these weights are in the network.
 * @param {Tensor} tensor
 */
export function tensorWords({ shape, trained }) {
  const many = shape.reduce((product, side) => product * side, 1).toLocaleString("en")
  const sizes = shape.filter((side, k) => k !== 1 || side > 1).join(" × ")
  return trained
    ? [
        `These ${many} weights (${sizes}) are trained parameters of the network; the pixels of a`,
        "feature map are not: they change with every picture.",
      ].join(" ")
    : `These ${many} weights (${sizes}) were set by hand and stay as they are: only the layers after them learn.`
}

/**
 * What a class's weights are to its logit, where they read the pixels themselves.
 * @param {Pick<Begun, "mean" | "deviation">} begun
 * @param {boolean} bias
 */
export function classWords({ mean, deviation }, bias) {
  const each = [
    `Each belongs to one class: of every pixel (0 to 1) ${text(mean)} is taken away, the rest`,
    `is divided by ${text(deviation)} and multiplied with its weight. All of that summed`,
  ].join(" ")
  return `${each}${bias ? ", plus the class's bias," : ""} is that class's logit.`
}

/**
 * How far a filter has moved since the first step; "" at that step.
 * @param {ArrayLike<number>} now
 * @param {ArrayLike<number>} start
 * @param {Pick<Moment, "step" | "first">} moment
 */
export function movementWords(now, start, { step, first }) {
  if (step <= first) return ""
  const { distance, cosine, norm } = movement(now, start)
  const alike = Number.isNaN(cosine)
    ? ""
    : ` Cosine similarity to its start: ${text(cosine)} (1: the same pattern, 0: unrelated).`
  return ` It moved by ${text(distance)} (L2 distance) since step ${first}; its own length is ${text(norm)}.${alike}`
}

/**
 * All filters of this shape (o c i j) in a sentence: how many, how far their weights go, and which goes farthest.
 * @param {ArrayLike<number>} values
 * @param {number[]} shape
 * @param {ArrayLike<number> | null} start what is taken away from the values
 */
export function gridWords(values, [count, channels, rows, columns], start) {
  const size = values.length / count
  let [low, high, farthest] = [Infinity, -Infinity, 0]
  for (let i = 0; i < values.length; i++) {
    const value = values[i] - (start ? start[i] : 0)
    if (value < low) low = value
    if (value > high) high = value
    if (Math.abs(value) === Math.max(-low, high)) farthest = Math.floor(i / size)
  }
  const what = start ? "changes of weights" : "weights"
  const sizes = channels > 1 ? `${channels} × ${rows} × ${columns}` : `${rows} × ${columns}`
  return [
    `${count} filters of the first layer, ${sizes} each: ${what} from ${short(low)} to ${short(high)},`,
    `the farthest from 0 in filter ${farthest + 1}.`,
  ].join(" ")
}

/**
 * A filter's weights (c i j) row by row, or, of many, their ends.
 * @param {ArrayLike<number>} values
 * @param {number[]} shape
 */
export function weightWords(values, [channels, rows, columns]) {
  const all = Array.from(values)
  if (all.length > MOST_SAID) return `weights from ${short(Math.min(...all))} to ${short(Math.max(...all))}`
  const lines = Array.from({ length: channels * rows }, (_, row) =>
    all
      .slice(row * columns, (row + 1) * columns)
      .map(short)
      .join(", "),
  )
  return lines.join("; ")
}
