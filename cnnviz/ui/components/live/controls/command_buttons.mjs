// Buttons for what can be asked of a run.

import { element, write } from "../../shared/dom.mjs"
import { titledButton } from "../drawing/inputs.mjs"
import { offered, PENDING } from "../words/status.mjs"

/**
 * @import { Hub } from "../run/hub.mjs"
 * @import { Command } from "../run/run.js"
 *
 * @typedef {Exclude<Command, "rate">} Pressed
 */

const START = "Start a run with the settings on this page"
const RESTART = "Stop this run and start one with the settings on this page"
/** @type {{ command: Pressed, words: string, title: string }[]} */
const COMMANDS = [
  { command: "batch", words: "One batch", title: "Learn one batch more, then pause" },
  { command: "epoch", words: "One epoch", title: "Learn as many batches more as an epoch has, then pause" },
  { command: "stop", words: "Stop", title: "End the run; what it learned stays" },
]

export class CommandButtons {
  /**
   * @param {HTMLElement} parent
   * @param {{ send(command: Pressed): void, begin?(): void }} hooks only a run alone can be begun here
   */
  constructor(parent, { send, begin }) {
    const bar = element("div", "shell-commands", parent)
    this.train = begin ? titledButton(bar, "Train", START, begin) : null
    this.train?.classList.add("primary")
    if (this.train) this.train.dataset.sign = "▶"
    this.resumes = false
    this.pause = titledButton(bar, "Pause", "", () => send(this.resumes ? "resume" : "pause"))
    this.others = COMMANDS.map(({ command, words, title }) => ({
      command,
      words,
      button: titledButton(bar, words, title, () => send(command)),
    }))
  }

  /**
   * @param {Hub} hub
   * @param {boolean} startable
   * @param {boolean} beginning
   * @param {boolean} alive whether anything can be asked of the run, now or later
   */
  draw(hub, startable, beginning, alive) {
    this.drawTrain(Boolean(hub.run?.control) && hub.active, startable, beginning)
    const may = offered(hub)
    const pending = hub.pending?.command
    for (const { command, words, button } of this.others) {
      button.hidden = !alive
      button.disabled = !may[command] || Boolean(pending)
      write(button, pending === command ? PENDING[command] : words)
    }
    this.resumes = may.resume
    this.pause.hidden = !alive
    this.pause.disabled = !(may.pause || may.resume) || Boolean(pending)
    const asked = pending === "pause" || pending === "resume" ? PENDING[pending] : ""
    write(this.pause, asked || (may.resume ? "Resume" : "Pause"))
    this.pause.dataset.sign = may.resume ? "▶" : "❚❚"
    this.pause.title = may.resume ? "Go on learning where the run stands" : "Hold the run; nothing is lost"
    this.pause.classList.toggle("primary", may.resume)
  }

  /**
   * @param {boolean} busy whether a run would have to stop first
   * @param {boolean} startable
   * @param {boolean} beginning
   */
  drawTrain(busy, startable, beginning) {
    if (!this.train) return
    this.train.disabled = !startable || beginning
    write(this.train, beginning ? "Starting…" : busy ? "Train anew" : "Train")
    this.train.classList.toggle("primary", !busy)
    this.train.title = busy ? RESTART : START
  }
}
