// What has been answered, step by step, and how that stands.

/** @import { Answer, File } from "./file.js" */

export class Answers {
  /**
   * @param {File} file
   * @param {Record<string, Answer>} kept from an earlier time
   */
  constructor(file, kept) {
    this.asking = file.steps.flatMap(({ draws }, at) => (draws[0].question ? [at] : []))
    /** @type {Record<string, Answer>} */
    this.all = Object.fromEntries(Object.entries(kept).filter(([at]) => this.asking.includes(Number(at))))
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
