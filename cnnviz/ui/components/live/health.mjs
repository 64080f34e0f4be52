// What goes wrong while a network learns, named from what the run has told, with what to try.

import { text } from "../explorer/numbers.mjs"
import { latest } from "./story.mjs"

// Batches over which the training's accuracy and loss are averaged, and snapshots that have to agree.
const HEALTH_BATCHES = 50
const HEALTH_SNAPSHOTS = 2
// Training this good beside chance on validation is learned by heart; validation is at chance within so many deviations.
const HEALTH_BY_HEART = 0.95
const HEALTH_DEVIATIONS = 3
// A loss so many times as large as an even guess's is far worse than no answer at all.
const HEALTH_WORSE = 3

function healthMean(values, count, end = values.length) {
  const some = values.slice(Math.max(0, end - count), end)
  return some.length ? some.reduce((sum, one) => sum + one, 0) / some.length : NaN
}

/** Whether no weight gets any slope: { layers, step }, or null. Of a dead network only the last bias still moves. */
export function healthDead({ snapshots, begun }, step) {
  const names = begun?.tensors.filter(({ trained, shape }) => trained && shape.length > 1).map(({ name }) => name) ?? []
  const seen = snapshots.filter((one) => one.step > 0 && one.step <= step).slice(-HEALTH_SNAPSHOTS)
  if (!names.length || seen.length < HEALTH_SNAPSHOTS) return null
  const all = seen.every(({ gradients }) => names.every((name) => gradients?.[name] === 0))
  return all ? { count: names.length, step: seen.at(-1).step } : null
}

/** Whether the training pictures are known by heart and nothing of it helps elsewhere: { training, validation, chance }. */
export function healthByHeart({ scalars, evaluations, labels, begun }, step) {
  const at = latest(scalars.step, step, (one) => one)
  const checked = evaluations.filter((one) => one.part === "validation" && one.step <= step).at(-1)
  if (at < 0 || !checked || !labels?.length) return null
  const counts = new Array(begun.classes.length).fill(0)
  for (const label of labels) counts[label]++
  const chance = Math.max(...counts) / labels.length
  const within = HEALTH_DEVIATIONS * Math.sqrt((chance * (1 - chance)) / labels.length)
  const training = healthMean(scalars.accuracy, HEALTH_BATCHES, at + 1)
  const told = { training, validation: checked.accuracy, chance }
  return training >= HEALTH_BY_HEART && checked.accuracy <= chance + within ? told : null
}

/** Whether the loss is far above an even guess's: { loss, even, infinite }, or null. */
export function healthDiverging({ scalars, begun, done, run }, step) {
  const even = Math.log(begun?.classes.length ?? 1)
  if (run?.status === "diverged" || done?.why === "diverged") return { even, infinite: true }
  const at = latest(scalars.step, step, (one) => one)
  const loss = healthMean(scalars.loss, HEALTH_BATCHES, at + 1)
  return at + 1 >= HEALTH_BATCHES && loss > HEALTH_WORSE * even ? { loss, even, infinite: false } : null
}

const healthPercent = (share) => `${(100 * share).toFixed(1)} %`

/** A sentence for each thing that is wrong at that step of the run, with what to try; "" where nothing is. */
export function healthWords(hub, step = Infinity) {
  if (!hub.begun || hub.before) return ""
  const [dead, heart, diverging] = [healthDead(hub, step), healthByHeart(hub, step), healthDiverging(hub, step)]
  const said = []
  if (dead) said.push(`Dead: at step ${dead.step.toLocaleString("en")} the gradient of all ${dead.count} weight tensors is exactly 0, so no weight can change. Every ReLU on the way gives 0, whatever the picture. It does not come back by itself: train anew with a learning rate ten times smaller, with batch normalisation, or from another seed.`)
  if (heart) said.push(`Learned by heart: ${healthPercent(heart.training)} of the last training pictures are right, and ${healthPercent(heart.validation)} of the validation pictures, where always naming the most frequent class gets ${healthPercent(heart.chance)}. Nothing in these pictures seems to tell the classes apart. Look whether the labels are right (a shuffled or shifted list of labels does this): the page Data shows every class.`)
  // A run that has ended so says it itself.
  if (diverging && !diverging.infinite) said.push(`Diverging: the loss, ${text(Number(diverging.loss.toPrecision(3)))} on average over ${HEALTH_BATCHES} batches, is far above ${text(Number(diverging.even.toPrecision(3)))}, that of saying the same share for every class. Set a learning rate ten times smaller, choose Adam, or normalise after each convolution.`)
  return said.join(" ")
}
