// The flat view: the same numbers without depth, a plane under the other, each window times its slice.

import { coloursOf, css, inkOn } from "../../shared/colours.mjs"
import { element } from "../../shared/dom.mjs"
import { text } from "../../shared/numbers.mjs"
import { familyOf, labelsThatFit, SMALLEST, writeInto } from "../../shared/plane/writing.mjs"
import { BLUE, VERMILION } from "../../shared/theme.mjs"
import { HALO } from "../deep/strokes.mjs"
import { inkOf } from "../inks.mjs"
import { GRIDS, laid, pointedAt, SIGNS, tall, topOf } from "./flat_layout.mjs"

/**
 * @import { Grid, Layout } from "./flat_layout.mjs"
 * @import { Term } from "../layer.mjs"
 * @import { Point } from "../deep/projection.mjs"
 * @import { Pointed, View } from "../deep/scene.mjs"
 */

/** @type {Record<Grid, string>} */
const HEADINGS = { values: "window", weights: "filter", products: "products" }

export class Flat {
  /**
   * @param {HTMLElement} parent
   * @param {(pointed: Pointed | null) => void} point
   */
  constructor(parent, point) {
    this.canvas = element("canvas", "flat", parent)
    this.canvas.setAttribute("role", "img")
    this.ratio = 1
    this.family = "sans-serif"
    this.inkColour = ""
    /** @type {Layout | null} */
    this.layout = null
    /** @type {View | null} */
    this.view = null
    /** @type {HTMLCanvasElement[]} */
    this.faces = []
    const at = (/** @type {PointerEvent} */ event) => {
      const box = this.canvas.getBoundingClientRect()
      return this.under([event.clientX - box.left, event.clientY - box.top])
    }
    this.canvas.addEventListener("pointermove", (event) => point(at(event)))
    this.canvas.addEventListener("pointerdown", (event) => point(at(event)))
    this.canvas.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && point(null))
  }

  /** @param {Point} point @returns {Pointed | null} */
  under(point) {
    return this.layout && this.view ? pointedAt(this.layout, this.view.layer, point) : null
  }

  /** @param {View} view @param {number} plane in hand */
  draw(view, plane) {
    const { canvas } = this
    this.view = view
    this.layout = laid(view.layer, view.moment.terms[0].plane, plane, canvas.clientWidth)
    this.fit(tall(this.layout))
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"))
    pen.setTransform(this.ratio, 0, 0, this.ratio, 0, 0)
    pen.clearRect(0, 0, canvas.width, canvas.height)
    this.head(pen, this.layout)
    for (let at = 0; at < this.layout.count; at++) {
      const term = view.moment.terms.find((one) => one.plane === (this.layout?.first ?? 0) + at)
      if (term) this.row(pen, view, this.layout, at, term)
    }
  }

  /** @param {number} high */
  fit(high) {
    const { canvas } = this
    const style = getComputedStyle(canvas)
    this.ratio = window.devicePixelRatio || 1
    this.family = familyOf(canvas)
    this.inkColour = style.color
    if (canvas.style.height !== `${high}px`) canvas.style.height = `${high}px`
    const [wide, tall] = [canvas.clientWidth, high].map((side) => Math.round(side * this.ratio))
    if (canvas.width !== wide || canvas.height !== tall) Object.assign(canvas, { width: wide, height: tall })
  }

  /** @param {CanvasRenderingContext2D} pen @param {Layout} layout */
  head(pen, layout) {
    pen.fillStyle = this.inkColour
    pen.font = `${SMALLEST}px ${this.family}`
    pen.textAlign = "left"
    pen.textBaseline = "top"
    if (layout.thumb) pen.fillText("plane", 0, 2)
    for (const grid of GRIDS) pen.fillText(HEADINGS[grid], layout.x[grid], 2)
    if (layout.sum) pen.fillText("sum", layout.sum + 14, 2)
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {View} view
   * @param {Layout} layout
   * @param {number} at
   * @param {Term} term
   */
  row(pen, view, layout, at, term) {
    const { layer, inks, pointed } = view
    const top = topOf(layout, at)
    const meant = pointed?.plane === term.plane
    pen.fillStyle = this.inkColour
    pen.textAlign = "left"
    pen.textBaseline = "bottom"
    pen.font = `600 ${SMALLEST + 1}px ${this.family}`
    const name = `${layer.header.channels[term.plane]}${layout.sum ? "" : `: sum ${text(term.sum)}`}`
    pen.fillText(name, 0, top - 2)
    if (meant) pen.fillRect(0, top - 2, pen.measureText(name).width, 1.5)
    if (layout.thumb) this.thumb(pen, view, layout, term.plane, top)
    for (const grid of GRIDS) {
      const colours = coloursOf(inkOf(inks, grid), term[grid])
      this.grid(pen, layout, [layout.x[grid], top], layer.wide, term[grid], colours)
      if (pointed && pointed.tap >= 0)
        this.frame(pen, layout, [layout.x[grid], top], layer.wide, pointed.tap, meant ? 3 : 1.5)
      this.sign(pen, SIGNS[grid], layout.x[grid] - 8, top + layout.high / 2)
    }
    if (!layout.sum) return
    this.sign(pen, "Σ", layout.sum, top + layout.high / 2)
    pen.textAlign = "left"
    writeInto(pen, text(term.sum), layout.sum + 12, top + layout.high / 2 + 1, 60, 15, this.family)
  }

  /**
   * The whole plane, what of it the depth view shows, and the window.
   * @param {CanvasRenderingContext2D} pen
   * @param {View} view
   * @param {Layout} layout
   * @param {number} plane
   * @param {number} top
   */
  thumb(pen, { layer, moment, crop }, layout, plane, top) {
    const scale = layout.thumb / Math.max(layer.rows, layer.columns)
    pen.imageSmoothingEnabled = false
    pen.drawImage(this.faces[plane], 0, top, layer.columns * scale, layer.rows * scale)
    const [row, column] = layer.corner(moment.cell)
    const boxes = /** @type {[number, number, number, number, string, number][]} */ ([
      [crop.top, crop.left, crop.rows, crop.columns, BLUE, 1.5],
      [row, column, ...layer.span, VERMILION, 2],
    ])
    for (const [down, across, rows, columns, colour, width] of boxes) {
      const box = /** @type {[number, number, number, number]} */ ([
        across * scale,
        top + down * scale,
        columns * scale,
        rows * scale,
      ])
      for (const [style, thick] of /** @type {[string, number][]} */ ([
        [HALO, width + 2],
        [colour, width],
      ])) {
        pen.strokeStyle = style
        pen.lineWidth = thick
        pen.strokeRect(...box)
      }
    }
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {Layout} layout
   * @param {Point} corner
   * @param {number} wide cells
   * @param {ArrayLike<number>} numbers
   * @param {Uint32Array} colours
   */
  grid(pen, { cell }, [left, top], wide, numbers, colours) {
    const place = (/** @type {number} */ tap) => [left + (tap % wide) * cell, top + Math.floor(tap / wide) * cell]
    colours.forEach((colour, tap) => {
      const [x, y] = place(tap)
      pen.fillStyle = css(colour)
      pen.fillRect(x, y, cell, cell)
      pen.strokeStyle = "rgba(128, 128, 128, 0.5)"
      pen.lineWidth = 1
      pen.strokeRect(x + 0.5, y + 0.5, cell - 1, cell - 1)
    })
    const fitting = cell < SMALLEST + 4 ? null : labelsThatFit(pen, Array.from(numbers), cell - 3, 14, this.family)
    if (!fitting) return
    pen.font = `${fitting.size}px ${this.family}`
    pen.textAlign = "center"
    pen.textBaseline = "middle"
    fitting.labels.forEach((label, tap) => {
      const [x, y] = place(tap)
      pen.fillStyle = inkOn(colours[tap])
      pen.fillText(label, x + cell / 2, y + cell / 2 + 1)
    })
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {Layout} layout
   * @param {Point} corner
   * @param {number} wide
   * @param {number} tap
   * @param {number} width
   */
  frame(pen, { cell }, [left, top], wide, tap, width) {
    pen.strokeStyle = BLUE
    pen.lineWidth = width
    pen.strokeRect(left + (tap % wide) * cell + 1, top + Math.floor(tap / wide) * cell + 1, cell - 2, cell - 2)
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {string} sign
   * @param {number} x its middle
   * @param {number} y
   */
  sign(pen, sign, x, y) {
    pen.fillStyle = this.inkColour
    pen.font = `15px ${this.family}`
    pen.textAlign = "center"
    pen.textBaseline = "middle"
    pen.fillText(sign, x, y)
  }
}
