// Who is in the class: here or away, how far, and who is stuck.

import { button, element, write } from "../shared/dom.mjs"
import { about } from "./words.mjs"

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
    this.send = button("Show their page to all", this.root, () => tell({ what: "show", number: this.chosen }))
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
    this.send.hidden = !chosen
    this.send.disabled = !chosen?.here || shown.wanted === this.chosen
    write(
      this.about,
      chosen ? about(chosen, this.pages) : learners.length ? "Press a name to read more." : "Nobody has joined yet.",
    )
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
    if (this.shown) this.show(this.shown)
  }
}
