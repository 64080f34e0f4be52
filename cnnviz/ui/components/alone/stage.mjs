// What stands below the words of a step: components, charts, tables and sentences.

import { element } from "../shared/dom.mjs"

/** @import { Charts } from "./charts.mjs" */
/** @import { Draw, Item, Part } from "./file.js" */
/** @import { Mounting } from "./mounting.mjs" */
/** @import { Pieces } from "./pieces.mjs" */

// What stands where something is covered.
const COVERED = "Covered until you have answered"

/** @typedef {(parent: HTMLElement) => void} Put What puts an item into its place. */

export class Stage {
  /**
   * @param {HTMLElement} root
   * @param {Mounting} mounting
   * @param {Pieces} pieces
   * @param {Charts} charts
   */
  constructor(root, mounting, pieces, charts) {
    this.root = root
    this.mounting = mounting
    this.pieces = pieces
    this.charts = charts
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
    const made = await this.all(draw.items, open)
    if (turn !== this.turn) return
    this.clear()
    for (const put of made) put(this.root)
    this.root.style.minHeight = ""
  }

  /**
   * @param {Item[]} items
   * @param {boolean} open
   * @returns {Promise<Put[]>}
   */
  async all(items, open) {
    const made = await Promise.all(items.map((item) => this.made(item, open)))
    return made.filter((put) => put !== undefined)
  }

  /**
   * What puts an item into its place, once its bytes are there; nothing for one that is not there yet.
   * @param {Item} item
   * @param {boolean} open
   * @returns {Promise<Put | undefined>}
   */
  async made(item, open) {
    if (item.kind === "fold") return this.folded(item.label, await this.all(item.items, open), item.open)
    if (item.kind === "part") return this.part(item, open)
    if (open && !item.open) return
    return (parent) => {
      element("div", "words", parent).innerHTML = item.html
    }
  }

  /**
   * @param {string} label
   * @param {Put[]} made
   * @param {boolean} open
   * @returns {Put | undefined}
   */
  folded(label, made, open) {
    if (!made.length) return
    return (parent) => {
      const fold = element("details", "", parent)
      fold.open = open
      element("summary", "", fold, label)
      for (const put of made) put(fold)
    }
  }

  /**
   * @param {Part} part
   * @param {boolean} open
   * @returns {Promise<Put | undefined>}
   */
  async part({ name, key, data, open: before, covered, parts }, open) {
    const said = open ? before : data
    if (!said) return
    if (open && covered) return (parent) => element("p", "covered", parent, COVERED)
    const told = await this.pieces.of(said)
    if (name === "table") return (parent) => tabled(parent, text(told))
    if (name === "chart") {
      const spec = JSON.parse(text(told))
      return (parent) => this.leave.push(this.charts.place(parent, key, spec))
    }
    return (parent) => {
      // A component tells what a hand has done, for the link; here that only says whether the question still stands.
      const { host, stop } = this.mounting.mount(parent, { name, key, data: told }, () => {
        this.moved = true
      })
      if (open) for (const part of parts) host.style.setProperty(`--cover-${part}`, "hidden")
      if (open && parts.length) host.style.setProperty("--cover-said", `"${COVERED}"`)
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

/** @param {object} bytes */
function text(bytes) {
  return new TextDecoder().decode(/** @type {Uint8Array} */ (bytes))
}

/**
 * A table, which can be moved by hand and by keys where it is wider than its place.
 * @param {HTMLElement} parent
 * @param {string} html
 */
function tabled(parent, html) {
  const scroller = element("div", "part table", parent)
  scroller.innerHTML = html
  if (scroller.scrollWidth > scroller.clientWidth) scroller.tabIndex = 0
}
