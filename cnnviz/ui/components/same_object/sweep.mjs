// The answers along a row of shifts, worked out a few at a time between frames: a hand that moves never waits.

/** @import { Answers } from "./answers.mjs" */

/** @typedef {{ right: number, answers: Answers }} Stop */

// Milliseconds of work before the next frame, and shifts on a curve at most.
const BUDGET = 5
const MOST = 64

/**
 * Shifts from −reach to reach, 0 among them.
 * @param {number} reach
 */
export function stopsOf(reach) {
  const step = Math.max(1, Math.ceil((2 * reach) / MOST))
  const each = Math.floor(reach / step)
  return Array.from({ length: 2 * each + 1 }, (_, at) => (at - each) * step)
}

export class Sweep {
  /** @param {(stops: Stop[]) => void} done */
  constructor(done) {
    this.done = done
    this.frame = 0
  }

  /**
   * @param {number[]} places
   * @param {(right: number) => Answers} answer
   */
  start(places, answer) {
    this.stop()
    /** @type {Stop[]} */
    const found = []
    const go = () => {
      const begun = performance.now()
      while (found.length < places.length && performance.now() - begun < BUDGET) {
        const right = places[found.length]
        found.push({ right, answers: answer(right) })
      }
      if (found.length < places.length) this.frame = requestAnimationFrame(go)
      else this.done(found)
    }
    go()
  }

  stop() {
    cancelAnimationFrame(this.frame)
  }
}
