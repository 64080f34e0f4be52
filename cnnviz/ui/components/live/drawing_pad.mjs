// A pad to draw a picture on for the network, by mouse, pen, finger or arrow keys; and a picture file made to its size.

import { element, write } from "../dom.mjs"
import { brushBorder, brushCentred, brushCrop, brushRead, brushStroke, brushUnlike } from "./brush.mjs"
import { paintButton, paintImage, paintSheet, paintShow } from "./painting.mjs"

// Milliseconds between two pictures sent while drawing.
const PAD_PATIENCE = 120
const PAD_FILE_BYTES = 20 * 2 ** 20
const PAD_MOST_PIXELS = 64e6

export class DrawingPad {
  /** `take(bytes)` gets the picture (c h w) while it is drawn and when it is done. */
  constructor(parent, take) {
    this.take = take
    this.colour = [255, 255, 255]
    this.root = element("div", "live-pad", parent)
    this.stage = element("div", "live-stage", this.root)
    this.canvas = element("canvas", "", this.stage)
    this.canvas.tabIndex = 0
    this.canvas.setAttribute("role", "application")
    this.canvas.setAttribute("aria-label", "Drawing pad. Arrow keys move the pen, with Space held down they draw.")
    this.cursor = element("div", "live-frame", this.stage)
    this.cursor.hidden = true
    this.tools()
    this.trouble = element("p", "live-trouble", this.root)
    this.trouble.setAttribute("role", "status")
    this.listen()
    this.fit([1, 28, 28])
  }

  tools() {
    const bar = element("div", "live-bar", this.root)
    const label = element("label", "", bar)
    label.append("Brush ")
    this.brush = element("input", "", label)
    Object.assign(this.brush, { type: "range", min: 0.5, max: 3, step: 0.25, value: 1.25 })
    this.ink = element("input", "", bar)
    Object.assign(this.ink, { type: "color", value: "#ffffff" })
    this.ink.setAttribute("aria-label", "Colour of the brush")
    this.ink.addEventListener("input", () => (this.colour = [1, 3, 5].map((at) => parseInt(this.ink.value.slice(at, at + 2), 16))))
    this.eraser = paintButton(bar, "Eraser", "Draw in black", () => this.eraser.setAttribute("aria-pressed", String(!this.erases())))
    this.eraser.setAttribute("aria-pressed", "false")
    paintButton(bar, "Clear", "Make everything black", () => this.become(new Uint8Array(this.bytes.length)))
    paintButton(bar, "Centre", "Move the centre of mass to the middle, as it was done with MNIST's digits", () => this.become(brushCentred(this.bytes, this.size)))
    this.invert = paintButton(bar, "Invert", "Swap dark and bright: let it look as the pictures in the training data do", () => this.become(this.bytes.map((value) => 255 - value)))
    const file = element("label", "live-file", bar)
    file.append("Picture file ")
    this.file = element("input", "", file)
    Object.assign(this.file, { type: "file", accept: "image/*" })
    this.file.addEventListener("change", () => this.file.files[0] && this.read(this.file.files[0]))
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

  /** The size (c h w) of the network's pictures, and their mean brightness; a new size clears the pad. */
  fit(size, mean = NaN) {
    this.mean = mean
    if (String(size) === String(this.size)) return
    this.size = size
    this.bytes = new Uint8Array(size[0] * size[1] * size[2])
    this.pen = [size[1] / 2, size[2] / 2].map(Math.floor)
    this.sheet = paintSheet(this.canvas, size[1], size[2])
    this.ink.hidden = size[0] === 1
    this.paint()
  }

  erases() {
    return this.eraser.getAttribute("aria-pressed") === "true"
  }

  place(event) {
    const box = this.canvas.getBoundingClientRect()
    return [((event.clientY - box.top) / box.height) * this.size[1] - 0.5, ((event.clientX - box.left) / box.width) * this.size[2] - 0.5]
  }

  begin(at) {
    this.stroke = { bytes: this.bytes, before: this.bytes.slice(), reach: new Float32Array(this.size[1] * this.size[2]), size: this.size }
    this.last = at
    this.line(at)
  }

  line(to) {
    const colour = this.erases() ? [0, 0, 0] : this.size[0] === 1 ? [255] : this.colour
    brushStroke(this.stroke, this.last, to, Number(this.brush.value), colour)
    this.last = to
    this.paint()
    this.send()
  }

  down(event) {
    // A capture keeps a finger's moves coming; without a real pointer there is nothing to capture.
    if (event.isTrusted) this.canvas.setPointerCapture(event.pointerId)
    this.begin(this.place(event))
  }

  move(event) {
    if (!this.stroke || this.spaced) return
    // A fast hand moves several times a frame; the browser keeps the points between.
    const between = event.getCoalescedEvents?.() ?? []
    for (const one of between.length ? between : [event]) this.line(this.place(one))
  }

  up() {
    if (!this.stroke) return
    this.stroke = null
    this.deliver()
  }

  key(event, pressed) {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key]
    if (event.key === " ") {
      if (pressed && !this.spaced) this.begin(this.pen)
      else if (!pressed) this.up()
      this.spaced = pressed
    } else if (step && pressed) {
      this.pen = this.pen.map((at, axis) => Math.min(this.size[axis + 1] - 1, Math.max(0, at + step[axis])))
      if (this.spaced) this.line(this.pen)
    } else return
    event.preventDefault()
    this.mark()
  }

  mark() {
    const [, rows, columns] = this.size
    this.cursor.hidden = false
    Object.assign(this.cursor.style, { top: `${(100 * this.pen[0]) / rows}%`, left: `${(100 * this.pen[1]) / columns}%`, width: `${100 / columns}%`, height: `${100 / rows}%` })
  }

  become(bytes, uploaded = false) {
    this.bytes.set(bytes)
    const unlike = uploaded ? brushUnlike(brushBorder(bytes, this.size), this.mean) : ""
    write(this.trouble, unlike)
    this.invert.classList.toggle("live-primary", Boolean(unlike))
    this.paint()
    this.deliver()
  }

  paint() {
    paintImage(this.sheet.words, this.bytes, this.bytes.length)
    paintShow(this.sheet)
  }

  /** Sends what is drawn, not more often than the server likes to answer. */
  send() {
    this.waiting ??= setTimeout(() => this.deliver(), PAD_PATIENCE)
  }

  deliver() {
    clearTimeout(this.waiting)
    this.waiting = undefined
    this.take(this.bytes.slice())
  }

  async read(file) {
    this.file.value = ""
    write(this.trouble, "")
    if (file.size > PAD_FILE_BYTES) return write(this.trouble, `That file has more than ${PAD_FILE_BYTES / 2 ** 20} MB. Make it smaller and try again.`)
    let picture
    try {
      picture = await createImageBitmap(file)
    } catch {
      return write(this.trouble, `The browser cannot read “${file.name.slice(0, 60)}” as a picture. A PNG or JPEG file works.`)
    }
    if (picture.width * picture.height > PAD_MOST_PIXELS) write(this.trouble, `That picture has more than ${PAD_MOST_PIXELS / 1e6} million pixels. Make it smaller and try again.`)
    else this.become(this.shrunk(picture), true)
    picture.close()
  }

  /** The middle of a picture, as large as it can be, in the network's size. Halved first, so that no pixel is skipped. */
  shrunk(picture) {
    const [channels, rows, columns] = this.size
    const [left, top, wide, high] = brushCrop(picture.width, picture.height, columns, rows)
    let from = { picture, box: [left, top, wide, high] }
    while (from.box[2] >= 2 * columns && from.box[3] >= 2 * rows) {
      const half = new OffscreenCanvas(Math.ceil(from.box[2] / 2), Math.ceil(from.box[3] / 2))
      half.getContext("2d").drawImage(from.picture, ...from.box, 0, 0, half.width, half.height)
      from = { picture: half, box: [0, 0, half.width, half.height] }
    }
    const small = new OffscreenCanvas(columns, rows)
    small.getContext("2d").drawImage(from.picture, ...from.box, 0, 0, columns, rows)
    return brushRead(small.getContext("2d").getImageData(0, 0, columns, rows).data, channels, false)
  }

  stop() {
    clearTimeout(this.waiting)
  }
}
