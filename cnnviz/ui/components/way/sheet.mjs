// All maps of a layer on one canvas: those first that vary most.

import { canvasColours, GREYS } from "../shared/colours.mjs"
import { element } from "../shared/dom.mjs"
import { text } from "../shared/numbers.mjs"
import { paint } from "./paint.mjs"
import { Photo } from "./photo.mjs"
import { windowOf } from "./seen.mjs"
import { placeWords, seenWords } from "./words.mjs"

/**
 * @import { Message, Numbers } from "../shared/message.mjs"
 * @import { Hands } from "./way.mjs"
 */

const GAP = 4
// A map's side on the page, in pixels: the largest that lets them all be seen, within these.
const SIDES = [30, 40, 52, 64, 84, 112]
const WITHIN = 560

export class Sheet {
  /** @param {HTMLElement} parent @param {Hands} hands */
  constructor(parent, hands) {
    this.hands = hands
    this.root = element("div", "sheet", parent)
    this.photo = new Photo(this.root)
    this.stage = element("div", "maps", this.root)
    this.stage.tabIndex = 0
    this.stage.setAttribute("role", "application")
    this.canvas = element("canvas", "", this.stage)
    this.frame = element("div", "window", this.stage)
    this.across = 1
    this.side = SIDES[0]
    this.place = 0
    /** @type {any} */
    this.header = null
    /** @type {Numbers | null} */
    this.maps = null
    this.palette = GREYS
    this.listen()
  }

  listen() {
    const { stage } = this
    stage.addEventListener("pointermove", (event) => this.point(this.under(event)))
    stage.addEventListener("click", (event) => this.open(this.under(event)))
    stage.addEventListener("focus", () => this.point(this.place))
    stage.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -this.across, ArrowDown: this.across }[event.key]
      if (event.key === "Enter") this.open(this.place)
      if (!by) return
      event.preventDefault()
      this.point(Math.max(0, Math.min(this.header.channels.length - 1, this.place + by)))
    })
  }

  /** @param {Message} message */
  show({ header, arrays }) {
    this.header = header
    this.maps = /** @type {Numbers} */ (arrays.get("maps"))
    this.palette = header.signed ? canvasColours(/** @type {Uint8Array} */ (arrays.get("palette")?.values)) : GREYS
    this.photo.show(/** @type {Numbers} */ (arrays.get("photo")), "The photo as the network gets it")
    this.place = 0
    const maps = `${header.channels.length} maps of ${header.title}, those first that vary most.`
    const opens = this.hands.leads(this.leading(0)) ? ", Enter opens it" : ""
    this.stage.setAttribute("aria-label", `${maps} Arrow keys point at one${opens}.`)
    this.draw()
  }

  draw() {
    if (!this.maps || !this.root.clientWidth) return
    const wide = this.stage.clientWidth
    const [count, rows, columns] = this.maps.shape
    const fits = (/** @type {number} */ side) => {
      const across = Math.max(1, Math.floor((wide + GAP) / (side + GAP)))
      return Math.ceil(count / across) * (side + GAP) <= WITHIN
    }
    this.side = [...SIDES].reverse().find(fits) ?? SIDES[0]
    this.across = Math.max(1, Math.floor((wide + GAP) / (this.side + GAP)))
    this.fill(count, rows, columns)
    this.point(this.place)
  }

  /** @param {number} count @param {number} rows @param {number} columns */
  fill(count, rows, columns) {
    const { canvas, across, side } = this
    const step = side + GAP
    const ratio = Math.min(2, window.devicePixelRatio || 1)
    canvas.width = Math.round(Math.min(count, across) * step * ratio)
    canvas.height = Math.round(Math.ceil(count / across) * step * ratio)
    Object.assign(canvas.style, { width: `${canvas.width / ratio}px`, height: `${canvas.height / ratio}px` })
    const pen = canvas.getContext("2d")
    if (!pen) return
    const one = document.createElement("canvas")
    const size = rows * columns
    const places = /** @type {Uint8Array} */ (this.maps?.values)
    const words = new Uint32Array(size)
    pen.scale(ratio, ratio)
    pen.imageSmoothingEnabled = columns > side
    for (let k = 0; k < count; k++) {
      for (let i = 0; i < size; i++) words[i] = this.palette[places[k * size + i]]
      paint(one, rows, columns, words)
      pen.drawImage(one, (k % across) * step, Math.floor(k / across) * step, side, side)
    }
  }

  /** @param {MouseEvent} event */
  under(event) {
    const box = this.canvas.getBoundingClientRect()
    const step = this.side + GAP
    const column = Math.max(0, Math.min(this.across - 1, Math.floor((event.clientX - box.left) / step)))
    const place = Math.floor((event.clientY - box.top) / step) * this.across + column
    return Math.max(0, Math.min(this.header.channels.length - 1, place))
  }

  /** @param {number} place */
  point(place) {
    const { header, side } = this
    if (!header) return
    this.place = place
    const step = side + GAP
    Object.assign(this.frame.style, {
      left: `${(place % this.across) * step}px`,
      top: `${Math.floor(place / this.across) * step}px`,
      width: `${side}px`,
      height: `${side}px`,
    })
    const [row, column] = header.units[place]
    const box = windowOf(header.seen, row, column)
    this.photo.mark(box)
    const [high, wide] = this.photo.sides
    const where = header.vector ? "" : ` at ${placeWords([row, column])}`
    const name = `${header.vector ? "Number" : "Map"} ${header.channels[place] + 1}`
    this.hands.say(`${name}: ${text(header.values[place])}${where}. ${seenWords(box, high, wide)}`)
  }

  /** @param {number} place */
  open(place) {
    if (this.header) this.hands.go(this.leading(place))
  }

  /** Where a map leads. @param {number} place */
  leading(place) {
    return { at: this.header.at, map: this.header.channels[place] + 1 }
  }
}
