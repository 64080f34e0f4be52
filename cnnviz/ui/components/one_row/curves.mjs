// Curves of one row on a canvas that is as wide as the picture above it: column stands under column.

import { element } from "../shared/dom.mjs"
import { text } from "../shared/numbers.mjs"
import { familyOf, SMALLEST } from "../shared/plane/writing.mjs"
import { BLUE, VERMILION } from "../shared/theme.mjs"

/** @import { Curve } from "./reading.mjs" */

// The picture's curve has the page's ink; each map its colour and its dash.
const LINES = /** @type {[string, number[]][]} */ ([
  ["", []],
  [BLUE, []],
  [VERMILION, [5, 3]],
])
// Pixels above and below the highest and lowest number.
const AIR = 10

/**
 * How a curve is drawn.
 * @param {number} at
 * @param {string} ink
 * @returns {[colour: string, dash: number[]]}
 */
function lineOf(at, ink) {
  const [colour, dash] = LINES[at]
  return [colour || ink, dash]
}

export class Curves {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.canvas = element("canvas", "curves", parent)
    this.canvas.setAttribute("role", "img")
    this.legend = element("ul", "legend", parent)
    this.names = ""
  }

  /** @param {string[]} names */
  name(names) {
    if (names.join() === this.names) return
    this.names = names.join()
    this.legend.replaceChildren()
    names.forEach((name, at) => {
      const item = element("li", "", this.legend)
      element("span", `line line${at}`, item)
      element("span", "", item, name)
    })
  }

  /**
   * @param {Curve[]} curves
   * @param {[low: number, high: number]} ends of the scale, the same for every row
   * @param {number} column that is pointed at
   * @param {number} beside pixels to the left of the picture
   */
  draw(curves, [low, high], column, beside) {
    const { canvas } = this
    const [wide, tall, ratio] = [canvas.clientWidth, canvas.clientHeight, window.devicePixelRatio || 1]
    canvas.width = Math.round(wide * ratio)
    canvas.height = Math.round(tall * ratio)
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"))
    const ink = getComputedStyle(canvas).color
    pen.setTransform(ratio, 0, 0, ratio, 0, 0)
    const count = curves[0].values.length
    const x = (/** @type {number} */ at) => beside + ((at + 0.5) * (wide - beside)) / count
    const y = (/** @type {number} */ value) => AIR + ((high - value) / (high - low)) * (tall - 2 * AIR)
    this.rule(pen, ink, [low, 0, high], y, beside)
    pen.fillStyle = ink
    pen.globalAlpha = 0.5
    pen.fillRect(x(column) - 0.5, 0, 1, tall)
    pen.globalAlpha = 1
    curves.forEach(({ values }, at) => {
      const [colour, dash] = lineOf(at, ink)
      pen.strokeStyle = colour
      pen.lineWidth = at ? 1.75 : 1.25
      pen.setLineDash(dash)
      pen.beginPath()
      values.forEach((value, place) => pen.lineTo(x(place), y(value)))
      pen.stroke()
    })
    pen.setLineDash([])
  }

  /**
   * A line at each of these values, and its number beside it.
   * @param {CanvasRenderingContext2D} pen
   * @param {string} ink
   * @param {number[]} values
   * @param {(value: number) => number} y
   * @param {number} beside
   */
  rule(pen, ink, values, y, beside) {
    pen.font = `${SMALLEST}px ${familyOf(this.canvas)}`
    pen.textAlign = "right"
    pen.textBaseline = "middle"
    for (const value of new Set(values)) {
      pen.globalAlpha = value ? 0.25 : 0.6
      pen.fillStyle = ink
      pen.fillRect(beside, Math.round(y(value)), this.canvas.clientWidth - beside, 1)
      pen.globalAlpha = 1
      pen.fillText(text(value), beside - 5, y(value))
    }
  }
}
