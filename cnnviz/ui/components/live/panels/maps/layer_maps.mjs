// One layer of a network as a learner sees it: title, shape, its maps on one canvas, and the range of their values.

import { coloursOf, signedScale } from "../../../shared/colours.mjs"
import { button, element, write } from "../../../shared/dom.mjs"
import { text } from "../../../shared/numbers.mjs"
import { gridStep } from "../../drawing/inputs.mjs"
import { Legend } from "../../drawing/legend.mjs"
import { Sheet } from "../../drawing/sheet.mjs"
import { cornerOf, endsOf, layoutOf, placeAt } from "./layout.mjs"

/**
 * @import { Palettes } from "../../drawing/palettes.mjs"
 * @import { SeenLayer } from "../../run/run.js"
 * @import { Layout, Place } from "./layout.mjs"
 *
 * @typedef {object} LayerHooks
 * @property {(layer: LayerMaps, place: Place | null) => void} point
 * @property {(layer: LayerMaps, place: Place) => void} pin
 * @property {() => void} again Draws everything anew.
 *
 * @typedef {Uint8Array | Float32Array} LayerValues Bytes of maps, or a vector's numbers.
 */

// Pixels of the page by which a layer is moved in for every block that holds it.
const INDENT = 14

/**
 * A layer's shape as words.
 * @param {number[]} shape
 */
export function shapeWords(shape) {
  return shape.length === 1
    ? `vector of ${shape[0].toLocaleString("en")}`
    : `${shape[0]} maps of ${shape[1]} × ${shape[2]}`
}

export class LayerMaps {
  /**
   * @param {HTMLElement} parent
   * @param {LayerHooks} hooks
   */
  constructor(parent, hooks) {
    this.hooks = hooks
    /** @type {Place} */
    this.at = { map: 0, row: 0, column: 0 }
    this.root = element("div", "live-layer", parent)
    const head = element("div", "live-layer-head", this.root)
    this.title = element("strong", "", head)
    this.shape = element("span", "", head)
    this.all = false
    this.more = button("", head, () => {
      this.all = !this.all
      this.hooks.again()
    })
    const stage = element("div", "live-stage", this.root)
    this.canvas = element("canvas", "", stage)
    this.canvas.tabIndex = 0
    this.canvas.setAttribute("role", "application")
    this.frame = element("div", "live-frame", stage)
    this.frame.hidden = true
    this.legend = new Legend(this.root)
    this.built = ""
    this.exact = false
    // Whether the keyboard moved here, and what is read is to be said.
    this.heard = false
    this.count = 0
    this.range = [0, 0]
    /** @type {SeenLayer | null} */
    this.layer = null
    /** @type {LayerValues} */
    this.values = new Uint8Array(0)
    /** @type {Layout | null} */
    this.layout = null
    this.listen()
  }

  listen() {
    const { canvas } = this
    canvas.addEventListener("pointermove", (event) => this.point(this.place(event)))
    canvas.addEventListener("pointerleave", () => this.point(null))
    canvas.addEventListener("click", (event) => {
      const place = this.place(event)
      if (place) this.hooks.pin(this, place)
    })
    canvas.addEventListener("focus", () => canvas.matches(":focus-visible") && this.point(this.at))
    canvas.addEventListener("blur", () => this.point(null))
    canvas.addEventListener("keydown", (event) => this.moved(event))
  }

  /** @param {MouseEvent} event */
  place(event) {
    const box = this.canvas.getBoundingClientRect()
    return this.layout && placeAt(this.layout, event.clientX - box.left, event.clientY - box.top)
  }

  /** @param {Place | null} place */
  point(place) {
    if (place) this.at = place
    this.hooks.point(this, place)
  }

  /**
   * Arrow keys go from map to map, with Shift from pixel to pixel; Enter keeps the map.
   * @param {KeyboardEvent} event
   */
  moved(event) {
    if (event.key === "Enter" || event.key === " ") this.hooks.pin(this, this.at)
    else if (!this.layout || !this.step(event, this.layout)) return
    event.preventDefault()
  }

  /**
   * @param {KeyboardEvent} event
   * @param {Layout} layout
   */
  step(event, { rows, columns, beside, shown }) {
    const { map, row, column } = this.at
    const next = event.shiftKey
      ? gridStep(event.key, row * columns + column, columns, rows * columns)
      : gridStep(event.key, map, beside, shown)
    if (next < 0) return false
    this.heard = true
    this.point(
      event.shiftKey ? { map, row: Math.floor(next / columns), column: next % columns } : { map: next, row, column },
    )
    return true
  }

  /**
   * New contents.
   * @param {SeenLayer} layer
   * @param {LayerValues} values
   * @param {number[]} range
   * @param {number} width
   * @param {Palettes} palettes
   */
  show(layer, values, range, width, palettes) {
    this.measure(layer, values, range)
    const lines = this.all ? Infinity : layer.shape.length === 1 ? 2 : 1
    const built = `${layer.path} ${layer.shape} ${this.count} ${width} ${lines}`
    if (built !== this.built) this.build(layer, width, lines)
    this.built = built
    const [low, high] = this.range
    const palette = low < 0 ? palettes.signed : palettes.rising
    this.paint(palette)
    this.legend.show(palette, low < 0 ? [`−${text(high)}`, "0 · value", text(high)] : ["0 · value", text(high)])
    this.canvas.setAttribute(
      "aria-label",
      [
        `Output of ${layer.title}: ${shapeWords(layer.shape)}, values from ${text(low)} to ${text(high)}.`,
        "Arrow keys move from map to map, with Shift from pixel to pixel.",
      ].join(" "),
    )
  }

  /**
   * @param {SeenLayer} layer
   * @param {LayerValues} values
   * @param {number[]} range
   */
  measure(layer, values, range) {
    this.exact = layer.shape.length === 1
    const [low, high] = this.exact ? endsOf(values) : range
    const end = Math.max(Math.abs(low), Math.abs(high))
    this.layer = layer
    this.values = values
    this.count = this.exact ? values.length : layer.maps
    this.range = low < 0 ? [-end, end] : [this.exact ? 0 : low, high]
  }

  /**
   * @param {SeenLayer} layer
   * @param {number} width
   * @param {number} lines
   */
  build({ title, level, shape }, width, lines) {
    const indent = INDENT * (level ?? 0)
    this.root.style.setProperty("--indent", `${indent}px`)
    this.layout = layoutOf(shape, this.count, width - indent, lines)
    const { size, scale, shown } = this.layout
    this.sheet = new Sheet(this.canvas, size[0], size[1])
    this.sheet.enlarge(scale)
    write(this.title, title)
    const some = this.count < shape[0] && (this.all || shown === this.count)
    write(this.shape, `${shape.join(" × ")}${some ? ` · the first ${this.count} of ${shape[0]}` : ""}`)
    this.more.hidden = !this.all && shown === this.count
    write(this.more, this.all ? "fewer" : `all ${this.count.toLocaleString("en")}`)
    this.more.setAttribute("aria-expanded", String(this.all))
  }

  /** @param {Uint32Array} palette */
  paint(palette) {
    if (!this.layout || !this.sheet) return
    const { words } = this.sheet
    if (this.exact) words.set(this.vectorColours(palette, this.layout.shown))
    else for (let map = 0; map < this.layout.shown; map++) this.paintMap(words, this.layout, map, palette)
    this.sheet.show()
  }

  /**
   * @param {Uint32Array} palette
   * @param {number} shown
   */
  vectorColours(palette, shown) {
    const [low, high] = this.range
    const scale = low < 0 ? signedScale(palette, high) : { palette, low: 0, high: high || 1 }
    return coloursOf(scale, this.values.subarray(0, shown))
  }

  /**
   * @param {Uint32Array} words
   * @param {Layout} layout
   * @param {number} map
   * @param {Uint32Array} palette
   */
  paintMap(words, layout, map, palette) {
    const { rows, columns, size } = layout
    const [top, left] = cornerOf(layout, map)
    let from = map * rows * columns
    for (let row = top; row < top + rows; row++) {
      const start = row * size[1] + left
      for (let at = start; at < start + columns; at++) words[at] = palette[this.values[from++]]
    }
  }

  /**
   * Frames a map, or none (-1).
   * @param {number} map
   */
  mark(map) {
    if (!this.layout) return
    const seen = map >= 0 && map < this.layout.shown
    this.frame.hidden = !seen
    if (!seen) return
    const { rows, columns, scale } = this.layout
    const [top, left] = cornerOf(this.layout, map)
    Object.assign(this.frame.style, {
      left: `${left * scale}px`,
      top: `${top * scale}px`,
      width: `${columns * scale}px`,
      height: `${rows * scale}px`,
    })
  }

  /**
   * The value at a place as words; `numbers` is its map as it was computed, or why there is none (see ExactMaps).
   * @param {Place} place
   * @param {ArrayLike<number> | null} [numbers]
   */
  valueText({ map, row, column }, numbers) {
    if (this.exact) return text(this.values[map])
    if (numbers === null) return "its exact value cannot be had"
    return numbers && this.layout ? text(numbers[row * this.layout.columns + column]) : "…"
  }
}
