// What was handed in, as the tables of cnnviz/course/exercises/handed_in.py: a test holds both to the same.

import { counted } from "../shared/counting.mjs"
import { text } from "../shared/numbers.mjs"

/** @import { Exercise, Given, Line, Question, Row } from "./file.js" */

export const RIGHT = "✓"
export const WRONG = "✗"
export const OPEN = "–"
// Wrong answers to a question, at the most, that are counted out.
const COUNTED = 4
const TOLERANCE = 1e-3

/**
 * A row a line.
 * @param {Line[]} lines
 * @param {Exercise} exercise
 */
export function rows(lines, exercise) {
  const { questions } = exercise
  return lines.map(({ who, given, trouble }) => {
    /** @type {Row} */
    const row = { Who: harmless(who) }
    for (const [at, question] of questions.entries())
      row[`Question ${at + 1}`] = given.length ? answered(question, given[at]) : ""
    row.Right = trouble || `${given.filter((one, at) => isRight(questions[at], one)).length} of ${questions.length}`
    if (questions.some(({ traps }) => traps.length)) {
      const said = given.map((one, at) => believed(questions[at], one, exercise)).filter(Boolean)
      row.Misconceptions = [...new Set(said)].join("; ")
    }
    return row
  })
}

/**
 * A row a question: how many had it right, and the wrong answers that were given most.
 * @param {Line[]} lines
 * @param {Exercise} exercise
 * @returns {Row[]}
 */
export function byQuestion(lines, exercise) {
  const handed = lines.map(({ given }) => given).filter(({ length }) => length)
  return exercise.questions.map((question, at) => {
    const given = handed.map((answers) => answers[at]).filter((answer) => answer !== null)
    const wrong = given.filter((answer) => !isRight(question, answer))
    const most = commonest(
      wrong.map((answer) => inWords(question, answer) + named(believed(question, answer, exercise))),
    )
    return {
      Question: `${at + 1}: ${question.ask}`,
      Right: `${given.length - wrong.length} of ${handed.length}`,
      "Not answered": String(handed.length - given.length),
      "Wrong answers": most.map(([words, count]) => `${count} × ${words}`).join("; "),
    }
  })
}

/**
 * Rows as CSV, their names first.
 * @param {Row[]} rows
 */
export function csv(rows) {
  const written = [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))]
  return written.map((cells) => `${cells.map(quoted).join(",")}\r\n`).join("")
}

/** @param {string} cell */
function quoted(cell) {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/**
 * A text that no spreadsheet reads as a formula, also where a semicolon ends a cell.
 * @param {string} said
 */
function harmless(said) {
  return said.replace(/(^|; *)(?=[=+\-@\t＝＋－＠])/g, "$1'")
}

/**
 * What was said most, with how often.
 * @param {string[]} all
 */
function commonest(all) {
  /** @type {Map<string, number>} */
  const counts = new Map()
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1)
  const sorted = [...counts].sort(([one, first], [other, second]) => second - first || byCodePoints(one, other))
  return sorted.slice(0, COUNTED)
}

/**
 * @param {string} one
 * @param {string} other
 */
function byCodePoints(one, other) {
  const [left, right] = [one, other].map((words) => [...words].map((letter) => letter.codePointAt(0) ?? 0))
  const at = left.findIndex((point, place) => point !== right[place])
  return at < 0 ? left.length - right.length : left[at] - (right[at] ?? -1)
}

/**
 * @param {Question} question
 * @param {Given | null} given
 */
function answered(question, given) {
  return given === null ? OPEN : `${isRight(question, given) ? RIGHT : WRONG} ${inWords(question, given)}`
}

/**
 * @param {Question} question
 * @param {Given | null} given
 */
function isRight({ key }, given) {
  return given !== null && same(given, key)
}

/**
 * The misconception that an answer is, in its own words.
 * @param {Question} question
 * @param {Given | null} given
 * @param {Exercise} exercise
 */
function believed(question, given, { misconceptions }) {
  if (given === null || isRight(question, given)) return ""
  return misconceptions[question.traps.find(([, trap]) => same(given, trap))?.[0] ?? ""] ?? ""
}

/** @param {string} believed */
function named(believed) {
  return believed && ` (${believed})`
}

/**
 * @param {Given} given
 * @param {Given} value
 */
function same(given, value) {
  if (typeof given === "number" && typeof value === "number")
    return Math.abs(given - value) <= TOLERANCE * Math.max(1, Math.abs(value))
  return JSON.stringify(given) === JSON.stringify(value)
}

/**
 * @param {Question} question
 * @param {Given} given
 */
function inWords({ kind, names }, given) {
  if (typeof given === "number") return text(given)
  if (typeof given === "string") return names[given]
  if (kind === "order") return given.map((id) => names[id]).join(" < ")
  const [first, second] = given.map(Number)
  if (kind === "size") return `${counted(first, "row")} × ${counted(second, "column")}`
  return `row ${first + 1}, column ${second + 1}`
}
