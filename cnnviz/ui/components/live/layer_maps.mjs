// One layer of a network as a learner sees it: title, shape, its maps on one canvas, and the range of their values.

import { element, write } from "../dom.mjs"
import { coloursOf, signedScale } from "../explorer/colours.mjs"
import { text } from "../explorer/numbers.mjs"
import { mapsAt, mapsCorner, mapsEnds, MAPS_INDENT, mapsLayout } from "./maps_layout.mjs"
import { paintLegend, paintSheet, paintShow, paintStep } from "./painting.mjs"

/** A layer's shape as words. */
export function layerShape(shape) {
  return shape.length === 1 ? `vector of ${shape[0].toLocaleString("en")}` : `${shape[0]} maps of ${shape[1]} × ${shape[2]}`
}

export class LayerMaps {
  /** `hooks`: point(layer, {map, row, column} or null), pin(layer, …). */
  constructor(parent, hooks) {
    this.hooks = hooks
    this.at = { map: 0, row: 0, column: 0 }
    this.root = element("div", "live-layer", parent)
    const head = element("div", "live-layer-head", this.root)
    this.title = element("strong", "", head)
    this.shape = element("span", "", head)
    this.more = element("button", "", head)
    this.more.type = "button"
    this.stage = element("div", "live-stage", this.root)
    this.canvas = element("canvas", "", this.stage)
    this.canvas.tabIndex = 0
    this.canvas.setAttribute("role", "application")
    this.frame = element("div", "live-frame", this.stage)
    this.frame.hidden = true
    this.legend = paintLegend(this.root)
    this.more.addEventListener("click", () => {
      this.all = !this.all
      this.hooks.again()
    })
    const there = (event) => this.place(event)
    this.canvas.addEventListener("pointermove", (event) => this.point(there(event)))
    this.canvas.addEventListener("pointerleave", () => this.point(null))
    this.canvas.addEventListener("click", (event) => there(event) && this.hooks.pin(this, there(event)))
    this.canvas.addEventListener("focus", () => this.canvas.matches(":focus-visible") && this.point(this.at))
    this.canvas.addEventListener("blur", () => this.point(null))
    this.canvas.addEventListener("keydown", (event) => this.moved(event))
  }

  place(event) {
    const box = this.canvas.getBoundingClientRect()
    return this.layout && mapsAt(this.layout, event.clientX - box.left, event.clientY - box.top)
  }

  point(there) {
    if (there) this.at = there
    this.hooks.point(this, there)
  }

  /** Arrow keys go from map to map, with Shift from pixel to pixel; Enter keeps the map. */
  moved(event) {
    if (event.key === "Enter" || event.key === " ") this.hooks.pin(this, this.at)
    else if (!this.step(event)) return
    event.preventDefault()
  }

  step(event) {
    const { rows, columns, beside, shown } = this.layout
    const { map, row, column } = this.at
    const next = event.shiftKey ? paintStep(event.key, row * columns + column, columns, rows * columns) : paintStep(event.key, map, beside, shown)
    if (next < 0) return false
    this.point(event.shiftKey ? { map, row: Math.floor(next / columns), column: next % columns } : { map: next, row, column })
    return true
  }

  /** New contents: `layer` { path, title, level, shape, maps }, its `values` (bytes, or a vector's floats), its `range`. */
  show(layer, values, range, width, palettes) {
    this.measure(layer, values, range)
    const lines = this.all ? Infinity : layer.shape.length === 1 ? 2 : 1
    const drawn = `${layer.path} ${layer.shape} ${this.count} ${width} ${lines}`
    if (drawn !== this.built) this.build(layer, width, lines)
    this.built = drawn
    this.paint(palettes)
    const [low, high] = this.range
    this.legend(low < 0 ? palettes.signed : palettes.rising, low < 0 ? [`−${text(high)}`, "0", text(high)] : ["0", text(high)])
  }

  measure(layer, values, range) {
    this.exact = layer.shape.length === 1
    const [low, high] = this.exact ? mapsEnds(values) : range
    const end = Math.max(Math.abs(low), Math.abs(high))
    Object.assign(this, { layer, values, count: this.exact ? values.length : layer.maps, range: low < 0 ? [-end, end] : [this.exact ? 0 : low, high] })
  }

  build(layer, width, lines) {
    const indent = MAPS_INDENT * (layer.level ?? 0)
    this.root.style.setProperty("--indent", `${indent}px`)
    this.layout = mapsLayout(layer.shape, this.count, width - indent, lines)
    const { size, scale, shown } = this.layout
    this.sheet = paintSheet(this.canvas, ...size)
    this.canvas.style.width = `${size[1] * scale}px`
    this.canvas.style.height = `${size[0] * scale}px`
    this.canvas.setAttribute("aria-label", `Output of ${layer.title}: ${layerShape(layer.shape)}. Arrow keys move from map to map, with Shift from pixel to pixel.`)
    write(this.title, layer.title)
    const of = layer.shape[0]
    write(this.shape, `${layer.shape.join(" × ")}${this.count < of && (this.all || shown === this.count) ? ` · the first ${this.count} of ${of}` : ""}`)
    this.more.hidden = !this.all && shown === this.count
    write(this.more, this.all ? "fewer" : `all ${this.count.toLocaleString("en")}`)
    this.more.setAttribute("aria-expanded", String(Boolean(this.all)))
  }

  paint({ signed, rising }) {
    const { rows, columns, shown, size } = this.layout
    const { words } = this.sheet
    const [low, high] = this.range
    const palette = low < 0 ? signed : rising
    if (this.exact) words.set(coloursOf(low < 0 ? signedScale(signed, high) : { palette: rising, low: 0, high: high || 1 }, this.values.subarray(0, shown)))
    else {
      for (let map = 0; map < shown; map++) {
        const [top, left] = mapsCorner(this.layout, map)
        let from = map * rows * columns
        for (let row = top; row < top + rows; row++) {
          const start = row * size[1] + left
          for (let at = start; at < start + columns; at++) words[at] = palette[this.values[from++]]
        }
      }
    }
    paintShow(this.sheet)
  }

  /** Frames a map, or none (-1). */
  mark(map) {
    const seen = map >= 0 && map < this.layout.shown
    this.frame.hidden = !seen
    if (!seen) return
    const { rows, columns, scale } = this.layout
    const [top, left] = mapsCorner(this.layout, map)
    Object.assign(this.frame.style, { left: `${left * scale}px`, top: `${top * scale}px`, width: `${columns * scale}px`, height: `${rows * scale}px` })
  }

  /** The value at a place as words; `numbers` is its map as it was computed, or why there is none (see ExactMaps). */
  valueText({ map, row, column }, numbers) {
    if (this.exact) return text(this.values[map])
    if (numbers === null) return "its exact value cannot be had"
    return numbers ? text(numbers[row * this.layout.columns + column]) : "…"
  }
}
