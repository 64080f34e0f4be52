// The picture that somebody has pressed: what is said of it, another class for it, and away with it.

import { button, element, write } from "../shared/dom.mjs"
import { said } from "./words.mjs"

/**
 * @import { Classes } from "./shelves.mjs"
 * @typedef {{ classes: Classes, place: number, step: number }} Shown
 */

export class Picked {
  /** @param {HTMLElement} parent @param {(place: number, to: number) => void} change */
  constructor(parent, change) {
    this.root = element("div", "picked", parent)
    this.words = element("p", "", this.root)
    this.acts = element("div", "acts", this.root)
    const label = element("label", "", this.acts, "Move to ")
    this.menu = element("select", "", label)
    this.menu.addEventListener("change", () => change(this.place, Number(this.menu.value)))
    button("Remove", this.acts, () => change(this.place, -1))
    this.place = -1
    this.show(undefined)
  }

  /** @param {Shown | undefined} shown */
  show(shown) {
    this.acts.hidden = !shown || Boolean(shown.classes.alone)
    if (!shown) {
      write(this.words, "Press a picture to read its shares.")
      return
    }
    const { classes, place, step } = shown
    write(this.words, said(classes, place, step))
    if (place === this.place && this.menu.options.length) return
    this.place = place
    this.menu.replaceChildren()
    const none = element("option", "", this.menu, "…")
    none.value = "-1"
    none.disabled = none.selected = true
    classes.names.forEach((name, kind) => {
      if (kind === classes.photos[place].kind) return
      element("option", "", this.menu, name).value = String(kind)
    })
  }
}
