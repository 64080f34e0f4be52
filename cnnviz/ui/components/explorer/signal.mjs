// One dimension: the data as bars, the kernel sliding below them, the result under both, all aligned.

import { element, write } from "../dom.mjs"
import { colourOf, css, inkOn } from "./colours.mjs"
import { centreOf, fedBy, frameOf, touchedBy } from "./model.mjs"
import { text } from "./numbers.mjs"
import { MARK, SHARE } from "./plane.mjs"
import { writeInto } from "./writing.mjs"

// Heights in pixels: a plot of bars, the row of the kernel, the gaps with their names.
const PLOT = 120
const KERNEL = 62
const NAME = 20
const TALL = NAME + PLOT + NAME + KERNEL + NAME + PLOT + NAME
const BAR = "#8b93a1"
// The finest value that a dragged bar takes.
const GRAIN = 10
// What a bar can at least be dragged to, below and above zero.
const ROOM = [0.2, 1]

/** Where the bands of the picture start. */
const BANDS = { data: NAME, kernel: NAME + PLOT + NAME, result: NAME + PLOT + NAME + KERNEL + NAME }

/** A value as a height above the bottom of a plot whose ends are `low` and `high`. */
export function heightOf(value, low, high, tall) {
  return ((value - low) / (high - low)) * tall
}

/** The value at a height, to the grain. */
export function valueAt(height, low, high, tall) {
  const value = low + (Math.max(0, Math.min(tall, height)) / tall) * (high - low)
  return Math.round(value * GRAIN) / GRAIN
}

/** The ends of a plot: all values, zero, at least `room` on both sides of it, and a little air. */
export function endsOf(values, room = [0, 0]) {
  const low = Math.min(-room[0], ...values)
  const high = Math.max(room[1], ...values)
  const air = (high - low || 1) * 0.15
  return [low < 0 ? low - air : -air / 2, high + air]
}

/** The differences of neighbours, x[k] − x[k − 1], the first against 0. */
export function differences(values) {
  return Array.from(values, (value, k) => value - (k ? values[k - 1] : 0))
}

export class SignalBoard {
  constructor(parent, hooks, middle) {
    this.hooks = hooks
    this.box = element("div", "board signal", parent)
    const figure = element("figure", "side input", this.box)
    this.caption = element("figcaption", "", figure)
    const holder = element("div", "holder", figure)
    this.canvas = element("canvas", "strip", holder)
    this.canvas.tabIndex = 0
    this.canvas.setAttribute("role", "application")
    this.canvas.setAttribute("aria-label", "Data, kernel and result. Arrow keys slide the kernel, Space plays, Home and End jump.")
    this.list = element("p", "line", figure)
    this.box.append(middle)
    this.listen()
  }

  listen() {
    const { canvas } = this
    canvas.addEventListener("pointerdown", (event) => this.down(event))
    canvas.addEventListener("pointermove", (event) => this.move(event))
    canvas.addEventListener("pointerup", (event) => this.up(event))
    canvas.addEventListener("pointerleave", () => this.hooks.output(null))
  }

  show(work, scales, channels, title) {
    Object.assign(this, { work, scales })
    this.first = -work.axes[1].before
    this.count = work.axes[1].padded
    // A drag must not move the scale it is measured on.
    if (!this.held) this.ends = endsOf(work.framed[0], ROOM)
    this.slopes = work.subject.values.derivative ? differences(work.subject.planes[0]) : []
    this.resultEnds = endsOf([...work.output, ...this.slopes])
    write(this.caption, title)
    this.fit()
  }

  fit() {
    const width = Math.max(240, this.canvas.parentElement.clientWidth)
    const ratio = window.devicePixelRatio || 1
    Object.assign(this, { width, ratio, step: Math.min(64, (width - 4) / this.count) })
    this.canvas.width = Math.round(width * ratio)
    this.canvas.height = Math.round(TALL * ratio)
    this.canvas.style.width = `${width}px`
    this.canvas.style.height = `${TALL}px`
  }

  zoom() {}

  zoomTo() {}

  follow() {}

  x(position) {
    return 2 + (position - this.first) * this.step
  }

  /** What is pointed at: a place of the data, a weight, an output, or nothing. */
  at(event) {
    const box = this.canvas.getBoundingClientRect()
    const y = event.clientY - box.top
    const place = Math.floor((event.clientX - box.left - 2) / this.step) + this.first
    if (place < this.first || place >= this.first + this.count) return null
    if (y < BANDS.kernel - NAME) return { kind: "input", place, y }
    if (y < BANDS.result - NAME) return { kind: "kernel", place }
    const output = this.outputAt(place)
    return output === null ? null : { kind: "output", output }
  }

  outputAt(place) {
    for (let k = 0; k < this.work.axes[1].output; k++) if (centreOf(this.work, 0, k)[1] === place) return k
    return null
  }

  down(event) {
    const at = this.at(event)
    if (event.isTrusted) this.canvas.setPointerCapture(event.pointerId)
    this.held = at?.kind === "input" && at.place >= 0 && at.place < this.work.axes[1].size ? at : null
    if (this.held) Object.assign(this.held, { from: event.clientY, moved: false })
  }

  move(event) {
    if (this.held) return this.drag(event)
    const at = this.at(event)
    if (at?.kind === "input") this.hooks.input([0, at.place], 0)
    else if (at?.kind === "kernel") this.weight(at.place)
    else this.hooks.output(at ? [0, at.output] : null)
  }

  weight(place) {
    const under = this.terms.columns.indexOf(place)
    this.hooks.weight(under >= 0 ? under : null)
  }

  drag(event) {
    const box = this.canvas.getBoundingClientRect()
    if (!this.held.moved && Math.abs(event.clientY - this.held.from) < 4) return
    this.held.moved = true
    const height = BANDS.data + PLOT - (event.clientY - box.top)
    this.hooks.set(this.held.place, valueAt(height, ...this.ends, PLOT))
  }

  up(event) {
    const { held } = this
    this.held = null
    const at = this.at(event)
    if (held?.moved) this.hooks.kept()
    else if (at?.kind === "output") this.hooks.pin([0, at.output])
    else if (at?.kind === "input") this.hooks.pinInput([0, at.place])
  }

  draw(cell, terms, pointer, veil) {
    this.terms = terms
    const pen = this.canvas.getContext("2d")
    const style = getComputedStyle(this.canvas)
    this.ink = style.getPropertyValue("--st-text-color") || "#222"
    pen.setTransform(this.ratio, 0, 0, this.ratio, 0, 0)
    pen.clearRect(0, 0, this.width, TALL)
    this.name(pen, BANDS.data, "data: drag a bar to change it")
    this.name(pen, BANDS.kernel, "kernel: under each weight its product; the dot is the centre")
    this.name(pen, BANDS.result, "result (feature map): each number stands under the kernel's centre")
    this.data(pen, terms, pointer)
    this.kernel(pen, cell, terms, pointer)
    this.result(pen, cell, pointer, veil)
    const known = veil ? veil[1] + 1 : this.work.output.length
    write(this.list, `[${Array.from(this.work.output.subarray(0, known), text).join(", ")}${known < this.work.output.length ? ", …" : ""}]`)
  }

  name(pen, y, label) {
    pen.fillStyle = this.ink
    pen.textAlign = "left"
    pen.textBaseline = "bottom"
    writeInto(pen, label, 2, y - 3, this.width - 4, 12)
  }

  data(pen, terms, pointer) {
    const { work } = this
    const [, , left, right] = frameOf(work)
    const under = new Set(terms.columns)
    const touched = pointer?.kind === "weight" ? touchedBy(work, pointer.tap).columns : null
    for (let k = 0; k < this.count; k++) {
      const place = k + this.first
      const invented = k < left || k >= this.count - right
      const shared = touched && place >= touched.first && (place - touched.first) % touched.step === 0 && (place - touched.first) / touched.step < touched.count
      const pointed = pointer?.kind === "input" && pointer.cell[1] === place
      const colour = shared || pointed ? SHARE : under.has(place) ? MARK : BAR
      this.bar(pen, BANDS.data, place, work.framed[0][k], this.ends, colour, invented)
    }
    this.frame(pen, BANDS.data, terms)
  }

  frame(pen, y, terms) {
    const [start, end] = [terms.columns[0], terms.columns.at(-1)]
    pen.strokeStyle = MARK
    pen.lineWidth = 2
    pen.strokeRect(this.x(start) + 1, y, (end - start + 1) * this.step - 2, PLOT)
  }

  bar(pen, top, place, value, [low, high], colour, hollow = false) {
    const zero = top + PLOT - heightOf(0, low, high, PLOT)
    const y = top + PLOT - heightOf(value, low, high, PLOT)
    const x = this.x(place) + this.step * 0.18
    const wide = this.step * 0.64
    pen.fillStyle = colour
    pen.globalAlpha = hollow ? 0.35 : 1
    pen.fillRect(x, Math.min(y, zero), wide, Math.max(2, Math.abs(y - zero)))
    pen.globalAlpha = 1
    if (hollow) {
      pen.setLineDash([3, 3])
      pen.strokeStyle = "#e69f00"
      pen.lineWidth = 1.5
      pen.strokeRect(x, top + 4, wide, PLOT - 8)
      pen.setLineDash([])
    }
    pen.fillStyle = this.ink
    pen.textAlign = "center"
    pen.textBaseline = value < 0 ? "top" : "bottom"
    writeInto(pen, text(value), this.x(place) + this.step / 2, value < 0 ? y + 2 : Math.min(y, zero) - 2, this.step - 1, 12)
  }

  kernel(pen, cell, terms, pointer) {
    const y = BANDS.kernel
    const centre = centreOf(this.work, ...cell)[1]
    terms.columns.forEach((place, tap) => {
      const weight = this.work.weights[0][tap]
      const colour = colourOf(this.scales.kernel, weight)
      const x = this.x(place)
      pen.fillStyle = css(colour)
      pen.fillRect(x + 1, y, this.step - 2, 30)
      pen.strokeStyle = pointer?.kind === "weight" && pointer.tap === tap ? SHARE : MARK
      pen.lineWidth = 2
      pen.strokeRect(x + 1, y, this.step - 2, 30)
      pen.fillStyle = inkOn(colour)
      pen.textAlign = "center"
      pen.textBaseline = "middle"
      writeInto(pen, text(weight), x + this.step / 2, y + 13, this.step - 4, 13)
      pen.fillStyle = this.ink
      writeInto(pen, `= ${text(terms.channels[0].products[tap])}`, x + this.step / 2, y + 42, this.step - 2, 13)
      if (place === centre) this.dot(pen, x + this.step / 2, y + 26, inkOn(colour))
    })
    const x = this.x(centre) + this.step / 2
    pen.strokeStyle = MARK
    pen.setLineDash([2, 3])
    pen.beginPath()
    pen.moveTo(x, y + 52)
    pen.lineTo(x, BANDS.result + PLOT)
    pen.stroke()
    pen.setLineDash([])
  }

  dot(pen, x, y, colour) {
    pen.fillStyle = colour
    pen.beginPath()
    pen.arc(x, y, 2.5, 0, 7)
    pen.fill()
  }

  result(pen, cell, pointer, veil) {
    const { work } = this
    const fed = new Set(pointer?.kind === "input" ? fedBy(work, ...pointer.cell).map((one) => one.column) : [])
    work.output.forEach((value, k) => {
      if (veil && k > veil[1]) return
      const colour = k === cell[1] ? MARK : fed.has(k) ? SHARE : BAR
      this.bar(pen, BANDS.result, centreOf(work, 0, k)[1], value, this.resultEnds, colour)
    })
    if (this.slopes.length) this.derivative(pen)
  }

  /** The differences of neighbours, drawn over the result on the same scale. */
  derivative(pen) {
    const [low, high] = this.resultEnds
    pen.strokeStyle = pen.fillStyle = "#009e73"
    pen.lineWidth = 2
    pen.beginPath()
    this.slopes.forEach((value, place) => {
      const x = this.x(place) + this.step / 2
      const y = BANDS.result + PLOT - heightOf(value, low, high, PLOT)
      pen.lineTo(x, y)
      pen.fillRect(x - 3, y - 3, 6, 6)
    })
    pen.stroke()
    pen.font = "12px sans-serif"
    pen.textAlign = "left"
    pen.textBaseline = "bottom"
    pen.fillText("■ derivative: x[k] − x[k − 1]", 2, TALL - 3)
  }
}
