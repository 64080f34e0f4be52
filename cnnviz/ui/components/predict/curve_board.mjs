// Points over their places, each dragged up or down.

import { element } from "../shared/dom.mjs"
import { text } from "../shared/numbers.mjs"
import { familyOf, SMALLEST } from "../shared/plane/writing.mjs"
import { GREEN, SIGNAL, VERMILION } from "../shared/theme.mjs"
import { pointAt, snapped, valueAt, valuesIn, within, xOf, yOf } from "./spots.mjs"

/**
 * @import { Numbers } from "../shared/message.mjs"
 * @import { Legend } from "../shared/plane/grid.mjs"
 * @import { Board, Field, Go, Header } from "./board.d.ts"
 * @import { Given, Plot } from "./spots.mjs"
 */

// Pixels of the whole in height, and beside, above and below the points.
const [TALL, BESIDE, AIR, BELOW] = [164, 40, 10, 20]
// Pixels a point has across at most, and a line of letters in height.
const [LARGEST, LINE] = [64, 15]

/** @implements {Board} */
export class CurveBoard {
  /** @param {HTMLElement} parent @param {Header} header @param {Map<string, Numbers>} arrays @param {Go} go */
  constructor(parent, header, arrays, go) {
    this.header = header
    this.count = header.count ?? 1
    this.step = header.step ?? 1
    this.end = header.end ?? 1
    this.shows = listed(arrays.get("shows"))
    this.places = listed(arrays.get("xs")) ?? Array.from({ length: this.count }, (_, at) => at + 1)
    this.at = 0
    /** @type {Given} */
    this.values = Array(this.count).fill(0)
    /** @type {Plot} */
    this.plot = { left: BESIDE, top: AIR, wide: 1, tall: TALL - AIR - BELOW }
    this.canvas = element("canvas", "curved", parent)
    this.canvas.setAttribute("role", header.open ? "application" : "img")
    if (header.open) this.listen(go)
    this.fields = header.open ? [this.field()] : []
  }

  /** @returns {Field} */
  field() {
    return {
      label: `All ${this.count} values`,
      shown: (given) => (given ?? this.values).map(text).join(", "),
      typed: (typed) => {
        const values = valuesIn(typed, this.count)
        return values?.map((value) => within(value, -this.end, this.end)) ?? null
      },
    }
  }

  /** @param {Go} go */
  listen(go) {
    const { canvas } = this
    canvas.tabIndex = 0
    let held = false
    const drag = (/** @type {PointerEvent} */ event, /** @type {boolean} */ moving) => {
      const value = valueAt(event.clientY - canvas.getBoundingClientRect().top, this.end, this.step, this.plot)
      go(this.values.with(this.at, value), moving)
    }
    canvas.addEventListener("pointerdown", (event) => {
      held = true
      if (event.isTrusted) canvas.setPointerCapture(event.pointerId)
      this.at = pointAt(event.clientX - canvas.getBoundingClientRect().left, this.count, this.plot)
      drag(event, true)
    })
    canvas.addEventListener("pointermove", (event) => held && drag(event, true))
    canvas.addEventListener("pointerup", (event) => {
      if (held) drag(event, false)
      held = false
    })
    canvas.addEventListener("pointercancel", () => {
      if (held) go(this.values)
      held = false
    })
    canvas.addEventListener("keydown", (event) => this.key(event, go))
    for (const name of ["focus", "blur"]) canvas.addEventListener(name, () => this.draw(this.given ?? null))
  }

  /** @param {KeyboardEvent} event @param {Go} go */
  key(event, go) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const along = { ArrowLeft: this.at - 1, ArrowRight: this.at + 1, Home: 0, End: this.count - 1 }[event.key]
    const up = { ArrowUp: 1, ArrowDown: -1 }[event.key]
    if (along === undefined && !up) return
    event.preventDefault()
    if (along !== undefined) this.at = within(along, 0, this.count - 1)
    const value = snapped(this.values[this.at] + (up ?? 0) * this.step, this.step, this.end)
    if (up) go(this.values.with(this.at, value))
    else this.draw(this.given ?? null)
  }

  /** @param {number} wide */
  fit(wide) {
    const width = Math.min(wide, BESIDE + AIR + this.count * LARGEST)
    this.plot = { ...this.plot, wide: width - BESIDE - AIR }
    const ratio = window.devicePixelRatio || 1
    Object.assign(this.canvas, { width: Math.round(width * ratio), height: Math.round(TALL * ratio) })
    Object.assign(this.canvas.style, { width: `${width}px`, height: `${TALL}px` })
  }

  /** @param {Given | null} given */
  draw(given) {
    this.given = given
    if (given) this.values = given
    const { open } = this.header
    const key = /** @type {number[] | undefined} */ (this.header.key)
    const ratio = window.devicePixelRatio || 1
    const pen = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"))
    const ink = getComputedStyle(this.canvas).color
    pen.setTransform(ratio, 0, 0, ratio, 0, 0)
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height)
    this.rule(pen, ink)
    this.bars(pen)
    if (key) this.line(pen, key, GREEN, [])
    if (open || given) this.line(pen, this.values, VERMILION, open ? [] : [5, 4], true)
    if (open) this.ring(pen, ink)
    this.tell(given, key)
  }

  /** @param {Given | null} given @param {number[] | undefined} key */
  tell(given, key) {
    const place = `Point ${this.at + 1} of ${this.count}: ${text(this.values[this.at])}.`
    const how = `${place} Left and right choose a point, up and down move it.`
    const yours = given ? `Yours: ${given.map(text).join(", ")}. ` : ""
    const behind = this.shows ? `Behind them: ${this.shows.map(text).join(", ")}. ` : ""
    const right = key ? `Right: ${key.map(text).join(", ")}.` : how
    this.canvas.setAttribute("aria-label", `${this.count} points. ${behind}${yours}${right}`)
  }

  /** @param {CanvasRenderingContext2D} pen @param {string} ink */
  rule(pen, ink) {
    const { plot, end, step, count } = this
    pen.font = `${SMALLEST}px ${familyOf(this.canvas)}`
    pen.fillStyle = ink
    const each = Math.max(1, Math.ceil((LINE * 2 * end) / step / plot.tall)) * step
    pen.textAlign = "right"
    pen.textBaseline = "middle"
    for (let value = -Math.floor(end / each) * each; value <= end + 1e-9; value += each) {
      const y = yOf(value, end, plot)
      pen.globalAlpha = Math.abs(value) < 1e-9 ? 0.7 : 0.2
      pen.fillRect(plot.left, Math.round(y), plot.wide, 1)
      pen.globalAlpha = 1
      pen.fillText(text(value), plot.left - 6, y)
    }
    pen.textAlign = "center"
    pen.textBaseline = "bottom"
    const every = Math.ceil((count * 26) / plot.wide)
    for (let at = 0; at < count; at += every) pen.fillText(text(this.places[at]), xOf(at, count, plot), TALL - 2)
  }

  /** What stands behind the points. @param {CanvasRenderingContext2D} pen */
  bars(pen) {
    const { plot, end, count } = this
    const wide = (plot.wide / count) * 0.5
    pen.fillStyle = `${SIGNAL}88`
    const zero = yOf(0, end, plot)
    this.shows?.forEach((value, at) => {
      pen.fillRect(xOf(at, count, plot) - wide / 2, zero, wide, yOf(value, end, plot) - zero)
    })
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {Given} values
   * @param {string} colour
   * @param {number[]} dash
   * @param {boolean} [square] its points, which else are round
   */
  line(pen, values, colour, dash, square = false) {
    const spots = values.map((value, at) => [xOf(at, this.count, this.plot), yOf(value, this.end, this.plot)])
    pen.strokeStyle = pen.fillStyle = colour
    pen.lineWidth = 2
    pen.setLineDash(dash)
    pen.beginPath()
    for (const [x, y] of spots) pen.lineTo(x, y)
    pen.stroke()
    pen.setLineDash([])
    for (const [x, y] of spots) {
      pen.beginPath()
      if (square) pen.rect(x - 5, y - 5, 10, 10)
      else pen.arc(x, y, 5, 0, 7)
      pen.fill()
    }
  }

  /** The point that keys move. @param {CanvasRenderingContext2D} pen @param {string} ink */
  ring(pen, ink) {
    const root = /** @type {ShadowRoot} */ (this.canvas.getRootNode())
    if (root.activeElement !== this.canvas) return
    pen.strokeStyle = ink
    pen.lineWidth = 2
    const [x, y] = [xOf(this.at, this.count, this.plot), yOf(this.values[this.at], this.end, this.plot)]
    pen.strokeRect(x - 9, y - 9, 18, 18)
  }

  /** @param {Legend} legend */
  explain(legend) {
    const { open, given } = this.header
    if (this.shows) legend.frame(SIGNAL, "what goes in")
    if (open || given) legend.frame(VERMILION, "yours").classList.toggle("dashed", !open)
    if (!open) legend.frame(GREEN, "right (round)")
  }
}

/** @param {Numbers | undefined} numbers */
function listed(numbers) {
  return numbers ? Array.from(numbers.values, Number) : null
}
