// Walks over all output cells in reading order, or over whatever else it is told: play, pause, one step, a timeline, a
// speed.

import { button, element, write } from "./dom.mjs"

/**
 * @typedef {object} PlayerHooks
 * @property {(by: number) => void} step
 * @property {(index: number) => void} go
 * @property {() => void} rest Told when playing has ended.
 * @property {() => number} first Where the walk begins: 0, or −1 with what is seen before the first window.
 * @property {() => number} at Where one is.
 * @property {() => number} count Of how many.
 *
 * @typedef {{ timeline: string, speed: string, play: string, pause: string }} PlayerWords What its parts are called.
 */

/** @type {PlayerWords} */
const WINDOWS = {
  timeline: "Which window, in reading order",
  speed: "windows a second",
  play: "Play: walk over all windows (Space)",
  pause: "Pause the walk (Space)",
}
const SPEEDS = [0.5, 1, 2, 5, 10, 20, 50]
const USUAL = 2
// The fastest, in steps a second, where somebody wants less motion.
const CALM = 2

/**
 * How many whole steps are due after so many milliseconds, and the milliseconds left over.
 * @param {number} elapsed
 * @param {number} speed
 * @returns {[number, number]}
 */
export function due(elapsed, speed) {
  const steps = Math.floor((elapsed * speed) / 1000)
  return [steps, elapsed - (steps * 1000) / speed]
}

export class Player {
  /**
   * @param {HTMLElement} parent
   * @param {PlayerHooks} hooks
   */
  constructor(parent, hooks, words = WINDOWS) {
    this.hooks = hooks
    this.words = words
    this.playing = false
    this.frame = 0
    // When the last step was due, and the milliseconds since then that were too few for another.
    this.last = this.spare = 0
    const bar = element("div", "player", parent)
    this.bar = bar
    this.back = button("◀", bar, () => this.step(-1), "One step back")
    this.toggle = button("", bar, () => this.play(!this.playing))
    this.toggle.classList.add("play", "primary")
    this.promise()
    this.next = button("▶", bar, () => this.step(1), "One step on")
    this.timeline = this.makeTimeline()
    this.place = element("span", "place", bar)
    this.pace = element("label", "speed", bar)
    this.speed = this.makeSpeed()
  }

  makeTimeline() {
    const timeline = element("input", "timeline", this.bar)
    Object.assign(timeline, { type: "range", min: 0, step: 1 })
    timeline.setAttribute("aria-label", this.words.timeline)
    timeline.addEventListener("input", () => {
      this.play(false)
      this.hooks.go(Number(timeline.value))
    })
    timeline.addEventListener("change", () => this.hooks.rest())
    return timeline
  }

  makeSpeed() {
    this.pace.title = `Speed, ${this.words.speed}`
    const speeds = element("select", "", this.pace)
    speeds.setAttribute("aria-label", `Speed, ${this.words.speed}`)
    for (const speed of SPEEDS)
      Object.assign(element("option", "", speeds), { value: speed, textContent: `${speed} / s` })
    speeds.value = String(USUAL)
    return speeds
  }

  /** @param {number} by */
  step(by) {
    this.play(false)
    this.hooks.step(by)
    this.hooks.rest()
  }

  /** @param {boolean} on */
  play(on) {
    if (on === this.playing) return
    this.playing = on
    this.promise()
    cancelAnimationFrame(this.frame)
    if (!on) {
      this.hooks.rest()
      return
    }
    if (this.atEnd()) this.hooks.go(this.hooks.first())
    this.last = performance.now()
    this.spare = 0
    this.frame = requestAnimationFrame((now) => this.tick(now))
  }

  atEnd() {
    return this.hooks.at() >= this.hooks.count() - 1
  }

  /** @param {number} now */
  tick(now) {
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches
    const speed = calm ? Math.min(CALM, Number(this.speed.value)) : Number(this.speed.value)
    // A tab that was hidden goes on from where it stood.
    const [steps, spare] = due(Math.min(500, now - this.last) + this.spare, speed)
    this.last = now
    this.spare = spare
    if (steps) this.hooks.step(steps)
    if (this.atEnd()) this.play(false)
    else this.frame = requestAnimationFrame((later) => this.tick(later))
  }

  draw() {
    const [first, at, count] = [this.hooks.first(), this.hooks.at(), this.hooks.count()]
    this.timeline.min = String(first)
    this.timeline.max = String(Math.max(0, count - 1))
    if (Number(this.timeline.value) !== at) this.timeline.value = String(at)
    write(this.place, `${(at + 1).toLocaleString("en")} of ${count.toLocaleString("en")}`)
    this.back.disabled = at <= first
    this.next.disabled = at >= count - 1
  }

  stop() {
    cancelAnimationFrame(this.frame)
    this.playing = false
    this.promise()
  }

  /** The button says what it will do. */
  promise() {
    const [sign, name] = this.playing ? ["❚❚ Pause", this.words.pause] : ["▶ Play", this.words.play]
    write(this.toggle, sign)
    this.toggle.title = name
    this.toggle.setAttribute("aria-label", name)
  }
}
