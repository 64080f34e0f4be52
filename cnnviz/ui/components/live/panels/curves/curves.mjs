// Loss, accuracy and learning rate of one run or two over the steps, with a cursor that moves with the timeline.

import { element, write } from "../../../shared/dom.mjs"
import { faintest, lineColours } from "../../drawing/palettes.mjs"
import { Smoothing, stepsEnd } from "./axes.mjs"
import { Chart } from "./chart.mjs"
import { TITLES } from "./chart_axes.mjs"
import { chartWords, differenceWords } from "./chart_words.mjs"
import { awaitedWords, readingWords, readoutAt } from "./readout.mjs"

/**
 * @import { Panel, PanelHooks } from "../../panel.js"
 * @import { Hub } from "../../run/hub.mjs"
 * @import { Name, Strokes } from "./chart.mjs"
 *
 * @typedef {{ ink: string, border: string, primary: string, faint: string, font: string, strokes: Strokes[] }} Theme
 */

const ACROSS =
  "Across: steps, one batch each. Dotted: a new epoch, when the training pictures have been gone through once more."
const BEYOND =
  "The loss leaves through the top: it grew far beyond its first value, and the axis would flatten the rest."
/** @type {Name[]} */
const NAMES = ["loss", "accuracy", "rate"]

/**
 * Colours and dashes of a run's lines: one run has a colour for each part, two have a colour each.
 * @param {number} run
 * @param {number} runs
 * @param {string[]} colours
 * @returns {Strokes}
 */
export function strokesOf(run, runs, colours) {
  if (runs === 1)
    return { train: { colour: colours[0], dash: [], width: 2 }, validation: { colour: colours[5], dash: [], width: 2 } }
  const [colour, dash] = run ? [colours[5], [7, 4]] : [colours[0], []]
  return { train: { colour, dash, width: 1.2 }, validation: { colour, dash, width: 3 } }
}

/** Training's lines, smoothed. */
class Smoother {
  constructor() {
    this.loss = new Smoothing()
    this.accuracy = new Smoothing()
  }

  /** @param {Hub} hub */
  of({ scalars }) {
    return { loss: this.loss.of(scalars.loss), accuracy: this.accuracy.of(scalars.accuracy) }
  }
}

/** @implements {Panel} */
export class CurvesPanel {
  /**
   * @param {HTMLElement} parent
   * @param {Hub[]} hubs
   * @param {PanelHooks} hooks
   */
  constructor(parent, hubs, { go }) {
    this.hubs = hubs
    this.go = go
    this.many = hubs.length > 1
    /** @type {number | null} */
    this.pointer = null
    this.smoothers = hubs.map(() => new Smoother())
    this.smooth = this.smoothers.map((smoother, run) => smoother.of(hubs[run]))
    this.root = element("section", "live-panel live-curves", parent)
    this.root.setAttribute("aria-label", "Curves")
    const head = element("div", "live-head", this.root)
    element("h2", "", head, "Curves")
    this.legend = element("span", "live-strokes", head)
    this.awaited = element("p", "live-sentence", this.root)
    const sheet = element("div", this.many ? "live-charts pair" : "live-charts", this.root)
    this.charts = NAMES.map((name) => new Chart(sheet, name, this.chartHooks()))
    this.difference = element("p", "live-difference", this.root)
    this.difference.hidden = !this.many
    this.readouts = hubs.map(() => element("p", "shell-readout", this.root))
    this.log = this.makeLog(element("div", "live-bar", this.root))
    element("p", "live-reading", this.root, readingWords(this.many))
    this.foot = element("p", "live-hint", this.root)
    this.width = 0
    this.bare = false
    this.drawn = this.named = this.spoken = ""
    /** @type {string[]} */
    this.trends = []
    this.colours = this.themed()
    this.measure = new ResizeObserver(() => {
      this.width = this.charts[0].canvas.clientWidth
      this.draw()
    })
    this.measure.observe(this.root)
  }

  /** @param {HTMLElement} parent */
  makeLog(parent) {
    const label = element("label", "", parent)
    const box = Object.assign(element("input", "", label), { type: "checkbox" })
    label.append("log scale for the loss")
    box.addEventListener("change", () => this.draw())
    return box
  }

  chartHooks() {
    return {
      point: (/** @type {number | null} */ step) => {
        if (step === this.pointer) return
        this.pointer = step
        this.draw()
      },
      go: this.go,
    }
  }

  /** @returns {Theme} */
  themed() {
    const style = getComputedStyle(this.root)
    const colours = lineColours(this.root).map((rgb) => `rgb(${rgb.join(",")})`)
    return {
      ink: style.color,
      font: style.fontFamily,
      border: style.getPropertyValue("--st-border-color").trim() || "#ccc",
      primary: colours[2],
      faint: faintest(style.color, style.getPropertyValue("--st-background-color")),
      strokes: this.hubs.map((_, run) => strokesOf(run, this.hubs.length, colours)),
    }
  }

  /** Reads the colours anew; the page's theme may have changed. */
  theme() {
    this.colours = this.themed()
    this.drawn = this.named = ""
    this.name()
  }

  /** The legend, anew where a run has another name. */
  name() {
    const names = this.hubs.map(({ title }) => title)
    if (this.named === JSON.stringify(names)) return
    this.named = JSON.stringify(names)
    this.legend.replaceChildren()
    for (const [run, { train, validation }] of this.colours.strokes.entries()) {
      for (const { stroke, part } of [
        { stroke: train, part: "training" },
        { stroke: validation, part: "validation" },
      ]) {
        const item = element("span", "live-stroke", this.legend)
        const dashed = stroke.dash.length ? "dashed" : "solid"
        element("i", "", item).style.borderTop = `${stroke.width}px ${dashed} ${stroke.colour}`
        item.append(this.many ? `${names[run]}, ${part}` : part)
      }
    }
  }

  /** Without data there is a sentence in place of empty axes. */
  await() {
    const bare = this.hubs.every(({ scalars, evaluations }) => !scalars.step.length && !evaluations.length)
    const greyed = this.hubs.some(({ before }) => before)
    this.root.classList.toggle("before", greyed)
    write(this.awaited, bare ? awaitedWords(this.hubs) : "")
    if (bare === this.bare) return
    this.bare = bare
    this.root.classList.toggle("empty", bare)
    if (!bare) this.width = this.charts[0].canvas.clientWidth
  }

  draw() {
    this.await()
    if (!this.width || this.bare) return
    const ratio = globalThis.devicePixelRatio || 1
    const key = this.content(ratio)
    if (key !== this.drawn) {
      this.drawn = key
      this.name()
      this.drawCharts(ratio)
    }
    for (const chart of this.charts) chart.show(this.pointer)
    this.speak()
  }

  /**
   * What the charts show, cursors apart, in short.
   * @param {number} ratio
   */
  content(ratio) {
    const runs = this.hubs.map(({ id, scalars, evaluations, marks, begun }) => [
      id,
      scalars.step.length,
      scalars.step.at(-1),
      evaluations.length,
      marks.length,
      begun?.steps,
    ])
    return JSON.stringify([this.width, ratio, this.log.checked, runs])
  }

  /** @param {number} ratio */
  drawCharts(ratio) {
    const { hubs, colours, width } = this
    this.smooth = this.smoothers.map((smoother, run) => smoother.of(hubs[run]))
    const curves = hubs.map((hub, run) => ({ hub, smooth: this.smooth[run], strokes: colours.strokes[run] }))
    const end = Math.max(...hubs.map(({ scalars, begun }) => stepsEnd(scalars.step.at(-1) ?? 0, begun?.steps ?? 0)))
    const epochSteps = hubs[0].begun?.epoch_steps ?? 0
    const sheet = { ...colours, curves, width, ratio, end, epochSteps, log: this.log.checked }
    for (const chart of this.charts) chart.draw({ ...sheet, width: chart.canvas.clientWidth || width })
    this.trends = this.charts.map(({ name }) => this.trendOf(name, end))
    this.spoken = ""
    write(this.foot, this.charts.some(({ beyond }) => beyond) ? `${BEYOND} ${ACROSS}` : ACROSS)
  }

  speak() {
    const readouts = this.hubs.map((hub, run) => {
      const words = readoutAt(hub, this.smooth[run], this.pointer ?? hub.snapshot?.step ?? 0)
      return this.many ? `${hub.title}: ${words}` : words
    })
    for (const [run, words] of readouts.entries()) write(this.readouts[run], words)
    const all = readouts.join(". ")
    if (all === this.spoken) return
    this.spoken = all
    const steps = this.hubs.map(({ snapshot }) => snapshot?.step ?? 0)
    const difference = this.many ? differenceWords(this.hubs, this.pointer ?? Math.max(...steps)) : ""
    write(this.difference, difference)
    for (const [k, { canvas }] of this.charts.entries())
      canvas.setAttribute("aria-label", `${this.trends[k]} Now: ${all}. ${difference}`.trim())
  }

  /**
   * What a chart shows of all runs, wherever the cursor stands.
   * @param {Name} name
   * @param {number} end
   */
  trendOf(name, end) {
    const lines = this.hubs.map((hub, run) => {
      const words = chartWords(name, hub, this.smooth[run])
      return this.many ? `${hub.title}: ${words}` : words
    })
    return `${TITLES[name]} over ${end.toLocaleString("en")} steps. ${lines.join(" ")}`
  }

  stop() {
    this.measure.disconnect()
  }
}
