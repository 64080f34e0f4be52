// The numbers of rows and columns, counted from 1, beside a map of cells: never over it.

import { element } from "../dom.mjs"
import { familyOf, SMALLEST } from "./writing.mjs"

/**
 * @import { Plane } from "./plane.mjs"
 */

// Pixels that the numbers of rows take to the left of a map, and those of columns above it.
export const BESIDE = 26
const ABOVE = 17
// Steps from one number to the next, of which the smallest that leaves room is taken.
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200]

/**
 * Every how many cells of `scale` pixels a number of `room` pixels stands.
 * @param {number} scale
 * @param {number} room
 */
export function stepOf(scale, room) {
  return STEPS.find((step) => step * scale >= room) ?? 500
}

/**
 * The places that are numbered, counted from 1: the first, and then every `step`th.
 * @param {number} count
 * @param {number} step
 */
export function numbered(count, step) {
  const places = []
  for (let at = step === 1 ? 1 : step; at <= count; at += step) places.push(at)
  return step === 1 ? places : [1, ...places]
}

export class Ruler {
  /**
   * Around the plane's canvas, which moves into it.
   * @param {Plane} plane
   */
  constructor(plane) {
    this.plane = plane
    const holder = /** @type {HTMLElement} */ (plane.canvas.parentElement)
    holder.classList.add("ruled-plane")
    this.above = element("canvas", "ruler above")
    this.beside = element("canvas", "ruler beside")
    for (const one of [this.above, this.beside]) one.setAttribute("aria-hidden", "true")
    holder.prepend(this.above, this.beside)
    this.drawn = ""
  }

  draw() {
    const { view, box, frame, rows, columns, ratio } = this.plane
    const ink = getComputedStyle(this.above).color
    const drawn = JSON.stringify([view, box, frame, rows, columns, ratio, ink])
    if (drawn === this.drawn) return
    this.drawn = drawn
    const across = columns - frame[2] - frame[3]
    const down = rows - frame[0] - frame[1]
    const pen = prepared(this.above, box.width, ABOVE, ratio, ink)
    const step = stepOf(view.scale, 22)
    for (const at of numbered(across, step)) {
      const x = (at - 0.5 + frame[2] - view.left) * view.scale
      const half = pen.measureText(String(at)).width / 2
      if (x >= half && x <= box.width - half) pen.fillText(String(at), x, ABOVE / 2)
    }
    const other = prepared(this.beside, BESIDE, box.height, ratio, ink)
    for (const at of numbered(down, step)) {
      const y = (at - 0.5 + frame[0] - view.top) * view.scale
      if (y >= 6 && y <= box.height - 6) other.fillText(String(at), BESIDE / 2, y)
    }
  }
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 * @param {number} ratio
 * @param {string} ink
 */
function prepared(canvas, width, height, ratio, ink) {
  canvas.width = Math.round(width * ratio)
  canvas.height = Math.round(height * ratio)
  canvas.style.width = `${width}px`
  canvas.style.height = `${height}px`
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"))
  pen.setTransform(ratio, 0, 0, ratio, 0, 0)
  pen.font = `${SMALLEST}px ${familyOf(canvas)}`
  pen.textAlign = "center"
  pen.textBaseline = "middle"
  pen.fillStyle = ink
  return pen
}
