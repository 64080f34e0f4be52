// A picture with one row marked on it, which a pointer, a finger or keys move, and the curves of that row below.

import { announce } from "../shared/announcer.mjs"
import { GREYS } from "../shared/colours.mjs"
import { element, write } from "../shared/dom.mjs"
import { unpacked } from "../shared/message.mjs"
import { component } from "../shared/mount.mjs"
import { NextFrame } from "../shared/next_frame.mjs"
import { WidthWatch } from "../shared/width.mjs"
import { Curves } from "./curves.mjs"
import { curvesOf, readOut, rowReached, sentence } from "./reading.mjs"

/**
 * @import { Numbers } from "../shared/message.mjs"
 * @import { Line } from "./reading.mjs"
 * @typedef {Uint8Array<ArrayBuffer>} Data a message
 * @typedef {{ row: number, lines: Line[], ends: [number, number], told: string }} Header
 * @typedef {{ row: { row: number } }} Told What Python hears.
 */

// Milliseconds without another row after which the server is told.
const STILL = 350
// Pixels to the left of the picture, as in the style sheet.
const BESIDE = 46
// Pixels that the marked row has at least between its lines.
const LEAST = 3

class OneRow {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    const figure = element("figure", "", root)
    this.photo = element("div", "photo", figure)
    this.canvas = element("canvas", "", this.photo)
    this.canvas.setAttribute("role", "img")
    this.handle = element("div", "handle", this.photo)
    this.mark = element("div", "mark", this.handle)
    this.number = element("input", "number", this.photo)
    this.curves = new Curves(figure)
    this.reading = element("p", "reading", root)
    this.words = element("p", "words", root)
    this.frame = new NextFrame(() => this.draw())
    this.width = new WidthWatch(root, () => this.frame.ask())
    /** @type {{ header: Header, pixels: Numbers } | null} */
    this.shown = null
    this.row = this.column = this.known = 0
    this.held = false
    /** @type {number | undefined} */
    this.resting = undefined
    /** @type {Mounted<Data, Told>["setStateValue"]} */
    this.tell = () => {}
    this.listen()
  }

  listen() {
    const { handle, photo, number } = this
    handle.tabIndex = 0
    handle.setAttribute("role", "slider")
    handle.setAttribute("aria-orientation", "vertical")
    handle.setAttribute("aria-label", "Marked row of the picture")
    number.type = "number"
    number.min = "1"
    number.title = "Row of the curves"
    number.setAttribute("aria-label", number.title)
    number.addEventListener("change", () => this.go(Math.round(Number(number.value)) - 1 || 0))
    handle.addEventListener("keydown", (event) => this.key(event))
    handle.addEventListener("pointerdown", (event) => {
      this.held = true
      if (event.isTrusted) handle.setPointerCapture(event.pointerId)
    })
    for (const end of ["pointerup", "pointercancel"]) {
      handle.addEventListener(end, () => {
        this.held = false
      })
    }
    photo.addEventListener("pointermove", (event) => this.pointed(event, this.held))
    photo.addEventListener("click", (event) => event.target === this.canvas && this.pointed(event, true))
    this.curves.canvas.addEventListener("pointermove", (event) => this.pointed(event, false))
  }

  /** @param {Mounted<Data, Told>} mounted */
  receive({ data, setStateValue }) {
    this.tell = setStateValue
    this.width.start()
    const { header, arrays } = unpacked(data, { copied: true })
    const pixels = /** @type {Numbers} */ (arrays.get("pixels"))
    const fresh = !this.shown || this.shown.pixels.shape.join() !== pixels.shape.join()
    if (fresh || header.row !== this.known) this.row = header.row
    if (fresh) this.column = pixels.shape[1] >> 1
    this.known = header.row
    this.shown = { header, pixels }
    this.paint(header, pixels)
    this.draw()
  }

  /** @param {Header} header @param {Numbers} pixels */
  paint({ lines, told }, { values, shape: [rows, columns] }) {
    Object.assign(this.canvas, { width: columns, height: rows })
    const colours = Uint32Array.from(/** @type {Uint8Array} */ (values), (place) => GREYS[place])
    const image = new ImageData(new Uint8ClampedArray(colours.buffer), columns, rows)
    this.canvas.getContext("2d")?.putImageData(image, 0, 0)
    this.canvas.setAttribute("aria-label", `Picture, ${rows} × ${columns} pixels. ${told}`)
    this.root.style.setProperty("--wide", String(columns / rows))
    this.number.max = String(rows)
    this.handle.setAttribute("aria-valuemin", "1")
    this.handle.setAttribute("aria-valuemax", String(rows))
    this.curves.name(["image", ...lines.map(({ name }) => name)])
  }

  /** @param {PointerEvent | MouseEvent} event @param {boolean} moves whether the row moves there */
  pointed(event, moves) {
    if (!this.shown) return
    const [rows, columns] = this.shown.pixels.shape
    const box = this.canvas.getBoundingClientRect()
    const within = (/** @type {number} */ share, /** @type {number} */ count) =>
      Math.max(0, Math.min(count - 1, Math.floor(share * count)))
    this.column = within((event.clientX - box.left) / box.width, columns)
    if (moves) this.go(within((event.clientY - box.top) / box.height, rows))
    this.frame.ask()
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.shown) return
    const [rows, columns] = this.shown.pixels.shape
    const row = rowReached(event.key, this.row, rows)
    const across = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (row === undefined && !across) return
    event.preventDefault()
    if (row !== undefined) return this.go(row)
    this.column = Math.max(0, Math.min(columns - 1, this.column + (across ?? 0)))
    this.draw()
    announce(this.root, this.reading.textContent ?? "")
  }

  /** @param {number} row */
  go(row) {
    if (!this.shown) return
    this.row = Math.max(0, Math.min(this.shown.pixels.shape[0] - 1, row))
    this.frame.ask()
    clearTimeout(this.resting)
    this.resting = setTimeout(() => this.rest(), STILL)
  }

  /** Says where one is, and lets the link keep it. */
  rest() {
    if (this.held) {
      this.resting = setTimeout(() => this.rest(), STILL)
      return
    }
    announce(this.root, this.words.textContent ?? "")
    if (this.row === this.known) return
    this.known = this.row
    this.tell("row", { row: this.row })
  }

  draw() {
    if (!this.shown) return
    const started = performance.now()
    const { header, pixels } = this.shown
    const [rows] = pixels.shape
    const curves = curvesOf(pixels, header.lines, this.row)
    this.place(this.canvas.clientHeight / rows)
    this.curves.draw(curves, header.ends, this.column, BESIDE)
    const said = sentence(curves, this.row)
    write(this.reading, readOut(curves, this.row, this.column))
    write(this.words, said)
    this.curves.canvas.setAttribute("aria-label", `Curves of the marked row. ${said}`)
    this.handle.setAttribute("aria-valuenow", String(this.row + 1))
    this.handle.setAttribute("aria-valuetext", `Row ${this.row + 1} of ${rows}`)
    Object.assign(this.root.dataset, { row: String(this.row), took: (performance.now() - started).toFixed(2) })
  }

  /** Lays the mark round its row: two lines, with the row's own pixels between them. @param {number} scale */
  place(scale) {
    const middle = (this.row + 0.5) * scale
    this.handle.style.top = `${middle}px`
    this.mark.style.height = `${Math.max(LEAST, scale)}px`
    this.number.style.top = `${Math.max(16, Math.min(this.canvas.clientHeight - 16, middle))}px`
    if (this.root.getRootNode() instanceof ShadowRoot && this.number !== activeIn(this.root)) {
      this.number.value = String(this.row + 1)
    }
  }

  stop() {
    clearTimeout(this.resting)
    this.frame.stop()
    this.width.stop()
  }
}

/** What has the focus where the component draws. @param {HTMLElement} root */
function activeIn(root) {
  return /** @type {ShadowRoot} */ (root.getRootNode()).activeElement
}

export default component("one_row", OneRow, "This picture and its curves could not be drawn")
