// What is asked of two runs at once, and in what they differ.

import { element, write } from "../shared/dom.mjs"
import { titledButton } from "./drawing/inputs.mjs"
import { offered } from "./words/status.mjs"

/**
 * @import { RunControls } from "./controls/controls.mjs"
 * @import { LiveData } from "./panel.js"
 * @import { Hub } from "./run/hub.mjs"
 */

const START = "Start both runs with the settings on this page"
const PLAYED = " · Two recorded runs, played again"
const TRAIN = "; press Train both to watch it happen."

export class PairControls {
  /**
   * @param {HTMLElement} parent
   * @param {Hub[]} hubs
   * @param {() => Promise<string>} start starts both; promises a sentence on which could not be
   */
  constructor(parent, hubs, start) {
    this.hubs = hubs
    this.start = start
    this.beginning = false
    /** @type {RunControls[]} */
    this.controls = []
    const bar = element("div", "shell-bar shell-commands", parent)
    this.train = titledButton(bar, "Train both", START, () => this.begin())
    this.train.classList.add("primary")
    this.train.dataset.sign = "▶"
    this.hold = titledButton(bar, "Pause both", "", () => this.pauseOrResume())
    this.differ = element("span", "live-differ", bar)
    this.refused = element("p", "live-notice live-alarm")
    this.refused.setAttribute("role", "alert")
  }

  async begin() {
    if (this.beginning) return
    this.beginning = true
    this.refuse("")
    this.refuse(await this.start())
    this.beginning = false
    this.hubs[0].changed()
  }

  /** @param {string} words */
  refuse(words) {
    write(this.refused, words)
    this.hubs[0].changed()
  }

  pauseOrResume() {
    const command = this.hubs.some((hub) => offered(hub).pause) ? "pause" : "resume"
    for (const controls of this.controls) if (offered(controls.hub)[command]) controls.send(command)
  }

  /** @param {LiveData} data */
  draw({ runs, differ, recorded }) {
    const taken = runs.some((run) => run.taken)
    this.train.hidden = taken
    this.train.disabled = this.beginning || runs.some(({ config }) => !config)
    const busy = this.hubs.some((hub) => hub.active && hub.run?.control)
    write(this.train, this.beginning ? "Starting…" : busy ? "Train both anew" : "Train both")
    const pauses = this.hubs.some((hub) => offered(hub).pause)
    this.hold.hidden = !pauses && !this.hubs.some((hub) => offered(hub).resume)
    write(this.hold, pauses ? "Pause both" : "Resume both")
    this.hold.title = pauses ? "Hold both runs; nothing is lost" : "Go on learning where both stand"
    this.hold.dataset.sign = pauses ? "❚❚" : "▶"
    write(this.differ, `${differ}${recorded ? `${PLAYED}${taken ? "." : TRAIN}` : ""}`)
  }
}
