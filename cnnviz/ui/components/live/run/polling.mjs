// When a run is asked about: often while it learns, seldom while it rests, and never after its end.

import { controlHeader, sentenceOf } from "./server.mjs"

/**
 * @import { Status } from "./run.js"
 * @import { Server } from "./server.mjs"
 *
 * @typedef {object} Asked What is asked about, and why it may be urgent.
 * @property {string} id
 * @property {string} control
 * @property {number} after The number of the last event that is known.
 *
 * @typedef {object} PollingHooks
 * @property {() => Asked} question
 * @property {() => Status | undefined} status
 * @property {() => boolean} waiting Whether somebody waits for what a command does.
 * @property {(message: ArrayBuffer) => boolean} receive Takes an answer in; whether there is more to ask for.
 * @property {() => void} refused The server will not answer.
 * @property {() => void} changed
 */

// Milliseconds from one question to the next.
const LIVE = 150
const HELD = 1000
const REVIVABLE = 3000
const UNSEEN = 5000
const SLOWEST = 10_000

/** @type {(Status | undefined)[]} */
const ACTIVE = ["queued", "starting", "running", "paused"]
/** @type {(Status | undefined)[]} */
const REVIVED = ["interrupted", "stopped", "failed"]
const LOST = "Connection lost, trying again. What is here stays."
const BUSY = "The server cannot answer just now; trying again. What is here stays."

/**
 * Whether a run may still learn something by itself.
 * @param {Status | undefined} status
 */
export function isActive(status) {
  return ACTIVE.includes(status)
}

/**
 * Milliseconds until the next question; Infinity: nothing more will come.
 * @param {{ status?: Status, more: boolean, hidden: boolean, failures: number, waiting?: boolean }} now
 */
export function pollDelay({ status, more, hidden, failures, waiting = false }) {
  if (failures) return Math.min(SLOWEST, 250 * 2 ** failures)
  if (more) return 0
  if (hidden) return isActive(status) ? UNSEEN : Infinity
  // Whoever pressed a button waits for what it does.
  if (waiting) return LIVE
  if (status === "paused") return HELD
  if (isActive(status)) return LIVE
  return REVIVED.includes(status) ? REVIVABLE : Infinity
}

export class Polling {
  /**
   * @param {Server} server
   * @param {PollingHooks} hooks
   */
  constructor(server, hooks) {
    this.server = server
    this.hooks = hooks
    this.resting = false
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined
    // Which run is asked about: an answer about the one before is not heard.
    this.turn = 0
    this.asking = false
    this.failures = 0
    this.refusal = ""
    this.why = ""
  }

  /** Another run is asked about from now on. */
  begin() {
    clearTimeout(this.timer)
    this.turn++
    this.asking = false
    this.failures = 0
    this.refusal = ""
  }

  /** A sentence on what is wrong between this page and the server, or "". */
  get trouble() {
    return this.refusal || (this.failures ? this.why : "")
  }

  /** Asks now instead of when it is time. */
  wake() {
    clearTimeout(this.timer)
    this.resting = false
    if (this.hooks.question().id && !this.asking) this.poll()
  }

  /** No more questions until `wake`: nobody shows this run. */
  rest() {
    clearTimeout(this.timer)
    this.resting = true
  }

  async poll() {
    const { turn } = this
    this.asking = true
    const answered = await this.ask(turn)
    if (turn !== this.turn) return
    if (!answered.heard) {
      this.why = answered.busy ? BUSY : LOST
      this.failures++
    }
    this.asking = false
    this.hooks.changed()
    const delay = this.delay(answered.more)
    if (delay < Infinity) this.timer = setTimeout(() => this.poll(), delay)
  }

  /** @param {number} turn */
  async ask(turn) {
    const { id, control, after } = this.hooks.question()
    let busy = false
    try {
      const headers = controlHeader(control)
      const reply = await this.server.ask(`/${encodeURIComponent(id)}?after=${after}`, { headers })
      busy = reply.status >= 500 || reply.status === 429
      if (busy || turn !== this.turn) return { heard: false, busy, more: false }
      this.failures = 0
      this.refusal = reply.ok ? "" : sentenceOf(reply.body, "This run cannot be shown.")
      if (reply.ok) return { heard: true, busy, more: this.hooks.receive(reply.body) }
      this.hooks.refused()
      return { heard: true, busy, more: false }
    } catch {
      return { heard: false, busy, more: false }
    }
  }

  /** @param {boolean} more */
  delay(more) {
    if (this.refusal || this.resting) return Infinity
    const hidden = globalThis.document?.hidden ?? false
    const { failures } = this
    return pollDelay({ status: this.hooks.status(), more, hidden, failures, waiting: this.hooks.waiting() })
  }
}
