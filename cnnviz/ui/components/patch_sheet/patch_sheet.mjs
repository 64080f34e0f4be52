// All channels of a layer, each as its best patch, on one canvas: a click, or Enter, chooses one.

import { announce } from "../shared/announcer.mjs"
import { element, write } from "../shared/dom.mjs"
import { component } from "../shared/mount.mjs"
import { WidthWatch } from "../shared/width.mjs"

/**
 * @typedef {{ picture: string, side: number, across: number, count: number, labels: string[], about: string,
 *   alone?: boolean }} Data see cnnviz/figures/looks/sheet.py; alone no channel leads anywhere
 */

const GAP = 4
// A patch's side on the page, in pixels: the largest that lets them all be seen within that height.
const SIDES = [24, 28, 32, 40, 48, 64]
const WITHIN = 340

/**
 * The side of a patch and how many stand in a row.
 * @param {number} count
 * @param {number} wide
 */
export function laidOut(count, wide) {
  const across = (/** @type {number} */ side) => Math.max(1, Math.floor((wide + GAP) / (side + GAP)))
  const fits = (/** @type {number} */ side) => Math.ceil(count / across(side)) * (side + GAP) <= WITHIN
  const side = [...SIDES].reverse().find(fits) ?? SIDES[0]
  return { side, across: across(side) }
}

class PatchSheet {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.words = element("p", "words", root)
    this.stage = element("div", "stage", root)
    this.stage.tabIndex = 0
    this.stage.setAttribute("role", "application")
    this.canvas = element("canvas", "data", this.stage)
    this.frame = element("div", "window", this.stage)
    this.image = new Image()
    this.image.addEventListener("load", () => this.draw())
    this.data = /** @type {Data | null} */ (null)
    this.place = 0
    this.laid = { side: SIDES[0], across: 1 }
    this.width = new WidthWatch(root, () => this.draw())
    /** @type {(channel: number) => void} */
    this.tell = () => {}
    this.listen()
  }

  listen() {
    const { stage } = this
    stage.addEventListener("pointermove", (event) => this.point(this.under(event), false))
    stage.addEventListener("click", (event) => this.tell(this.under(event) + 1))
    stage.addEventListener("focus", () => this.point(this.place, true))
    stage.addEventListener("keydown", (event) => {
      const { across } = this.laid
      const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -across, ArrowDown: across }[event.key]
      if (event.key === "Enter") this.tell(this.place + 1)
      if (!by || !this.data) return
      event.preventDefault()
      this.point(Math.max(0, Math.min(this.data.count - 1, this.place + by)), true)
    })
  }

  /** @param {Mounted<Data, {}, { channel: { channel: number } }>} mounted */
  receive({ data, setTriggerValue }) {
    this.tell = data.alone ? () => {} : (channel) => setTriggerValue("channel", { channel })
    this.stage.classList.toggle("leads", !data.alone)
    const fresh = data.picture !== this.data?.picture
    this.data = data
    if (fresh) this.image.src = data.picture
    this.place = Math.min(this.place, data.count - 1)
    this.stage.setAttribute(
      "aria-label",
      `${data.about} Arrow keys point at one${data.alone ? "" : ", Enter shows its patches"}.`,
    )
    write(this.words, data.about)
    this.width.start()
  }

  draw() {
    const { data, canvas, image } = this
    const wide = this.root.clientWidth
    if (!data || !wide || !image.complete || !image.naturalWidth) return
    this.laid = laidOut(data.count, wide)
    const { side, across } = this.laid
    const step = side + GAP
    const ratio = Math.min(2, window.devicePixelRatio || 1)
    const [width, height] = [Math.min(data.count, across) * step, Math.ceil(data.count / across) * step]
    canvas.width = Math.round(width * ratio)
    canvas.height = Math.round(height * ratio)
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` })
    const pen = canvas.getContext("2d")
    if (!pen) return
    pen.scale(ratio, ratio)
    for (let k = 0; k < data.count; k++) {
      const [left, top] = [(k % data.across) * data.side, Math.floor(k / data.across) * data.side]
      const [x, y] = [(k % across) * step, Math.floor(k / across) * step]
      pen.drawImage(image, left, top, data.side, data.side, x, y, side, side)
    }
    this.mark()
    this.root.dataset.drawn = String(data.count)
  }

  /** @param {MouseEvent} event */
  under(event) {
    const box = this.canvas.getBoundingClientRect()
    const { side, across } = this.laid
    const column = Math.max(0, Math.min(across - 1, Math.floor((event.clientX - box.left) / (side + GAP))))
    const place = Math.floor((event.clientY - box.top) / (side + GAP)) * across + column
    return Math.max(0, Math.min((this.data?.count ?? 1) - 1, place))
  }

  /** @param {number} place @param {boolean} keyed */
  point(place, keyed) {
    if (!this.data) return
    this.place = place
    this.mark()
    write(this.words, this.data.labels[place])
    if (keyed) announce(this.root, this.data.labels[place])
  }

  mark() {
    const { side, across } = this.laid
    Object.assign(this.frame.style, {
      left: `${(this.place % across) * (side + GAP)}px`,
      top: `${Math.floor(this.place / across) * (side + GAP)}px`,
      width: `${side}px`,
      height: `${side}px`,
    })
  }

  stop() {
    this.width.stop()
  }
}

export default component("patch_sheet", PatchSheet, "These channels could not be drawn")
