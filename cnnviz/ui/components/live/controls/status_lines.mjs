// How a run is doing: its state and figures, its settings, and whatever has to be said of it.

import { element, write } from "../../shared/dom.mjs"
import { healthWords } from "../words/health.mjs"
import { notice, stateWords, statusFigures } from "../words/status.mjs"
import { parentAddress } from "./addresses.mjs"

/**
 * @import { Offer } from "../panel.js"
 * @import { Hub } from "../run/hub.mjs"
 */

const BEGIN = "Press Train, and watch what becomes of the network's first weights, batch by batch."
const LOOK_ONLY = "View only: the browser that started this run controls it."
const RECORDED = "This is a recorded run on shapes. Press Train to watch your own network learn."
const UNFIT = "Train waits until the settings above fit together."

/**
 * What can be done about the run, or why nothing can.
 * @param {Hub} hub
 * @param {Offer} offer
 * @param {boolean} trains whether it can be begun here
 */
function useWords({ id, run }, { config, trouble, recorded, taken }, trains) {
  if (taken) return taken
  if (!config && trouble && trains) return UNFIT
  if (run && !run.control) return recorded ? (trains ? RECORDED : "") : LOOK_ONLY
  return id || !trains ? "" : BEGIN
}

export class StatusLines {
  /**
   * @param {HTMLElement} parent
   * @param {boolean} trains
   */
  constructor(parent, trains) {
    this.trains = trains
    this.root = parent
    const lines = element("div", "live-told-line", parent)
    this.lines = lines
    const status = element("p", "live-status", lines)
    this.state = element("b", "live-state", status)
    this.figures = element("span", "", status)
    this.summary = element("p", "live-hint live-said", lines)
    this.use = element("p", "live-hint", lines)
    this.parent = element("a", "live-parent", lines)
    // In a tab of its own: nobody loses sight of the branch.
    Object.assign(this.parent, { target: "_blank", rel: "noopener" })
    this.notice = element("p", "live-notice", lines)
    this.notice.setAttribute("role", "status")
    this.health = element("p", "live-notice live-alarm", lines)
    this.health.setAttribute("role", "status")
    this.refused = element("p", "live-notice live-alarm", lines)
    this.refused.setAttribute("role", "alert")
  }

  /**
   * @param {Hub} hub
   * @param {Offer} offer
   * @param {string} refusal why something that was asked for was not done, or ""
   */
  draw(hub, offer, refusal) {
    write(this.summary, hub.history.summary ? `This run: ${hub.history.summary}` : "")
    write(this.use, useWords(hub, offer, this.trains))
    this.drawParent(hub)
    write(this.state, stateWords(hub, offer.recorded))
    this.root.dataset.state = hub.run?.status ?? ""
    const { progress, facts } = statusFigures(hub)
    // Where a recorded run stands is what the timeline says.
    const parts = offer.recorded && !hub.run?.control ? facts : [...progress, ...facts]
    write(this.figures, parts.map((part) => ` · ${part}`).join(""))
    const { words, alarm } = notice(hub)
    write(this.notice, words)
    this.notice.classList.toggle("live-alarm", alarm)
    write(this.health, healthWords(hub))
    write(this.refused, refusal)
  }

  /**
   * The way back to the run whose weights this one began with.
   * @param {Hub} hub
   */
  drawParent({ id, run, marks }) {
    this.parent.hidden = !run?.parent
    if (!run?.parent) return
    const step = marks.find((mark) => mark.what === "branch")?.value
    const at = step !== undefined && Number.isFinite(step) ? ` at step ${step.toLocaleString("en")}` : ""
    write(this.parent, `Branched from another run${at}: look at it ↗`)
    this.parent.href = parentAddress(location.href, id, run.parent)
  }
}
