// Planes one behind the other, the first in front, each with its numbers as colours on its face.

import { coloursOf } from "../../shared/colours.mjs"
import { onPlane, projected } from "./projection.mjs"

/**
 * @import { Scale } from "../../shared/colours.mjs"
 * @import { Cell } from "../../shared/geometry.mjs"
 * @import { Crop } from "./cropping.mjs"
 * @import { Axes, Point } from "./projection.mjs"
 *
 * @typedef {{ values: Float32Array, rows: number, columns: number, scale: Scale }} Face
 */

// Planes stand apart by this share of their side, closer where there are many.
const APART = 0.72
const DEEPEST = 1.7

export class Stack {
  /** @param {number} [deepest] how deep it stands at the most, in sides of a plane */
  constructor(deepest = DEEPEST) {
    this.deepest = deepest
    /** @type {HTMLCanvasElement[]} */
    this.faces = []
    /** @type {Crop} */
    this.crop = { top: 0, left: 0, rows: 1, columns: 1 }
    /** @type {Axes} */
    this.axes = { x: [1, 0], y: [0, 1], z: [0, 0] }
    /** @type {Point} */
    this.middle = [0, 0]
    this.scale = 1
  }

  /** @param {Face[]} faces */
  take(faces) {
    this.faces = faces.map(({ values, rows, columns, scale }) => {
      const canvas = document.createElement("canvas")
      Object.assign(canvas, { width: columns, height: rows })
      const pixels = new Uint8ClampedArray(/** @type {ArrayBuffer} */ (coloursOf(scale, values).buffer))
      canvas.getContext("2d")?.putImageData(new ImageData(pixels, columns, rows), 0, 0)
      return canvas
    })
  }

  /** Units from one plane to the next. */
  get gap() {
    const most = this.faces.length > 1 ? this.deepest / (this.faces.length - 1) : APART
    return Math.min(APART, most) * Math.max(this.crop.rows, this.crop.columns)
  }

  /** @returns {[number, number, number]} */
  get sides() {
    return [this.crop.columns, this.crop.rows, (this.faces.length - 1) * this.gap]
  }

  /**
   * Where a place of a plane is on the screen: cells down and right from the plane's own first, and planes away.
   * @param {number} plane
   * @param {number} row
   * @param {number} column
   * @returns {Point}
   */
  at(plane, row, column) {
    const { rows, columns, top, left } = this.crop
    const away = (plane - (this.faces.length - 1) / 2) * this.gap
    return projected(this.axes, this.middle, this.scale, [column - left - columns / 2, row - top - rows / 2, away])
  }

  /**
   * The corners of some cells of a plane.
   * @param {number} plane
   * @param {Crop} cells
   */
  corners(plane, { top, left, rows, columns }) {
    return [
      this.at(plane, top, left),
      this.at(plane, top, left + columns),
      this.at(plane, top + rows, left + columns),
      this.at(plane, top + rows, left),
    ]
  }

  /**
   * A plane's face: its cells are drawn by the canvas, in one move.
   * @param {CanvasRenderingContext2D} pen
   * @param {number} ratio pixels of the canvas in one of the page
   * @param {number} plane
   * @param {number} strength 1 is opaque
   */
  face(pen, ratio, plane, strength) {
    const { top, left, rows, columns } = this.crop
    this.onFace(pen, ratio, plane)
    pen.imageSmoothingEnabled = false
    pen.globalAlpha = strength
    pen.drawImage(this.faces[plane], left, top, columns, rows, left, top, columns, rows)
    pen.globalAlpha = 1
    pen.setTransform(ratio, 0, 0, ratio, 0, 0)
  }

  /**
   * Cells of a plane as the units of the pen, until it is set back.
   * @param {CanvasRenderingContext2D} pen
   * @param {number} ratio
   * @param {number} plane
   */
  onFace(pen, ratio, plane) {
    const { x, y } = this.axes
    const by = ratio * this.scale
    const [right, down] = this.at(plane, 0, 0)
    pen.setTransform(by * x[0], by * x[1], by * y[0], by * y[1], ratio * right, ratio * down)
  }

  /**
   * What of the stack is under a point of the screen: the plane nearest to the eye, and its cell.
   * @param {Point} point
   * @returns {{ plane: number, cell: Cell } | null}
   */
  hit(point) {
    for (let plane = 0; plane < this.faces.length; plane++) {
      const cell = this.cell(plane, point)
      if (cell && this.holds(cell)) return { plane, cell }
    }
    return null
  }

  /**
   * The cell of a plane under a point, also beyond its ends; null where the plane is seen from its edge.
   * @param {number} plane
   * @param {Point} point
   * @returns {Cell | null}
   */
  cell(plane, point) {
    const found = onPlane(this.axes, this.at(plane, 0, 0), this.scale, point)
    return found && [Math.floor(found[1]), Math.floor(found[0])]
  }

  /** @param {Cell} cell */
  holds([row, column]) {
    const { top, left, rows, columns } = this.crop
    return row >= top && row < top + rows && column >= left && column < left + columns
  }
}
