// One of the curves on its canvas: axes, marks, lines, and the cursors of the runs.

import { element } from "../../../shared/dom.mjs"
import { contextOf } from "../../drawing/sheet.mjs"
import { fewer, lossRange } from "./axes.mjs"
import { drawAxes, drawMarks, LEFT, TOP } from "./chart_axes.mjs"

/**
 * @import { Hub } from "../../run/hub.mjs"
 * @import { Evaluation } from "../../run/run.js"
 *
 * @typedef {{ loss: number[], accuracy: number[] }} Smooth
 * @typedef {{ colour: string, dash: number[], width: number }} Stroke
 * @typedef {{ train: Stroke, validation: Stroke }} Strokes
 *
 * @typedef {object} Curve What a chart shows of one run.
 * @property {Hub} hub
 * @property {Smooth} smooth
 * @property {Strokes} strokes
 *
 * @typedef {object} Sheet What all charts have in common.
 * @property {Curve[]} curves
 * @property {number} width In pixels of the page.
 * @property {number} ratio Of the screen's pixels.
 * @property {number} end Of the axis of steps.
 * @property {number} epochSteps
 * @property {string} font
 * @property {string} ink
 * @property {string} border
 * @property {string} primary
 * @property {string} faint Of the line of each batch.
 * @property {boolean} log
 *
 * @typedef {object} ChartHooks
 * @property {(step: number | null) => void} point
 * @property {(step: number) => void} go
 *
 * @typedef {"loss" | "accuracy" | "rate"} Name
 */

const RIGHT = 10
const FOOT = 18
// Heights in pixels of the page: of a narrow chart, and of one that is WIDE; alone or beside the others.
/** @type {Record<Name, [number, number]>} */
const HEIGHTS = { loss: [170, 250], accuracy: [140, 190], rate: [80, 100] }
const [NARROW, WIDE] = [400, 680]
// Of so many evaluations each has a dot.
const DOTTED = 60
// Losses beyond leave the canvas anyway.
const MOST = 1e9

/**
 * The largest finite one of many numbers: too many for Math.max.
 * @param {number[]} values
 */
function largestOf(values) {
  return values.reduce((most, value) => (value > most && value < Infinity ? value : most), 0)
}

/**
 * How high a chart is that is so wide: all of two runs that stand beside each other are equally high.
 * @param {Name} name
 * @param {number} width
 * @param {boolean} pair
 */
function heightOf(name, width, pair) {
  if (pair) return HEIGHTS.loss[0]
  const [least, most] = HEIGHTS[name]
  const share = Math.max(0, Math.min(1, (width - NARROW) / (WIDE - NARROW)))
  return Math.round(least + share * (most - least))
}

export class Chart {
  /**
   * @param {HTMLElement} parent
   * @param {Name} name
   * @param {ChartHooks} hooks
   */
  constructor(parent, name, hooks) {
    this.name = name
    this.hooks = hooks
    this.height = HEIGHTS[name][0]
    this.tall = this.height - TOP - FOOT
    this.canvas = element("canvas", "live-chart", parent)
    this.canvas.setAttribute("role", "img")
    this.base = document.createElement("canvas")
    this.brush = contextOf(this.base)
    /** @type {Sheet | null} */
    this.sheet = null
    this.room = 1
    this.end = 1
    this.low = this.high = 0
    // Whether the axis is logarithmic, and whether some losses are beyond its end.
    this.log = this.beyond = false
    this.canvas.addEventListener("pointerdown", (event) => this.pointed(event, true))
    this.canvas.addEventListener("pointermove", (event) => this.pointed(event, event.buttons > 0))
    this.canvas.addEventListener("pointerleave", () => hooks.point(null))
  }

  /**
   * @param {PointerEvent} event
   * @param {boolean} drag
   */
  pointed(event, drag) {
    if (event.type === "pointerdown") this.canvas.setPointerCapture(event.pointerId)
    const x = event.clientX - this.canvas.getBoundingClientRect().left
    const step = Math.max(0, Math.min(this.end, ((x - LEFT) / this.room) * this.end))
    this.hooks.point(step)
    if (drag) this.hooks.go(step)
  }

  /** @param {number} step */
  xOf(step) {
    return LEFT + (step / this.end) * this.room
  }

  /** @param {number} value */
  yOf(value) {
    const { low, high } = this
    const share = this.log
      ? Math.log(Math.max(value, low / 2) / low) / Math.log(high / low)
      : (value - low) / (high - low)
    return TOP + (1 - share) * this.tall
  }

  /**
   * Draws everything but the cursors.
   * @param {Sheet} sheet
   */
  draw(sheet) {
    const { width, ratio, font } = sheet
    this.height = heightOf(this.name, width, sheet.curves.length > 1)
    this.tall = this.height - TOP - FOOT
    for (const canvas of [this.canvas, this.base]) {
      canvas.width = Math.round(width * ratio)
      canvas.height = Math.round(this.height * ratio)
    }
    this.canvas.style.height = `${this.height}px`
    this.sheet = sheet
    this.room = width - LEFT - RIGHT
    this.end = sheet.end
    this.log = this.name === "loss" && sheet.log
    this.measure(sheet.curves)
    const { brush } = this
    brush.setTransform(ratio, 0, 0, ratio, 0, 0)
    brush.clearRect(0, 0, width, this.height)
    brush.font = `12px ${font}`
    drawAxes(this, sheet)
    drawMarks(this, sheet)
    brush.save()
    brush.beginPath()
    brush.rect(LEFT, TOP - 2, this.room + RIGHT, this.tall + 4)
    brush.clip()
    for (const curve of sheet.curves) this.drawCurve(curve, sheet.curves.length === 1 ? sheet.faint : "")
    brush.restore()
  }

  /**
   * The ends of the axis.
   * @param {Curve[]} curves
   */
  measure(curves) {
    this.beyond = false
    if (this.name === "accuracy") [this.low, this.high] = [0, 100]
    else if (this.name === "rate") {
      const largest = Math.max(...curves.map(({ hub }) => largestOf(hub.scalars.rate)))
      ;[this.low, this.high] = [0, (largest || 0.01) * 1.15]
    } else {
      const ranges = curves.map(({ hub, smooth }) => lossRange(smooth.loss, hub.evaluations, this.log))
      this.low = Math.min(...ranges.map(([low]) => low))
      this.high = Math.max(...ranges.map(([, high]) => high))
      this.beyond = ranges.some(([, , beyond]) => beyond)
    }
  }

  /**
   * A line from top to bottom.
   * @param {CanvasRenderingContext2D} brush
   * @param {number} x
   */
  upright(brush, x) {
    const at = Math.round(x) + 0.5
    brush.beginPath()
    brush.moveTo(at, TOP)
    brush.lineTo(at, TOP + this.tall)
    brush.stroke()
  }

  /**
   * @param {Curve} curve
   * @param {string} faint Of the line of each batch; "" for none.
   */
  drawCurve({ hub: { scalars, evaluations }, smooth, strokes: { train, validation } }, faint) {
    const { name } = this
    if (name === "rate") return this.line(scalars.step, scalars.rate, { ...train, width: 1.6 }, 1)
    const scale = name === "accuracy" ? 100 : 1
    if (faint) this.line(scalars.step, scalars[name], { ...train, colour: faint, width: 1 }, scale)
    this.line(scalars.step, smooth[name], train, scale)
    const checked = evaluations.filter(({ part }) => part === "validation")
    const values = checked.map((evaluation) => evaluation[name])
    this.line(
      checked.map(({ step }) => step),
      values,
      validation,
      scale,
    )
    if (checked.length < DOTTED) this.dots(checked, values, validation, scale)
  }

  /**
   * @param {number[]} xs
   * @param {number[]} ys
   * @param {Stroke} stroke
   * @param {number} scale
   */
  line(xs, ys, { colour, dash, width }, scale) {
    const { brush } = this
    Object.assign(brush, { strokeStyle: colour, lineWidth: width, lineJoin: "round" })
    brush.setLineDash(dash)
    brush.beginPath()
    let on = false
    for (const [x, value] of fewer(xs, ys, (step) => this.xOf(step))) {
      const known = !Number.isNaN(value)
      if (known) brush[on ? "lineTo" : "moveTo"](x, this.yOf(Math.min(value, MOST) * scale))
      on = known
    }
    brush.stroke()
    brush.setLineDash([])
  }

  /**
   * @param {Evaluation[]} checked
   * @param {number[]} values
   * @param {Stroke} stroke
   * @param {number} scale
   */
  dots(checked, values, { colour }, scale) {
    const { brush } = this
    brush.fillStyle = colour
    for (const [k, { step }] of checked.entries()) {
      brush.beginPath()
      brush.arc(this.xOf(step), this.yOf(values[k] * scale), 2.4, 0, 7)
      brush.fill()
    }
  }

  /**
   * The picture with the cursors of the runs and the step pointed at.
   * @param {number | null} pointer
   */
  show(pointer) {
    if (!this.sheet) return
    const { curves, ratio, primary, ink } = this.sheet
    const brush = contextOf(this.canvas)
    brush.setTransform(1, 0, 0, 1, 0, 0)
    brush.clearRect(0, 0, this.canvas.width, this.canvas.height)
    brush.drawImage(this.base, 0, 0)
    brush.setTransform(ratio, 0, 0, ratio, 0, 0)
    brush.strokeStyle = primary
    brush.lineWidth = 2
    for (const { hub } of curves) if (hub.snapshot) this.upright(brush, this.xOf(hub.snapshot.step))
    brush.lineWidth = 1
    brush.strokeStyle = ink
    if (pointer !== null) this.upright(brush, this.xOf(pointer))
  }
}
