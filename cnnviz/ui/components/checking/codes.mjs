// Codes, read as cnnviz/course/exercises/codes.py reads them: a test holds both to the same answers.

/** @import { Exercise, Given, Question } from "./file.js" */

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
/** @type {Record<string, number>} */
const READ = { ...Object.fromEntries([...ALPHABET].map((letter, value) => [letter, value])), O: 0, I: 1, L: 1 }
// Bits of a letter, of the checksum, of the exercise's id; the checksum's polynomial below its highest power.
const LETTER = 5
const CHECK = 20
const ID = 20
const POLYNOMIAL = 0b1001
// Of a number: bits of the power of ten and what is added to it, bits that say how many digits' bits follow.
const POWER = 5
const LOWEST = 16
const LENGTH = 5
const COUNTS = /[\p{L}\p{N}]/u

/** Why a text is no code of an exercise. */
export class CodeError extends Error {}

/**
 * The answers that a code holds. Throws a CodeError where it is none, or another exercise's.
 * @param {string} text
 * @param {Exercise} exercise
 * @returns {(Given | null)[]}
 */
export function read(text, exercise) {
  const most = longest(exercise.questions)
  const said = [...text.toUpperCase()].filter((letter) => COUNTS.test(letter)).slice(0, most + 1)
  const letters = said.map((letter) => READ[letter])
  if (letters.includes(/** @type {any} */ (undefined)) || letters.length * LETTER < ID + CHECK || letters.length > most)
    throw new CodeError(exercise.wrong)
  const bits = letters.map((value) => value.toString(2).padStart(LETTER, "0")).join("")
  const body = bits.slice(0, -CHECK)
  if (checksum(body) !== Number.parseInt(bits.slice(-CHECK), 2)) throw new CodeError(exercise.wrong)
  if (Number.parseInt(body.slice(0, ID), 2) !== exercise.prefix) throw new CodeError(exercise.other)
  const rest = new Bits(body.slice(ID), exercise.wrong)
  const given = exercise.questions.map((question) => answer(question, rest))
  if (rest.left.length >= LETTER || rest.left.includes("1")) throw new CodeError(exercise.wrong)
  return given
}

/**
 * Letters of a code, at the most.
 * @param {Question[]} questions
 */
export function longest(questions) {
  const bits = questions.reduce((sum, question) => sum + 1 + width(question), ID)
  return Math.ceil(bits / LETTER) + CHECK / LETTER
}

/**
 * Bits of an answer, at the most.
 * @param {Question} question
 */
function width({ kind, ids, sides }) {
  if (kind === "number") return 1 + POWER + LENGTH + 2 ** LENGTH
  if (kind === "point" || kind === "size") return sides.reduce((sum, side) => sum + wide(BigInt(side)), 0)
  return wide(kind === "order" ? factorial(ids.length) : BigInt(ids.length))
}

/**
 * Bits that count so many.
 * @param {bigint} count
 */
function wide(count) {
  return count > 1n ? (count - 1n).toString(2).length : 0
}

/** @param {number} count */
function factorial(count) {
  let product = 1n
  for (let factor = 2; factor <= count; factor++) product *= BigInt(factor)
  return product
}

/**
 * The remainder of the bits as a polynomial, times x^20; it begins with ones.
 * @param {string} bits
 */
function checksum(bits) {
  const all = 2 ** CHECK - 1
  let register = all
  for (const bit of bits) {
    const out = (register >> (CHECK - 1)) ^ Number(bit)
    register = ((register << 1) & all) ^ (out ? POLYNOMIAL : 0)
  }
  return register
}

/**
 * @param {Question} question
 * @param {Bits} bits
 * @returns {Given | null}
 */
function answer({ kind, ids, sides }, bits) {
  if (!bits.take(1)) return null
  if (kind === "number") return number(bits)
  if (kind === "point" || kind === "size") return sides.map((side) => Number(bits.below(BigInt(side))))
  if (kind === "order") return permutation(bits.below(factorial(ids.length)), ids)
  return ids[Number(bits.below(BigInt(ids.length)))]
}

/** @param {Bits} bits */
function number(bits) {
  const sign = bits.take(1) ? "-" : ""
  const power = Number(bits.take(POWER)) - LOWEST
  const whole = bits.take(Number(bits.take(LENGTH)))
  return Number(`${sign}${whole}e${power}`)
}

/**
 * @param {bigint} rank the number of the permutation in the order of the alphabet
 * @param {string[]} ids
 */
function permutation(rank, ids) {
  const places = []
  let left = rank
  for (let base = 1n; base <= BigInt(ids.length); base++) {
    places.unshift(Number(left % base))
    left /= base
  }
  const rest = [...ids]
  return places.map((place) => rest.splice(place, 1)[0])
}

/** What is left to be read. */
class Bits {
  /**
   * @param {string} left
   * @param {string} wrong what is said where there is not enough
   */
  constructor(left, wrong) {
    this.left = left
    this.wrong = wrong
  }

  /**
   * The next bits as a number.
   * @param {number} count
   */
  take(count) {
    if (count > this.left.length) throw new CodeError(this.wrong)
    const taken = this.left.slice(0, count)
    this.left = this.left.slice(count)
    return BigInt(`0b${taken || "0"}`)
  }

  /**
   * One of so many values.
   * @param {bigint} count
   */
  below(count) {
    const value = this.take(wide(count))
    if (value >= count) throw new CodeError(this.wrong)
    return value
  }
}
