// From one view to another, on the way of a turning hand; at once where somebody wants less motion.

/** @import { Angles } from "./projection.mjs" */

const MILLISECONDS = 450

/**
 * Between two views, slow at both ends.
 * @param {Angles} from
 * @param {Angles} to
 * @param {number} share of the time, 0 to 1
 * @returns {Angles}
 */
export function between(from, to, share) {
  const eased = share * share * (3 - 2 * share)
  const one = (/** @type {"turn" | "tilt"} */ name) => from[name] + (to[name] - from[name]) * eased
  return share >= 1 ? to : { turn: one("turn"), tilt: one("tilt") }
}

export class Turning {
  /** @param {(angles: Angles) => void} turn */
  constructor(turn) {
    this.turn = turn
    this.frame = 0
  }

  /** @param {Angles} from @param {Angles} to */
  start(from, to) {
    this.stop()
    if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.turn(to)
      return
    }
    const began = performance.now()
    const step = (/** @type {number} */ now) => {
      const share = Math.max(0, (now - began) / MILLISECONDS)
      this.turn(between(from, to, share))
      if (share < 1) this.frame = requestAnimationFrame(step)
    }
    this.frame = requestAnimationFrame(step)
  }

  stop() {
    cancelAnimationFrame(this.frame)
  }
}
