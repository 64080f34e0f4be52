// The learning rate of a run: a slider that is even in its logarithm, and the number itself.

import { element, write } from "../../shared/dom.mjs"
import { figure } from "../words/figures.mjs"
import { rateNow } from "../words/status.mjs"

/** @import { Hub } from "../run/hub.mjs" */

const TITLE = [
  "How large a step each batch takes: too small and nothing is learned, too large and the",
  "loss blows up. A schedule begins or ends below it",
].join(" ")
const [SLOWEST, FASTEST] = [-5, 0]
const [LEAST, MOST] = [1e-6, 10]

/**
 * The learning rate at a place of the slider, to two figures.
 * @param {number} place
 */
export function rateAt(place) {
  return Number((10 ** place).toPrecision(2))
}

export class RateControl {
  /**
   * @param {HTMLElement} parent
   * @param {(rate: number) => void} set
   * @param {(words: string) => void} refuse
   */
  constructor(parent, set, refuse) {
    this.set = set
    this.refuse = refuse
    this.root = element("label", "live-rate", parent)
    this.root.title = TITLE
    this.name = element("span", "", this.root)
    this.slider = element("input", "", this.root)
    Object.assign(this.slider, { type: "range", min: SLOWEST, max: FASTEST, step: 0.05 })
    this.slider.setAttribute("aria-label", "Learning rate, on a logarithmic scale")
    this.typed = element("input", "", this.root)
    Object.assign(this.typed, { type: "number", min: LEAST, max: MOST, step: "any" })
    this.typed.setAttribute("aria-label", "Learning rate")
    // Whether somebody is about to set it, what was asked for, and what is shown.
    this.setting = false
    /** @type {number | null} */
    this.asked = null
    /** @type {number | null} */
    this.shown = null
    this.listen()
  }

  listen() {
    this.slider.addEventListener("input", () => {
      this.typed.value = String(rateAt(Number(this.slider.value)))
      this.setting = true
    })
    this.slider.addEventListener("change", () => this.ask(rateAt(Number(this.slider.value))))
    this.typed.addEventListener("input", () => {
      this.setting = true
    })
    this.typed.addEventListener("change", () => this.ask(Number(this.typed.value)))
    this.typed.addEventListener("blur", () => {
      this.setting = false
    })
  }

  /** @param {number} rate */
  ask(rate) {
    this.setting = false
    if (!(rate >= LEAST && rate <= MOST))
      return this.refuse(`A learning rate of ${this.typed.value || "nothing"} cannot be. Choose 0.000001 to 10.`)
    this.asked = rate
    this.set(rate)
  }

  /**
   * @param {Hub} hub
   * @param {boolean} offered whether the run takes another rate now
   * @param {boolean} alive whether it will ever
   */
  draw(hub, offered, alive) {
    this.root.hidden = !alive
    this.slider.disabled = this.typed.disabled = !offered
    const constant = (hub.config?.schedule ?? "constant") === "constant"
    write(this.name, constant ? "This run's rate" : "This run's highest rate")
    if (this.setting) return
    const rate = hub.pending?.command === "rate" ? this.asked : rateNow(hub)
    if (rate === null || rate === this.shown) return
    this.shown = rate
    this.slider.value = String(Math.log10(rate))
    this.typed.value = String(rate)
    this.slider.setAttribute("aria-valuetext", figure(rate))
  }
}
