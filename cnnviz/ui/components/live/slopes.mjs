// Log axes for norms and ratios, and what they say in words: only what the numbers say.

import { text } from "../explorer/numbers.mjs"
import { figure } from "./saying.mjs"

// A first layer that gets so many times less, or more, than the last one.
const SLOPE_VANISHING = 100
// A pace of updates that hardly moves, and one that tears down.
const SLOPE_SLOW = 1e-5
const SLOPE_FAST = 0.1

/** Whole powers of ten around a range, as exponents [low, high]; at least one decade, a usual one for an empty range. */
export function slopeAxis(low, high) {
  if (!(low > 0 && high >= low)) return [-4, 0]
  // Plus 0, for a ceiling of −0.
  const [from, to] = [Math.floor(Math.log10(low) + 1e-9), Math.ceil(Math.log10(high) - 1e-9) + 0]
  return [from, Math.max(from + 1, to)]
}

/** Where a value lies on an axis, from 0 to 1; what lies beyond is at its end. */
export function slopePlace(value, [from, to]) {
  return Math.max(0, Math.min(1, (Math.log10(value) - from) / (to - from)))
}

/** At most about six ticks at powers of ten: { at, words }. */
export function slopeTicks([from, to]) {
  const every = Math.ceil((to - from) / 5)
  const ticks = []
  for (let power = from; power <= to; power += every) {
    const digits = String(Math.abs(power)).replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit])
    ticks.push({ at: (power - from) / (to - from), words: power === 0 ? "1" : `10${power < 0 ? "⁻" : ""}${digits}` })
  }
  return ticks
}

function slopeMiddle(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)]
}

function slopeGradients(gradients, names) {
  const [first, last] = [gradients[names[0]], gradients[names.at(-1)]]
  const broken = names.filter((name) => gradients[name] !== undefined && !Number.isFinite(gradients[name]))
  if (broken.length) return `Exploding: the gradient of ${broken.length} of ${names.length} weight tensors is no longer a finite number. A smaller learning rate helps.`
  if (names.length < 2 || !(first > 0 && last > 0)) return ""
  const [times, more] = first < last ? [last / first, "smaller"] : [first / last, "larger"]
  const said = times < 1.05 ? "The gradient of the first layer is as long as that of the last." : `The gradient of the first layer is ${text(Number(times.toPrecision(2)))} times ${more} than that of the last.`
  if (first * SLOPE_VANISHING < last) return `${said} Vanishing: little of the error reaches the first layer.`
  return last * SLOPE_VANISHING < first ? `${said} Exploding: it grows on its way back.` : said
}

function slopeUpdates(updates, names) {
  const ratios = names.map((name) => updates[name]).filter((ratio) => Number.isFinite(ratio))
  if (!ratios.length) return ""
  const middle = slopeMiddle(ratios)
  const said = `In the median layer one step is ${figure(Number(middle.toPrecision(2)))} of the weights' length`
  if (middle < SLOPE_SLOW) return `${said}: hardly any movement.`
  return middle > SLOPE_FAST ? `${said}: so much that little of what was learned stays.` : `${said}.`
}

/** What a snapshot's gradients and updates say about the run, in a few sentences. */
export function slopeSentences({ step, gradients = {}, updates = {} }, tensors) {
  const names = tensors.filter(({ trained, shape }) => trained && shape.length > 1).map(({ name }) => name)
  const said = [slopeGradients(gradients ?? {}, names), slopeUpdates(updates ?? {}, names)].filter(Boolean)
  if (!said.length) return `Step ${step.toLocaleString("en")}: no gradient was taken down here.`
  return `Step ${step.toLocaleString("en")}. ${said.join(" ")}`
}
