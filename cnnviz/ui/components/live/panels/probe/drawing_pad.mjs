// A pad to draw a picture on for the network, by mouse, pen, finger or arrow keys; and a picture file made to its size.

import { element, write } from "../../../shared/dom.mjs"
import { Toggle, titledButton } from "../../drawing/inputs.mjs"
import { coloursIn } from "../../drawing/palettes.mjs"
import { fillPicture, Sheet } from "../../drawing/sheet.mjs"
import { centred, drawStroke, edgeBrightness, inverted, unlikeTrainingWords } from "./brush.mjs"
import { readPicture } from "./picture_file.mjs"

/** @import { Point, Stroke } from "./brush.mjs" */

// Milliseconds between two pictures sent while drawing.
const PATIENCE = 120
/** @type {Record<string, Point>} */
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }

// Until a network says the size of its pictures.
const FIRST_SIZE = [1, 28, 28]

/** @param {number[]} size */
const bytesOfSize = ([channels, rows, columns]) => new Uint8Array(channels * rows * columns)

/**
 * @param {number[]} size
 * @returns {Point}
 */
const middleOf = ([, rows, columns]) => [Math.floor(rows / 2), Math.floor(columns / 2)]

export class DrawingPad {
  /**
   * @param {HTMLElement} parent
   * @param {(bytes: Uint8Array, size: number[]) => void} take gets the picture (c h w) while it is drawn
   */
  constructor(parent, take) {
    this.take = take
    this.colour = [255, 255, 255]
    this.root = element("div", "live-pad", parent)
    const stage = element("div", "live-stage", this.root)
    this.canvas = element("canvas", "", stage)
    this.canvas.tabIndex = 0
    this.canvas.setAttribute("role", "application")
    this.canvas.setAttribute("aria-label", "Drawing pad. Arrow keys move the pen, with Space held down they draw.")
    this.cursor = element("div", "live-frame", stage)
    this.cursor.hidden = true
    const bar = element("div", "live-bar", this.root)
    this.brush = this.makeBrush(bar)
    this.ink = this.makeInk(bar)
    this.eraser = new Toggle(bar, "Eraser", "Draw in black", () => {})
    this.invert = this.makeTools(bar)
    this.file = this.makeFile(bar)
    this.trouble = element("p", "live-trouble", this.root)
    this.trouble.setAttribute("role", "status")
    /** @type {Stroke | null} */
    this.stroke = null
    /** @type {Point} */
    this.last = [0, 0]
    this.spaced = false
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.waiting = undefined
    this.size = FIRST_SIZE
    this.bytes = bytesOfSize(FIRST_SIZE)
    this.pen = middleOf(FIRST_SIZE)
    this.sheet = new Sheet(this.canvas, FIRST_SIZE[1], FIRST_SIZE[2])
    this.mean = NaN
    this.listen()
    this.resize(FIRST_SIZE)
  }

  /** @param {HTMLElement} bar */
  makeBrush(bar) {
    const label = element("label", "", bar)
    label.append("Brush ")
    return Object.assign(element("input", "", label), { type: "range", min: 0.5, max: 3, step: 0.25, value: 1.25 })
  }

  /** @param {HTMLElement} bar */
  makeInk(bar) {
    const ink = Object.assign(element("input", "", bar), { type: "color", value: "#ffffff" })
    ink.setAttribute("aria-label", "Colour of the brush")
    ink.addEventListener("input", () => {
      this.colour = coloursIn(ink.value)[0]
    })
    return ink
  }

  /** @param {HTMLElement} bar */
  makeTools(bar) {
    titledButton(bar, "Clear", "Make everything black", () => this.become(new Uint8Array(this.bytes.length)))
    titledButton(bar, "Centre", "Move the centre of mass to the middle, as it was done with MNIST's digits", () =>
      this.become(centred(this.bytes, this.size)),
    )
    const title = "Swap dark and bright: let it look as the pictures in the training data do"
    return titledButton(bar, "Invert", title, () => this.become(inverted(this.bytes)))
  }

  /** @param {HTMLElement} bar */
  makeFile(bar) {
    const label = element("label", "live-file", bar)
    label.append("Picture file ")
    const input = Object.assign(element("input", "", label), { type: "file", accept: "image/*" })
    input.addEventListener("change", () => input.files?.[0] && this.read(input.files[0]))
    return input
  }

  listen() {
    const { canvas } = this
    canvas.addEventListener("pointerdown", (event) => this.down(event))
    canvas.addEventListener("pointermove", (event) => this.move(event))
    canvas.addEventListener("pointerup", () => this.up())
    canvas.addEventListener("pointercancel", () => this.up())
    canvas.addEventListener("keydown", (event) => this.key(event, true))
    canvas.addEventListener("keyup", (event) => this.key(event, false))
    canvas.addEventListener("blur", () => {
      this.cursor.hidden = true
      if (this.spaced) this.up()
      this.spaced = false
    })
  }

  /**
   * The size (c h w) of the network's pictures, and their mean brightness; a new size clears the pad.
   * @param {number[]} size
   * @param {number} mean
   */
  fit(size, mean) {
    this.mean = mean
    if (String(size) !== String(this.size)) this.resize(size)
  }

  /** @param {number[]} size */
  resize(size) {
    this.size = size
    this.bytes = bytesOfSize(size)
    this.pen = middleOf(size)
    this.sheet = new Sheet(this.canvas, size[1], size[2])
    this.ink.hidden = size[0] === 1
    this.paint()
  }

  /** @param {PointerEvent} event */
  place(event) {
    const box = this.canvas.getBoundingClientRect()
    return [
      ((event.clientY - box.top) / box.height) * this.size[1] - 0.5,
      ((event.clientX - box.left) / box.width) * this.size[2] - 0.5,
    ]
  }

  /** @param {Point} at */
  begin(at) {
    const { bytes, size } = this
    const stroke = { bytes, before: bytes.slice(), reach: new Float32Array(size[1] * size[2]), size }
    this.stroke = stroke
    this.last = at
    this.line(stroke, at)
  }

  /**
   * @param {Stroke} stroke
   * @param {Point} to
   */
  line(stroke, to) {
    const colour = this.eraser.on ? [0, 0, 0] : this.size[0] === 1 ? [255] : this.colour
    drawStroke(stroke, this.last, to, Number(this.brush.value), colour)
    this.last = to
    this.paint()
    this.send()
  }

  /** @param {PointerEvent} event */
  down(event) {
    // A capture keeps a finger's moves coming; without a real pointer there is nothing to capture.
    if (event.isTrusted) this.canvas.setPointerCapture(event.pointerId)
    this.begin(this.place(event))
  }

  /** @param {PointerEvent} event */
  move(event) {
    if (!this.stroke || this.spaced) return
    // A fast hand moves several times a frame; the browser keeps the points between.
    const between = event.getCoalescedEvents?.() ?? []
    for (const point of between.length ? between : [event]) this.line(this.stroke, this.place(point))
  }

  up() {
    if (!this.stroke) return
    this.stroke = null
    this.deliver()
  }

  /**
   * @param {KeyboardEvent} event
   * @param {boolean} pressed
   */
  key(event, pressed) {
    const step = STEPS[event.key]
    if (event.key === " ") {
      if (pressed && !this.spaced) this.begin(this.pen)
      else if (!pressed) this.up()
      this.spaced = pressed
    } else if (step && pressed) {
      this.pen = this.pen.map((at, axis) => Math.min(this.size[axis + 1] - 1, Math.max(0, at + step[axis])))
      if (this.spaced && this.stroke) this.line(this.stroke, this.pen)
    } else return
    event.preventDefault()
    this.mark()
  }

  mark() {
    const [, rows, columns] = this.size
    this.cursor.hidden = false
    Object.assign(this.cursor.style, {
      top: `${(100 * this.pen[0]) / rows}%`,
      left: `${(100 * this.pen[1]) / columns}%`,
      width: `${100 / columns}%`,
      height: `${100 / rows}%`,
    })
  }

  /**
   * Another picture, whole; an uploaded one may be unlike what the network knows.
   * @param {Uint8Array} bytes
   */
  become(bytes, uploaded = false) {
    this.bytes.set(bytes)
    const unlike = uploaded ? unlikeTrainingWords(edgeBrightness(bytes, this.size), this.mean) : ""
    write(this.trouble, unlike)
    this.invert.classList.toggle("primary", Boolean(unlike))
    this.paint()
    this.deliver()
  }

  paint() {
    fillPicture(this.sheet.words, this.bytes, this.bytes.length)
    this.sheet.show()
  }

  /** Sends what is drawn, not more often than the server likes to answer. */
  send() {
    this.waiting ??= setTimeout(() => this.deliver(), PATIENCE)
  }

  deliver() {
    clearTimeout(this.waiting)
    this.waiting = undefined
    this.take(this.bytes.slice(), this.size)
  }

  /** @param {File} file */
  async read(file) {
    this.file.value = ""
    write(this.trouble, "")
    try {
      this.become(await readPicture(file, this.size), true)
    } catch (error) {
      write(this.trouble, error instanceof Error ? error.message : String(error))
    }
  }

  stop() {
    clearTimeout(this.waiting)
  }
}
