// A number on a slider that can be typed as well.

import { element } from "../shared/dom.mjs"
import { number } from "../shared/typed_numbers.mjs"

/**
 * @typedef {object} Dialled
 * @property {string} label
 * @property {number} low
 * @property {number} high
 * @property {number} step
 * @property {string} why
 */

export class Dial {
  /**
   * @param {HTMLElement} parent
   * @param {Dialled} dialled
   * @param {(value: number) => void} act
   */
  constructor(parent, { label, low, high, step, why }, act) {
    const row = element("div", "dial", parent)
    row.title = why
    element("span", "label", row, label)
    this.range = element("input", "", row)
    Object.assign(this.range, { type: "range", min: String(low), max: String(high), step: String(step) })
    this.range.setAttribute("aria-label", `${label}. ${why}`)
    this.typed = element("input", "typed", row)
    this.typed.inputMode = "decimal"
    this.typed.setAttribute("aria-label", `${label}, as a number from ${low} to ${high}`)
    this.range.addEventListener("input", () => act(Number(this.range.value)))
    this.typed.addEventListener("change", () => {
      const value = number(this.typed.value)
      if (Number.isNaN(value)) this.show(this.value)
      else act(Math.max(low, Math.min(high, value)))
    })
    this.value = low
  }

  /** @param {number} value */
  show(value) {
    this.value = value
    const said = String(Math.round(value * 100) / 100)
    if (this.range.value !== said) this.range.value = said
    if (this.typed.value !== said) this.typed.value = said
  }
}

/**
 * A menu with a label.
 * @param {HTMLElement} parent
 * @param {string} label
 * @param {[id: string, title: string][]} options
 * @param {(id: string) => void} act
 */
export function menu(parent, label, options, act) {
  const select = element("select", "", parent)
  select.setAttribute("aria-label", label)
  for (const [value, textContent] of options) Object.assign(element("option", "", select), { value, textContent })
  select.addEventListener("change", () => act(select.value))
  return select
}
