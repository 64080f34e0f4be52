// One map of cells on a canvas: its pixels, its numbers where there is room, and what is marked on it.

import { element } from "../dom.mjs"
import { css, inkOn } from "./colours.mjs"
import { cellAt, fitted, followed, panned, zoomed } from "./looking.mjs"
import { text } from "./numbers.mjs"
import { fontThatFits, writeInto } from "./writing.mjs"

// Pixels a cell needs for its number, and for a line between it and the next.
const NUMBERED = 30
const RULED = 7
// How far a pointer may stray, in pixels, and still click.
const STRAY = 5
export const MARK = "#d55e00"
export const SHARE = "#0072b2"

function hatching() {
  const tile = document.createElement("canvas")
  tile.width = tile.height = 8
  const pen = tile.getContext("2d")
  pen.strokeStyle = "rgba(230, 159, 0, 0.9)"
  pen.beginPath()
  for (const from of [-4, 4, 12]) {
    pen.moveTo(from - 6, 10)
    pen.lineTo(from + 6, -2)
  }
  pen.stroke()
  return tile
}

export class Plane {
  /** `hooks` are told what the pointer does: point(cell or null), pin(cell), paint(cell), zoom(factor); pen() says whether it paints. */
  constructor(parent, hooks) {
    this.hooks = hooks
    this.canvas = element("canvas", "plane", parent)
    this.base = document.createElement("canvas")
    this.listen()
  }

  /** New contents: `values` and `colours` (canvas words) row by row; `frame` counts invented cells on the four sides. */
  show({ rows, columns, values, colours, frame = [0, 0, 0, 0] }) {
    const same = rows === this.rows && columns === this.columns
    Object.assign(this, { rows, columns, values, colours, frame })
    if (!same) {
      this.base.width = columns
      this.base.height = rows
      if (this.room) this.fit(...this.room)
    }
    this.base.getContext("2d").putImageData(new ImageData(new Uint8ClampedArray(colours.buffer), columns, rows), 0, 0)
  }

  /** Takes at most so many pixels of the page. */
  fit(width, height) {
    const { box, view } = fitted(this.rows, this.columns, width, height)
    const ratio = window.devicePixelRatio || 1
    const whole = !this.view || this.isWhole()
    Object.assign(this, { room: [width, height], box, ratio })
    this.canvas.width = Math.round(box.width * ratio)
    this.canvas.height = Math.round(box.height * ratio)
    this.canvas.style.width = `${box.width}px`
    this.canvas.style.height = `${box.height}px`
    this.view = whole ? view : zoomed(this.view, 1, [this.view.top, this.view.left], this.rows, this.columns, box)
    this.least = view.scale
  }

  isWhole() {
    return this.view.scale <= this.least * 1.001
  }

  zoom(factor, cell) {
    this.view = zoomed(this.view, factor, cell, this.rows, this.columns, this.box)
  }

  follow(first, last) {
    this.view = followed(this.view, first, last, this.rows, this.columns, this.box)
  }

  listen() {
    const { canvas } = this
    canvas.addEventListener("pointerdown", (event) => this.down(event))
    canvas.addEventListener("pointermove", (event) => this.move(event))
    canvas.addEventListener("pointerup", (event) => this.up(event))
    canvas.addEventListener("pointercancel", () => (this.grip = null))
    canvas.addEventListener("pointerleave", () => this.hooks.point(null))
    canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false })
  }

  /** Zooms with Ctrl, as two fingers on a touchpad do; without, the page scrolls. */
  wheel(event) {
    if (!event.ctrlKey) return
    event.preventDefault()
    this.hooks.zoom(Math.exp(-event.deltaY / 200))
  }

  at(event) {
    const box = this.canvas.getBoundingClientRect()
    return cellAt(this.view, event.clientX - box.left, event.clientY - box.top, this.rows, this.columns)
  }

  down(event) {
    this.grip = { x: event.clientX, y: event.clientY, strayed: false }
    // A capture keeps a finger's moves coming; without a real pointer there is nothing to capture.
    if (event.isTrusted) this.canvas.setPointerCapture(event.pointerId)
    const cell = this.at(event)
    if (cell && this.hooks.pen()) this.hooks.paint(cell)
  }

  move(event) {
    const cell = this.at(event)
    if (this.grip && this.hooks.pen()) {
      if (cell) this.hooks.paint(cell)
    } else if (this.grip && !this.isWhole()) this.drag(event)
    this.hooks.point(cell)
  }

  drag(event) {
    const { grip } = this
    const [across, down] = [event.clientX - grip.x, event.clientY - grip.y]
    if (!grip.strayed && Math.hypot(across, down) < STRAY) return
    Object.assign(grip, { strayed: true, x: event.clientX, y: event.clientY })
    this.view = panned(this.view, across, down, this.rows, this.columns, this.box)
  }

  up(event) {
    const clicked = this.grip && !this.grip.strayed
    this.grip = null
    const cell = this.at(event)
    if (clicked && cell && !this.hooks.pen()) this.hooks.pin(cell)
    if (event.pointerType === "touch") this.hooks.point(null)
  }

  /** Paints everything; `veil` is the last cell reached, in reading order, where the rest is still to come. */
  draw(marks, veil = null) {
    const pen = this.canvas.getContext("2d")
    const { view, box, ratio } = this
    pen.setTransform(ratio, 0, 0, ratio, 0, 0)
    pen.clearRect(0, 0, box.width, box.height)
    pen.imageSmoothingEnabled = view.scale < 1
    pen.setTransform(ratio * view.scale, 0, 0, ratio * view.scale, -view.left * view.scale * ratio, -view.top * view.scale * ratio)
    pen.drawImage(this.base, 0, 0)
    pen.setTransform(ratio, 0, 0, ratio, 0, 0)
    if (veil) this.veil(pen, veil)
    this.hatch(pen)
    if (view.scale >= RULED) this.rule(pen)
    if (view.scale >= NUMBERED) {
      this.number(pen, veil)
      this.ruler(pen)
    }
    for (const mark of marks) this.mark(pen, mark)
  }

  rectangle(top, left, rows, columns) {
    const { scale } = this.view
    return [(left - this.view.left) * scale, (top - this.view.top) * scale, columns * scale, rows * scale]
  }

  hatch(pen) {
    const [top, bottom, left, right] = this.frame
    if (!(top || bottom || left || right)) return
    pen.fillStyle = this.pattern ??= pen.createPattern(hatching(), "repeat")
    const middle = this.rows - top - bottom
    pen.fillRect(...this.rectangle(0, 0, top, this.columns))
    pen.fillRect(...this.rectangle(this.rows - bottom, 0, bottom, this.columns))
    pen.fillRect(...this.rectangle(top, 0, middle, left))
    pen.fillRect(...this.rectangle(top, this.columns - right, middle, right))
  }

  veil(pen, [row, column]) {
    pen.fillStyle = getComputedStyle(this.canvas).getPropertyValue("--st-secondary-background-color") || "#eee"
    pen.fillRect(...this.rectangle(row, column + 1, 1, this.columns - column - 1))
    pen.fillRect(...this.rectangle(row + 1, 0, this.rows - row - 1, this.columns))
  }

  /** The cells in sight: first row, one past the last row, first column, one past the last column. */
  seen() {
    const { view, box } = this
    const last = (start, pixels, count) => Math.min(count, Math.ceil(start + pixels / view.scale))
    return [Math.floor(view.top), last(view.top, box.height, this.rows), Math.floor(view.left), last(view.left, box.width, this.columns)]
  }

  rule(pen) {
    const [top, bottom, left, right] = this.seen()
    pen.strokeStyle = "rgba(128, 128, 128, 0.45)"
    pen.lineWidth = 1
    pen.beginPath()
    for (let row = top; row <= bottom; row++) {
      const y = Math.round((row - this.view.top) * this.view.scale) + 0.5
      pen.moveTo(0, y)
      pen.lineTo(this.box.width, y)
    }
    for (let column = left; column <= right; column++) {
      const x = Math.round((column - this.view.left) * this.view.scale) + 0.5
      pen.moveTo(x, 0)
      pen.lineTo(x, this.box.height)
    }
    pen.stroke()
  }

  number(pen, veil) {
    const [top, bottom, left, right] = this.seen()
    const { scale } = this.view
    const reached = (row, column) => !veil || row < veil[0] || (row === veil[0] && column <= veil[1])
    const said = []
    for (let row = top; row < bottom; row++) {
      for (let column = left; column < right; column++) if (reached(row, column)) said.push([row, column, text(this.values[row * this.columns + column])])
    }
    const longest = said.reduce((most, [, , one]) => (one.length > most.length ? one : most), "")
    const family = getComputedStyle(this.canvas).getPropertyValue("--st-code-font") || "monospace"
    const size = fontThatFits(pen, longest, scale - 4, Math.min(15, Math.max(10, scale * 0.32)), family)
    if (!size) return
    pen.font = `${size}px ${family}`
    pen.textAlign = "center"
    pen.textBaseline = "middle"
    for (const [row, column, one] of said) {
      const [x, y, width, height] = this.rectangle(row, column, 1, 1)
      pen.fillStyle = inkOn(this.colours[row * this.columns + column])
      pen.fillText(one, x + width / 2, y + height / 2)
    }
  }

  /** The numbers of rows and columns, counted from 1, in the corners of the first cells in sight: rows left, columns right. */
  ruler(pen) {
    const [top, bottom, left, right] = this.seen()
    const [above, below, before, after] = this.frame
    pen.font = "8px sans-serif"
    pen.textBaseline = "top"
    const at = (row, column, number, align) => {
      const [x, y, width] = this.rectangle(row, column, 1, 1)
      pen.textAlign = align
      pen.fillStyle = inkOn(this.colours[row * this.columns + column])
      pen.fillText(number, align === "left" ? x + 2 : x + width - 2, Math.max(0, y) + 2)
    }
    for (let row = Math.max(top, above); row < Math.min(bottom, this.rows - below); row++) at(row, left, row - above + 1, "left")
    for (let column = Math.max(left, before); column < Math.min(right, this.columns - after); column++) at(top, column, column - before + 1, "right")
  }

  mark(pen, { kind, top, left, rows = 1, columns = 1, colour = MARK, width = 2.5, label = "" }) {
    const [x, y, w, h] = this.rectangle(top, left, rows, columns)
    if (kind === "tint") {
      pen.fillStyle = colour
      pen.fillRect(x, y, w, h)
    } else if (kind === "box") {
      // A halo in white keeps the frame apart from whatever it lies on.
      const grow = w < 6 ? 2 : 0
      for (const [style, thick] of [["rgba(255, 255, 255, 0.9)", width + 2], [colour, width]]) {
        pen.strokeStyle = style
        pen.lineWidth = thick
        pen.strokeRect(x - grow, y - grow, w + 2 * grow, h + 2 * grow)
      }
    } else if (kind === "dot") {
      pen.fillStyle = colour
      pen.beginPath()
      pen.arc(x + w / 2, y + h / 2, Math.max(1.5, Math.min(4, w / 5)), 0, 7)
      pen.fill()
    } else if (kind === "label" && w >= NUMBERED) {
      pen.textAlign = "left"
      pen.textBaseline = "top"
      pen.fillStyle = colour
      writeInto(pen, label, x + 3, y + 2, w - 4, 10)
    }
  }

  /** The colour of a cell, for tables that show the same number. */
  colour(at) {
    return css(this.colours[at])
  }
}
