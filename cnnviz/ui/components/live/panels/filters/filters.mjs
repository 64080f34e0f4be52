// All filters of the first layer, large, on one scale; the pointed one as numbers and how far it moved.

import { element, write } from "../../../shared/dom.mjs"
import { text } from "../../../shared/numbers.mjs"
import { momentAddress } from "../../controls/addresses.mjs"
import { Choice, pageLink, Toggle } from "../../drawing/inputs.mjs"
import { Legend } from "../../drawing/legend.mjs"
import { palettesAt } from "../../drawing/palettes.mjs"
import { layerName, weightTensors } from "../../words/layer_names.mjs"
import { RunPanel } from "../run_panel.mjs"
import { DeeperKernels, deeperWords } from "./deeper_kernels.mjs"
import { FilterGrid } from "./filter_grid.mjs"
import { classWords, gridWords, momentWords, movementWords, tensorWords, weightWords } from "./filter_words.mjs"
import { GradientOfFilters } from "./gradient_of_filters.mjs"
import { closestPairs, letterOf, pairWords, twinsOf, twinWords } from "./look_alikes.mjs"
import { ARTICLES, classesOf, leastIn, looksIn } from "./looks.mjs"
import { WeightTable } from "./weight_table.mjs"
import { largestSize } from "./weights.mjs"

/**
 * @import { PanelHooks } from "../../panel.js"
 * @import { Hub } from "../../run/hub.mjs"
 * @import { Begun, Snapshot, Tensor } from "../../run/run.js"
 *
 * @typedef {Snapshot & { filters: Float32Array }} Drawn
 * @typedef {object} Subject What is drawn: a snapshot's filters, from the first one's on.
 * @property {Drawn} snapshot
 * @property {Drawn} first
 * @property {Begun} begun
 * @property {Tensor} tensor
 * @property {string[] | null} classes What the filters stand for, where the first layer is the last one as well.
 */

const SLOPES = "Show the loss's gradient by each weight, beside it: training goes the other way"
// Pixels of the panel in which both grids have room beside each other, and between them.
const BOTH = 400
const APART = 20
// Pairs that are listed, the most alike ones.
const RANKED = 5
export class FiltersPanel extends RunPanel {
  /**
   * @param {HTMLElement} parent
   * @param {Hub[]} hubs
   * @param {PanelHooks} hooks
   */
  constructor(parent, [hub], { scale, pages }) {
    super(parent, hub, "filters", "Filters")
    this.pages = pages
    this.pinned = 0
    this.scale = scale
    const redraw = () => this.draw()
    this.layer = new Choice(this.head, "Layer", redraw)
    this.layer.label.hidden = true
    this.first = element("div", "", this.root)
    const pair = element("div", "live-beside", this.first)
    const hooks = {
      point: (/** @type {number | null} */ k) => hub.point(k),
      pin: (/** @type {number} */ k) => this.pin(k),
    }
    this.weights = element("div", "", pair)
    this.grid = new FilterGrid(this.weights, hooks)
    this.legend = new Legend(this.weights)
    const bar = element("div", "live-bar", this.first)
    this.slopes = new Toggle(bar, "Gradient beside", SLOPES, redraw)
    const gained = "Show what each weight has gained or lost since step 0"
    this.since = new Toggle(bar, "Change since the start", gained, redraw)
    const spread = "Spend all colours on this step: faded patterns are seen better, but not that weights grow or shrink"
    this.own = new Toggle(bar, "Scale of this step", spread, redraw)
    const same = "Give filters that have learned nearly the same pattern the same letter"
    this.twins = new Toggle(bar, "Mark look-alikes", same, redraw)
    this.least = leastIn(bar, redraw)
    const { view, hue } = looksIn(bar, redraw)
    this.view = view
    this.hue = hue
    this.alike = element("p", "live-hint", this.first)
    const detail = element("div", "live-detail", this.first)
    this.what = element("p", "live-sentence", detail)
    this.facts = element("p", "", detail)
    this.seeks = pageLink(detail, "What does this filter look for?")
    this.table = new WeightTable(detail)
    this.gradient = new GradientOfFilters(pair, detail, hooks)
    this.deeper = new DeeperKernels(this.root, hub, (words) => this.announce(words))
    this.limits = scale.begin(hub)
    this.painted = this.explained = this.compared = ""
  }

  renew() {
    this.limits = this.scale.begin(this.hub)
    this.painted = this.explained = this.compared = ""
    this.grid.renew()
    this.gradient.renew()
    this.deeper.renew()
  }

  /** @param {number} filter */
  pin(filter) {
    this.pinned = filter
    this.draw()
  }

  repaint() {
    const { snapshot, begun } = this.hub
    if (!snapshot || !begun) return this.lack("The filters appear as soon as the network has been built.")
    const tensors = weightTensors(begun.tensors)
    this.offer(begun, tensors)
    const [tensor] = tensors
    const deep = tensors.find(({ path }) => path === this.layer.value && this.layer.value !== "")
    const classes = tensor ? classesOf(tensors, begun) : null
    this.first.hidden = Boolean(deep)
    this.view.label.hidden = snapshot.shape[1] !== 3
    this.hue.label.hidden = !classes
    this.least.label.hidden = !this.twins.on
    this.deeper.show(this.layer.value, this.width(), deep?.shape.length === 2)
    if (deep) return this.say(deeperWords(deep.shape))
    if (!snapshot.filters?.length)
      return this.lack("The first layer of this network has no kernels that could be drawn.")
    const first = /** @type {Drawn} */ (this.hub.snapshots[0])
    this.paint({ snapshot: /** @type {Drawn} */ (snapshot), first, begun, tensor, classes })
  }

  /**
   * @param {Begun} begun
   * @param {Tensor[]} tensors
   */
  offer({ layers }, [first, ...deeper]) {
    this.layer.label.hidden = !deeper.length
    this.layer.offer([
      ["", `first: ${layerName(layers, first?.path ?? "")}`],
      ...deeper.map(({ path, shape }) => {
        const what = shape.length === 4 ? "kernels" : "weights"
        return /** @type {[string, string]} */ ([
          path,
          `${layerName(layers, path)} · ${shape[0]} × ${shape[1]} ${what}`,
        ])
      }),
    ])
  }

  /** @param {Subject} subject */
  paint(subject) {
    const { snapshot, classes } = subject
    this.say(momentWords({ step: snapshot.step, first: subject.first.step, ...this.how() }, subject.tensor.trained))
    write(this.what, this.sentenceOn(subject))
    this.measure()
    const picture = snapshot.shape[1] === 3 && this.view.value === "picture"
    const { width, close } = this.room()
    this.grid.arrange(snapshot.shape, picture, classes, width, close)
    const limit = this.limit(subject)
    const palette = this.palette(classes)
    const painted = `${this.grid.built} ${snapshot.seq} ${limit} ${this.since.on} ${this.hue.value}`
    if (this.painted !== painted) this.paintGrid(subject, picture, limit, palette)
    const chosen = this.hub.highlight ?? this.pinned
    if (this.explained !== `${painted} ${chosen}`)
      this.explain(subject, Math.min(chosen, this.grid.cells.length - 1), limit, palette)
    this.painted = painted
    this.explained = `${painted} ${chosen}`
    this.grid.mark(chosen, this.pinned)
    this.showGradient(subject, Math.min(chosen, this.grid.cells.length - 1))
    this.markAlike(subject)
  }

  /** @param {Subject} subject */
  sentenceOn({ begun, tensor, classes }) {
    const words = [tensorWords(tensor)]
    const biased = begun.tensors.some(({ name }) => name === `${tensor.path}.bias`)
    if (classes && this.hub.linear) words.push(classWords(begun, biased))
    if (this.hub.config?.permuted) words.push("All pixels changed places before the first layer read them.")
    return words.join(" ")
  }

  /** Pixels for the filters, and whether they are few: half of them where the gradient stands beside them. */
  room() {
    const wide = this.width()
    const close = this.slopes.on && wide >= BOTH
    return { width: close ? Math.floor((wide - APART) / 2) : wide, close }
  }

  /**
   * The gradient by each weight, where it is asked for: the same grid, on a scale of its own.
   * @param {Subject} subject
   * @param {number} chosen
   */
  showGradient({ snapshot, tensor, classes }, chosen) {
    const limit = this.own.on ? 0 : this.scale.largest("gradients")
    const look = { limit, palette: palettesAt(this.root).signed, classes, ...this.room() }
    const { config, run } = this.hub
    const about = { batch: config?.batch ?? 0, tensor, recorded: !run?.created }
    this.gradient.show(this.slopes.on ? snapshot : null, about, look, { chosen, pinned: this.pinned })
  }

  how() {
    return { changes: this.since.on, branched: Boolean(this.hub.run?.parent) }
  }

  /**
   * The colours of signed weights: the theme's, or those of the articles where somebody asked for them.
   * @param {string[] | null} classes
   */
  palette(classes) {
    return classes && this.hue.value === "articles" ? ARTICLES : palettesAt(this.root).signed
  }

  /** One scale for the whole run, so that growing weights are seen to grow. */
  measure() {
    const { limits } = this
    const { snapshots } = this.hub
    // Thinning takes snapshots away, and what they measured stays true of the run.
    for (const { seq, filters, gradient } of snapshots) {
      if (seq <= limits.measured || !filters) continue
      if (gradient) limits.gradients = Math.max(limits.gradients, largestSize(gradient))
      limits.weights = Math.max(limits.weights, largestSize(filters))
      limits.changes = Math.max(limits.changes, largestSize(filters, snapshots[0].filters))
      limits.measured = seq
    }
  }

  /**
   * What the ends of the colours stand for.
   * @param {Subject} subject
   */
  limit({ snapshot, first }) {
    if (this.own.on) return largestSize(snapshot.filters, this.since.on ? first.filters : null)
    return this.scale.largest(this.since.on ? "changes" : "weights")
  }

  /**
   * @param {Subject} subject
   * @param {boolean} picture
   * @param {number} limit
   * @param {Uint32Array} palette
   */
  paintGrid({ snapshot, first }, picture, limit, palette) {
    const start = this.since.on ? first.filters : null
    this.grid.paint(snapshot.filters, snapshot.shape, { limit, palette, picture, start })
    const end = text(limit)
    const what = this.since.on ? "change of a weight" : "weight"
    const middle = picture ? `0 · ${what} for red, green or blue` : `0 · ${what}`
    this.legend.show(picture ? palettesAt(this.root).grey : palette, [`−${end}`, middle, end])
    this.grid.name(gridWords(snapshot.filters, snapshot.shape, start))
  }

  /**
   * The chosen filter in numbers: as they are, or what they gained since the start.
   * @param {Subject} subject
   * @param {number} k
   * @param {number} limit
   * @param {Uint32Array} palette
   */
  explain({ snapshot, first, tensor, classes }, k, limit, palette) {
    const size = snapshot.filters.length / snapshot.shape[0]
    const now = snapshot.filters.subarray(k * size, (k + 1) * size)
    const start = first.filters.subarray(k * size, (k + 1) * size)
    const { length } = this.grid.cells
    const [of] = tensor.shape
    const some = length < of ? ` The first ${length} of ${of} are drawn.` : ""
    const name = classes ? `, ${classes[k]}` : ""
    const moved = movementWords(now, start, { step: snapshot.step, first: first.step })
    write(this.facts, `Filter ${k + 1} of ${of}${name}.${moved}${some}`)
    this.lead(tensor.path, k)
    const values = this.since.on ? now.map((value, i) => value - start[i]) : now
    this.table.show({ values, shape: snapshot.shape.slice(1), limit, palette })
    this.grid.describe(k, weightWords(values, snapshot.shape.slice(1)))
  }

  /**
   * Links to what excites a filter most, with the weights of this moment.
   * @param {string} path
   * @param {number} k
   */
  lead(path, k) {
    const { run, snapshot } = this.hub
    this.seeks.hidden = !(this.pages && run && snapshot && !snapshot.partial)
    if (!this.pages || !run || !snapshot) return
    const shown = { view: run.view, moment: snapshot.seq }
    this.seeks.href = momentAddress(location.href, this.pages.looks, shown, { look_at: path, look_map: k + 1 })
  }

  /**
   * A letter on every filter that has a near-twin among those drawn.
   * @param {Subject} subject
   */
  markAlike({ snapshot: { seq, filters, shape } }) {
    const least = Number(this.least.input.value)
    write(this.least.words, `alike above ${least.toFixed(2)} `)
    const compared = this.twins.on ? `${this.grid.built} ${seq} ${least}` : ""
    if (compared === this.compared) return
    this.compared = compared
    const { length } = this.grid.cells
    const drawn = filters.subarray(0, (filters.length / shape[0]) * length)
    const twins = compared ? twinsOf(drawn, length, least) : { groups: [], closest: null }
    this.grid.label(
      new Map(
        twins.groups.flatMap((members, at) => members.map((k) => /** @type {[number, string]} */ ([k, letterOf(at)]))),
      ),
    )
    const words = () => `${twinWords(twins, length, least)} ${pairWords(closestPairs(drawn, length, RANKED))}`
    write(this.alike, compared ? words() : "")
  }
}
