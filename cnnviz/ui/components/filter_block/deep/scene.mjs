// The layer in depth on one canvas: the planes with the block in them, the maps, and the number that goes from one to
// the other.

import { element } from "../../shared/dom.mjs"
import { text } from "../../shared/numbers.mjs"
import { familyOf, SMALLEST } from "../../shared/plane/writing.mjs"
import { BLUE, ORANGE, VERMILION } from "../../shared/theme.mjs"
import { inkOf } from "../inks.mjs"
import { cap, reach, sides, slice, through, windowOf, withBlock } from "./beam.mjs"
import { axesOf, extent } from "./projection.mjs"
import { Stack } from "./stack.mjs"
import { arrow, common, frame, polygon } from "./strokes.mjs"

/**
 * @import { Cell } from "../../shared/geometry.mjs"
 * @import { Hit } from "../hand.mjs"
 * @import { Crop } from "./cropping.mjs"
 * @import { Inks, Shown } from "../inks.mjs"
 * @import { Layer, Moment } from "../layer.mjs"
 * @import { Angles, Point } from "./projection.mjs"
 *
 * @typedef {{ plane: number, tap: number }} Pointed a plane, and a weight of the block on it, −1 for none
 *
 * @typedef {object} View
 * @property {Layer} layer
 * @property {Inks} inks
 * @property {Moment} moment
 * @property {Angles} angles
 * @property {Crop} crop
 * @property {Crop} made
 * @property {Shown} shown
 * @property {Pointed | null} pointed
 * @property {boolean} filling whether only the maps' cells up to this one are made
 */

// Room that is left around each stack, for its labels.
const AIR = { side: 14, right: 74, above: 20, below: 26 }
// Up to this width of the canvas the maps stand below the planes.
const NARROW = 560
// How deep the maps stand at the most, in sides; planes have more room, to be seen one by one.
const MAPS_DEEP = 0.9
// What stands before the chosen map lets it be seen.
const FADED = 0.3

export class Scene {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.canvas = element("canvas", "scene", parent)
    this.planes = new Stack()
    this.maps = new Stack(MAPS_DEEP)
    this.ratio = 1
    this.inkColour = this.paper = ""
    this.family = "sans-serif"
  }

  /** @param {Layer} layer @param {Inks} inks */
  take(layer, inks) {
    const faces = (/** @type {"planes" | "outputs"} */ stack, /** @type {number[]} */ [count, rows, columns]) =>
      Array.from({ length: count }, (_, at) => ({ values: layer.plane(stack, at), rows, columns, scale: inks[stack] }))
    this.planes.take(faces("planes", layer.planes.shape))
    this.maps.take(faces("outputs", layer.outputs.shape))
  }

  /** Measures what the page gives: its size, ink and letters. */
  fit() {
    const { canvas } = this
    const style = getComputedStyle(canvas)
    this.ratio = window.devicePixelRatio || 1
    this.inkColour = style.color
    this.paper = style.backgroundColor
    this.family = familyOf(canvas)
    canvas.width = Math.round(canvas.clientWidth * this.ratio)
    canvas.height = Math.round(canvas.clientHeight * this.ratio)
  }

  /** @param {View} view */
  draw(view) {
    const pen = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"))
    pen.setTransform(this.ratio, 0, 0, this.ratio, 0, 0)
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height)
    pen.lineJoin = "round"
    this.place(view)
    this.drawPlanes(pen, view)
    this.drawMaps(pen, view)
    this.lead(pen, view)
    this.name(pen, view)
  }

  /**
   * What is under a point, and which weight of the block lies there.
   * @param {Point} point
   * @param {{ layer: Layer, filter: number, cell: Cell }} state
   * @returns {Hit | null}
   */
  hit(point, { layer, filter, cell }) {
    const map = this.maps.hit(point)
    if (map) return { stack: "maps", ...map, tap: -1 }
    const found = this.planes.hit(point)
    return found && { stack: "planes", ...found, tap: layer.tapAt(filter, cell, found) }
  }

  /** Both stacks in their halves of the canvas, at one scale: a cell is as large in both. @param {View} view */
  place({ angles, crop, made }) {
    const [wide, tall] = [this.canvas.width / this.ratio, this.canvas.height / this.ratio]
    const narrow = wide < NARROW
    const share = narrow ? 0.55 : 0.62
    const rooms = narrow
      ? [
          { x: 0, y: 0, wide, tall: tall * share },
          { x: 0, y: tall * share, wide, tall: tall * (1 - share) },
        ]
      : [
          { x: 0, y: 0, wide: wide * share, tall },
          { x: wide * share, y: 0, wide: wide * (1 - share), tall },
        ]
    const axes = axesOf(angles)
    const stacks = [this.planes, this.maps]
    Object.assign(this.planes, { axes, crop })
    Object.assign(this.maps, { axes, crop: made })
    stacks.forEach((stack, at) => {
      const { x, y, wide: room, tall: height } = rooms[at]
      const [across, down] = extent(axes, at ? stack.sides : withBlock(stack))
      const fitting = Math.min((room - AIR.side - AIR.right) / across, (height - AIR.above - AIR.below) / down)
      // A cell of a map is never larger than one of the planes.
      stack.scale = at ? Math.min(fitting, this.planes.scale) : fitting
      stack.middle = [x + (room + AIR.side - AIR.right) / 2, y + (height + AIR.above - AIR.below) / 2]
    })
  }

  /** From the back to the front: each plane, the slice on it, and the block up to the next. */
  drawPlanes(/** @type {CanvasRenderingContext2D} */ pen, /** @type {View} */ view) {
    const { layer, moment, inks, shown } = view
    const window = windowOf(layer, moment)
    const { near, far } = reach(moment.terms)
    for (let plane = layer.channels - 1; plane >= 0; plane--) {
      const term = moment.terms.find((one) => one.plane === plane)
      if (term && plane === moment.terms[moment.terms.length - 1].plane) sides(pen, this.planes, window, plane, far)
      this.planes.face(pen, this.ratio, plane, 1)
      this.hatch(pen, layer, plane)
      this.outline(pen, this.planes, plane, view.pointed?.plane === plane ? this.inkColour : "", 2.5)
      if (!term) continue
      slice(pen, this.ratio, this.planes, layer, window, term, { numbers: term[shown], scale: inkOf(inks, shown) })
      frame(pen, this.planes.corners(plane, window), VERMILION, 2)
      this.point(pen, view, plane)
      sides(pen, this.planes, window, Math.max(near, plane - 1), plane)
    }
    cap(pen, this.planes, window, moment.terms[0].plane)
    through(pen, this.planes, window, near, far)
  }

  /**
   * The weight that is pointed at, on its slice.
   * @param {CanvasRenderingContext2D} pen
   * @param {View} view
   * @param {number} plane
   */
  point(pen, { layer, moment, pointed }, plane) {
    if (!pointed || pointed.tap < 0) return
    const [top, left] = layer.corner(moment.cell)
    const [row, column] = layer.offset(pointed.tap)
    const corners = this.planes.corners(plane, { top: top + row, left: left + column, rows: 1, columns: 1 })
    frame(pen, corners, BLUE, pointed.plane === plane ? 3 : 1.5)
  }

  /** From the back to the front; those before the chosen map fade. */
  drawMaps(/** @type {CanvasRenderingContext2D} */ pen, /** @type {View} */ view) {
    const { layer, moment } = view
    const cell = { top: moment.cell[0], left: moment.cell[1], rows: 1, columns: 1 }
    for (let map = layer.filters - 1; map >= 0; map--) {
      const faded = map < moment.filter
      this.maps.face(pen, this.ratio, map, faded ? FADED : 1)
      if (view.filling) this.veil(pen, map, moment.cell)
      this.outline(pen, this.maps, map, map === moment.filter ? VERMILION : "", 2)
      frame(pen, this.maps.corners(map, cell), map === moment.filter ? VERMILION : BLUE, faded ? 1 : 2)
    }
  }

  /**
   * Invented cells, hatched.
   * @param {CanvasRenderingContext2D} pen
   * @param {Layer} layer
   * @param {number} plane
   */
  hatch(pen, { header, rows, columns }, plane) {
    const [top, bottom, left, right] = header.frame
    if (!header.frame.some(Boolean)) return
    const { crop } = this.planes
    pen.fillStyle = `${ORANGE}59`
    for (const side of [
      { top: 0, left: 0, rows: top, columns },
      { top: rows - bottom, left: 0, rows: bottom, columns },
      { top, left: 0, rows: rows - top - bottom, columns: left },
      { top, left: columns - right, rows: rows - top - bottom, columns: right },
    ]) {
      const seen = common(side, crop)
      if (seen) polygon(pen, this.planes.corners(plane, seen), "fill")
    }
  }

  /**
   * Covers the cells of a map that come after this one.
   * @param {CanvasRenderingContext2D} pen
   * @param {number} map
   * @param {[number, number]} cell
   */
  veil(pen, map, [row, column]) {
    const { top, left, rows, columns } = this.maps.crop
    pen.fillStyle = this.paper
    const rest = { top: row, left: column + 1, rows: 1, columns: left + columns - column - 1 }
    const below = { top: row + 1, left, rows: top + rows - row - 1, columns }
    for (const part of [rest, below])
      if (part.rows > 0 && part.columns > 0) polygon(pen, this.maps.corners(map, part), "fill")
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {Stack} stack
   * @param {number} plane
   * @param {string} colour of one that is meant; none for the others
   * @param {number} width
   */
  outline(pen, stack, plane, colour, width) {
    pen.strokeStyle = colour || this.inkColour
    pen.lineWidth = colour ? width : 1
    pen.globalAlpha = colour ? 1 : 0.5
    polygon(pen, stack.corners(plane, stack.crop), "line")
    pen.globalAlpha = 1
  }

  /** From the block to the one number that it makes. @param {CanvasRenderingContext2D} pen @param {View} view */
  lead(pen, { layer, moment }) {
    const { top, left, rows, columns } = windowOf(layer, moment)
    const { far } = reach(moment.terms)
    const from = this.planes.at(far, top + rows / 2, left + columns / 2)
    const to = this.maps.at(moment.filter, moment.cell[0] + 0.5, moment.cell[1] + 0.5)
    arrow(pen, from, to, VERMILION, this.paper)
  }

  /** The planes' names and sums beside them, and the number made. */
  name(/** @type {CanvasRenderingContext2D} */ pen, /** @type {View} */ { layer, moment }) {
    const labels = Array.from({ length: layer.channels }, (_, plane) => {
      const term = moment.terms.find((one) => one.plane === plane)
      const said = `${layer.header.channels[plane]}${term ? ` ${text(term.sum)}` : ""}`
      return { said, at: this.corner(this.planes, plane), strong: Boolean(term) }
    })
    this.write(pen, labels)
    const { filter, after } = moment
    this.write(pen, [{ said: text(after), at: this.corner(this.maps, filter), strong: true }])
  }

  /** The plane's corner at the lower right, beside which there is room. @param {Stack} stack @param {number} plane */
  corner(stack, plane) {
    const { top, left, rows, columns } = stack.crop
    return stack.at(plane, top + rows, left + columns)
  }

  /**
   * Labels with a halo of paper, none over one before it.
   * @param {CanvasRenderingContext2D} pen
   * @param {{ said: string, at: Point, strong: boolean }[]} labels
   */
  write(pen, labels) {
    pen.textAlign = "left"
    pen.textBaseline = "alphabetic"
    pen.lineWidth = 4
    pen.strokeStyle = this.paper
    pen.fillStyle = this.inkColour
    /** @type {Point[]} */
    const written = []
    for (const { said, at, strong } of labels) {
      if (written.some(([x, y]) => Math.abs(y - at[1]) < SMALLEST + 2 && Math.abs(x - at[0]) < AIR.right)) continue
      written.push(at)
      pen.font = `${strong ? 600 : 400} ${SMALLEST + 1}px ${this.family}`
      pen.strokeText(said, at[0] + 6, at[1] + 4)
      pen.fillText(said, at[0] + 6, at[1] + 4)
    }
  }
}
