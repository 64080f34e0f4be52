// One number of every layer, now and over the run, on a log axis.

import { element, write } from "../../../shared/dom.mjs"
import { contextOf } from "../../drawing/sheet.mjs"
import { figure } from "../../words/figures.mjs"
import { layerName } from "../../words/layer_names.mjs"
import { lineWords } from "../curves/chart_words.mjs"
import { decadesAround, placeOn, powerTicks } from "./log_axis.mjs"

/**
 * @import { Layer, Snapshot, Tensor } from "../../run/run.js"
 * @import { Decades } from "./log_axis.mjs"
 *
 * @typedef {object} ChartOf
 * @property {"gradients" | "updates"} name Of the numbers in a snapshot.
 * @property {string} title
 * @property {string} sentence
 * @property {number} [rule] A number that is marked.
 *
 * @typedef {object} Row
 * @property {string} tensor
 * @property {HTMLElement | null} rule
 * @property {HTMLElement} dot
 * @property {HTMLElement} number
 * @property {HTMLCanvasElement} canvas
 */

// Of a history, in pixels of the page.
const [WIDE, HIGH] = [72, 18]

/**
 * Whether a number can stand on the axis.
 * @param {number | null | undefined} value
 * @returns {value is number}
 */
function isShown(value) {
  return typeof value === "number" && value > 0 && value < Infinity
}

export class NormChart {
  /**
   * @param {HTMLElement} parent
   * @param {ChartOf} of
   * @param {"h3" | "h4"} level of its heading
   */
  constructor(parent, { name, title, sentence, rule }, level) {
    this.name = name
    this.rule = rule
    this.root = element("div", "live-slopes", parent)
    this.title = title
    element(level, "", this.root, title)
    element("p", "", this.root, sentence)
    this.head = element("div", "live-slope-line head", this.root)
    this.body = element("div", "live-slope-body", this.root)
    this.headed = ""
    /** @type {Row[]} */
    this.rows = []
    this.range = { low: Infinity, high: 0 }
    /** @type {Decades} */
    this.axis = [0, 0]
  }

  /** Forgets the rows and the range. */
  renew() {
    this.rows = []
    this.range = { low: Infinity, high: 0 }
    this.axis = [0, 0]
  }

  /**
   * Widens the axis so that a snapshot's numbers lie on it; whether it had to.
   * @param {Snapshot} snapshot
   * @param {Tensor[]} tensors
   */
  widen(snapshot, tensors) {
    const { range } = this
    for (const { name } of tensors) {
      const value = snapshot[this.name]?.[name]
      if (!isShown(value)) continue
      range.low = Math.min(range.low, value)
      range.high = Math.max(range.high, value)
    }
    if (this.rule && range.high) {
      range.low = Math.min(range.low, this.rule)
      range.high = Math.max(range.high, this.rule)
    }
    const axis = decadesAround(range.low, range.high)
    if (String(axis) === String(this.axis)) return false
    this.axis = axis
    return true
  }

  /**
   * @param {Tensor[]} tensors
   * @param {Layer[]} layers
   */
  build(tensors, layers) {
    this.body.replaceChildren()
    this.rows = tensors.map(({ name, path }) => {
      const root = element("div", "live-slope-line", this.body)
      const last = name.slice(name.lastIndexOf(".") + 1)
      const label = element("span", "name", root, `${layerName(layers, path)}${last === "weight" ? "" : ` · ${last}`}`)
      label.title = `In files and code, which count from 0: ${name}`
      const track = element("span", "track", root)
      const rule = this.rule ? element("i", "rule", track) : null
      const dot = element("i", "dot", track)
      const number = element("span", "number", root)
      const canvas = element("canvas", "", root)
      canvas.setAttribute("role", "img")
      return { tensor: name, rule, dot, number, canvas }
    })
  }

  /**
   * Shows a snapshot's numbers.
   * @param {Snapshot} snapshot
   */
  place(snapshot) {
    this.heading()
    for (const { tensor, rule, dot, number } of this.rows) {
      const value = snapshot[this.name]?.[tensor]
      dot.hidden = !isShown(value)
      if (isShown(value)) dot.style.left = `${100 * placeOn(value, this.axis)}%`
      if (rule && this.rule) rule.style.left = `${100 * placeOn(this.rule, this.axis)}%`
      write(number, value === undefined ? "—" : value === null ? "not finite" : figure(value))
    }
  }

  heading() {
    if (this.headed === String(this.axis)) return
    this.headed = String(this.axis)
    this.head.replaceChildren()
    element("span", "name", this.head)
    const track = element("span", "track", this.head)
    for (const { at, words } of powerTicks(this.axis)) element("b", "", track, words).style.left = `${100 * at}%`
    element("span", "number", this.head, "now")
    element("span", "", this.head, "history")
    this.root.style.setProperty("--decades", String(this.axis[1] - this.axis[0]))
  }

  /**
   * Draws the histories, and in them where one looks.
   * @param {Snapshot[]} snapshots
   * @param {number} cursor
   * @param {{ line: string, cursor: string }} inks
   */
  spark(snapshots, cursor, inks) {
    const ratio = window.devicePixelRatio || 1
    for (const { tensor, canvas } of this.rows) {
      if (canvas.width !== Math.round(WIDE * ratio))
        Object.assign(canvas, { width: Math.round(WIDE * ratio), height: Math.round(HIGH * ratio) })
      const pen = contextOf(canvas)
      pen.setTransform(ratio, 0, 0, ratio, 0, 0)
      pen.clearRect(0, 0, WIDE, HIGH)
      const last = Math.max(1, snapshots[snapshots.length - 1].step)
      const x = (/** @type {number} */ step) => 1 + (step / last) * (WIDE - 2)
      pen.strokeStyle = inks.cursor
      pen.globalAlpha = 0.45
      pen.strokeRect(Math.round(x(snapshots[cursor].step)) - 0.5, 0, 0.01, HIGH)
      pen.globalAlpha = 1
      pen.strokeStyle = inks.line
      this.line(pen, tensor, snapshots, x)
      canvas.setAttribute("aria-label", this.historyWords(tensor, snapshots))
    }
  }

  /**
   * @param {string} tensor
   * @param {Snapshot[]} snapshots
   */
  historyWords(tensor, snapshots) {
    const shown = snapshots.filter((snapshot) => isShown(snapshot[this.name]?.[tensor]))
    const values = shown.map((snapshot) => Number(snapshot[this.name]?.[tensor]))
    const steps = shown.map(({ step }) => step)
    return lineWords(this.title, steps, values, figure) || `${this.title}: none yet`
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {string} tensor
   * @param {Snapshot[]} snapshots
   * @param {(step: number) => number} x
   */
  line(pen, tensor, snapshots, x) {
    pen.beginPath()
    let on = false
    for (const snapshot of snapshots) {
      const value = snapshot[this.name]?.[tensor]
      if (isShown(value)) {
        const y = 1 + (1 - placeOn(value, this.axis)) * (HIGH - 2)
        pen[on ? "lineTo" : "moveTo"](x(snapshot.step), y)
      }
      on = isShown(value)
    }
    pen.stroke()
  }
}
