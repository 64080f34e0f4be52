// Loss, accuracy and learning rate of one run or two over the steps, with a cursor that moves with the timeline.

import { element, write } from "../dom.mjs"
import { axisTicks, fewer, logTicks, lossRange, markLabels, Smoothing, stepsEnd } from "./axes.mjs"
import { paintStops } from "./painting.mjs"
import { figure, percent } from "./saying.mjs"
import { latest, nearestSnapshot } from "./story.mjs"

const LEFT = 42
const RIGHT = 10
const TOP = 20
const FOOT = 18
const HEIGHTS = { loss: 164, accuracy: 138, rate: 74 }
const NAMES_OF = { loss: "Loss (cross-entropy)", accuracy: "Accuracy, %", rate: "Learning rate" }
const USUAL = "#0072b2 #e69f00 #009e73 #cc79a7 #56b4e9 #d55e00"
const CURVES_ACROSS = "Across: steps, one batch each. Dotted: a new epoch, when the training pictures have been gone through once more."
const CURVES_BEYOND = "The loss leaves through the top: it grew far beyond its first value, and the axis would flatten the rest."
// Pixels between labels of marks, so that they can be read.
const APART = 46

/** Colours and dashes of a run's lines: one run has a colour for each part, two have a colour each. */
export function strokesOf(run, runs, colours) {
  if (runs === 1) return { train: { colour: colours[0], dash: [], width: 2 }, validation: { colour: colours[5], dash: [], width: 2 } }
  const [colour, dash] = run ? [colours[5], [7, 4]] : [colours[0], []]
  return { train: { colour, dash, width: 1.2 }, validation: { colour, dash, width: 3 } }
}

/** What the curves say at a step. */
export function readoutAt(hub, smooth, step) {
  const { scalars, evaluations } = hub
  const at = latest(scalars.step, step, (one) => one)
  const seen = evaluations.filter((one) => one.part === "validation")
  const checked = seen[latest(seen, step)]
  const parts = [`step ${(at < 0 ? 0 : scalars.step[at]).toLocaleString("en")}`]
  if (at >= 0) parts.push(`training loss ${figure(smooth.loss[at])}`)
  if (checked) parts.push(`validation ${figure(checked.loss)}`)
  if (at >= 0) parts.push(`training accuracy ${percent(smooth.accuracy[at])}`)
  if (checked) parts.push(`validation ${percent(checked.accuracy)}`)
  if (at >= 0) parts.push(`learning rate ${figure(scalars.rate[at])}`)
  return parts.join(" · ")
}

/** What is said while no run has learned a batch. */
export function curvesAwaited(hubs) {
  if (hubs.some((hub) => hub.id)) return "The curves begin with the first batch."
  return `Press ${hubs.length > 1 ? "Train both" : "Train"}: the curves grow here, batch by batch.`
}

class CurveChart {
  constructor(parent, name, panel) {
    Object.assign(this, { name, panel })
    this.canvas = element("canvas", "live-chart", parent)
    this.canvas.tabIndex = 0
    this.canvas.setAttribute("role", "img")
    this.base = document.createElement("canvas")
    this.canvas.addEventListener("pointerdown", (event) => this.pointed(event, true))
    this.canvas.addEventListener("pointermove", (event) => this.pointed(event, event.buttons > 0))
    this.canvas.addEventListener("pointerleave", () => panel.point(null))
    this.canvas.addEventListener("keydown", (event) => panel.key(event))
  }

  pointed(event, drag) {
    if (event.type === "pointerdown") this.canvas.setPointerCapture(event.pointerId)
    const x = event.clientX - this.canvas.getBoundingClientRect().left
    const step = Math.max(0, Math.min(this.panel.end, ((x - LEFT) / this.room) * this.panel.end))
    this.panel.point(step)
    if (drag) this.panel.go(step)
  }

  xOf = (step) => LEFT + (step / this.panel.end) * this.room

  yOf = (value) => {
    const [low, high] = this.range
    const share = this.log ? Math.log(Math.max(value, low / 2) / low) / Math.log(high / low) : (value - low) / (high - low)
    return TOP + (1 - share) * this.tall
  }

  /** Everything but the cursor. */
  redraw(width, ratio) {
    const height = HEIGHTS[this.name]
    for (const canvas of [this.canvas, this.base]) {
      canvas.width = Math.round(width * ratio)
      canvas.height = Math.round(height * ratio)
    }
    this.canvas.style.height = `${height}px`
    Object.assign(this, { width, ratio, height, room: width - LEFT - RIGHT, tall: height - TOP - FOOT, log: this.name === "loss" && this.panel.log })
    this.range = this.rangeOf()
    const brush = this.base.getContext("2d")
    brush.setTransform(ratio, 0, 0, ratio, 0, 0)
    brush.clearRect(0, 0, width, height)
    brush.font = `11px ${this.panel.font}`
    this.grid(brush)
    brush.save()
    brush.beginPath()
    brush.rect(LEFT, TOP - 2, this.room + RIGHT, this.tall + 4)
    brush.clip()
    this.panel.hubs.forEach((hub, run) => this.lines(brush, hub, run))
    brush.restore()
  }

  rangeOf() {
    const { hubs, smooth } = this.panel
    if (this.name === "accuracy") return [0, 100]
    if (this.name === "rate") return [0, (Math.max(...hubs.map((hub) => largestOf(hub.scalars.rate))) || 0.01) * 1.15]
    const ranges = hubs.map((hub, run) => lossRange(smooth[run].loss, hub.evaluations, this.log))
    this.panel.beyond = ranges.some(([, , beyond]) => beyond)
    return [Math.min(...ranges.map(([low]) => low)), Math.max(...ranges.map(([, high]) => high))]
  }

  grid(brush) {
    const { ink, border, end, epochSteps } = this.panel
    const [low, high] = this.range
    const ticks = this.log ? logTicks(low, high) : axisTicks(low, high, this.name === "rate" ? 3 : 4)
    brush.lineWidth = 1
    brush.textBaseline = "middle"
    brush.textAlign = "right"
    for (const tick of ticks) {
      const y = Math.round(this.yOf(tick)) + 0.5
      brush.fillStyle = border
      brush.fillRect(LEFT, y - 0.5, this.room, 1)
      brush.fillStyle = ink
      brush.fillText(String(tick), LEFT - 5, y)
    }
    brush.textAlign = "left"
    brush.font = `600 11px ${this.panel.font}`
    brush.fillText(NAMES_OF[this.name], 2, 6)
    brush.font = `11px ${this.panel.font}`
    brush.textBaseline = "alphabetic"
    this.foot(brush, epochSteps, end, ink, border)
    this.marks(brush)
  }

  /** Steps under the axis; where epochs begin, a thin line. */
  foot(brush, epochSteps, end, ink, border) {
    brush.fillStyle = ink
    brush.textAlign = "center"
    for (const tick of axisTicks(0, end, Math.max(2, this.room / 80))) {
      if (!Number.isInteger(tick)) continue
      const half = brush.measureText(tick.toLocaleString("en")).width / 2
      brush.fillText(tick.toLocaleString("en"), Math.min(this.xOf(tick), this.width - half), this.height - 5)
    }
    if (!epochSteps || (end / epochSteps) * 8 > this.room) return
    brush.strokeStyle = border
    brush.setLineDash([1, 3])
    for (let step = epochSteps; step <= end; step += epochSteps) this.upright(brush, this.xOf(step))
    brush.setLineDash([])
  }

  marks(brush) {
    const { hubs, ink } = this.panel
    let free = -Infinity
    brush.textAlign = "left"
    for (const { step, label } of markLabels(hubs.flatMap((hub) => hub.marks)).sort((a, b) => a.step - b.step)) {
      const x = this.xOf(step)
      brush.strokeStyle = brush.fillStyle = ink
      brush.globalAlpha = 0.55
      brush.setLineDash([3, 2])
      this.upright(brush, x)
      brush.setLineDash([])
      brush.globalAlpha = 1
      if (this.name !== "loss" || x < free) continue
      const wide = brush.measureText(label).width
      const left = Math.min(x + 3, this.width - wide)
      brush.fillText(label, left, TOP + 9)
      free = left + Math.max(APART, wide + 6)
    }
  }

  upright(brush, x) {
    const at = Math.round(x) + 0.5
    brush.beginPath()
    brush.moveTo(at, TOP)
    brush.lineTo(at, TOP + this.tall)
    brush.stroke()
  }

  lines(brush, hub, run) {
    const { strokes, smooth, hubs } = this.panel
    const { train, validation } = strokes[run]
    const { step } = hub.scalars
    if (this.name === "rate") return this.line(brush, step, hub.scalars.rate, { ...train, width: 1.6 })
    const scaled = this.name === "accuracy" ? 100 : 1
    if (hubs.length === 1) this.line(brush, step, hub.scalars[this.name], { ...train, width: 1, alpha: 0.28 }, scaled)
    this.line(brush, step, smooth[run][this.name], train, scaled)
    const checked = hub.evaluations.filter((one) => one.part === "validation")
    this.line(brush, checked.map((one) => one.step), checked.map((one) => one[this.name]), validation, scaled)
    if (checked.length < 60) this.dots(brush, checked, validation, scaled)
  }

  line(brush, xs, ys, { colour, dash, width, alpha = 1 }, scaled = 1) {
    brush.strokeStyle = colour
    brush.lineWidth = width
    brush.lineJoin = "round"
    brush.globalAlpha = alpha
    brush.setLineDash(dash)
    brush.beginPath()
    let pen = false
    for (const [x, y] of fewer(xs, ys, this.xOf)) {
      if (Number.isNaN(y)) pen = false
      else if (pen) brush.lineTo(x, this.yOf(Math.min(y, 1e9) * scaled))
      else {
        brush.moveTo(x, this.yOf(Math.min(y, 1e9) * scaled))
        pen = true
      }
    }
    brush.stroke()
    brush.setLineDash([])
    brush.globalAlpha = 1
  }

  dots(brush, checked, { colour }, scaled) {
    brush.fillStyle = colour
    for (const one of checked) {
      brush.beginPath()
      brush.arc(this.xOf(one.step), this.yOf(one[this.name] * scaled), 2.4, 0, 7)
      brush.fill()
    }
  }

  /** The picture with the cursors of the runs and the step pointed at. */
  show() {
    const brush = this.canvas.getContext("2d")
    brush.setTransform(1, 0, 0, 1, 0, 0)
    brush.clearRect(0, 0, this.canvas.width, this.canvas.height)
    brush.drawImage(this.base, 0, 0)
    brush.setTransform(this.ratio, 0, 0, this.ratio, 0, 0)
    const { hubs, primary, ink, pointer } = this.panel
    brush.strokeStyle = primary
    brush.lineWidth = 2
    for (const hub of hubs) if (hub.snapshot) this.upright(brush, this.xOf(hub.snapshot.step))
    brush.lineWidth = 1
    brush.strokeStyle = ink
    if (pointer !== null) this.upright(brush, this.xOf(pointer))
  }
}

// The largest finite one of many numbers: too many for Math.max.
function largestOf(values) {
  return values.reduce((most, value) => (value > most && value < Infinity ? value : most), 0)
}

class CurvesPanel {
  constructor(parent, hubs, go) {
    Object.assign(this, { hubs, goStep: go, log: false, pointer: null, known: "" })
    this.smooth = hubs.map(() => ({ loss: [], accuracy: [] }))
    this.smoothers = hubs.map(() => ({ loss: new Smoothing(), accuracy: new Smoothing() }))
    this.root = element("section", "live-panel live-curves", parent)
    this.root.setAttribute("aria-label", "Curves")
    element("h3", "", this.root).textContent = "Curves"
    const many = hubs.length > 1
    this.sentence = element("p", "live-sentence", this.root)
    this.usual =
      `Lower loss and higher accuracy are better; ${many ? "thin lines are training, thick ones validation" : "validation pictures are never trained on"}. Training is smoothed over about 10 batches${many ? "" : "; faint: each batch"}. Click or drag to move the timeline.`
    const head = element("div", "live-legend-line", this.root)
    this.legend = element("span", "live-strokes", head)
    const label = element("label", "", head)
    this.toggle = element("input", "", label)
    this.toggle.type = "checkbox"
    label.append("log scale for the loss")
    this.toggle.addEventListener("change", () => {
      this.log = this.toggle.checked
      this.draw()
    })
    const sheet = element("div", many ? "live-charts pair" : "live-charts", this.root)
    this.charts = Object.keys(HEIGHTS).map((name) => new CurveChart(sheet, name, this))
    this.foot = element("p", "live-hint", this.root)
    this.readouts = hubs.map(() => element("p", "shell-readout", this.root))
    this.measure = new ResizeObserver(() => {
      this.width = this.charts[0].canvas.clientWidth
      this.draw()
    })
    this.measure.observe(this.root)
    this.theme()
  }

  /** Reads the colours anew; the page's theme may have changed. */
  theme() {
    const style = getComputedStyle(this.root)
    const said = paintStops(style.getPropertyValue("--st-chart-categorical-colors"))
    const colours = (said.length > 5 ? said : paintStops(USUAL)).map((rgb) => `rgb(${rgb.join(",")})`)
    this.strokes = this.hubs.map((_, run) => strokesOf(run, this.hubs.length, colours))
    Object.assign(this, { ink: style.color, font: style.fontFamily, colours, known: "" })
    this.border = style.getPropertyValue("--st-border-color").trim() || "#ccc"
    this.primary = colours[2]
    this.named("")
  }

  /** The legend, anew where a run has another name. */
  named(key) {
    const names = this.hubs.map((hub) => hub.title ?? "")
    if (key === JSON.stringify(names)) return key
    this.legend.replaceChildren()
    this.hubs.forEach((_, run) => {
      for (const part of ["train", "validation"]) {
        const item = element("span", "live-stroke", this.legend)
        const { colour, dash, width } = this.strokes[run][part]
        const sample = element("i", "", item)
        sample.style.borderTop = `${width}px ${dash.length ? "dashed" : "solid"} ${colour}`
        item.append(`${names.length > 1 ? `${names[run]}, ` : ""}${part === "train" ? "training" : "validation"}`)
      }
    })
    return JSON.stringify(names)
  }

  point(step) {
    if (step === this.pointer) return
    this.pointer = step
    this.draw()
  }

  go(step) {
    this.goStep(step)
  }

  key(event) {
    const by = { ArrowLeft: -1, ArrowRight: 1, PageUp: 10, PageDown: -10 }[event.key]
    const hub = this.hubs.reduce((a, b) => (b.snapshots.length > a.snapshots.length ? b : a))
    const at = by ? hub.cursor + by : { Home: 0, End: hub.snapshots.length - 1 }[event.key]
    if (at === undefined || !hub.snapshots.length) return
    event.preventDefault()
    this.goStep(hub.snapshots[Math.max(0, Math.min(hub.snapshots.length - 1, at))].step)
  }

  /** Without data there is a sentence in place of empty axes. */
  wait() {
    const bare = this.hubs.every(({ scalars, evaluations }) => !scalars.step.length && !evaluations.length)
    this.root.classList.toggle("before", this.hubs.some((hub) => hub.before))
    write(this.sentence, bare ? curvesAwaited(this.hubs) : this.usual)
    if (bare === this.bare) return
    this.bare = bare
    this.root.classList.toggle("empty", bare)
    if (!bare) this.width = this.charts[0].canvas.clientWidth
  }

  draw() {
    this.wait()
    if (!this.width || this.bare) return
    const ratio = globalThis.devicePixelRatio || 1
    const key = JSON.stringify([this.width, ratio, this.log, this.hubs.map(({ id, scalars, evaluations, marks, begun }) => [id, scalars.step.length, scalars.step.at(-1), evaluations.length, marks.length, begun?.steps])])
    if (key !== this.known) {
      this.known = key
      this.shownNames = this.named(this.shownNames)
      this.hubs.forEach((hub, run) => {
        for (const name of ["loss", "accuracy"]) this.smooth[run][name] = this.smoothers[run][name].of(hub.scalars[name])
      })
      this.end = Math.max(...this.hubs.map((hub) => stepsEnd(hub.scalars.step.at(-1) ?? 0, hub.begun?.steps ?? 0)))
      this.epochSteps = this.hubs[0].begun?.epoch_steps ?? 0
      for (const chart of this.charts) chart.redraw(this.width, ratio)
      write(this.foot, this.beyond ? `${CURVES_BEYOND} ${CURVES_ACROSS}` : CURVES_ACROSS)
    }
    for (const chart of this.charts) chart.show()
    this.speak()
  }

  speak() {
    const said = this.hubs.map((hub, run) => {
      const words = readoutAt(hub, this.smooth[run], this.pointer ?? hub.snapshot?.step ?? 0)
      return this.hubs.length > 1 ? `${hub.title}: ${words}` : words
    })
    said.forEach((words, run) => write(this.readouts[run], words))
    const all = said.join(". ")
    if (all === this.said) return
    this.said = all
    for (const chart of this.charts) chart.canvas.setAttribute("aria-label", `${NAMES_OF[chart.name]} over steps. ${all}. Arrow keys move the timeline.`)
  }

  stop() {
    this.measure.disconnect()
  }
}

/** The curves of one or several runs; `go(step)` moves the timeline. */
export function curvesPanel(parent, hubs, go) {
  return new CurvesPanel(parent, hubs, go)
}

/** Moves the cursors of all runs to the snapshots nearest to a step. */
export function lookAtStep(hubs, step) {
  for (const hub of hubs) if (hub.snapshots.length) hub.look(nearestSnapshot(hub.snapshots, step))
}
