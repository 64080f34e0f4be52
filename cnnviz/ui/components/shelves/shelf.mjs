// A class: its name and its pictures to press, under each the share of its own class.

import { canvasColours } from "../shared/colours.mjs"
import { element } from "../shared/dom.mjs"
import { said } from "./words.mjs"

/** @import { Classes } from "./shelves.mjs" */

export class Shelf {
  /**
   * @param {HTMLElement} parent
   * @param {string} name
   * @param {number} kind the class, from 0
   * @param {Classes} classes
   * @param {(place: number) => void} pick
   */
  constructor(parent, name, kind, classes, pick) {
    this.classes = classes
    this.root = element("section", "shelf", parent)
    const places = classes.photos.flatMap((photo, at) => (photo.kind === kind ? [at] : []))
    const heading = element("h2", "", this.root)
    element("span", "name", heading, name)
    element("span", "count", heading, places.length === 1 ? "1 picture" : `${places.length} pictures`)
    this.row = element("div", "row", this.root)
    this.tiles = places.map((place) => this.tile(place, pick))
    this.row.addEventListener("keydown", (event) => this.step(event))
    if (!places.length) element("p", "none", this.row, "Waits for pictures.")
  }

  /** @param {number} place @param {(place: number) => void} pick */
  tile(place, pick) {
    const button = element("button", "tile", this.row)
    button.type = "button"
    button.setAttribute("aria-pressed", "false")
    // One stop of the Tab key a shelf; arrow keys go on.
    button.tabIndex = this.row.children.length === 1 ? 0 : -1
    button.addEventListener("click", () => pick(place))
    paint(element("canvas", "data", button), this.classes.thumbs, place)
    const bar = element("span", "bar", button)
    return { place, button, fill: element("span", "fill", bar), wrong: element("span", "wrong", button, "✗") }
  }

  /** @param {KeyboardEvent} event */
  step(event) {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    const at = this.tiles.findIndex(({ button }) => button === event.target)
    if (!by || at < 0) return
    event.preventDefault()
    const next = this.tiles[Math.max(0, Math.min(this.tiles.length - 1, at + by))]
    for (const { button } of this.tiles) button.tabIndex = button === next.button ? 0 : -1
    next.button.focus()
  }

  /** @param {number} step */
  show(step) {
    const { own, guess, photos, losses } = this.classes
    this.root.classList.toggle("is-untrained", !losses.length)
    for (const { place, button, fill, wrong } of this.tiles) {
      const at = step * photos.length + place
      fill.style.width = `${100 * Number(own[at] ?? 0)}%`
      const right = Number(guess[at]) === photos[place].kind
      wrong.hidden = right || !losses.length
      button.classList.toggle("is-wrong", !right)
      const words = said(this.classes, place, step)
      button.setAttribute("aria-label", words)
      button.title = words
    }
  }

  /** @param {number} chosen */
  mark(chosen) {
    for (const { place, button } of this.tiles) button.setAttribute("aria-pressed", String(place === chosen))
  }
}

/** @param {HTMLCanvasElement} canvas @param {Classes["thumbs"]} thumbs @param {number} place */
function paint(canvas, { values, shape: [, rows, columns] }, place) {
  canvas.width = columns
  canvas.height = rows
  const each = rows * columns * 3
  const words = canvasColours(/** @type {Uint8Array} */ (values).slice(place * each, (place + 1) * each))
  canvas.getContext("2d")?.putImageData(new ImageData(new Uint8ClampedArray(words.buffer), columns, rows), 0, 0)
}
