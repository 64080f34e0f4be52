// One picture that is made: what is known of it, asked for again and again until it is done.

import { NoAnswerError, progress, stop } from "./server.mjs"

/** @import { Header, Told } from "./server.mjs" */

// Milliseconds from one question to the next, and to the next after one without an answer.
const LIVE = 150
const AGAIN = 1500
const ACTIVE = ["queued", "starting", "running"]

export class Story {
  /**
   * @param {string} view
   * @param {string} control
   */
  constructor(view, control) {
    this.view = view
    this.control = control
    this.status = "queued"
    this.said = ""
    this.steps = 0
    this.last = 0
    /** @type {Told[]} */
    this.told = []
    /** @type {Uint8Array | null} */
    this.pixels = null
    /** @type {number[]} */
    this.shape = []
    this.trouble = ""
    this.gone = false
    this.stopping = false
    this.changed = () => {}
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined
    this.followed = false
  }

  /** Whether there may be more of it by and by. */
  get active() {
    return !this.gone && ACTIVE.includes(this.status)
  }

  /** @returns {Told | undefined} */
  get newest() {
    return this.told[this.told.length - 1]
  }

  /** Asks until there is nothing more to come. @param {() => void} changed */
  follow(changed) {
    this.changed = changed
    if (this.followed) return
    this.followed = true
    this.poll()
  }

  /** No more questions until it is followed again. */
  rest() {
    clearTimeout(this.timer)
    this.followed = false
    this.changed = () => {}
  }

  async poll() {
    let delay = LIVE
    try {
      const { header, pixels, shape } = await progress(this.view, this.last)
      this.trouble = ""
      this.take(header)
      if (pixels) [this.pixels, this.shape] = [pixels, shape]
      if (header.more) delay = 0
      else if (!this.active) this.followed = false
    } catch (error) {
      if (!(error instanceof NoAnswerError)) throw error
      this.trouble = error.message
      this.gone = !error.later
      delay = AGAIN
    }
    this.changed()
    if (this.followed && !this.gone) this.timer = setTimeout(() => this.poll(), delay)
  }

  /** @param {Header} header */
  take(header) {
    this.status = header.status
    this.said = header.said
    this.steps = header.steps
    this.last = header.last
    this.told.push(...header.pictures)
    if (!this.active) this.stopping = false
  }

  /** Asks for an end; what there is stays. */
  async end() {
    this.stopping = true
    this.changed()
    try {
      await stop(this.view, this.control)
    } catch (error) {
      if (!(error instanceof NoAnswerError)) throw error
      this.stopping = false
      this.trouble = error.message
      this.changed()
    }
  }
}
