// The probe picture and what every layer makes of it: feature maps, the pointed one large, the pyramid of shapes.

import { element, write } from "../../../shared/dom.mjs"
import { momentAddress } from "../../controls/addresses.mjs"
import { pageLink } from "../../drawing/inputs.mjs"
import { palettesAt } from "../../drawing/palettes.mjs"
import { fillPicture, Sheet } from "../../drawing/sheet.mjs"
import { weightTensors } from "../../words/layer_names.mjs"
import { RunPanel } from "../run_panel.mjs"
import { LayerMaps } from "./layer_maps.mjs"
import { mapWords } from "./layout.mjs"
import { Pyramid } from "./pyramid.mjs"

/**
 * @import { PanelHooks } from "../../panel.js"
 * @import { Hub } from "../../run/hub.mjs"
 * @import { Begun, Seen, Snapshot } from "../../run/run.js"
 * @import { LayerValues } from "./layer_maps.mjs"
 * @import { Place } from "./layout.mjs"
 *
 * @typedef {{ layer: LayerMaps, place: Place }} Pointed
 * @typedef {{ figure: HTMLElement, canvas: HTMLCanvasElement, caption: HTMLElement }} Figure
 */

const PARTIAL =
  "This network is so large that only its first layer is kept of every snapshot, so its maps cannot be shown."

export class MapsPanel extends RunPanel {
  /**
   * @param {HTMLElement} parent
   * @param {Hub[]} hubs
   * @param {PanelHooks} hooks
   */
  constructor(parent, [hub], { layer, pages }) {
    super(parent, hub, "maps", "Feature maps")
    this.pages = pages
    this.way = pageLink(this.head, "All the way on one screen")
    // The layer that a link leads to, from 1, and whether it has led there yet.
    this.asked = layer
    this.led = !layer
    this.pyramid = new Pyramid(this.root)
    const top = element("div", "live-loupe", this.root)
    this.picture = figureIn(top)
    this.large = figureIn(top)
    this.readout = element("p", "live-readout", this.root)
    this.list = element("div", "", this.root)
    /** @type {LayerMaps[]} */
    this.layers = []
    /** @type {Sheet | null} */
    this.sheet = null
    /** @type {Seen | null} */
    this.seen = null
    /** @type {Uint8Array | null} */
    this.image = null
    // What is kept where nothing is pointed at, what is pointed at, and what was framed last.
    /** @type {Pointed | null} */
    this.pinned = null
    /** @type {Pointed | null} */
    this.held = null
    this.framed = ""
    this.fitted = 0
    this.unfolded = false
  }

  draw() {
    // Where a link leads is drawn before anybody scrolls there.
    if (!this.led) this.inSight = true
    super.draw()
  }

  renew() {
    this.seen = null
    this.image = null
    this.pinned = null
    this.held = null
    this.framed = ""
    this.fitted = 0
    this.unfolded = false
    this.pyramid.renew()
  }

  repaint() {
    const { snapshot, begun } = this.hub
    this.lead()
    if (snapshot?.partial) return this.lack(PARTIAL)
    const seen = snapshot ? this.hub.layers.here() : null
    this.root.classList.toggle("waiting", Boolean(snapshot && !seen))
    if (!seen || !snapshot || !begun) {
      if (!this.seen) this.lack("The maps of the probe picture appear with the first snapshot.")
      return
    }
    const fresh = seen !== this.seen || this.fitted !== this.width() || this.unfolded
    if (fresh) this.paint(seen, snapshot, begun)
    const first = Math.max(0, Math.min(this.asked, this.layers.length) - 1)
    this.pinned ??= { layer: this.layers[first], place: { map: 0, row: 0, column: 0 } }
    const pointed = this.held ?? this.pinned
    const layer = this.layers.indexOf(pointed.layer)
    const framed = `${layer} ${pointed.place.map} ${this.hub.highlight}`
    if (fresh || framed !== this.framed) this.frame(pointed)
    if (layer >= 0) this.read(pointed, layer, seen)
    if (!this.led) requestAnimationFrame(() => this.layers[first]?.root.scrollIntoView({ block: "end" }))
    this.led = true
    this.seen = seen
    this.fitted = this.width()
    this.framed = framed
    this.unfolded = false
  }

  /** Links to the picture's way with the weights of this moment; of a drawing there the photo is in its place. */
  lead() {
    const { snapshot, run, layers } = this.hub
    const leads = Boolean(this.pages && snapshot && run && !snapshot.partial)
    this.way.hidden = !leads
    if (!this.pages || !snapshot || !run || !leads) return
    const { probe } = layers
    const shown = { view: run.view, moment: snapshot.seq }
    const picture = probe.image ? 0 : probe.validation + 1
    this.way.href = momentAddress(location.href, this.pages.way, shown, { way_picture: picture })
    this.way.title = `The picture's way through the network as it was after step ${snapshot.step.toLocaleString("en")}`
  }

  /**
   * @param {Seen} seen
   * @param {Snapshot} snapshot
   * @param {Begun} begun
   */
  paint(seen, snapshot, begun) {
    const palettes = palettesAt(this.root)
    const step = this.hub.snapshots.find(({ seq }) => seq === seen.seq)?.step ?? snapshot.step
    this.say(
      [
        `What each layer makes of the picture at step ${step.toLocaleString("en")}: bright is a`,
        "strong answer, dark is none; where values below 0 occur, blue is negative and orange",
        "positive.",
      ].join(" "),
    )
    this.paintPicture(seen, begun)
    this.pyramid.show(begun.size, seen.layers)
    for (const layer of this.layers.splice(seen.layers.length)) layer.root.remove()
    while (this.layers.length < seen.layers.length) this.layers.push(this.makeLayer())
    for (const [k, layer] of seen.layers.entries()) {
      const values = /** @type {LayerValues} */ (seen.maps[k])
      this.layers[k].show(layer, values, [...seen.ranges.subarray(2 * k, 2 * k + 2)], this.width(), palettes)
    }
  }

  makeLayer() {
    return new LayerMaps(this.list, {
      point: (layer, place) => this.point(layer, place),
      pin: (layer, place) => {
        this.pinned = { layer, place }
        this.draw()
      },
      again: () => {
        this.unfolded = true
        this.draw()
      },
    })
  }

  /** The path of the layer whose filters are drawn. */
  firstPath() {
    return weightTensors(this.hub.begun?.tensors ?? [])[0]?.path
  }

  /**
   * @param {LayerMaps} layer
   * @param {Place | null} place
   */
  point(layer, place) {
    this.held = place ? { layer, place } : null
    this.hub.point(place && layer.layer?.path === this.firstPath() ? place.map : null)
    this.draw()
  }

  /**
   * @param {Seen} seen
   * @param {Begun} begun
   */
  paintPicture({ image, label }, { size, classes }) {
    if (image === this.image) return
    this.image = image
    const { canvas, caption } = this.picture
    const sheet = new Sheet(canvas, size[1], size[2])
    fillPicture(sheet.words, image, size[0] * size[1] * size[2])
    sheet.show()
    // Permuted pixels come as the network reads them.
    const permuted = this.hub.config?.permuted ? ", its pixels permuted" : ""
    write(caption, `the picture${permuted}, ${size.join(" × ")}${label >= 0 ? `: ${classes[label]}` : ""}`)
    canvas.setAttribute("role", "img")
    const what = label >= 0 ? `: ${classes[label]}` : ""
    canvas.setAttribute("aria-label", `The probe picture${permuted}${what}, ${size.join(" × ")}`)
  }

  /**
   * Frames and enlarges what is pointed at; a filter pointed at elsewhere frames its map.
   * @param {Pointed} pointed
   */
  frame({ layer, place }) {
    const first = this.firstPath()
    for (const other of this.layers) {
      const lit = other.layer?.path === first ? (this.hub.highlight ?? -1) : -1
      other.mark(layer === other ? place.map : lit)
    }
    if (!this.layers.includes(layer)) return
    this.large.figure.hidden = layer.exact
    if (!layer.exact) this.enlarge(layer, Math.min(place.map, layer.count - 1))
  }

  /**
   * Says the value that is pointed at: as it was computed, once it is here.
   * @param {Pointed} pointed
   * @param {number} at
   * @param {Seen} seen
   */
  read({ layer, place }, at, { seq }) {
    const map = Math.min(place.map, layer.count - 1)
    const numbers = layer.exact ? undefined : this.hub.layers.exact(seq, at, map)
    const where = layer.exact ? `value ${map + 1}` : `map ${map + 1}, row ${place.row + 1}, column ${place.column + 1}`
    const value = layer.valueText({ ...place, map }, numbers)
    const words = `${layer.layer?.title}, ${where}: ${value}.`
    write(this.readout, `${words} Point at any other; a click keeps it.`)
    if (!layer.heard) return
    layer.heard = false
    this.announce(words)
  }

  /**
   * @param {LayerMaps} maps
   * @param {number} map
   */
  enlarge({ layer, layout, values, range }, map) {
    if (!layer || !layout) return
    const { rows, columns } = layout
    const { signed, rising } = palettesAt(this.root)
    const { canvas, caption } = this.large
    if (this.sheet?.rows !== rows || this.sheet.columns !== columns) this.sheet = new Sheet(canvas, rows, columns)
    const palette = range[0] < 0 ? signed : rising
    const from = map * rows * columns
    for (let at = 0; at < rows * columns; at++) this.sheet.words[at] = palette[values[from + at]]
    this.sheet.show()
    canvas.setAttribute("role", "img")
    canvas.setAttribute(
      "aria-label",
      `Map ${map + 1} of ${layer.title}, enlarged: ${mapWords(values, from, [rows, columns], range)}`,
    )
    write(caption, `map ${map + 1} of ${layer.shape[0]}, ${layer.title}`)
  }
}

/**
 * @param {HTMLElement} parent
 * @returns {Figure}
 */
function figureIn(parent) {
  const figure = element("figure", "", parent)
  const canvas = element("canvas", "", figure)
  return { figure, canvas, caption: element("figcaption", "", figure) }
}
