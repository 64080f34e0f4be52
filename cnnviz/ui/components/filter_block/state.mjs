// Where the block stands, as which filter, and how one looks at it: what every control changes and every view draws.

import { cropped, made, side, usual } from "./deep/cropping.mjs"
import { allowed, VIEWS } from "./deep/projection.mjs"

/**
 * @import { Cell } from "../shared/geometry.mjs"
 * @import { Crop } from "./deep/cropping.mjs"
 * @import { Angles } from "./deep/projection.mjs"
 * @import { Pointed, View } from "./deep/scene.mjs"
 * @import { Hit } from "./hand.mjs"
 * @import { Inks, Shown } from "./inks.mjs"
 * @import { Layer } from "./layer.mjs"
 */

export class State {
  /** @param {Layer} layer @param {Inks} inks */
  constructor(layer, inks) {
    this.layer = layer
    this.inks = inks
    /** @type {Angles} */
    this.angles = VIEWS.Oblique
    /** @type {Shown} */
    this.shown = "weights"
    this.cell = layer.within(layer.header.cell)
    this.filter = layer.header.filter
    // Cells on a side that are seen, and the plane in hand.
    this.side = usual(layer)
    this.plane = layer.first(this.filter)
    /** @type {Crop | null} */
    this.crop = null
    /** @type {Pointed | null} */
    this.pointed = null
  }

  /**
   * Another layer, seen as the one before as far as it can be; `there` where the block is to be as its header says.
   * @param {Layer} layer
   * @param {Inks} inks
   * @param {boolean} there
   */
  take(layer, inks, there) {
    const before = this.layer
    Object.assign(this, { layer, inks })
    if (there) [this.cell, this.filter] = [layer.header.cell, layer.header.filter]
    this.cell = layer.within(this.cell)
    this.filter = Math.min(this.filter, layer.filters - 1)
    const sizes = [before, layer].map(({ rows, columns, span }) => [rows, columns, ...span].join())
    if (sizes[0] !== sizes[1]) Object.assign(this, { side: usual(layer), crop: null })
    this.plane = Math.min(this.plane, layer.channels - 1)
    if (!this.seen(this.plane)) this.plane = layer.first(this.filter)
    this.pointed = null
  }

  /** Whether the filter sees a plane. @param {number} plane */
  seen(plane) {
    const slice = plane - this.layer.first(this.filter)
    return slice >= 0 && slice < this.layer.depth
  }

  /** Row, column and filter, told apart from any others. */
  get key() {
    return [...this.cell, this.filter].join(" ")
  }

  /** How many places there are. */
  get count() {
    return this.layer.down * this.layer.across
  }

  /** Which of them this is, in reading order. */
  get index() {
    return this.cell[0] * this.layer.across + this.cell[1]
  }

  /** To the nearest cell; what is no number stays. @param {Cell} cell */
  move([row, column]) {
    this.cell = this.layer.within([
      Number.isNaN(row) ? this.cell[0] : row,
      Number.isNaN(column) ? this.cell[1] : column,
    ])
  }

  /** @param {number} index in reading order */
  go(index) {
    const within = Math.max(0, Math.min(this.count - 1, index))
    this.move([Math.floor(within / this.layer.across), within % this.layer.across])
  }

  /** The block's corner to a cell of the planes. @param {Cell} corner */
  drag([row, column]) {
    const [down, across] = this.layer.header.stride
    this.move([row / down, column / across])
  }

  /** @param {number} filter */
  choose(filter) {
    this.filter = Math.max(0, Math.min(this.layer.filters - 1, filter))
    if (!this.seen(this.plane)) this.plane = this.layer.first(this.filter)
  }

  /** The plane that stands in the middle of the flat view. @param {number} plane */
  hold(plane) {
    this.plane = Math.max(0, Math.min(this.layer.channels - 1, Math.round(plane) || 0))
  }

  /** @param {number} factor */
  zoom(factor) {
    this.side = side(this.side / factor, this.layer)
  }

  /** @param {Angles} angles */
  turn(angles) {
    this.angles = allowed(angles, this.angles)
  }

  /** Whether that is another place than before. @param {Pointed | null} pointed */
  point(pointed) {
    const other = pointed?.plane !== this.pointed?.plane || pointed?.tap !== this.pointed?.tap
    this.pointed = pointed
    return other
  }

  /** The block to a place of a plane, its middle there, or to a cell of a map, as its filter. @param {Hit} hit */
  click({ stack, plane, cell, tap }) {
    const { span } = this.layer
    if (stack === "maps") {
      this.choose(plane)
      this.move(cell)
    } else if (tap < 0) this.drag([cell[0] - (span[0] >> 1), cell[1] - (span[1] >> 1)])
  }

  /** What is drawn now. @param {boolean} filling @returns {View} */
  view(filling) {
    const { layer, inks, angles, shown, pointed } = this
    const crop = cropped(this.crop, layer, this.cell, this.side)
    this.crop = crop
    const moment = layer.moment(this.filter, this.cell)
    return { layer, inks, moment, angles, crop, made: made(crop, layer), shown, pointed, filling }
  }
}
