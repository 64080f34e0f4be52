// Sums that were added up already: a window that has moved along with the picture holds the numbers that it held.

import { padded, placeOf } from "../shared/borders.mjs"
import { axis } from "../shared/geometry.mjs"
import { correlated, correlatedPart } from "../shared/maps/convolving.mjs"

/**
 * @import { Axes, Axis } from "../shared/geometry.mjs"
 * @import { FeatureMap, Filter, Shift, Size } from "./plane_beyond.mjs"
 */

// Cells on a side of what is added up at once, the first time that one of them is asked for.
const TILE = 32

/**
 * The plane that a picture is a window on, under a filter: the sums of its windows, kept tile by tile. Where a window
 * begins, two pixels apart by a stride are neighbours; other beginnings have tiles of their own.
 */
export class KnownSums {
  /**
   * @param {Float32Array} plane
   * @param {Size} size
   * @param {Filter} how
   * @param {Axes} axes
   */
  constructor(plane, size, how, axes) {
    this.plane = plane
    /** Rows and columns of the picture, and by how many it can be moved. */
    this.size = size
    this.how = how
    this.axes = axes
    /** Where each row and column of the plane beyond the edges comes from, −1 where it is 0. */
    this.from = size.map((side) => Int32Array.from({ length: 3 * side }, (_, at) => placeOf(at - side, side, how.mode)))
    /** @type {Map<string, Float32Array>} */
    this.tiles = new Map()
    this.blank = new Float32Array(TILE * TILE)
    const along = (/** @type {number} */ way) =>
      axis({ size: (TILE - 1) * how.stride + how.window[way], window: how.window[way], stride: how.stride })
    /** @type {Axes} */
    this.tileAxes = [along(0), along(1)]
  }

  /**
   * The map of the picture where it is now.
   * @param {Float32Array} picture moved by so much
   * @param {Shift} by
   * @returns {FeatureMap}
   */
  map(picture, by) {
    const { how, axes } = this
    const [rows, columns] = axes
    const values = new Float32Array(rows.output * columns.output)
    const [top, bottom] = within(rows)
    const [left, right] = within(columns)
    for (let row = top; row < bottom; row++) this.fill(values, row, left, right, by)
    const framed = padded(picture, rows, columns, how.mode, 0)
    for (const part of /** @type {[number, number, number, number][]} */ ([
      [0, top, 0, columns.output],
      [bottom, rows.output, 0, columns.output],
      [top, bottom, 0, left],
      [top, bottom, right, columns.output],
    ]))
      correlatedPart(values, [framed], [how.kernel], rows, columns, part)
    return { values, size: [rows.output, columns.output] }
  }

  /**
   * Fills in a row of a map whose windows are all within the picture.
   * @param {Float32Array} values
   * @param {number} row
   * @param {number} left
   * @param {number} right
   * @param {Shift} by
   */
  fill(values, row, left, right, by) {
    const { stride } = this.how
    const [rows, columns] = this.axes
    // Pixels from the first of the plane beyond the edges.
    const down = row * stride - rows.before - by[0] + this.size[0]
    const across = left * stride - columns.before - by[1] + this.size[1]
    const line = Math.floor(down / stride)
    let cell = Math.floor(across / stride)
    for (let column = left; column < right; ) {
      const at = cell % TILE
      const count = Math.min(TILE - at, right - column)
      const tile = this.tile([down % stride, across % stride], Math.floor(line / TILE), Math.floor(cell / TILE))
      const from = (line % TILE) * TILE + at
      values.set(tile.subarray(from, from + count), row * columns.output + column)
      column += count
      cell += count
    }
  }

  /**
   * @param {[down: number, across: number]} begin the first window's first pixel, less than a stride
   * @param {number} row
   * @param {number} column
   */
  tile(begin, row, column) {
    const key = `${begin.join(" ")} ${row} ${column}`
    let tile = this.tiles.get(key)
    if (!tile) {
      const [down, across] = [row, column].map((place, way) => begin[way] + place * TILE * this.how.stride)
      const seen = this.seen(down, across)
      tile = seen ? correlated([seen], [this.how.kernel], ...this.tileAxes) : this.blank
      this.tiles.set(key, tile)
    }
    return tile
  }

  /**
   * The pixels that a tile's windows hold; null where all of them are 0. Beyond the plane, where no window is ever
   * asked for, they count as 0.
   * @param {number} top
   * @param {number} left
   */
  seen(top, left) {
    const [rows, columns] = this.tileAxes
    const pixels = new Float32Array(rows.size * columns.size)
    let blank = true
    for (let row = 0; row < rows.size; row++) {
      const from = this.from[0][top + row] ?? -1
      if (from < 0) continue
      for (let column = 0; column < columns.size; column++) {
        const at = this.from[1][left + column] ?? -1
        if (at < 0) continue
        const value = this.plane[from * this.size[1] + at]
        if (value !== 0) blank = false
        pixels[row * columns.size + column] = value
      }
    }
    return blank ? null : pixels
  }
}

/**
 * The first and one past the last window that holds pixels of the picture alone; equal where there is none.
 * @param {Axis} axis
 * @returns {[first: number, end: number]}
 */
function within({ stride, before, span, size, output }) {
  const first = Math.min(output, Math.ceil(before / stride))
  return [first, Math.max(first, Math.min(output, Math.floor((size + before - span) / stride) + 1))]
}
