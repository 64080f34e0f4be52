// The picture that is put to the network, chosen from validation, drawn or uploaded, and what it answers at the cursor.

import { element, write } from "../dom.mjs"
import { Answer } from "./answer.mjs"
import { DrawingPad } from "./drawing_pad.mjs"
import { LivePanel, paintButton, paintChoice, paintImage, paintSheet, paintShow } from "./painting.mjs"

// Pixels of the page for a picture to choose, and between two.
const PROBE_TILE = [44, 6]

/** The next picture after `from` whose label is `label`, around the end if need be; -1 where there is none. */
export function probeNext(labels, label, from) {
  for (let k = 1; k <= labels.length; k++) {
    const at = (from + k) % labels.length
    if (labels[at] === label) return at
  }
  return -1
}

/** The numbers of `count` pictures from `first` on, of `total`, around the end. */
export function probePage(first, count, total) {
  return Array.from({ length: Math.min(count, total) }, (_, k) => (first + k) % total)
}

class ProbePanel extends LivePanel {
  constructor(parent, hub) {
    super(parent, hub, "probe", "Test it")
    this.from = 0
    this.tabs = element("div", "live-bar", this.root)
    this.choose = paintButton(this.tabs, "Validation picture", "Pictures the network does not learn from", () => this.open(false))
    this.mine = paintButton(this.tabs, "Draw or upload", "A picture of your own", () => this.open(true))
    this.strip()
    this.pad = new DrawingPad(this.root, (image) => hub.probing({ image, size: this.pad.size }))
    this.answer = new Answer(element("div", "", this.root))
    this.turned(Boolean(hub.probe?.image))
  }

  strip() {
    this.chooser = element("div", "", this.root)
    const bar = element("div", "live-bar", this.chooser)
    paintButton(bar, "‹", "Earlier pictures", () => this.turn(-1)).setAttribute("aria-label", "Earlier pictures")
    paintButton(bar, "›", "Later pictures", () => this.turn(1)).setAttribute("aria-label", "Later pictures")
    this.kind = paintChoice(bar, "Next of class", (label) => this.seek(label))
    this.place = element("span", "live-place", bar)
    this.row = element("div", "live-row", this.chooser)
    this.trouble = element("p", "live-trouble", this.chooser)
    this.trouble.setAttribute("role", "status")
    this.tiles = []
  }

  renew() {
    Object.assign(this, { shown: null, listed: "" })
  }

  open(own) {
    if (own) this.pad.deliver()
    else this.pick(this.from)
  }

  turned(own) {
    this.own = own
    this.choose.setAttribute("aria-pressed", String(!own))
    this.mine.setAttribute("aria-pressed", String(own))
    this.chooser.hidden = own
    this.pad.root.hidden = !own
  }

  /** Shows what is put to the network now, whoever chose it; another network may read another size. */
  meet(probe) {
    this.pad.fit(this.hub.begun.size, this.hub.begun.mean)
    if (probe.image && String(probe.size) !== String(this.hub.begun.size)) return this.hub.probing({ validation: 0 })
    if (probe === this.probed) return
    this.probed = probe
    this.turned(Boolean(probe.image))
    if (!probe.image && !probePage(this.from, this.beside(), this.total()).includes(probe.validation)) this.from = probe.validation
  }

  pick(index) {
    this.hub.probing({ validation: index })
    this.draw()
  }

  total() {
    return this.hub.begun?.validation ?? 0
  }

  turn(by) {
    if (!this.total()) return
    const from = this.from + by * this.beside()
    this.from = ((from % this.total()) + this.total()) % this.total()
    this.draw()
  }

  seek(label) {
    this.kind.select.value = ""
    const found = label === "" ? -1 : probeNext(this.hub.labels, Number(label), this.hub.probe.validation ?? this.from)
    if (found < 0) return
    this.from = found
    this.pick(found)
  }

  beside() {
    return Math.max(1, Math.floor((this.width() + PROBE_TILE[1]) / (PROBE_TILE[0] + PROBE_TILE[1])))
  }

  repaint() {
    const { hub } = this
    if (!hub.begun) return this.lack("Here a picture can be put to the network as soon as it has been built.")
    this.say("Put one picture to the network and see its answer at the step of the timeline: one it never trained on, or your own.")
    this.meet(hub.probe)
    if (!this.own) this.list()
    const seen = this.snapshot() && !this.snapshot().partial ? hub.seen(hub.cursor) : null
    this.root.classList.toggle("waiting", Boolean(this.snapshot() && !seen))
    if (!seen || seen === this.shown) return
    this.shown = seen
    this.answer.show(seen, hub.begun.classes, hub.config?.smoothing ?? 0)
  }

  list() {
    const { hub } = this
    const indices = probePage(this.from, this.beside(), this.total())
    this.kind.label.hidden = !hub.labels
    this.kind.offer([["", "…"], ...hub.begun.classes.map((name, k) => [String(k), name])])
    if (String(indices) !== this.listed) this.fetch(indices)
    this.tiles.forEach(({ button, index }) => button.setAttribute("aria-pressed", String(hub.probe?.validation === index)))
  }

  async fetch(indices) {
    this.listed = String(indices)
    const wanted = this.listed
    const last = indices.at(-1)
    write(this.place, `${indices[0] + 1} to ${last + 1} of ${this.total().toLocaleString("en")}`)
    try {
      const found = await this.hub.pictures(indices)
      if (wanted === this.listed) this.fill(indices, found)
      write(this.trouble, "")
    } catch (error) {
      write(this.trouble, error.message)
    }
  }

  fill(indices, { pictures, labels, size }) {
    while (this.tiles.length > indices.length) this.tiles.pop().button.remove()
    while (this.tiles.length < indices.length) this.tiles.push(this.tile())
    const count = size[0] * size[1] * size[2]
    indices.forEach((index, k) => {
      const tile = this.tiles[k]
      if (String(tile.size) !== String(size)) Object.assign(tile, { size, sheet: paintSheet(tile.canvas, size[1], size[2]) })
      paintImage(tile.sheet.words, pictures, count, k * count)
      paintShow(tile.sheet)
      tile.index = index
      const name = this.hub.begun.classes[labels[k]]
      tile.button.title = name
      tile.button.setAttribute("aria-label", `Picture ${index + 1}: ${name}`)
    })
    this.draw()
  }

  tile() {
    const button = element("button", "live-tile", this.row)
    button.type = "button"
    const tile = { button, canvas: element("canvas", "live-thumb", button), index: 0 }
    button.addEventListener("click", () => this.pick(tile.index))
    return tile
  }

  stop() {
    super.stop()
    this.pad.stop()
  }
}

/** The panel of the probe: { draw(), stop() }. */
export function probePanel(parent, hub) {
  return new ProbePanel(parent, hub)
}
