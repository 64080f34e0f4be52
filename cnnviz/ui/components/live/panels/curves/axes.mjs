// Arithmetic of curves: ends of axes, ticks, smoothing, and what of many steps a pixel shows.

/** @import { Mark } from "../../run/run.js" */

const SMOOTH = 0.9
// An axis of losses ends at so many times the first loss, a logarithmic one further up: what diverges leaves it.
const MOST_LOSS = { linear: 20, log: 1e4 }
/** @type {Partial<Record<Mark["what"], string>>} */
const MARKS = { pause: "paused", resume: "paused", resumed: "resumed", branch: "branch" }

/**
 * The next of 1, 2, 5, 10, 20 … that is not below a value.
 * @param {number} value
 */
export function niceEnd(value) {
  const power = 10 ** Math.floor(Math.log10(value))
  return ([1, 2, 5].find((factor) => factor * power >= value * (1 - 1e-9)) ?? 10) * power
}

/**
 * Where the axis of steps ends: as planned, or, while little is learned, soon after the last step.
 * @param {number} last
 * @param {number} planned
 */
export function stepsEnd(last, planned) {
  if (!last) return Math.max(1, Math.min(planned || 10, 10))
  if (last >= planned / 3) return Math.max(last, planned)
  return Math.min(planned, niceEnd(last * 1.2))
}

/**
 * Round numbers from 0 or `low` to `high`, about `count` of them.
 * @param {number} low
 * @param {number} high
 * @param {number} count
 */
export function axisTicks(low, high, count) {
  if (!(high > low)) return [low]
  const step = niceEnd((high - low) / count)
  const ticks = []
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high * (1 + 1e-9); k++)
    ticks.push(Number((k * step).toPrecision(12)))
  return ticks
}

/**
 * Powers of ten within a range, with their halves and fifths where there are few.
 * @param {number} low
 * @param {number} high
 */
export function logTicks(low, high) {
  const ticks = []
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
    for (const factor of [1, 2, 5]) ticks.push(Number((factor * 10 ** power).toPrecision(3)))
  }
  const within = ticks.filter((tick) => tick >= low && tick <= high)
  const tens = within.filter((tick) => Number.isInteger(Math.log10(tick)))
  return tens.length > 3 ? tens : within
}

/** A mean that forgets: about the last 10 values count. It grows with the list it smooths. */
export class Smoothing {
  constructor() {
    /** @type {number[]} */
    this.values = []
    this.sum = this.weight = 0
    this.last = NaN
  }

  /**
   * The smoothed list; only what is new is computed. Numbers that are none leave a gap.
   * @param {number[]} list
   */
  of(list) {
    const known = this.values.length
    if (known > list.length || (known && !Object.is(list[known - 1], this.last))) {
      this.values = []
      this.sum = this.weight = 0
    }
    for (let i = this.values.length; i < list.length; i++) {
      this.last = list[i]
      if (!Number.isFinite(list[i])) {
        this.values.push(NaN)
        continue
      }
      this.sum = SMOOTH * this.sum + list[i]
      this.weight = SMOOTH * this.weight + 1
      this.values.push(this.sum / this.weight)
    }
    return this.values
  }
}

/**
 * The ends of an axis of losses that shows all smoothed and validation values, and of the raw ones most; and whether
 * some are beyond its end.
 * @param {number[]} smooth
 * @param {{ loss: number }[]} evaluations
 * @param {boolean} log
 * @returns {[low: number, high: number, beyond: boolean]}
 */
export function lossRange(smooth, evaluations, log) {
  let [low, high] = [Infinity, 0]
  const take = (/** @type {number} */ value) => {
    if (!Number.isFinite(value)) return
    if (value > high) high = value
    if (value > 0 && value < low) low = value
  }
  smooth.forEach(take)
  for (const { loss } of evaluations) take(loss)
  if (!high) return log ? [0.1, 10, false] : [0, 1, false]
  // A lucky first batch is no measure.
  const first = Math.max(1, smooth.find(Number.isFinite) ?? 1)
  const most = first * (log ? MOST_LOSS.log : MOST_LOSS.linear)
  const beyond = high > most
  if (beyond) high = most
  return log ? [Math.max(low / 1.5, high / 1e6), high * 1.3, beyond] : [0, high * 1.08, beyond]
}

/**
 * Many points as few: for every pixel column the first, lowest, highest and last of its values, [x, y] each.
 * @param {number[]} xs
 * @param {number[]} ys
 * @param {(x: number) => number} xOf
 */
export function fewer(xs, ys, xOf) {
  const points = []
  let start = 0
  while (start < xs.length) {
    const column = Math.floor(xOf(xs[start]))
    let [end, low, high] = [start, start, start]
    while (end < xs.length && Math.floor(xOf(xs[end])) === column) {
      if (ys[end] < ys[low]) low = end
      if (ys[end] > ys[high]) high = end
      end++
    }
    for (const at of [...new Set([start, low, high, end - 1])].sort((a, b) => a - b)) points.push([xOf(xs[at]), ys[at]])
    start = end
  }
  return points
}

/**
 * Marks to be labelled: those at the same step share a label, a pause and the going on are one, epochs are on the axis.
 * @param {Pick<Mark, "step" | "what" | "value">[]} marks
 */
export function markLabels(marks) {
  /** @type {{ step: number, words: string[] }[]} */
  const labels = []
  for (const { step, what, value } of marks) {
    const label = what === "rate" ? `rate ${Number(value.toPrecision(2))}` : MARKS[what]
    if (!label) continue
    const here = labels.find((other) => other.step === step)
    if (!here) labels.push({ step, words: [label] })
    else if (!here.words.includes(label)) here.words.push(label)
  }
  return labels.map(({ step, words }) => ({ step, label: words.join(", ") }))
}
