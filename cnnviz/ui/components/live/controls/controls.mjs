// What is asked of a run, and how it is doing.

import { element } from "../../shared/dom.mjs"
import { offered } from "../words/status.mjs"
import { CommandButtons } from "./command_buttons.mjs"
import { FilmButton } from "./film_button.mjs"
import { RateControl } from "./rate.mjs"
import { StatusLines } from "./status_lines.mjs"
import { Taking } from "./taking.mjs"

/**
 * @import { ControlHooks, Panel } from "../panel.js"
 * @import { Hub } from "../run/hub.mjs"
 * @import { Command, Status } from "../run/run.js"
 */

// A run that stands so is over for good: nothing can be asked of it any more.
/** @type {Status[]} */
const OVER = ["finished", "diverged"]

/** @implements {Panel} */
export class RunControls {
  /**
   * @param {HTMLElement} parent
   * @param {Hub} hub
   * @param {ControlHooks} hooks
   */
  constructor(parent, hub, hooks) {
    this.hub = hub
    this.hooks = hooks
    this.refusal = ""
    this.beginning = false
    const { taken } = hooks.offer()
    this.root = element("div", taken ? "live-controls live-taken" : "live-controls", parent)
    const bar = element("div", "shell-bar", this.root)
    this.buttons = new CommandButtons(bar, {
      send: (command) => this.send(command),
      begin: hooks.start && (() => this.begin()),
    })
    const refuse = (/** @type {string} */ words) => this.refuse(words)
    const { film } = hooks
    // Where a run was taken along already, all that can be taken is its film.
    this.taking = taken
      ? film && new FilmButton(element("div", "live-more", bar), hub, film)
      : new Taking(bar, hub, hooks, { branch: () => this.begin(hooks.branch), refuse })
    this.status = new StatusLines(this.root, Boolean(hooks.start))
    this.rate = new RateControl(this.status.lines, (rate) => this.send("rate", rate), refuse)
  }

  /** Starts a run with the page's settings, or one that branches from where one looks. */
  async begin(start = this.hooks.start) {
    if (this.beginning || !start) return
    this.beginning = true
    this.taking?.close()
    this.refuse("")
    this.refuse(await start())
    this.beginning = false
    this.hub.changed()
  }

  /**
   * @param {Command} command
   * @param {number} [value]
   */
  async send(command, value) {
    this.refuse("")
    this.refuse(await this.hub.send(command, value))
  }

  /** @param {string} words */
  refuse(words) {
    this.refusal = words
    this.hub.changed()
  }

  draw() {
    const { hub } = this
    const offer = this.hooks.offer()
    const startable = Boolean(offer.config)
    const alive = Boolean(hub.run?.control && !OVER.includes(hub.run.status))
    this.buttons.draw(hub, startable, this.beginning, alive)
    this.rate.draw(hub, offered(hub).rate, alive)
    this.status.draw(hub, offer, this.refusal)
    this.taking?.draw(startable)
  }

  stop() {
    this.taking?.stop()
  }
}
