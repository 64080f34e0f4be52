// The probe picture and what every layer makes of it: feature maps, the pointed one large, the pyramid of shapes.

import { element, write } from "../dom.mjs"
import { LayerMaps } from "./layer_maps.mjs"
import { mapsPyramid } from "./maps_layout.mjs"
import { LivePanel, paintImage, paintKernels, paintPalettes, paintPoint, paintSheet, paintShow } from "./painting.mjs"

// Slabs of the pyramid: pixels for the largest side, and for each doubling of the depth.
const MAPS_SLAB = [44, 5]

/** A slab for each shape: how high (its side) and how wide (its depth), in pixels. */
export function mapsSlabs(shapes) {
  const sides = shapes.map((shape) => (shape.length === 3 ? shape[1] : 1))
  const largest = Math.max(...sides)
  return shapes.map((shape, k) => ({
    height: Math.max(3, Math.round((MAPS_SLAB[0] * sides[k]) / largest)),
    width: Math.round(MAPS_SLAB[1] * Math.log2(2 * shape[0])),
    vector: shape.length === 1,
  }))
}

class MapsPanel extends LivePanel {
  constructor(parent, hub) {
    super(parent, hub, "maps", "Feature maps")
    this.pyramid = element("div", "live-pyramid", this.root)
    this.pyramid.setAttribute("aria-hidden", "true")
    const top = element("div", "live-loupe", this.root)
    this.picture = this.figure(top)
    this.large = this.figure(top)
    this.readout = element("p", "live-readout", this.root)
    this.readout.setAttribute("aria-live", "polite")
    this.list = element("div", "", this.root)
    this.layers = []
  }

  renew() {
    Object.assign(this, { shown: null, image: null, shapes: "", pinned: null, held: null })
  }

  figure(parent) {
    const figure = element("figure", "", parent)
    const canvas = element("canvas", "", figure)
    return { figure, canvas, caption: element("figcaption", "", figure) }
  }

  repaint() {
    const { hub } = this
    const snapshot = this.snapshot()
    if (snapshot?.partial) return this.lack("This network is so large that only its first layer is kept of every snapshot, so its maps cannot be shown.")
    const seen = snapshot ? hub.seen(hub.cursor) : null
    this.root.classList.toggle("waiting", Boolean(snapshot && !seen))
    if (!seen) return this.shown || this.lack("The maps of the probe picture appear with the first snapshot.")
    const drawn = seen !== this.shown || this.fits !== this.width() || this.unfolded
    if (drawn) this.paintAll(seen, snapshot)
    this.pinned ??= { layer: this.layers[0], there: { map: 0, row: 0, column: 0 } }
    const pointed = this.held ?? this.pinned
    if (drawn || pointed !== this.looked || hub.highlight !== this.lit) this.look(pointed)
    this.read(pointed, seen)
    Object.assign(this, { shown: seen, fits: this.width(), looked: pointed, lit: hub.highlight, unfolded: false })
  }

  paintAll(seen, snapshot) {
    const palettes = paintPalettes(this.root)
    const step = this.hub.snapshots.find(({ seq }) => seq === seen.seq)?.step ?? snapshot.step
    this.say(`What each layer makes of the picture at step ${step.toLocaleString("en")}: bright is a strong answer, dark is none; where values below 0 occur, blue is negative and orange positive.`)
    this.paintPicture(seen)
    this.paintPyramid(seen)
    while (this.layers.length > seen.layers.length) this.layers.pop().root.remove()
    while (this.layers.length < seen.layers.length) this.layers.push(this.layer())
    seen.layers.forEach((layer, k) => {
      this.layers[k].show(layer, seen.maps[k], [seen.ranges[2 * k], seen.ranges[2 * k + 1]], this.width(), palettes)
    })
  }

  layer() {
    return new LayerMaps(this.list, {
      point: (layer, there) => this.point(layer, there),
      pin: (layer, there) => {
        this.pinned = { layer, there }
        this.draw()
      },
      again: () => {
        this.unfolded = true
        this.draw()
      },
    })
  }

  point(layer, there) {
    this.held = there ? { layer, there } : null
    const [first] = paintKernels(this.hub)
    paintPoint(this.hub, there && layer.layer.path === first?.path ? there.map : null)
    this.draw()
  }

  paintPicture({ image, label }) {
    if (image === this.image) return
    this.image = image
    const { size, classes } = this.hub.begun
    const sheet = paintSheet(this.picture.canvas, size[1], size[2])
    paintImage(sheet.words, image, size[0] * size[1] * size[2])
    paintShow(sheet)
    write(this.picture.caption, `the picture, ${size.join(" × ")}${label >= 0 ? `: ${classes[label]}` : ""}`)
    this.picture.canvas.setAttribute("role", "img")
    this.picture.canvas.setAttribute("aria-label", "The probe picture")
  }

  paintPyramid({ layers }) {
    const shapes = [this.hub.begun.size, ...layers.map(({ shape }) => shape)]
    const key = String(shapes.map(String))
    if (key === this.shapes) return
    this.shapes = key
    const slabs = mapsSlabs(shapes).map(({ height, width, vector }, k) => {
      const slab = element("i", vector ? "vector" : "")
      Object.assign(slab.style, { height: `${height}px`, width: `${width}px` })
      slab.title = `${k ? layers[k - 1].title : "picture"}: ${shapes[k].join(" × ")}`
      return slab
    })
    const words = element("p", "live-sentence")
    words.textContent = `${mapsPyramid(this.hub.begun.size, layers)} Each slab is as high as a layer's maps; its width grows with their number (logarithm).`
    const row = element("div", "live-slabs")
    row.append(...slabs)
    row.setAttribute("aria-hidden", "true")
    this.pyramid.removeAttribute("aria-hidden")
    this.pyramid.replaceChildren(row, words)
  }

  /** Frames and enlarges what is pointed at, in words too. */
  look(pointed) {
    const first = paintKernels(this.hub)[0]?.path
    for (const layer of this.layers) {
      const here = pointed.layer === layer ? pointed.there.map : layer.layer.path === first ? this.hub.highlight ?? -1 : -1
      layer.mark(here)
    }
    if (!this.layers.includes(pointed.layer)) return
    const { layer, there } = pointed
    const map = Math.min(there.map, layer.count - 1)
    this.large.figure.hidden = layer.exact
    if (!layer.exact) this.enlarge(layer, map)
  }

  /** Says the value that is pointed at: as it was computed, once it is here. */
  read({ layer, there }, { seq }) {
    const at = this.layers.indexOf(layer)
    if (at < 0) return
    const map = Math.min(there.map, layer.count - 1)
    const numbers = layer.exact ? undefined : this.hub.exact(seq, at, map)
    write(this.readout, `${layer.layer.title}, ${layer.exact ? `value ${map + 1}` : `map ${map + 1}, row ${there.row + 1}, column ${there.column + 1}`}: ${layer.valueText({ ...there, map }, numbers)}. Point at any other; a click keeps it.`)
  }

  enlarge({ layer, layout, values, range }, map) {
    const { rows, columns } = layout
    const { signed, rising } = paintPalettes(this.root)
    const { canvas, caption } = this.large
    if (this.sheet?.rows !== rows || this.sheet.columns !== columns) this.sheet = paintSheet(canvas, rows, columns)
    const palette = range[0] < 0 ? signed : rising
    const from = map * rows * columns
    for (let at = 0; at < rows * columns; at++) this.sheet.words[at] = palette[values[from + at]]
    paintShow(this.sheet)
    canvas.setAttribute("role", "img")
    canvas.setAttribute("aria-label", `Map ${map + 1} of ${layer.title}, enlarged`)
    write(caption, `map ${map + 1} of ${layer.shape[0]}, ${layer.title}`)
  }
}

/** The panel of feature maps: { draw(), stop() }. */
export function mapsPanel(parent, hub) {
  return new MapsPanel(parent, hub)
}
