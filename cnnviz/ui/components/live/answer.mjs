// The network's answer to the probe, in the order it is computed: logits, softmax, loss, and where the backward pass begins.

import { element, write } from "../dom.mjs"
import { text } from "../explorer/numbers.mjs"
import { figure } from "./saying.mjs"

// Classes listed; of more, the likeliest and the true one.
const ANSWER_MOST = 20

/** −ln p of the true class; Infinity where p is 0. */
export function answerLoss(probabilities, label) {
  return -Math.log(probabilities[label])
}

/** The loss's slope at each logit: p − 1 for the true class, p for the others. */
export function answerSlopes(probabilities, label) {
  return Array.from(probabilities, (p, k) => p - (k === label ? 1 : 0))
}

/** The classes to list: all in order, or, where there are many, the likeliest in order, with the true one. */
export function answerListed(probabilities, label, most = ANSWER_MOST) {
  const all = Array.from(probabilities, (_, k) => k)
  if (all.length <= most) return all
  const best = [...all].sort((a, b) => probabilities[b] - probabilities[a]).slice(0, most)
  if (label >= 0 && !best.includes(label)) best[most - 1] = label
  return best.sort((a, b) => a - b)
}

/** A share in percent: two decimals near the ends, one elsewhere. */
export function answerPercent(share) {
  if (Number.isNaN(share)) return "not a number"
  const percent = 100 * share
  return `${percent > 0 && percent < 0.01 ? "< 0.01" : percent.toFixed(percent < 1 || percent > 99 ? 2 : 1)} %`
}

/** A slope in so few characters that it fits beside the bar. */
function slopeText(slope) {
  return Math.abs(slope) < 1e-4 ? figure(Number(slope.toExponential(1))) : figure(slope)
}

const ANSWER_HEADS = [
  ["", "Class"],
  ["1 logit", "What the last layer computes: any number, one for each class"],
  ["2 softmax", "e to the logit, divided by the sum over all classes"],
  ["", "The same as a bar"],
  ["4 slope", "The loss's slope at this logit, where the backward pass begins: p − 1 for the true class, p for the others"],
]

export class Answer {
  constructor(parent) {
    this.words = element("p", "live-answer", parent)
    this.words.setAttribute("role", "status")
    this.table = element("table", "live-bars", parent)
    this.table.setAttribute("aria-label", "Logit, probability and slope of every class")
    const head = element("tr", "", element("thead", "", this.table))
    for (const [words, title] of ANSWER_HEADS) {
      const cell = element("th", "", head)
      cell.scope = "col"
      cell.textContent = words
      cell.title = title
    }
    this.body = element("tbody", "", this.table)
    this.steps = element("ol", "live-steps", parent)
    this.rows = []
  }

  row() {
    const root = element("tr", "", this.body)
    const name = element("th", "", root)
    name.scope = "row"
    const [logit, share] = [element("td", "", root), element("td", "", root)]
    const bar = element("i", "", element("td", "live-bar-cell", root))
    return { root, name, logit, share, bar, slope: element("td", "", root) }
  }

  /** What was computed for the probe: { probabilities, logits, label }, with the names of the classes. */
  show({ probabilities, logits, label }, classes, smoothing) {
    const listed = answerListed(probabilities, label)
    const best = probabilities.indexOf(Math.max(...probabilities))
    const slopes = label >= 0 ? answerSlopes(probabilities, label) : null
    while (this.rows.length > listed.length) this.rows.pop().root.remove()
    while (this.rows.length < listed.length) this.rows.push(this.row())
    listed.forEach((k, at) => {
      const { root, name, logit, share, bar, slope } = this.rows[at]
      root.className = `${k === label ? "true" : ""}${k === best ? (label >= 0 && k !== label ? " best wrong" : " best") : ""}`
      write(name, `${classes[k]}${k === label ? " ✓" : ""}`)
      write(logit, text(logits[k]))
      write(share, answerPercent(probabilities[k]))
      bar.style.transform = `scaleX(${probabilities[k] || 0})`
      write(slope, slopes ? slopeText(slopes[k]) : "")
    })
    this.explain(probabilities, label, classes, best, smoothing)
  }

  explain(probabilities, label, classes, best, smoothing) {
    const sum = probabilities.reduce((a, b) => a + b, 0)
    const known = label >= 0
    const equal = best < 0 ? 0 : probabilities.filter((p) => p === probabilities[best]).length
    const tied = equal > 1 ? ` (the first of ${equal} equally likely classes)` : ""
    const sure = `${answerPercent(probabilities[best])} for ${classes[best]}${tied}`
    write(this.words, best < 0 ? "The answer is not a number: the run has diverged." : !known ? `The network says ${sure}.` : best === label ? `Right: ${sure}.` : `Wrong: ${sure}, but it is ${classes[label]} (${answerPercent(probabilities[label])}).`)
    const p = known ? probabilities[label] : 0
    const smooth = smoothing ? ` The run smooths labels by ${text(smoothing)}, so what it trains on differs a little from this.` : ""
    const steps = [
      "Logits: the last layer's sums. Only their differences matter.",
      `Softmax makes them positive and add up to 1; here they add up to ${sum.toFixed(4)}.`,
      known ? `Loss = −ln p(${classes[label]}) = −ln ${text(p)} = ${text(answerLoss(probabilities, label))}.${smooth}` : "Loss needs the true class, which is not known for this picture.",
      known ? "Backward: each logit's slope is p − 1 for the true class and p for the others. From there the chain rule goes back layer by layer; what arrives is under Gradients." : "Backward pass: only with a loss.",
    ]
    steps.forEach((words, k) => write(this.steps.children[k] ?? element("li", "", this.steps), words))
  }
}
