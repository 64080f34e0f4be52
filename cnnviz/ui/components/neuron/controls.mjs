// Everything that the neuron is set to, in rows.

import { button, element } from "../shared/dom.mjs"
import { Dial, menu } from "./dials.mjs"

/**
 * @import { Settings, Shown, Told } from "./model.mjs"
 * @import { Dialled } from "./dials.mjs"
 * @typedef {(changed: Partial<Settings>) => void} Change
 */

/** @type {[name: "weight_length" | "neuron_bias" | "brightness" | "contrast", dialled: Dialled][]} */
const DIALS = [
  [
    "brightness",
    { label: "Brightness of x", low: 0.1, high: 3, step: 0.1, why: "All of x times this: |x| grows with it." },
  ],
  ["contrast", { label: "Contrast of x", low: 0, high: 2, step: 0.1, why: "Distances from x’s mean times this." }],
  ["weight_length", { label: "Length |b|", low: 1, high: 40, step: 1, why: "All weights times the same number." }],
  [
    "neuron_bias",
    { label: "Bias", low: -40, high: 40, step: 0.5, why: "Added to b·x: where the neuron begins to answer." },
  ],
]
const TURN = { label: "Turn x: θ", low: -180, high: 180, step: 1, why: "Degrees from b, in the plane of both images." }

export class Controls {
  /**
   * @param {HTMLElement} turning where what turns x stands
   * @param {HTMLElement} rest
   * @param {Told} told
   * @param {Change} change
   */
  constructor(turning, rest, { activations }, change) {
    this.turn = new Dial(turning, TURN, (theta) => change({ theta: String(Math.round(theta * 10) / 10) }))
    const bar = element("div", "bar", turning)
    button("To θ = 0", bar, () => change({ theta: "0" }), "To θ = 0: turn x until it points where b points")
    this.back = button("x as it was", bar, () => change({ theta: "" }), "x as it was: turn it back to the image it is")
    const switched = element("label", "switch", bar)
    this.normalise = element("input", "", switched)
    this.normalise.type = "checkbox"
    switched.append(" Normalise x")
    switched.title = "x less its mean, and scaled to length 1; the template less its mean too"
    this.normalise.addEventListener("change", () => change({ normalise: this.normalise.checked }))
    this.dials = DIALS.map(
      ([name, dialled]) => /** @type {const} */ ([name, new Dial(rest, dialled, (value) => change({ [name]: value }))]),
    )
    const row = element("label", "dial", rest)
    element("span", "label", row, "Activation σ")
    const named = activations.map(
      ([id, label, formula]) => /** @type {[string, string]} */ ([id, `${label}: ${formula}`]),
    )
    this.sigma = menu(row, "Activation", named, (sigma) => change({ sigma }))
  }

  /**
   * @param {Settings} settings
   * @param {Shown} shown
   */
  show(settings, { theta }) {
    this.turn.show(Math.round(theta * 10) / 10)
    this.back.disabled = settings.theta === ""
    if (this.normalise.checked !== settings.normalise) this.normalise.checked = settings.normalise
    for (const [name, dial] of this.dials) dial.show(settings[name])
    if (this.sigma.value !== settings.sigma) this.sigma.value = settings.sigma
  }
}
