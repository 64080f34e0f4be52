// What goes wrong while a network learns, named from what the run has shown, with what to try.

import { text } from "../../shared/numbers.mjs"
import { latestStep } from "../run/snapshots.mjs"
import { percent } from "./figures.mjs"

/**
 * @import { Begun, Evaluation, Run, Scalars, Snapshot } from "../run/run.js"
 *
 * @typedef {object} Observed What is known of a run.
 * @property {Begun | null} begun
 * @property {Scalars} scalars
 * @property {Snapshot[]} snapshots
 * @property {Evaluation[]} evaluations
 * @property {ArrayLike<number> | null} labels
 * @property {Pick<Run, "status"> | null} run
 * @property {{ why: string } | null} done
 * @property {object | null} [before]
 */

// Batches over which the training's accuracy and loss are averaged, and snapshots that have to agree.
const BATCHES = 50
const SNAPSHOTS = 2
// Training this good beside chance on validation is learned by heart; at chance is within so many deviations of it.
const BY_HEART = 0.95
const DEVIATIONS = 3
// A loss so many times as large as an even guess's is far worse than no answer at all.
const WORSE = 3

/**
 * @param {number[]} values
 * @param {number} count
 * @param {number} end
 */
function meanBefore(values, count, end) {
  const some = values.slice(Math.max(0, end - count), end)
  return some.length ? some.reduce((sum, value) => sum + value, 0) / some.length : NaN
}

/**
 * That no weight gets any slope, or "". Of a dead network only the last bias still moves.
 * @param {Observed} observed
 * @param {number} step
 */
function deadWords({ snapshots, begun }, step) {
  const trained = begun?.tensors.filter((tensor) => tensor.trained && tensor.shape.length > 1) ?? []
  const seen = snapshots.filter((snapshot) => snapshot.step > 0 && snapshot.step <= step).slice(-SNAPSHOTS)
  if (!trained.length || seen.length < SNAPSHOTS) return ""
  if (!seen.every(({ gradients }) => trained.every(({ name }) => gradients?.[name] === 0))) return ""
  const last = seen[seen.length - 1].step
  return [
    `Dead: at step ${last.toLocaleString("en")} the gradient of all ${trained.length} weight`,
    "tensors is exactly 0, so no weight can change. Every ReLU on the way gives 0, whatever",
    "the picture. It does not come back by itself: train anew with a learning rate ten times",
    "smaller, with batch normalisation, or from another seed.",
  ].join(" ")
}

/**
 * The share of the most frequent class.
 * @param {ArrayLike<number>} labels
 * @param {number} classes
 */
function chanceOf(labels, classes) {
  const counts = new Array(classes).fill(0)
  for (const label of Array.from(labels)) counts[label]++
  return Math.max(...counts) / labels.length
}

/**
 * That the training pictures are known by heart and nothing of it helps elsewhere, or "".
 * @param {Observed} observed
 * @param {number} step
 */
function byHeartWords({ scalars, evaluations, labels, begun }, step) {
  const at = latestStep(scalars.step, step)
  const checked = evaluations.findLast((evaluation) => evaluation.part === "validation" && evaluation.step <= step)
  if (at < 0 || !checked || !labels?.length || !begun) return ""
  const chance = chanceOf(labels, begun.classes.length)
  const within = DEVIATIONS * Math.sqrt((chance * (1 - chance)) / labels.length)
  const training = meanBefore(scalars.accuracy, BATCHES, at + 1)
  if (!(training >= BY_HEART && checked.accuracy <= chance + within)) return ""
  return [
    `Learned by heart: ${percent(training)} of the last training pictures are right, and`,
    `${percent(checked.accuracy)} of the validation pictures, where always naming the most`,
    `frequent class gets ${percent(chance)}. Nothing in these pictures seems to tell the`,
    "classes apart. Look whether the labels are right (a shuffled or shifted list of labels",
    "does this): the page Data shows every class.",
  ].join(" ")
}

/**
 * That the loss is far above an even guess's, or "". A run that has ended so says it itself.
 * @param {Observed} observed
 * @param {number} step
 */
function divergingWords({ scalars, begun, done, run }, step) {
  if (run?.status === "diverged" || done?.why === "diverged") return ""
  const even = Math.log(begun?.classes.length ?? 1)
  const at = latestStep(scalars.step, step)
  const loss = meanBefore(scalars.loss, BATCHES, at + 1)
  if (at + 1 < BATCHES || !(loss > WORSE * even)) return ""
  return [
    `Diverging: the loss, ${text(Number(loss.toPrecision(3)))} on average over ${BATCHES}`,
    `batches, is far above ${text(Number(even.toPrecision(3)))}, that of saying the same`,
    "share for every class. Set a learning rate ten times smaller, choose Adam, or normalise",
    "after each convolution.",
  ].join(" ")
}

/**
 * A sentence for each thing that is wrong at that step of the run, with what to try; "" where nothing is.
 * @param {Observed} observed
 * @param {number} step
 */
export function healthWords(observed, step = Infinity) {
  if (!observed.begun || observed.before) return ""
  return [deadWords(observed, step), byHeartWords(observed, step), divergingWords(observed, step)]
    .filter(Boolean)
    .join(" ")
}
