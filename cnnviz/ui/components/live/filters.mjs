// All filters of the first layer, large, on one scale; the pointed one as numbers and how far it moved.

import { element, write } from "../dom.mjs"
import { text } from "../explorer/numbers.mjs"
import { DeeperKernels } from "./deeper.mjs"
import { layerName } from "./layer_names.mjs"
import { LivePanel, paintButton, paintChoice, paintKernels, paintLegend, paintPalettes, paintPoint, paintRamp, paintSheet, paintShow, paintStep } from "./painting.mjs"
import { WEIGHT_GAP, weightColumns, weightLarge, weightLargest, weightMoved, weightPaint, weightRanked, weightScale, weightTwins, WEIGHT_TWINS } from "./weights.mjs"
import { weightTable } from "./weight_table.mjs"

const FILTERS_MOST = 128
// Pairs that are listed, the most alike ones.
const FILTERS_RANKED = 5
// Red below 0, green above: how many articles draw a class's weights. Not for all eyes, so it has to be asked for.
const FILTERS_ARTICLES = paintRamp([[178, 24, 24], [255, 255, 255], [20, 120, 40]])

/** How many of `count` filters have a near-twin, and which; where none has, how alike the closest two are. */
export function filtersAlike({ groups, closest }, count, least = WEIGHT_TWINS) {
  const many = groups.reduce((sum, members) => sum + members.length, 0)
  const above = `(cosine similarity above ${least})`
  if (many) {
    const listed = groups.map((members, at) => `${filtersLetter(at)}: ${members.map((k) => k + 1).join(", ")}`)
    return `${many} of ${count} have a near-twin ${above}. ${listed.join("; ")}.`
  }
  const [k, l, cosine] = closest ?? []
  return `None of ${count} has a near-twin ${above}.${closest ? ` The closest are ${k + 1} and ${l + 1}: ${text(cosine)}.` : ""}`
}

/** The pairs that are most alike, in order: "3 and 17: 0.97". */
export function filtersRanked(pairs) {
  return pairs.length ? `Most alike: ${pairs.map(([k, l, cosine]) => `${k + 1} and ${l + 1}: ${text(Number(cosine.toPrecision(3)))}`).join("; ")}.` : ""
}

/** What a class's weights are to its logit, where they read the pixels themselves. */
export function filtersOfClass({ mean, deviation }, bias) {
  const each = `Each belongs to one class: of every pixel (0 to 1) ${text(mean)} is taken away, the rest is divided by ${text(deviation)} and multiplied with its weight. All of that summed`
  return ` ${each}${bias ? ", plus the class's bias," : ""} is that class's logit.`
}

/** What is seen of a deeper layer whose weights have this shape. */
export function filtersDeep(shape) {
  if (shape.length === 4) return "Kernels of a deeper layer: one row for each feature map it makes, one column for each map it reads."
  return "Weights of a deeper dense layer: one row for each of its units. They combine the features of the layer before, so no picture can be read from them by eye."
}

function filtersLetter(at) {
  return String.fromCharCode(65 + (at % 26)) + (at < 26 ? "" : Math.floor(at / 26))
}

class FiltersPanel extends LivePanel {
  constructor(parent, hub) {
    super(parent, hub, "filters", "Filters")
    this.pinned = 0
    this.bar = element("div", "live-bar", this.root)
    this.layer = paintChoice(this.bar, "Layer", () => this.draw())
    this.since = paintButton(this.bar, "Change since the start", "Show what each weight has gained or lost since step 0", () => this.toggle())
    this.since.setAttribute("aria-pressed", "false")
    this.twins = paintButton(this.bar, "Mark look-alikes", "Give filters that have learned nearly the same pattern the same letter", () => this.compare())
    this.twins.setAttribute("aria-pressed", "false")
    this.makeLeast()
    this.view = paintChoice(this.bar, "Colour", () => this.draw())
    this.view.offer([["picture", "red, green, blue as one picture"], ["apart", "channels side by side"]])
    this.hue = paintChoice(this.bar, "Colours", () => this.renewed())
    this.hue.offer([["safe", "blue and orange, for all eyes"], ["articles", "red and green, as in many articles"]])
    this.first = element("div", "", this.root)
    this.grid = element("div", "live-grid", this.first)
    this.grid.setAttribute("role", "group")
    this.grid.setAttribute("aria-label", "Filters of the first layer. Arrow keys move, Enter keeps one.")
    this.alike = element("p", "live-hint", this.first)
    this.alike.setAttribute("role", "status")
    const foot = element("div", "live-foot", this.first)
    this.legend = paintLegend(foot)
    this.own = paintButton(foot, "Scale of this step", "Spend all colours on this step: faded patterns are seen better, but not that weights grow or shrink", () => this.rescale())
    this.own.setAttribute("aria-pressed", "false")
    this.detail = element("div", "live-detail", this.first)
    this.facts = element("p", "", this.detail)
    this.table = weightTable(this.detail)
    this.deeper = new DeeperKernels(this.root, hub)
    this.cells = []
    this.listen()
  }

  /** How alike look-alikes have to be. */
  makeLeast() {
    this.leastLabel = element("label", "live-choice", this.bar)
    this.leastWords = element("span", "", this.leastLabel)
    this.least = element("input", "", this.leastLabel)
    Object.assign(this.least, { type: "range", min: 0.1, max: 0.99, step: 0.01, value: WEIGHT_TWINS })
    this.least.setAttribute("aria-label", "Cosine similarity from which two filters are look-alikes")
    this.least.addEventListener("input", () => this.draw())
  }

  listen() {
    const at = (event) => this.cells.findIndex((cell) => cell.button === event.target.closest("button"))
    this.grid.addEventListener("pointerover", (event) => at(event) >= 0 && paintPoint(this.hub, at(event)))
    this.grid.addEventListener("pointerleave", () => paintPoint(this.hub, null))
    this.grid.addEventListener("focusin", (event) => paintPoint(this.hub, at(event)))
    this.grid.addEventListener("focusout", () => paintPoint(this.hub, null))
    this.grid.addEventListener("click", (event) => at(event) >= 0 && this.pin(at(event)))
    this.grid.addEventListener("keydown", (event) => {
      const next = paintStep(event.key, at(event), this.beside, this.cells.length)
      if (next < 0) return
      event.preventDefault()
      this.cells[next].button.focus()
    })
  }

  renew() {
    this.limits = { weights: 0, changes: 0, measured: 0 }
    Object.assign(this, { built: "", drawn: "", chosen: null, compared: "" })
    this.deeper.renew()
  }

  toggle() {
    this.since.setAttribute("aria-pressed", String(!this.changed()))
    this.draw()
  }

  compare() {
    this.twins.setAttribute("aria-pressed", String(!this.comparing()))
    this.draw()
  }

  comparing() {
    return this.twins.getAttribute("aria-pressed") === "true"
  }

  rescale() {
    this.own.setAttribute("aria-pressed", String(!this.rescaled()))
    this.draw()
  }

  rescaled() {
    return this.own.getAttribute("aria-pressed") === "true"
  }

  changed() {
    return this.since.getAttribute("aria-pressed") === "true"
  }

  pin(filter) {
    this.pinned = filter
    this.draw()
  }

  repaint() {
    const { hub } = this
    const snapshot = this.snapshot()
    if (!snapshot || !hub.begun) return this.lack("The filters appear as soon as the network has been built.")
    this.offer()
    const deep = this.layer.select.value !== ""
    this.first.hidden = this.since.hidden = this.twins.hidden = deep
    this.view.label.hidden = deep || snapshot.shape[1] !== 3
    this.hue.label.hidden = deep || !this.named()
    this.leastLabel.hidden = deep || !this.comparing()
    const shape = paintKernels(hub).find(({ path }) => path === this.layer.select.value)?.shape ?? []
    this.deeper.show(this.layer.select.value, this.width(), shape.length === 2)
    if (deep) return this.say(filtersDeep(shape))
    if (!snapshot.filters?.length) return this.lack("The first layer of this network has no kernels that could be drawn.")
    this.words(snapshot)
    this.measureAll()
    this.paintAll(snapshot)
    this.markAlike(snapshot)
  }

  /** A letter on every filter that has a near-twin among those drawn. */
  markAlike({ seq, filters, shape }) {
    const least = Number(this.least.value)
    write(this.leastWords, `alike above ${least.toFixed(2)} `)
    const wanted = this.comparing() ? `${this.built} ${seq} ${least}` : ""
    if (wanted === this.compared) return
    this.compared = wanted
    const count = this.cells.length
    const drawn = filters.subarray(0, (filters.length / shape[0]) * count)
    const found = wanted ? weightTwins(drawn, count, least) : null
    const letters = new Map(found?.groups.flatMap((members, at) => members.map((k) => [k, filtersLetter(at)])))
    this.cells.forEach(({ button }, k) => {
      if (letters.has(k)) button.dataset.twin = letters.get(k)
      else delete button.dataset.twin
    })
    write(this.alike, found ? `${filtersAlike(found, count, least)} ${filtersRanked(weightRanked(drawn, count, FILTERS_RANKED))}` : "")
  }

  offer() {
    const [first, ...deeper] = paintKernels(this.hub)
    const title = (path) => layerName(this.hub.begun.layers, path ?? "")
    this.layer.label.hidden = !deeper.length
    this.layer.offer([["", `first: ${title(first?.path)}`], ...deeper.map(({ path, shape }) => [path, `${title(path)} · ${shape[0]} × ${shape[1]} ${shape.length === 4 ? "kernels" : "weights"}`])])
  }

  words({ step }) {
    const { shape, trained } = paintKernels(this.hub)[0]
    const many = shape.reduce((product, side) => product * side, 1).toLocaleString("en")
    const sizes = shape.filter((side, k) => k !== 1 || side > 1).join(" × ")
    const what = trained
      ? `These ${many} weights (${sizes}) are trained parameters of the network; the pixels of a feature map are not: they change with every picture.`
      : `These ${many} weights (${sizes}) were set by hand and stay as they are: only the layers after them learn.`
    const { path } = paintKernels(this.hub)[0]
    const each = this.direct() ? filtersOfClass(this.hub.begun, this.hub.begun.tensors.some(({ name }) => name === `${path}.bias`)) : ""
    const from = this.hub.snapshots[0].step
    const first = !trained ? "nothing learned yet" : this.hub.run?.parent ? "the weights of the run that it branched from" : "random weights, nothing learned yet"
    const now = this.changed() ? `How each weight changed from step ${from.toLocaleString("en")} to step ${step.toLocaleString("en")}.` : step ? `The filters after ${step.toLocaleString("en")} steps.` : `Step 0: ${first}.`
    this.say(`${now} ${what}${each}`)
  }

  /** The classes that the filters stand for, where the first layer is the last one as well; or null. */
  named() {
    const [{ shape }, ...deeper] = paintKernels(this.hub)
    const { classes } = this.hub.begun
    return !deeper.length && shape.length === 2 && shape[0] === classes.length ? classes : null
  }

  /** Whether nothing lies between the pixels and the classes' weights that changes a number. */
  direct() {
    const between = ({ title }) => /(^|· )(Flatten|Dropout \S+|Dense \d+|softmax)( |$)/.test(title)
    return this.named() !== null && this.hub.begun.layers.every(between)
  }

  /** The colours of signed weights: the theme's, or those of the articles where somebody asked for them. */
  signed() {
    return this.named() && this.hue.select.value === "articles" ? FILTERS_ARTICLES : paintPalettes(this.root).signed
  }

  renewed() {
    Object.assign(this, { drawn: "", chosen: null })
    this.draw()
  }

  /** One scale for the whole run, so that growing weights are seen to grow. */
  measureAll() {
    const { limits } = this
    const { snapshots } = this.hub
    // Thinning takes snapshots away, and what they measured stays true of the run.
    for (const { seq, filters } of snapshots) {
      if (seq <= limits.measured || !filters) continue
      limits.weights = Math.max(limits.weights, weightLargest(filters))
      limits.changes = Math.max(limits.changes, weightLargest(filters, snapshots[0].filters))
      limits.measured = seq
    }
  }

  build(shape, picture) {
    const [, channels, rows, columns] = shape
    const names = this.named()
    this.grid.replaceChildren()
    this.cells = Array.from({ length: Math.min(FILTERS_MOST, shape[0]) }, (_, k) => {
      const button = element("button", "live-filter", this.grid)
      button.type = "button"
      button.setAttribute("aria-label", `Filter ${k + 1}${names ? `, ${names[k]}` : ""}`)
      const sheet = paintSheet(element("canvas", "", button), rows, weightColumns([channels, rows, columns], picture))
      if (names) element("span", "", button).textContent = names[k]
      return { button, sheet }
    })
  }

  resize([, channels, rows, columns], picture) {
    const across = weightColumns([channels, rows, columns], picture)
    const scale = this.named() ? weightLarge(this.width(), across) : weightScale(this.width(), this.cells.length, rows, across)
    this.beside = Math.max(1, Math.floor((this.width() + WEIGHT_GAP) / (across * scale + WEIGHT_GAP)))
    for (const { button, sheet } of this.cells) {
      button.style.width = `${across * scale}px`
      sheet.canvas.style.width = `${across * scale}px`
      sheet.canvas.style.height = `${rows * scale}px`
    }
  }

  paintAll(snapshot) {
    const picture = snapshot.shape[1] === 3 && this.view.select.value === "picture"
    const built = `${snapshot.shape} ${picture}`
    if (this.built !== built) this.build(snapshot.shape, picture)
    if (this.built !== built || this.fits !== this.width()) this.resize(snapshot.shape, picture)
    Object.assign(this, { built, fits: this.width() })
    const limit = this.limit(snapshot)
    const chosen = this.hub.highlight ?? this.pinned
    const drawn = `${built} ${snapshot.seq} ${limit} ${this.changed()}`
    if (this.drawn !== drawn) this.paintFilters(snapshot, picture, limit)
    if (this.drawn !== drawn || this.chosen !== chosen) this.explain(snapshot, Math.min(chosen, this.cells.length - 1), limit)
    Object.assign(this, { drawn, chosen })
    this.cells.forEach(({ button }, k) => {
      button.classList.toggle("chosen", k === chosen)
      button.tabIndex = k === (this.pinned < this.cells.length ? this.pinned : 0) ? 0 : -1
      button.setAttribute("aria-pressed", String(k === this.pinned))
    })
  }

  /** What the ends of the colours stand for. */
  limit({ filters }) {
    if (this.rescaled()) return weightLargest(filters, this.changed() ? this.hub.snapshots[0].filters : null)
    return this.changed() ? this.limits.changes : this.limits.weights
  }

  /** The weights of filter `k` as shown: as they are, or what they gained since the start. */
  weights(snapshot, k) {
    const size = snapshot.filters.length / snapshot.shape[0]
    const now = snapshot.filters.subarray(k * size, (k + 1) * size)
    const start = this.hub.snapshots[0].filters.subarray(k * size, (k + 1) * size)
    return { now, start, shown: this.changed() ? now.map((value, i) => value - start[i]) : now }
  }

  paintFilters({ filters, shape }, picture, limit) {
    const [signed, { grey }] = [this.signed(), paintPalettes(this.root)]
    const size = filters.length / shape[0]
    const how = { limit, palette: signed, picture, start: this.changed() ? this.hub.snapshots[0].filters : null, across: weightColumns(shape.slice(1), picture) }
    this.cells.forEach(({ sheet }, k) => {
      weightPaint(sheet.words, filters, k * size, shape.slice(1), how)
      paintShow(sheet)
    })
    const end = text(limit)
    const what = this.changed() ? "change of a weight" : "weight"
    this.legend(picture ? grey : signed, [`−${end}`, picture ? `0 · ${what} for red, green or blue` : `0 · ${what}`, end])
  }

  explain(snapshot, k, limit) {
    const { now, start, shown } = this.weights(snapshot, k)
    const from = this.hub.snapshots[0].step
    const { distance, cosine, norm } = weightMoved(now, start)
    const alike = Number.isNaN(cosine) ? "" : ` Cosine similarity to its start: ${text(cosine)} (1: the same pattern, 0: unrelated).`
    const moved = snapshot.step > from ? ` It moved by ${text(distance)} (L2 distance) since step ${from}; its own length is ${text(norm)}.${alike}` : ""
    const of = paintKernels(this.hub)[0].shape[0]
    const some = this.cells.length < of ? ` The first ${this.cells.length} of ${of} are drawn.` : ""
    const name = this.named()?.[k]
    write(this.facts, `Filter ${k + 1} of ${of}${name ? `, ${name}` : ""}.${moved}${some}`)
    this.table(shown, snapshot.shape.slice(1), limit, this.signed())
  }
}

/** The panel of filters: { draw(), stop() }. */
export function filtersPanel(parent, hub) {
  return new FiltersPanel(parent, hub)
}
