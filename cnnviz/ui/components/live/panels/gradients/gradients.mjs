// How strongly each layer is pushed (gradient norm) and how far it goes each step (update beside weight), on log axes.

import { element } from "../../../shared/dom.mjs"
import { BLUE } from "../../../shared/theme.mjs"
import { Toggle } from "../../drawing/inputs.mjs"
import { RunPanel } from "../run_panel.mjs"
import { snapshotWords } from "./gradient_words.mjs"
import { NormChart } from "./norm_chart.mjs"

/**
 * @import { Hub } from "../../run/hub.mjs"
 * @import { Snapshot, Tensor } from "../../run/run.js"
 * @import { ChartOf } from "./norm_chart.mjs"
 */

// Milliseconds between two drawings of the histories while the run goes on.
const PATIENCE = 400
/** @type {ChartOf[]} */
const CHARTS = [
  {
    name: "gradients",
    title: "Gradient norm",
    sentence: [
      "The length of the loss's gradient by a layer's weights (L2), one number of the last",
      "batch. Log axis: each line is ten times the one before.",
    ].join(" "),
  },
  {
    name: "updates",
    title: "Update ÷ weight",
    sentence: [
      "How far the last step moved the weights, as a share of their own length. About 0.001 is",
      "a healthy pace, a rule of thumb; far less hardly learns, far more tears down what was",
      "learned.",
    ].join(" "),
    rule: 1e-3,
  },
]

export class GradientsPanel extends RunPanel {
  /**
   * @param {HTMLElement} parent
   * @param {Hub[]} hubs
   */
  constructor(parent, [hub]) {
    super(parent, hub, "gradients", "Gradients and updates")
    const bar = element("div", "live-bar", this.root)
    this.small = new Toggle(bar, "Biases too", "Show biases and the scales of batch normalisation as well", () => {
      this.renew()
      this.draw()
    })
    const charts = element("div", "live-slope-charts", this.root)
    this.charts = CHARTS.map((of) => new NormChart(charts, of, this.level === "h2" ? "h3" : "h4"))
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.later = undefined
    /** @type {Snapshot | null} */
    this.shown = null
    this.measuredTo = 0
    this.sparked = -Infinity
    this.sparkedFor = ""
  }

  renew() {
    this.shown = null
    this.measuredTo = 0
    this.sparked = -Infinity
    this.sparkedFor = ""
    for (const chart of this.charts) chart.renew()
  }

  repaint() {
    const { begun, snapshots, snapshot } = this.hub
    if (!begun || !snapshot) return this.lack("Gradients appear with the first step learned.")
    const tensors = begun.tensors.filter(({ trained, shape }) => trained && (this.small.on || shape.length > 1))
    const stretched = this.measure(snapshots, tensors)
    for (const chart of this.charts) if (!chart.rows.length) chart.build(tensors, begun.layers)
    if (snapshot !== this.shown || stretched) for (const chart of this.charts) chart.place(snapshot)
    this.spark()
    if (snapshot !== this.shown) this.say(snapshotWords(snapshot, begun.tensors))
    this.shown = snapshot
  }

  /**
   * The smallest and largest number of all snapshots, for axes that stay; whether one had to be widened.
   * @param {Snapshot[]} snapshots
   * @param {Tensor[]} tensors
   */
  measure(snapshots, tensors) {
    let stretched = false
    for (const snapshot of snapshots) {
      if (snapshot.seq <= this.measuredTo) continue
      this.measuredTo = snapshot.seq
      for (const chart of this.charts) stretched = chart.widen(snapshot, tensors) || stretched
    }
    if (stretched) this.sparked = -Infinity
    return stretched
  }

  /** Draws the histories when something is new, but not at every snapshot. */
  spark() {
    const { snapshots, cursor } = this.hub
    const key = `${snapshots.length} ${snapshots.at(-1)?.seq} ${cursor}`
    if (key === this.sparkedFor) return
    const wait = PATIENCE - (performance.now() - this.sparked)
    if (wait > 0) {
      this.later ??= setTimeout(() => {
        this.later = undefined
        this.draw()
      }, wait)
      return
    }
    this.sparkedFor = key
    this.sparked = performance.now()
    const style = getComputedStyle(this.root)
    const inks = {
      line: style.getPropertyValue("--st-primary-color") || BLUE,
      cursor: style.getPropertyValue("--st-text-color") || "#333",
    }
    for (const chart of this.charts) chart.spark(snapshots, cursor, inks)
  }

  stop() {
    super.stop()
    clearTimeout(this.later)
  }
}
