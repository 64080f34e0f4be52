// Answers, judged by the rules of cnnviz/course/questions/judging.py: a test holds both to the same verdicts.

import { counted } from "../shared/counting.mjs"
import { text } from "../shared/numbers.mjs"

/** @import { Given, Question } from "./file.js" */

// What a number that was typed may differ by, as far as pages write it out; of its size where that is more than 1.
const TOLERANCE = 1e-3
// What rounding may take from half a step of a curve.
const SLACK = 1e-6

/**
 * Whether an answer is right, and which misconception a wrong one is, if any.
 * @param {Question} question
 * @param {Given} given
 */
export function verdict(question, given) {
  if (same(question, given, question.right)) return { right: true, misconception: "" }
  const caught = question.kind === "curve" ? drawnAs(question, given) : caughtBy(question, given)
  return { right: false, misconception: caught ?? "" }
}

/**
 * An answer as it is read; rows and columns count from 1.
 * @param {Question} question
 * @param {Given} given
 */
export function inWords({ kind, options = [] }, given) {
  const named = new Map(options)
  if (typeof given === "number") return text(given)
  if (typeof given === "string") return named.get(given) ?? ""
  if (kind === "order") return given.map((id) => named.get(String(id))).join(" < ")
  const [first, second] = given.map(Number)
  if (kind === "size") return `${counted(first, "row")} × ${counted(second, "column")}`
  return kind === "point" ? `row ${first + 1}, column ${second + 1}` : given.map((one) => text(Number(one))).join(", ")
}

/**
 * The right answer as it is read: of several right cells the first.
 * @param {Question} question
 */
export function rightInWords(question) {
  const { kind, right } = question
  return inWords(question, /** @type {Given} */ (kind === "point" ? /** @type {Given[]} */ (right)[0] : right))
}

/**
 * @param {Question} question
 * @param {Given} given
 */
function caughtBy(question, given) {
  return question.traps.find(([, trap]) => same(question, given, trap))?.[0]
}

/**
 * The misconception whose curve passes where this one does wherever it leaves the right one, the plainest first:
 * elsewhere a hand may have slipped.
 * @param {Question} question
 * @param {Given} given
 */
function drawnAs({ right, traps, step = 1 }, given) {
  const [key, curve] = [right, given].map((one) => /** @type {number[]} */ (one))
  if (curve.length !== key.length) return
  const caught = traps
    .map(([id, trap]) => ({ id, trap: /** @type {number[]} */ (trap) }))
    .map(({ id, trap }) => ({ id, trap, apart: trap.flatMap((one, at) => (near(one, key[at], step) ? [] : [at])) }))
    .filter(({ trap, apart }) => apart.length && apart.every((at) => near(curve[at], trap[at], step)))
  return caught.sort((one, other) => other.apart.length - one.apart.length)[0]?.id
}

/**
 * @param {Question} question
 * @param {Given} given
 * @param {Question["right"]} value
 */
function same({ kind, step = 1 }, given, value) {
  if (typeof given === "number" && typeof value === "number")
    return Math.abs(given - value) <= TOLERANCE * Math.max(1, Math.abs(value))
  const [one, other] = [given, value].map((answer) => /** @type {number[]} */ (answer))
  if (kind === "curve") return one.length === other.length && one.every((number, at) => near(number, other[at], step))
  // Any of its cells.
  if (kind === "point") return other.some((cell) => String(cell) === String(one))
  return JSON.stringify(given) === JSON.stringify(value)
}

/**
 * @param {number} given
 * @param {number} value
 * @param {number} step
 */
function near(given, value, step) {
  return Math.abs(given - value) <= step / 2 + SLACK
}
