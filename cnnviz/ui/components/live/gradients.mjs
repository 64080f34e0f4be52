// How strongly each layer is pushed (gradient norm) and how far it goes each step (update beside weight), on log axes.

import { element, write } from "../dom.mjs"
import { layerName } from "./layer_names.mjs"
import { LivePanel, paintButton } from "./painting.mjs"
import { figure } from "./saying.mjs"
import { slopeAxis, slopePlace, slopeSentences, slopeTicks } from "./slopes.mjs"

// Milliseconds between two drawings of the histories while the run goes on, and their size in pixels.
const SLOPE_PATIENCE = 400
const SLOPE_SPARK = [72, 18]
const SLOPE_RULE = 1e-3

class GradientsPanel extends LivePanel {
  constructor(parent, hub) {
    super(parent, hub, "gradients", "Gradients and updates")
    const bar = element("div", "live-bar", this.root)
    this.small = paintButton(bar, "Biases too", "Show biases and the scales of batch normalisation as well", () => {
      this.small.setAttribute("aria-pressed", String(!this.everything()))
      this.renew()
      this.draw()
    })
    this.small.setAttribute("aria-pressed", "false")
    this.parts = [
      this.part("gradients", "Gradient norm", "The length of the loss's gradient by a layer's weights (L2), one number of the last batch. Log axis: each line is ten times the one before."),
      this.part("updates", "Update ÷ weight", "How far the last step moved the weights, as a share of their own length. About 0.001 is a healthy pace, a rule of thumb; far less hardly learns, far more tears down what was learned."),
    ]
  }

  part(name, title, sentence) {
    const root = element("div", "live-slopes", this.root)
    element("h4", "", root).textContent = title
    element("p", "", root).textContent = sentence
    return { name, root, head: element("div", "live-slope-line head", root), body: element("div", "live-slope-body", root), rows: [] }
  }

  renew() {
    Object.assign(this, { shown: null, sparked: 0, ranges: {}, seenTo: 0 })
    for (const part of this.parts ?? []) part.rows = []
  }

  everything() {
    return this.small.getAttribute("aria-pressed") === "true"
  }

  tensors() {
    return this.hub.begun.tensors.filter(({ trained, shape }) => trained && (this.everything() || shape.length > 1))
  }

  repaint() {
    const { hub } = this
    if (!hub.begun || !hub.snapshots.length) return this.lack("Gradients appear with the first step learned.")
    this.measure()
    for (const part of this.parts) if (!part.rows.length) this.build(part)
    const snapshot = this.snapshot()
    if (snapshot !== this.shown || this.stretched) for (const part of this.parts) this.place(part, snapshot)
    this.spark()
    if (snapshot !== this.shown) this.say(slopeSentences(snapshot, hub.begun.tensors))
    Object.assign(this, { shown: snapshot, stretched: false })
  }

  /** The smallest and largest value of all snapshots, for axes that stay. */
  measure() {
    for (const snapshot of this.hub.snapshots) {
      if (snapshot.seq <= this.seenTo) continue
      this.seenTo = snapshot.seq
      for (const { name } of this.parts) this.widen(name, snapshot[name] ?? {})
    }
  }

  widen(name, values) {
    const range = (this.ranges[name] ??= { low: Infinity, high: 0 })
    for (const { name: tensor } of this.tensors()) {
      const value = values[tensor]
      if (!(value > 0 && value < Infinity)) continue
      if (value < range.low) range.low = value
      if (value > range.high) range.high = value
    }
    if (name === "updates" && range.high) Object.assign(range, { low: Math.min(range.low, SLOPE_RULE), high: Math.max(range.high, SLOPE_RULE) })
    const axis = slopeAxis(range.low, range.high)
    if (String(axis) === String(range.axis)) return
    range.axis = axis
    this.stretched = true
    this.sparked = 0
  }

  build(part) {
    part.body.replaceChildren()
    part.rows = this.tensors().map(({ name, path }) => {
      const root = element("div", "live-slope-line", part.body)
      const label = element("span", "name", root)
      const last = name.slice(name.lastIndexOf(".") + 1)
      label.textContent = `${layerName(this.hub.begun.layers, path)}${last === "weight" ? "" : ` · ${last}`}`
      label.title = `In files and code, which count from 0: ${name}`
      const track = element("span", "track", root)
      if (part.name === "updates") track.rule = element("i", "rule", track)
      const dot = element("i", "dot", track)
      const number = element("span", "number", root)
      const canvas = element("canvas", "", root)
      canvas.setAttribute("aria-hidden", "true")
      return { tensor: name, track, dot, number, canvas }
    })
  }

  place(part, snapshot) {
    const { axis } = this.ranges[part.name]
    this.heading(part, axis)
    for (const { tensor, track, dot, number } of part.rows) {
      const value = snapshot[part.name]?.[tensor]
      const known = value > 0 && value < Infinity
      dot.hidden = !known
      if (known) dot.style.left = `${100 * slopePlace(value, axis)}%`
      if (track.rule) track.rule.style.left = `${100 * slopePlace(SLOPE_RULE, axis)}%`
      write(number, value === undefined ? "—" : value === null ? "not finite" : figure(value))
    }
  }

  heading(part, axis) {
    const key = String(axis)
    if (part.axis === key) return
    part.axis = key
    part.head.replaceChildren()
    element("span", "name", part.head)
    const track = element("span", "track", part.head)
    for (const { at, words } of slopeTicks(axis)) {
      const tick = element("b", "", track)
      tick.style.left = `${100 * at}%`
      tick.textContent = words
    }
    element("span", "number", part.head).textContent = "now"
    element("span", "", part.head).textContent = "history"
    part.root.style.setProperty("--decades", String(axis[1] - axis[0]))
  }

  /** Draws the histories when something is new, but not at every snapshot, and the cursor in them. */
  spark() {
    const { snapshots, cursor } = this.hub
    const key = `${snapshots.length} ${snapshots.at(-1).seq} ${cursor}`
    if (key === this.sparkedFor) return
    const wait = SLOPE_PATIENCE - (performance.now() - (this.sparked || -Infinity))
    if (wait > 0) {
      this.later ??= setTimeout(() => {
        this.later = undefined
        this.draw()
      }, wait)
      return
    }
    Object.assign(this, { sparkedFor: key, sparked: performance.now() })
    const style = getComputedStyle(this.root)
    const inks = { line: style.getPropertyValue("--st-primary-color") || "#0072b2", cursor: style.getPropertyValue("--st-text-color") || "#333" }
    for (const part of this.parts) for (const row of part.rows) this.history(part, row, inks)
  }

  history(part, { tensor, canvas }, inks) {
    const { snapshots, cursor } = this.hub
    const ratio = window.devicePixelRatio || 1
    const [wide, high] = SLOPE_SPARK
    if (canvas.width !== Math.round(wide * ratio)) Object.assign(canvas, { width: Math.round(wide * ratio), height: Math.round(high * ratio) })
    const pen = canvas.getContext("2d")
    pen.setTransform(ratio, 0, 0, ratio, 0, 0)
    pen.clearRect(0, 0, wide, high)
    const last = Math.max(1, snapshots.at(-1).step)
    const x = (step) => 1 + (step / last) * (wide - 2)
    pen.strokeStyle = inks.cursor
    pen.globalAlpha = 0.45
    pen.strokeRect(Math.round(x(snapshots[cursor].step)) - 0.5, 0, 0.01, high)
    pen.globalAlpha = 1
    pen.strokeStyle = inks.line
    pen.beginPath()
    let on = false
    for (const snapshot of snapshots) {
      const value = snapshot[part.name]?.[tensor]
      const known = value > 0 && value < Infinity
      const y = known ? 1 + (1 - slopePlace(value, this.ranges[part.name].axis)) * (high - 2) : 0
      if (known) pen[on ? "lineTo" : "moveTo"](x(snapshot.step), y)
      on = known
    }
    pen.stroke()
  }

  stop() {
    super.stop()
    clearTimeout(this.later)
  }
}

/** The panel of gradients and updates: { draw(), stop() }. */
export function gradientsPanel(parent, hub) {
  return new GradientsPanel(parent, hub)
}
