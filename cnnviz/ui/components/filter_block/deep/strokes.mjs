// Lines and areas on the faces of planes.

/**
 * @import { Crop } from "./cropping.mjs"
 * @import { Point } from "./projection.mjs"
 */

// Round a line that is to be told apart from whatever it lies on.
export const HALO = "rgba(255, 255, 255, 0.85)"

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Point[]} points
 * @param {"line" | "fill" | "both"} how
 */
export function polygon(pen, points, how) {
  pen.beginPath()
  for (const point of points) pen.lineTo(...point)
  pen.closePath()
  if (how !== "line") pen.fill()
  if (how !== "fill") pen.stroke()
}

/**
 * A frame with a halo.
 * @param {CanvasRenderingContext2D} pen
 * @param {Point[]} corners
 * @param {string} colour
 * @param {number} width
 */
export function frame(pen, corners, colour, width) {
  for (const [style, thick] of /** @type {[string, number][]} */ ([
    [HALO, width + 2],
    [colour, width],
  ])) {
    pen.strokeStyle = style
    pen.lineWidth = thick
    polygon(pen, corners, "line")
  }
}

/**
 * An arrow with a halo of paper.
 * @param {CanvasRenderingContext2D} pen
 * @param {Point} from
 * @param {Point} to
 * @param {string} colour
 * @param {string} paper
 */
export function arrow(pen, from, to, colour, paper) {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1
  const [x, y] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length]
  for (const [style, thick] of /** @type {[string, number][]} */ ([
    [paper, 5],
    [colour, 2],
  ])) {
    pen.strokeStyle = style
    pen.lineWidth = thick
    pen.beginPath()
    pen.moveTo(...from)
    pen.lineTo(...to)
    pen.moveTo(to[0] - 10 * x - 5 * y, to[1] - 10 * y + 5 * x)
    pen.lineTo(...to)
    pen.lineTo(to[0] - 10 * x + 5 * y, to[1] - 10 * y - 5 * x)
    pen.stroke()
  }
}

/** What two areas of cells share; null for nothing. @param {Crop} one @param {Crop} other @returns {Crop | null} */
export function common(one, other) {
  const [top, left] = [Math.max(one.top, other.top), Math.max(one.left, other.left)]
  const rows = Math.min(one.top + one.rows, other.top + other.rows) - top
  const columns = Math.min(one.left + one.columns, other.left + other.columns) - left
  return rows > 0 && columns > 0 ? { top, left, rows, columns } : null
}
