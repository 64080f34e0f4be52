// The sliders, menus and switches of the settings: they speak while they are dragged.

import { element, write } from "../dom.mjs"
import { text } from "./numbers.mjs"
import { useful } from "./settings.mjs"

const MAKERS = {
  slider(knob, holder, tell) {
    const input = element("input", "", holder)
    Object.assign(input, { type: "range", min: knob.low, max: knob.high, step: knob.step })
    const said = element("output", "", holder)
    const value = () => Number(input.value)
    // What is read: places are counted from 1.
    const read = (number) => text(number + (knob.first ?? 0))
    input.addEventListener("input", () => {
      write(said, read(value()))
      tell(value(), true)
    })
    input.addEventListener("change", () => tell(value(), false))
    return (now, most) => {
      input.max = Math.max(knob.low, Math.min(knob.high, most))
      // What the range cannot reach is said, not hidden.
      holder.classList.toggle("capped", most < knob.high)
      holder.title = most < knob.high ? `${knob.sentence} Up to ${read(most)} here: with more, no window fits.` : knob.sentence
      if (Number(input.value) !== now) input.value = now
      write(said, read(now))
    }
  },
  choice(knob, holder, tell) {
    const input = element("select", "", holder)
    for (const option of knob.options) write(element("option", "", input), option)
    input.addEventListener("change", () => tell(input.value, false))
    return (now, most, possible) => {
      holder.title = knob.sentence
      for (const option of input.options) option.disabled = !possible(option.value)
      if (input.value !== now) input.value = now
    }
  },
  switch(knob, holder, tell) {
    const input = element("input", "", holder)
    input.type = "checkbox"
    input.addEventListener("change", () => tell(input.checked, false))
    return (now) => {
      holder.title = knob.sentence
      input.checked = now
    }
  },
}

export class Knobs {
  /** `turned(name, value, dragging)` is told of every change. */
  constructor(parent, turned) {
    this.bar = element("div", "knobs", parent)
    this.turned = turned
    this.made = []
  }

  /** `most(knob)` is the largest value that fits, `possible(knob, option)` whether an option does. */
  show(knobs, values, most, possible) {
    const kind = JSON.stringify(knobs)
    if (kind !== this.kind) this.make(knobs)
    this.kind = kind
    for (const { knob, holder, set } of this.made) {
      holder.hidden = !useful(knob, values)
      set(values[knob.name], knob.fitted ? most(knob) : knob.high, (option) => !knob.fitted || possible(knob, option))
    }
    if (kind !== this.reserved) this.reserve()
    this.reserved = kind
  }

  /** Keeps the room that all controls take: what stands below must not jump when a choice brings others along. */
  reserve() {
    const away = this.made.filter(({ holder }) => holder.hidden)
    for (const { holder } of away) holder.hidden = false
    this.bar.style.minHeight = ""
    const high = this.bar.offsetHeight
    for (const { holder } of away) holder.hidden = true
    this.bar.style.minHeight = `${high}px`
  }

  make(knobs) {
    this.bar.replaceChildren()
    const more = element("details", "more")
    write(element("summary", "", more), "More")
    const folded = element("div", "folded", more)
    this.made = knobs.map((knob) => {
      const holder = element("label", `knob ${knob.kind}`, knob.folded ? folded : this.bar)
      holder.dataset.name = knob.name
      write(element("span", "", holder), knob.label)
      return { knob, holder, set: MAKERS[knob.kind](knob, holder, (value, dragging) => this.turned(knob.name, value, dragging)) }
    })
    if (folded.children.length) this.bar.append(more)
  }
}
