// What stands below the words of a step: components and sentences.

import { element } from "../shared/dom.mjs"

/** @import { Draw, Item } from "./file.js" */
/** @import { Mounting } from "./mounting.mjs" */
/** @import { Pieces } from "./pieces.mjs" */

export class Stage {
  /**
   * @param {HTMLElement} root
   * @param {Mounting} mounting
   * @param {Pieces} pieces
   */
  constructor(root, mounting, pieces) {
    this.root = root
    this.mounting = mounting
    this.pieces = pieces
    /** @type {(() => void)[]} */
    this.leave = []
    // Whether something was changed that the question is about.
    this.moved = false
    this.turn = 0
  }

  /**
   * Shows a draw anew, as it is before its question is answered or after. What stands stays until the rest is there.
   * @param {Draw} draw
   * @param {boolean} open
   */
  async show(draw, open) {
    const turn = ++this.turn
    const made = await Promise.all(draw.items.map((item) => this.made(item, open)))
    if (turn !== this.turn) return
    this.clear()
    for (const one of made) one?.()
    this.root.style.minHeight = ""
  }

  /**
   * What puts an item into its place, once its bytes are there; nothing for one that is not there yet.
   * @param {Item} item
   * @param {boolean} open
   */
  async made(item, open) {
    if (item.kind === "words") {
      return () => {
        if (item.open || !open) element("div", "words", this.root).innerHTML = item.html
      }
    }
    const said = open ? item.open : item.data
    if (!said) return
    if (open && item.covered) return () => element("p", "covered", this.root, "Covered until you have answered")
    const { name, key, parts } = item
    const data = await this.pieces.of(said)
    return () => {
      // A component tells what a hand has done, for the link; here that only says whether the question still stands.
      const { host, stop } = this.mounting.mount(this.root, { name, key, data }, () => {
        this.moved = true
      })
      if (open) for (const part of parts) host.style.setProperty(`--cover-${part}`, "hidden")
      this.leave.push(stop)
    }
  }

  clear() {
    this.root.style.minHeight = `${this.root.offsetHeight}px`
    for (const stop of this.leave) stop()
    this.leave = []
    this.root.replaceChildren()
    this.moved = false
  }
}
