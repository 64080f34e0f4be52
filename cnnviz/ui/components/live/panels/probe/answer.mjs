// The network's answer to the probe, in the order it is computed: logits, softmax, loss, where the way back begins.

import { element, write } from "../../../shared/dom.mjs"
import { text } from "../../../shared/numbers.mjs"
import { figure, precisePercent } from "../../words/figures.mjs"

/**
 * @typedef {object} Prediction What the network says of a picture.
 * @property {Float32Array} probabilities
 * @property {Float32Array} logits
 * @property {number} label The true class, −1 where it is not known.
 * @property {string[]} classes
 *
 * @typedef {Record<"name" | "logit" | "share" | "slope" | "root" | "bar", HTMLElement>} Row
 */

// Classes listed; of more, the likeliest and the true one.
const MOST_CLASSES = 20

const HEADS = [
  ["", "Class"],
  ["1 logit", "What the last layer computes: any number, one for each class"],
  ["2 softmax", "e to the logit, divided by the sum over all classes"],
  ["", "The same as a bar"],
  [
    "4 slope",
    "The loss's slope at this logit, where the backward pass begins: p − 1 for the true class, p for the others",
  ],
]

/**
 * −ln p of the true class; Infinity where p is 0.
 * @param {ArrayLike<number>} probabilities
 * @param {number} label
 */
export function lossOf(probabilities, label) {
  return -Math.log(probabilities[label])
}

/**
 * The loss's slope at each logit: p − 1 for the true class, p for the others.
 * @param {ArrayLike<number>} probabilities
 * @param {number} label
 */
export function slopesOf(probabilities, label) {
  return Array.from(probabilities, (p, k) => p - (k === label ? 1 : 0))
}

/**
 * The classes to list: all in order, or, where there are many, the likeliest in order, with the true one.
 * @param {ArrayLike<number>} probabilities
 * @param {number} label
 * @param {number} most
 */
export function listedClasses(probabilities, label, most = MOST_CLASSES) {
  const all = Array.from(probabilities, (_, k) => k)
  if (all.length <= most) return all
  const best = [...all].sort((a, b) => probabilities[b] - probabilities[a]).slice(0, most)
  if (label >= 0 && !best.includes(label)) best[most - 1] = label
  return best.sort((a, b) => a - b)
}

/**
 * A slope in so few characters that it fits beside the bar.
 * @param {number} slope
 */
function slopeText(slope) {
  return Math.abs(slope) < 1e-4 ? figure(Number(slope.toExponential(1))) : figure(slope)
}

/**
 * The class that is likeliest; −1 where the answer is not a number.
 * @param {Float32Array} probabilities
 */
function bestOf(probabilities) {
  return probabilities.indexOf(Math.max(...probabilities))
}

/**
 * The answer in a sentence.
 * @param {Prediction} prediction
 */
function answerWords({ probabilities, label, classes }) {
  const best = bestOf(probabilities)
  if (best < 0) return "The answer is not a number: the run has diverged."
  const equal = probabilities.filter((p) => p === probabilities[best]).length
  const tied = equal > 1 ? ` (the first of ${equal} equally likely classes)` : ""
  const sure = `${precisePercent(probabilities[best])} for ${classes[best]}${tied}`
  if (label < 0) return `The network says ${sure}.`
  return best === label
    ? `Right: ${sure}.`
    : `Wrong: ${sure}, but it is ${classes[label]} (${precisePercent(probabilities[label])}).`
}

/**
 * How it was computed, and how it goes on, a sentence or two for each step.
 * @param {Prediction} prediction
 * @param {number} smoothing of the labels that the run trains on
 */
function stepWords({ probabilities, label, classes }, smoothing) {
  const sum = probabilities.reduce((a, b) => a + b, 0)
  const steps = [
    "Logits: the last layer's sums. Only their differences matter.",
    `Softmax makes them positive and add up to 1; here they add up to ${sum.toFixed(4)}.`,
  ]
  if (label < 0)
    return [
      ...steps,
      "Loss needs the true class, which is not known for this picture.",
      "Backward pass: only with a loss.",
    ]
  const smooth = smoothing
    ? ` The run smooths labels by ${text(smoothing)}, so what it trains on differs a little from this.`
    : ""
  return [
    ...steps,
    [
      `Loss = −ln p(${classes[label]}) = −ln ${text(probabilities[label])} =`,
      `${text(lossOf(probabilities, label))}.${smooth}`,
    ].join(" "),
    [
      "Backward: each logit's slope is p − 1 for the true class and p for the others. From",
      "there the chain rule goes back layer by layer; what arrives is under Gradients.",
    ].join(" "),
  ]
}

export class Answer {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.words = element("p", "live-answer", parent)
    const table = element("table", "live-bars", parent)
    table.setAttribute("aria-label", "Logit, probability and slope of every class")
    const head = element("tr", "", element("thead", "", table))
    for (const [words, title] of HEADS) {
      const cell = Object.assign(element("th", "", head, words), { scope: "col", title })
      if (!words) element("span", "spoken", cell, title)
    }
    this.body = element("tbody", "", table)
    this.steps = element("ol", "live-steps", parent)
    /** @type {Row[]} */
    this.rows = []
  }

  /** @returns {Row} */
  makeRow() {
    const root = element("tr", "", this.body)
    const name = element("th", "", root)
    name.scope = "row"
    const [logit, share] = [element("td", "", root), element("td", "", root)]
    const bar = element("i", "", element("td", "live-bar-cell", root))
    return { root, name, logit, share, bar, slope: element("td", "", root) }
  }

  /**
   * @param {Prediction} prediction
   * @param {number} smoothing
   */
  show(prediction, smoothing) {
    const listed = listedClasses(prediction.probabilities, prediction.label)
    for (const row of this.rows.splice(listed.length)) row.root.remove()
    while (this.rows.length < listed.length) this.rows.push(this.makeRow())
    for (const [at, k] of listed.entries()) fillRow(this.rows[at], k, prediction)
    write(this.words, answerWords(prediction))
    for (const [k, words] of stepWords(prediction, smoothing).entries())
      write(this.steps.children[k] ?? element("li", "", this.steps), words)
  }
}

/**
 * @param {Row} row
 * @param {number} k of the class
 * @param {Prediction} prediction
 */
function fillRow({ root, name, logit, share, bar, slope }, k, { probabilities, logits, label, classes }) {
  const best = k === bestOf(probabilities)
  const marks = [k === label && "true", best && "best", best && label >= 0 && k !== label && "wrong"]
  root.className = marks.filter(Boolean).join(" ")
  write(name, `${classes[k]}${k === label ? " ✓" : ""}`)
  write(logit, text(logits[k]))
  write(share, precisePercent(probabilities[k]))
  bar.style.transform = `scaleX(${probabilities[k] || 0})`
  write(slope, label >= 0 ? slopeText(slopesOf(probabilities, label)[k]) : "")
}
