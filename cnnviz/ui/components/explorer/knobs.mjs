// The sliders, menus and switches of the settings: they speak while they are dragged.

import { element, write } from "../shared/dom.mjs"
import { text } from "../shared/numbers.mjs"
import { number } from "../shared/typed_numbers.mjs"
import { fitting, reach, useful } from "./step/settings.mjs"
import { axesOf } from "./step/step.mjs"

/**
 * @import { Knob } from "./panel.js"
 * @import { Step } from "./step/step.mjs"
 *
 * @typedef {(value: any, dragging: boolean) => void} Tell
 * @typedef {(now: any, most: number, possible: (option: string) => boolean) => void} Set Shows a value, the largest
 *   that fits, and which options do.
 * @typedef {{ knob: Knob, holder: HTMLElement, set: Set }} Made
 */

// CSS pixels: in less the controls stand in so many rows that those of some more are missed.
const NARROW = 520

/** @type {Record<string, (knob: Knob, holder: HTMLElement, tell: Tell) => Set>} */
const MAKERS = { slider, choice, switch: toggle }

export class Knobs {
  /**
   * @param {HTMLElement} parent
   * @param {{ turn: (knob: Knob, value: any, dragging: boolean) => void }} hooks told of every change
   */
  constructor(parent, hooks) {
    this.hooks = hooks
    this.bar = element("div", "knobs", parent)
    /** @type {Made[]} */
    this.made = []
    this.kind = ""
  }

  /**
   * Another step, or other knobs: unlike a panel they stand where no window fits as well.
   * @param {Knob[]} knobs
   * @param {Step} step
   */
  show(knobs, step) {
    const kind = JSON.stringify(knobs)
    const fresh = kind !== this.kind
    if (fresh) this.make(knobs)
    this.kind = kind
    const { values } = step
    for (const { knob, holder, set } of this.made) {
      holder.hidden = !useful(knob, values)
      const most = knob.fitted
        ? Math.max(
            knob.low,
            reach(knob, values, (other) => axesOf(step, other)),
          )
        : knob.high
      set(
        values[knob.name],
        most,
        (option) => !knob.fitted || fitting(axesOf(step, { ...values, [knob.name]: option })),
      )
    }
    if (fresh) this.fit()
  }

  /**
   * Outlines the controls of these names.
   * @param {string[]} names
   */
  light(names) {
    for (const { knob, holder } of this.made) holder.classList.toggle("lit", names.includes(knob.name))
  }

  /**
   * Keeps the room that all controls take: what stands below must not jump when a choice brings others along. On a
   * phone they would take rows of it for nothing.
   */
  fit() {
    if (this.bar.clientWidth < NARROW) {
      this.bar.style.minHeight = ""
      return
    }
    const away = this.made.filter(({ holder }) => holder.hidden).map(({ holder }) => holder)
    this.bar.style.minHeight = ""
    const heights = this.companies().map((apart) => {
      for (const holder of away) holder.hidden = apart.includes(holder)
      return this.bar.offsetHeight
    })
    for (const holder of away) holder.hidden = true
    this.bar.style.minHeight = `${Math.max(...heights)}px`
  }

  /** For each choice of a padding, the controls that it leaves out of sight: no two choices' own stand together. */
  companies() {
    const options = Object.keys(this.made.find(({ knob }) => knob.name === "padding")?.knob.options ?? {})
    const apart = (/** @type {string} */ option) =>
      this.made.filter(({ knob }) => knob.when.padding && !knob.when.padding.includes(option))
    return options.length ? options.map((option) => apart(option).map(({ holder }) => holder)) : [[]]
  }

  /** @param {Knob[]} knobs */
  make(knobs) {
    this.bar.replaceChildren()
    const more = element("details", "more")
    write(element("summary", "", more), "More")
    const folded = element("div", "folded", more)
    this.made = knobs.map((knob) => {
      const holder = element("div", `knob ${knob.kind}`, knob.folded ? folded : this.bar)
      holder.dataset.name = knob.name
      const set = MAKERS[knob.kind](knob, holder, (value, dragging) => this.hooks.turn(knob, value, dragging))
      const parts = knob.locked ? holder.querySelectorAll("input, select") : []
      for (const part of parts) part.toggleAttribute("disabled", true)
      return { knob, holder, set }
    })
    if (folded.children.length) this.bar.append(more)
  }
}

/**
 * @param {Knob} knob
 * @param {HTMLElement} holder
 * @param {Tell} tell
 * @returns {Set}
 */
function slider({ name, low, high, step, first, label, sentence }, holder, tell) {
  const named = labelled(holder, label)
  const input = element("input", "", named)
  Object.assign(input, { type: "range", min: low, max: high, step })
  const typed = element("input", "typed", holder)
  Object.assign(typed, { type: "text", inputMode: "decimal", ariaLabel: `${label}, as a number` })
  const most = element("span", "most", holder)
  // What is read: places are counted from 1.
  const read = (/** @type {number} */ value) => text(value + first)
  input.addEventListener("input", () => {
    typed.value = read(Number(input.value))
    tell(Number(input.value), true)
  })
  input.addEventListener("change", () => tell(Number(input.value), false))
  typed.addEventListener("change", () => {
    const value = number(typed.value)
    // The range holds it to what is possible.
    if (!Number.isNaN(value)) input.value = String(value - first)
    typed.value = read(Number(input.value))
    tell(Number(input.value), false)
  })
  return (now, largest) => {
    input.max = String(Math.max(low, Math.min(high, largest)))
    // What the range cannot reach is said, not hidden.
    const capped = largest < high
    write(most, capped ? "max" : "")
    const why = name.startsWith("centre") ? "the kernel has no more" : "with more, no window fits"
    named.title = capped ? `${sentence} Up to ${read(largest)} here: ${why}.` : sentence
    if (Number(input.value) !== now) input.value = now
    if (typed.value !== read(now)) typed.value = read(now)
  }
}

/**
 * @param {HTMLElement} holder
 * @param {string} name
 */
function labelled(holder, name) {
  const label = element("label", "", holder)
  element("span", "", label, name)
  return label
}

/**
 * @param {Knob} knob
 * @param {HTMLElement} holder
 * @param {Tell} tell
 * @returns {Set}
 */
function choice({ options, label, sentence }, holder, tell) {
  const named = labelled(holder, label)
  const input = element("select", "", named)
  for (const [id, label] of Object.entries(options)) {
    const option = element("option", "", input)
    option.value = id
    write(option, label)
  }
  input.addEventListener("change", () => tell(input.value, false))
  return (now, _most, possible) => {
    named.title = sentence
    for (const option of input.options) option.disabled = !possible(option.value)
    if (input.value !== now) input.value = now
  }
}

/**
 * @param {Knob} knob
 * @param {HTMLElement} holder
 * @param {Tell} tell
 * @returns {Set}
 */
function toggle({ label, sentence }, holder, tell) {
  const named = labelled(holder, label)
  const input = element("input", "", named)
  input.type = "checkbox"
  input.addEventListener("change", () => tell(input.checked, false))
  return (now) => {
    named.title = sentence
    input.checked = now
  }
}
