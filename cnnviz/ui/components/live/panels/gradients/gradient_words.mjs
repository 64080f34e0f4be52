// What a snapshot's gradients and updates say about the run: only what the numbers say.

import { text } from "../../../shared/numbers.mjs"
import { figure } from "../../words/figures.mjs"

/** @import { Norms, Snapshot, Tensor } from "../../run/run.js" */

// A first layer that gets so many times less, or more, than the last one.
const VANISHING = 100
// A pace of updates that hardly moves, and one that tears down.
const SLOW = 1e-5
const FAST = 0.1

/**
 * @param {Norms} gradients
 * @param {string[]} names
 */
function gradientWords(gradients, names) {
  const [first, last] = [gradients[names[0]] ?? 0, gradients[names[names.length - 1]] ?? 0]
  const broken = names.filter((name) => gradients[name] !== undefined && !Number.isFinite(gradients[name]))
  if (broken.length)
    return [
      `Exploding: the gradient of ${broken.length} of ${names.length} weight tensors is no`,
      "longer a finite number. A smaller learning rate helps.",
    ].join(" ")
  if (names.length < 2 || !(first > 0 && last > 0)) return ""
  const [times, more] = first < last ? [last / first, "smaller"] : [first / last, "larger"]
  const compared =
    times < 1.05
      ? "The gradient of the first layer is as long as that of the last."
      : `The gradient of the first layer is ${text(Number(times.toPrecision(2)))} times ${more} than that of the last.`
  if (first * VANISHING < last) return `${compared} Vanishing: little of the error reaches the first layer.`
  return last * VANISHING < first ? `${compared} Exploding: it grows on its way back.` : compared
}

/**
 * @param {Norms} updates
 * @param {string[]} names
 */
function updateWords(updates, names) {
  const ratios = names.map((name) => updates[name] ?? NaN).filter(Number.isFinite)
  if (!ratios.length) return ""
  const middle = ratios.sort((a, b) => a - b)[Math.floor((ratios.length - 1) / 2)]
  const pace = `In the median layer one step is ${figure(Number(middle.toPrecision(2)))} of the weights' length`
  if (middle < SLOW) return `${pace}: hardly any movement.`
  return middle > FAST ? `${pace}: so much that little of what was learned stays.` : `${pace}.`
}

/**
 * What they say, in a few sentences.
 * @param {Pick<Snapshot, "step"> & Partial<Pick<Snapshot, "gradients" | "updates">>} snapshot
 * @param {Pick<Tensor, "name" | "shape" | "trained">[]} tensors
 */
export function snapshotWords({ step, gradients, updates }, tensors) {
  const names = tensors.filter(({ trained, shape }) => trained && shape.length > 1).map(({ name }) => name)
  const words = [gradientWords(gradients ?? {}, names), updateWords(updates ?? {}, names)].filter(Boolean)
  if (!words.length) return `Step ${step.toLocaleString("en")}: no gradient was taken down here.`
  return `Step ${step.toLocaleString("en")}. ${words.join(" ")}`
}
