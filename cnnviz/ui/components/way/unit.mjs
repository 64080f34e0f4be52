// One unit: its window on the photo, its place in its map, and its sum.

import { canvasColours, limitOf } from "../shared/colours.mjs"
import { element, write } from "../shared/dom.mjs"
import { text } from "../shared/numbers.mjs"
import { paintNumbers } from "./paint.mjs"
import { Parts } from "./parts.mjs"
import { Photo } from "./photo.mjs"
import { windowOf } from "./seen.mjs"
import { placeWords, seenWords } from "./words.mjs"

/**
 * @import { Message, Numbers } from "../shared/message.mjs"
 * @import { Hands } from "./way.mjs"
 */

// Milliseconds without another key after which the unit is opened.
const STILL = 250
const STEPS = /** @type {Record<string, [number, number]>} */ ({
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
})

export class Unit {
  /** @param {HTMLElement} parent @param {Hands} hands */
  constructor(parent, hands) {
    this.hands = hands
    this.root = element("div", "unit", parent)
    this.photo = new Photo(this.root)
    this.figure = element("figure", "map", this.root)
    this.line = element("figcaption", "", this.figure)
    this.stage = element("div", "stage", this.figure)
    this.stage.tabIndex = 0
    this.stage.setAttribute("role", "application")
    this.canvas = element("canvas", "", this.stage)
    this.frame = element("div", "window", this.stage)
    this.parts = new Parts(this.root, hands)
    this.still = 0
    /** @type {[number, number]} */
    this.at = [0, 0]
    /** @type {any} */
    this.header = null
    /** @type {Numbers | undefined} */
    this.map = undefined
    this.listen()
  }

  listen() {
    const { stage } = this
    stage.addEventListener("pointermove", (event) => this.point(this.under(event)))
    stage.addEventListener("pointerleave", () => this.header && this.point(this.header.unit))
    stage.addEventListener("click", (event) => this.open(this.under(event)))
    stage.addEventListener("keydown", (event) => {
      const step = STEPS[event.key]
      if (!step || !this.map) return
      event.preventDefault()
      const [rows, columns] = this.map.shape
      const row = Math.max(0, Math.min(rows - 1, this.at[0] + step[0]))
      const column = Math.max(0, Math.min(columns - 1, this.at[1] + step[1]))
      this.point([row, column])
      clearTimeout(this.still)
      this.still = window.setTimeout(() => this.open([row, column]), STILL)
    })
  }

  /** @param {Message} message */
  show(message) {
    const { header, arrays } = message
    this.header = header
    this.map = arrays.get("map")
    this.figure.hidden = !this.map
    this.photo.show(/** @type {Numbers} */ (arrays.get("photo")), "What it sees of the photo")
    if (this.map) {
      const palette = canvasColours(/** @type {Uint8Array} */ (arrays.get("palette")?.values))
      const values = /** @type {Float32Array} */ (this.map.values)
      paintNumbers(this.canvas, this.map, palette, limitOf(values), header.low < 0)
      const [rows, columns] = this.map.shape
      write(this.line, `Its map, ${rows} × ${columns}: ${text(header.low)} to ${text(header.high)}`)
      const keys = `Arrow keys ${this.hands.leads(this.leading([0, 0])) ? "choose another of" : "point at"} its units.`
      this.stage.setAttribute("aria-label", `Map ${header.channel + 1}. ${keys}`)
    }
    this.parts.show(message)
    this.point(header.unit)
  }

  draw() {}

  /** @param {MouseEvent} event @returns {[number, number]} */
  under(event) {
    const box = this.canvas.getBoundingClientRect()
    const [rows, columns] = this.map?.shape ?? [1, 1]
    const place = (/** @type {number} */ share, /** @type {number} */ count) =>
      Math.max(0, Math.min(count - 1, Math.floor(share * count)))
    return [place((event.clientY - box.top) / box.height, rows), place((event.clientX - box.left) / box.width, columns)]
  }

  /** @param {[number, number]} unit */
  point(unit) {
    const { header, map } = this
    if (!header) return
    this.at = unit
    const box = windowOf(header.seen, ...unit)
    this.photo.mark(box)
    const [high, wide] = this.photo.sides
    const sees = seenWords(box, high, wide)
    if (!map) return this.hands.say(`${header.words} ${sees}`)
    const [rows, columns] = map.shape
    const share = (/** @type {number} */ of, /** @type {number} */ all) => `${(100 * of) / all}%`
    Object.assign(this.frame.style, {
      top: share(unit[0], rows),
      left: share(unit[1], columns),
      height: share(1, rows),
      width: share(1, columns),
    })
    const value = Number(map.values[unit[0] * columns + unit[1]])
    this.hands.say(`Map ${header.channel + 1}, ${placeWords(unit)}: ${text(value)}. ${sees}`)
  }

  /** @param {[number, number]} unit */
  open(unit) {
    const { header } = this
    if (!header || !this.map || unit.join(" ") === header.unit.join(" ")) return
    this.hands.go(this.leading(unit))
  }

  /** Where a unit of its map leads. @param {[number, number]} unit */
  leading([row, column]) {
    return { at: this.header.at, map: this.header.channel + 1, row: row + 1, column: column + 1 }
  }

  stop() {
    clearTimeout(this.still)
  }
}
