// What is asked of a run: commands on their way to its worker, and the start of another.

import { rememberControl } from "./control_keys.mjs"
import { isActive } from "./polling.mjs"
import { sentenceOf } from "./server.mjs"

/**
 * @import { Command, History, Pending } from "./run.js"
 * @import { Server } from "./server.mjs"
 *
 * @typedef {{ id: string, control: string, history: History }} Commanded The run that is told.
 */

// Milliseconds after which a command is no longer said to be on its way.
const ANSWERED = 5000

/**
 * Whether what a command asked for shows in what the run has said since.
 * @param {Pending} pending
 * @param {Pick<History, "run" | "marks" | "last">} history
 * @param {number} now in milliseconds
 */
export function isAnswered(pending, history, now) {
  const status = history.run?.status
  if (now - pending.at > ANSWERED) return true
  if (pending.command === "resume") return status !== pending.status
  if (!isActive(status)) return true
  if (pending.command === "pause") return status === "paused"
  if (pending.command === "rate") return history.marks.some((mark) => mark.seq > pending.last && mark.what === "rate")
  if (pending.command === "stop") return false
  return history.last > pending.last && (status === "paused" || pending.command === "epoch")
}

export class Commands {
  /**
   * @param {Server} server
   * @param {() => Commanded} target
   */
  constructor(server, target) {
    this.server = server
    this.target = target
    /** @type {Pending | null} */
    this.pending = null
  }

  /** Forgets a command that the run has answered. */
  settle() {
    if (this.pending && isAnswered(this.pending, this.target().history, performance.now())) this.pending = null
  }

  /**
   * Sends a command; a sentence says why it was not taken, "" where it was.
   * @param {Command} command
   * @param {number} value
   * @returns {Promise<string>}
   */
  async send(command, value) {
    const { id, control, history } = this.target()
    this.pending = { command, value, at: performance.now(), last: history.last, status: history.run?.status }
    try {
      const reply = await this.server.post(`/${encodeURIComponent(id)}/tell`, { command, value }, control)
      if (reply.ok) return ""
      this.pending = null
      const forbidden = reply.status === 403
      return sentenceOf(reply.body, forbidden ? "This link is for looking only." : "The run did not take this command.")
    } catch {
      this.pending = null
      return "The server did not answer. Try again in a moment."
    }
  }

  /**
   * Starts a run, which this browser controls; a sentence says why it could not be.
   * @param {string} config
   * @param {string} person
   * @returns {Promise<{ run?: string, view?: string, trouble: string }>}
   */
  async start(config, person) {
    try {
      const reply = await this.server.post("", { config, person }, this.target().control)
      if (!reply.ok) return { trouble: sentenceOf(reply.body, "The run could not be started.") }
      const { run, view } = JSON.parse(new TextDecoder().decode(reply.body))
      if (!run) return { trouble: "The run could not be started." }
      rememberControl(view, run)
      return { run, view, trouble: "" }
    } catch {
      return { trouble: "The server did not answer, so nothing was started. Try again in a moment." }
    }
  }
}
