// What the live panels share: a frame with a sentence, palettes from the theme, legends, and what is pointed at.

import { element, write } from "../dom.mjs"
import { GREYS } from "../explorer/colours.mjs"

// The theme's own colours (.streamlit/config.toml), for a page without one.
const PAINT_DIVERGING = "#08519c #3182bd #6baed6 #9ecae1 #deebf7 #fee6ce #fdbe85 #fd8d3c #e6550d #a63603"
const PAINT_SEQUENTIAL = "#440154 #482878 #3e4989 #31688e #26828e #1f9e89 #35b779 #6dcd59 #b4de2c #fde725"

/** The colours in a list of hexadecimal ones, or of rgb(): [[red, green, blue], …]. */
export function paintStops(list) {
  return [...list.matchAll(/#([0-9a-f]{6})|rgba?\(([^)]*)\)/gi)].map(([, hex, parts]) =>
    hex ? [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16)) : parts.split(/[\s,/]+/).slice(0, 3).map(Number),
  )
}

/** 256 canvas words evenly spread between colours. */
export function paintRamp(stops) {
  return Uint32Array.from({ length: 256 }, (_, place) => {
    const at = (place / 255) * (stops.length - 1)
    const from = Math.min(stops.length - 2, Math.floor(at))
    const [red, green, blue] = [0, 1, 2].map((k) => Math.round(stops[from][k] + (at - from) * (stops[from + 1][k] - stops[from][k])))
    return 0xff000000 | (blue << 16) | (green << 8) | red
  })
}

const paintRamps = new Map()
// What the theme says at a node: asking for it again costs as much as drawing.
let paintKnown = new WeakMap()

/** Ask for the theme anew; call it when it may have changed. */
export function paintForget() {
  paintKnown = new WeakMap()
}

/** The theme's palettes at a node: signed (blue below 0, orange above), rising (dark to light) and grey. */
export function paintPalettes(node) {
  if (!paintKnown.has(node)) paintKnown.set(node, paintThemed(node))
  return paintKnown.get(node)
}

function paintThemed(node) {
  const style = getComputedStyle(node)
  const [signed, rising] = [
    ["--st-chart-diverging-colors", PAINT_DIVERGING],
    ["--st-chart-sequential-colors", PAINT_SEQUENTIAL],
  ].map(([name, usual]) => {
    const said = style.getPropertyValue(name)
    const list = paintStops(said).length > 1 ? said : usual
    if (!paintRamps.has(list)) paintRamps.set(list, paintRamp(paintStops(list)))
    return paintRamps.get(list)
  })
  return { signed, rising, grey: GREYS }
}

/** A canvas of so many rows and columns, with the words that `paintShow` puts on it. */
export function paintSheet(canvas, rows, columns) {
  canvas.width = columns
  canvas.height = rows
  const image = new ImageData(columns, rows)
  return { canvas, image, rows, columns, words: new Uint32Array(image.data.buffer) }
}

export function paintShow(sheet) {
  sheet.canvas.getContext("2d").putImageData(sheet.image, 0, 0)
}

/** An image of bytes (c h w) as canvas words: grey for one channel, its colours for three. */
export function paintImage(words, bytes, count, offset = 0) {
  const coloured = words.length * 3 === count
  for (let i = 0; i < words.length; i++) {
    const [red, green, blue] = [0, 1, 2].map((k) => bytes[offset + i + (coloured ? k * words.length : 0)])
    words[i] = 0xff000000 | (blue << 16) | (green << 8) | red
  }
}

/** A colour bar with words under it; shown anew only where something changed. */
export function paintLegend(parent) {
  const root = element("div", "live-legend", parent)
  const canvas = element("canvas", "", root)
  const labels = element("span", "", root)
  const sheet = paintSheet(canvas, 1, 256)
  canvas.setAttribute("aria-hidden", "true")
  let shown = null
  return (palette, words) => {
    if (shown !== palette) {
      sheet.words.set(palette)
      paintShow(sheet)
      shown = palette
    }
    while (labels.children.length > words.length) labels.lastChild.remove()
    words.forEach((word, k) => write(labels.children[k] ?? element("b", "", labels), word))
  }
}

/** A button with words and what it does. */
export function paintButton(parent, words, title, act) {
  const button = element("button", "", parent)
  button.type = "button"
  button.textContent = words
  button.title = title
  button.addEventListener("click", act)
  return button
}

/** A labelled choice: options are [value, words]; it is rebuilt only when they change. */
export function paintChoice(parent, name, act) {
  const label = element("label", "live-choice", parent)
  label.append(`${name} `)
  const select = element("select", "", label)
  select.addEventListener("change", () => act(select.value))
  let known = ""
  return {
    label,
    select,
    offer(options) {
      const key = JSON.stringify(options)
      if (key === known) return
      const kept = select.value
      known = key
      select.replaceChildren(...options.map(([value, words]) => new Option(words, value)))
      if (options.some(([value]) => value === kept)) select.value = kept
    },
  }
}

/** One step in a grid of `count` cells by arrow key, Home or End; -1 for any other key. */
export function paintStep(key, at, columns, count) {
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[key]
  if (key === "Home") return 0
  if (key === "End") return count - 1
  if (by === undefined) return -1
  return at + by >= 0 && at + by < count ? at + by : at
}

/** The tensors of a run that hold kernels or a dense layer's weights; the first reads the pixels. */
export function paintKernels(hub) {
  return hub.begun?.tensors.filter(({ name, shape }) => shape.length > 1 && name.endsWith("weight")) ?? []
}

const paintListeners = new WeakMap()

/** Says in all panels of a run which filter, or its map, is pointed at (null: none). */
export function paintPoint(hub, map) {
  if (hub.highlight === map) return
  hub.highlight = map
  for (const hear of paintListeners.get(hub) ?? []) hear(map)
}

function paintHear(hub, hear) {
  if (!paintListeners.has(hub)) paintListeners.set(hub, new Set())
  paintListeners.get(hub).add(hear)
}

/** A panel: heading, a sentence, and `repaint()` of the one that extends it, called only while it is in sight. */
export class LivePanel {
  constructor(parent, hub, name, title) {
    this.hub = hub
    this.root = element("section", `live-panel live-${name}`, parent)
    this.root.setAttribute("aria-label", title)
    element("h3", "", this.root).textContent = title
    this.sentence = element("p", "live-sentence", this.root)
    this.inSight = true
    const seen = (entries) => {
      this.inSight = entries.at(-1).isIntersecting
      if (this.inSight) this.draw()
    }
    // A little early, so that nothing old scrolls into sight.
    this.sight = new IntersectionObserver(seen, { rootMargin: "200px" })
    this.sight.observe(this.root)
    this.hear = () => this.draw()
    paintHear(hub, this.hear)
    // Streamlit listens for r and c on the document.
    this.root.addEventListener("keydown", (event) => event.stopPropagation())
  }

  say(sentence) {
    write(this.sentence, sentence)
  }

  /** Pixels of the page that lie beside each other in the panel; measured anew only when its size changed. */
  width() {
    if (!this.widths) {
      this.wide = this.root.clientWidth
      this.widths = new ResizeObserver(() => {
        const wide = this.root.clientWidth
        if (wide === this.wide || !wide) return
        this.wide = wide
        this.draw()
      })
      this.widths.observe(this.root)
    }
    return this.wide || 400
  }

  snapshot() {
    return this.hub.snapshots[this.hub.cursor]
  }

  draw() {
    if (!this.inSight) return
    // A hub that shows another run begins with other lists.
    if (this.run !== this.hub.snapshots) {
      this.run = this.hub.snapshots
      this.renew()
    }
    this.lacking = false
    this.repaint()
    this.root.classList.toggle("empty", this.lacking)
    this.root.classList.toggle("before", Boolean(this.hub.before))
  }

  /** Says why there is nothing to show yet, and shows nothing. */
  lack(sentence) {
    this.lacking = true
    this.say(sentence)
  }

  /** Forgets what was known of the run before. */
  renew() {}

  stop() {
    this.sight.disconnect()
    this.widths?.disconnect()
    paintListeners.get(this.hub)?.delete(this.hear)
  }
}
