// Sliders with a number beside each to type: they speak while they are dragged.

import { element } from "../shared/dom.mjs"
import { number } from "../shared/typed_numbers.mjs"

/**
 * @typedef {{ name: string, label: string, why: string, low: number, high: number, step?: number }} Knob
 * @typedef {{ holder: HTMLElement, set: (value: number) => void }} Slider
 */

/**
 * @param {HTMLElement} parent
 * @param {Knob} knob
 * @param {(value: number) => void} turn
 * @returns {Slider}
 */
export function slider(parent, { name, label, why, low, high, step = 1 }, turn) {
  const holder = element("div", "slider", parent)
  holder.dataset.name = name
  const named = element("label", "", holder)
  named.title = why
  element("span", "", named, label)
  const range = element("input", "", named)
  Object.assign(range, { type: "range", min: low, max: high, step })
  const typed = element("input", "typed", holder)
  Object.assign(typed, { type: "text", inputMode: "decimal", ariaLabel: `${label}, as a number` })
  range.addEventListener("input", () => {
    typed.value = range.value
    turn(Number(range.value))
  })
  typed.addEventListener("change", () => {
    const value = number(typed.value)
    // The range holds it to what is possible.
    if (!Number.isNaN(value)) range.value = String(value)
    typed.value = range.value
    turn(Number(range.value))
  })
  const set = (/** @type {number} */ value) => {
    if (Number(range.value) !== value) range.value = String(value)
    if (typed.value !== String(value)) typed.value = String(value)
  }
  return { holder, set }
}
