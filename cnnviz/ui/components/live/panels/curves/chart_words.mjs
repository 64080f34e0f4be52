// The curves for those who do not see them: where each line begins, goes, stands, and how two runs differ.

import { latest } from "../../run/snapshots.mjs"
import { figure, percent } from "../../words/figures.mjs"

/**
 * @import { Evaluation, Scalars } from "../../run/run.js"
 * @import { Name, Smooth } from "./chart.mjs"
 *
 * @typedef {{ scalars: Scalars, evaluations: Evaluation[] }} Known
 */

// A line whose ends are closer than this share of its range goes nowhere.
const LEVEL = 0.02

/** @type {Record<Name, (value: number) => string>} */
const WRITTEN = { loss: figure, accuracy: percent, rate: figure }

/**
 * A line in words: its ends, whether it rises or falls, its extremes; "" without a point.
 * @param {string} name
 * @param {number[]} steps
 * @param {number[]} values
 * @param {(value: number) => string} written
 */
export function lineWords(name, steps, values, written) {
  const known = values.flatMap((value, at) => (Number.isFinite(value) ? [at] : []))
  if (!known.length) return ""
  const [first, last] = [known[0], known[known.length - 1]]
  const place = (/** @type {number} */ at) => `${written(values[at])} at step ${steps[at].toLocaleString("en")}`
  if (first === last) return `${name}: ${place(first)}.`
  let [low, high] = [first, first]
  for (const at of known) {
    if (values[at] < values[low]) low = at
    if (values[at] > values[high]) high = at
  }
  const gone = values[last] - values[first]
  const trend = Math.abs(gone) <= LEVEL * (values[high] - values[low]) ? "stays" : gone < 0 ? "falls" : "rises"
  return `${name} ${trend} from ${place(first)} to ${place(last)}; lowest ${place(low)}, highest ${place(high)}.`
}

/**
 * A chart of one run in words.
 * @param {Name} name
 * @param {Known} run
 * @param {Smooth} smooth
 */
export function chartWords(name, { scalars, evaluations }, smooth) {
  const written = WRITTEN[name]
  if (name === "rate") return lineWords("It", scalars.step, scalars.rate, written)
  const checked = evaluations.filter(({ part }) => part === "validation")
  const steps = checked.map(({ step }) => step)
  const values = checked.map((evaluation) => evaluation[name])
  return [
    lineWords("Training, smoothed,", scalars.step, smooth[name], written),
    lineWords("Validation", steps, values, written),
  ]
    .filter(Boolean)
    .join(" ")
}

/**
 * How the second run's validation differs from the first's at a step; "" where one has none yet.
 * @param {{ title: string, evaluations: Evaluation[] }[]} runs two of them
 * @param {number} step
 */
export function differenceWords(runs, step) {
  const checks = runs.map(({ evaluations }) => evaluations.filter(({ part }) => part === "validation"))
  const [first, second] = checks.map((list) => list[latest(list, step)])
  if (!first || !second) return ""
  const [a, b] = runs.map(({ title }) => title)
  const loss = compared(second.loss - first.loss, figure, "lower", "higher")
  const points = 100 * (second.accuracy - first.accuracy)
  const right = compared(points, (value) => `${value.toFixed(1)} points`, "lower", "higher")
  return [
    `At step ${Math.min(first.step, second.step).toLocaleString("en")}, with ${b}:`,
    `validation loss ${loss} than with ${a}`,
    `(${figure(second.loss)} and ${figure(first.loss)}), validation accuracy ${right}`,
    `(${percent(second.accuracy)} and ${percent(first.accuracy)}).`,
  ].join(" ")
}

/**
 * @param {number} by
 * @param {(value: number) => string} written
 * @param {string} less
 * @param {string} more
 */
function compared(by, written, less, more) {
  return `${written(Math.abs(by))} ${by < 0 ? less : more}`
}
