// What has been answered, step by step, and how that stands.

import { verdict } from "./judge.mjs"

/** @import { Answer, File, Step } from "./file.js" */

export class Answers {
  /**
   * @param {File} file
   * @param {Record<string, Answer>} kept from an earlier time, and perhaps another edition of the lesson
   */
  constructor(file, kept) {
    this.asking = file.steps.flatMap(({ draws }, at) => (draws[0].question ? [at] : []))
    /** @type {Record<string, Answer>} */
    this.all = Object.fromEntries(Object.entries(kept).filter(([at, answer]) => fits(file.steps[Number(at)], answer)))
  }

  /**
   * What came of this draw's question, undefined while it is open.
   * @param {number} step
   * @param {number} draw
   */
  of(step, draw) {
    const known = this.all[step]
    return known?.draw === draw ? known : undefined
  }

  /**
   * Takes note of an answer: what it was at the first try stays.
   * @param {number} step
   * @param {Omit<Answer, "first">} answer
   */
  take(step, answer) {
    this.all[step] = { ...answer, first: this.all[step]?.first ?? answer.right }
  }

  /** Questions that were right at the first try. */
  get right() {
    return this.asking.filter((at) => this.all[at]?.first).length
  }

  get whole() {
    return this.asking.every((at) => at in this.all)
  }
}

/**
 * Whether an answer that a platform has kept is one to a question that is asked here, and came to what it says.
 * @param {Step | undefined} step
 * @param {Answer} answer
 */
function fits(step, answer) {
  try {
    const question = step?.draws[answer.draw]?.question
    const { given } = answer
    if (!question || !(["number", "string"].includes(typeof given) || given === null || Array.isArray(given)))
      return false
    return (given !== null && verdict(question, given).right) === answer.right
  } catch {
    return false
  }
}
