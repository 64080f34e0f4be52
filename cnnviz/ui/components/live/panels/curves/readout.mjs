// What the curves say in words.

import { latest, latestStep } from "../../run/snapshots.mjs"
import { figure, percent } from "../../words/figures.mjs"

/**
 * @import { Evaluation, Scalars } from "../../run/run.js"
 * @import { Smooth } from "./chart.mjs"
 */

/**
 * What is known at a step.
 * @param {{ scalars: Scalars, evaluations: Evaluation[] }} hub
 * @param {Smooth} smooth
 * @param {number} step
 */
export function readoutAt({ scalars, evaluations }, smooth, step) {
  const at = latestStep(scalars.step, step)
  const validation = evaluations.filter(({ part }) => part === "validation")
  const checked = validation[latest(validation, step)]
  const parts = [`step ${(at < 0 ? 0 : scalars.step[at]).toLocaleString("en")}`]
  if (at >= 0) parts.push(`training loss ${figure(smooth.loss[at])}`)
  if (checked) parts.push(`validation ${figure(checked.loss)}`)
  if (at >= 0) parts.push(`training accuracy ${percent(smooth.accuracy[at])}`)
  if (checked) parts.push(`validation ${percent(checked.accuracy)}`)
  if (at >= 0) parts.push(`learning rate ${figure(scalars.rate[at])}`)
  return parts.join(" · ")
}

/**
 * What is said while no run has learned a batch.
 * @param {{ id: string }[]} hubs
 */
export function awaitedWords(hubs) {
  if (hubs.some((hub) => hub.id)) return "The curves begin with the first batch."
  return `Press ${hubs.length > 1 ? "Train both" : "Train"}: the curves grow here, batch by batch.`
}

/**
 * How the curves are to be read.
 * @param {boolean} many
 */
export function readingWords(many) {
  return [
    "Lower loss and higher accuracy are better;",
    `${many ? "thin lines are training, thick ones validation" : "validation pictures are never trained on"}.`,
    `Training is smoothed over about 10 batches${many ? "" : "; faint: each batch"}. Click or`,
    "drag in a chart to move the timeline.",
  ].join(" ")
}
