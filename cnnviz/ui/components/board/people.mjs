// Who is in the class: here or away, how far, and who is stuck.

import { button, element, write } from "../shared/dom.mjs"
import { about, parting } from "./words.mjs"

/** @import { Learner, Shown, Tell } from "./board.mjs" */

/**
 * The stuck first, then those who are here, then the others; each in the order in which they came.
 * @param {Learner[]} learners
 */
export function ordered(learners) {
  const place = (/** @type {Learner} */ one) => (one.stuck ? 0 : one.here ? 1 : 2)
  return [...learners].sort((one, other) => place(one) - place(other) || one.number - other.number)
}

export class People {
  /**
   * @param {HTMLElement} parent
   * @param {Tell} tell
   */
  constructor(parent, tell) {
    this.root = element("section", "people", parent)
    this.root.setAttribute("aria-label", "Learners")
    this.about = element("p", "about", this.root)
    this.about.tabIndex = -1
    const acts = element("div", "acts", this.root)
    this.send = button("Show their page to all", acts, () => tell({ what: "show", number: this.chosen }))
    this.out = button("Take out of the class", acts, () => this.doubt(true))
    // Asked once more: it cannot be undone.
    this.sure = button("Yes, take out", acts, () => tell({ what: "out", number: this.chosen }))
    this.stay = button("No, keep", acts, () => this.doubt(false))
    this.doubting = false
    this.list = element("div", "list", this.root)
    /** @type {Map<number, HTMLButtonElement>} */
    this.tiles = new Map()
    /** @type {Map<string, string>} */
    this.pages = new Map()
    this.chosen = 0
  }

  /** @param {Shown} shown */
  show(shown) {
    this.shown = shown
    const { learners, asked } = shown
    for (const [number, tile] of this.tiles)
      if (!learners.some((one) => one.number === number)) {
        tile.remove()
        this.tiles.delete(number)
      }
    ordered(learners).forEach((one, at) => {
      const tile = this.tiles.get(one.number) ?? this.tile(one.number)
      if (this.list.children[at] !== tile) this.list.insertBefore(tile, this.list.children[at] ?? null)
      this.fill(tile, one, asked !== "")
    })
    const chosen = learners.find((one) => one.number === this.chosen)
    if (!chosen && this.doubting) {
      this.doubting = false
      this.about.focus()
    }
    this.send.hidden = this.out.hidden = !chosen || this.doubting
    this.sure.hidden = this.stay.hidden = !this.doubting
    this.send.disabled = !chosen?.here || shown.wanted === this.chosen
    const nobody = learners.length ? "Press a name to read more." : "Nobody has joined yet."
    write(this.about, !chosen ? nobody : this.doubting ? parting(chosen) : about(chosen, this.pages))
  }

  /** Asks whether the learner is to be taken out, or no longer. @param {boolean} on */
  doubt(on) {
    this.doubting = on
    if (!this.shown) return
    this.show(this.shown)
    const next = on ? this.stay : this.out
    next.focus()
  }

  /** @param {number} number */
  tile(number) {
    const tile = button("", this.list, () => this.choose(number))
    tile.className = "tile"
    element("span", "mark", tile).setAttribute("aria-hidden", "true")
    element("span", "name", tile)
    element("span", "how", tile)
    this.tiles.set(number, tile)
    return tile
  }

  /** @param {HTMLButtonElement} tile @param {Learner} one @param {boolean} asked */
  fill(tile, one, asked) {
    const state = one.stuck ? "is-stuck" : one.here ? (asked && one.done ? "is-done" : "is-here") : "is-away"
    tile.className = `tile ${state}`
    tile.setAttribute("aria-pressed", String(one.number === this.chosen))
    const [mark, name, how] = tile.children
    write(mark, { "is-stuck": "!", "is-done": "✓", "is-here": "●", "is-away": "○" }[state] ?? "")
    write(name, one.name)
    write(how, one.stuck ? "needs help" : one.here ? `${one.answered} answered` : "away")
  }

  /** @param {number} number */
  choose(number) {
    this.chosen = this.chosen === number ? 0 : number
    this.doubting = false
    if (this.shown) this.show(this.shown)
  }
}
