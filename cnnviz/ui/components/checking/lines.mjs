// Pasted codes, one a line, each with a name before it or behind it, or without.

import { CodeError, longest, read } from "./codes.mjs"

/** @import { Exercise, Line } from "./file.js" */

// What Python takes for the end of a line, and for other space, by their code points.
const BREAKS = new Set([0x0a, 0x0b, 0x0c, 0x0d, 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029])
const SPACES = new Set([0x09, 0x1f, 0x20, 0xa0, 0x1680, 0x202f, 0x205f, 0x3000])
const WIDE = [0x2000, 0x200a]
const COUNTS = /[\p{L}\p{N}]/u

/**
 * @param {string} text
 * @param {Exercise} exercise
 */
export function lines(text, exercise) {
  return [...text]
    .map(plain)
    .join("")
    .split("\n")
    .map((line) => line.split(" ").filter(Boolean).join(" "))
    .filter(Boolean)
    .map((line) => lineOf(line, exercise))
}

/** @param {string} letter */
function plain(letter) {
  const point = letter.codePointAt(0) ?? 0
  if (BREAKS.has(point)) return "\n"
  return SPACES.has(point) || (point >= WIDE[0] && point <= WIDE[1]) ? " " : letter
}

/**
 * The longest word, or words of code at the line's end or begin, that is a code; the rest is who.
 * @param {string} text
 * @param {Exercise} exercise
 * @returns {Line}
 */
function lineOf(text, exercise) {
  const words = text.split(/[;, ]+/).filter((word) => COUNTS.test(word))
  let trouble = exercise.wrong
  for (const [who, said] of splits(words, longest(exercise.questions))) {
    try {
      return { who: who.replace(/^[ :]+|[ :]+$/g, ""), given: read(said, exercise), trouble: "" }
    } catch (error) {
      if (!(error instanceof CodeError)) throw error
      if (error.message === exercise.other) trouble = exercise.other
    }
  }
  return { who: text, given: [], trouble }
}

/**
 * Who and code, the longest code first; no code has more words than letters.
 * @param {string[]} words
 * @param {number} most
 * @returns {Generator<[who: string, said: string]>}
 */
function* splits(words, most) {
  for (let cut = Math.max(0, words.length - most); cut < words.length; cut++)
    yield [words.slice(0, cut).join(" "), words.slice(cut).join("")]
  for (let cut = Math.min(words.length - 1, most); cut > 0; cut--)
    yield [words.slice(cut).join(" "), words.slice(0, cut).join("")]
}
