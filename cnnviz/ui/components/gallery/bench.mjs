// Picture, kernel and one map, large side by side: the number of the map that is pointed at has its window outlined on
// the picture, its pixels beside the kernel, and the sum of their products below.

import { announce } from "../shared/announcer.mjs"
import { css, GREYS, inkOn } from "../shared/colours.mjs"
import { element, write } from "../shared/dom.mjs"
import { text } from "../shared/numbers.mjs"
import { viewsOf } from "./children.mjs"
import { cellUnder, Large, outline } from "./large.mjs"
import { Matrix, shortened } from "./matrix.mjs"
import { Picture } from "./picture.mjs"
import { multiplied, nearest, span, valueAt } from "./products.mjs"

/**
 * @import { Numbers } from "../shared/message.mjs"
 * @import { Cell } from "./large.mjs"
 * @import { Cell as TableCell, MatrixTile } from "./matrix.mjs"
 * @import { Given, PictureTile } from "./painting.mjs"
 * @import { Hands } from "./picture.mjs"
 * @import { Pixel, Products, Reach } from "./products.mjs"
 * @typedef {{
 *   image: PictureTile, kernels: (PictureTile | MatrixTile)[], instead: string, note: string, map: PictureTile,
 *   reach: [Reach, Reach], products: Products | null,
 * }} BenchEntry see Bench of cnnviz/figures/draw/tiles.py
 */

// The most rows or columns of a window that is written out beside its kernel.
const WRITTEN = 7

export class Bench {
  /** @param {Hands} hands */
  constructor(hands) {
    this.hands = hands
    this.entry = /** @type {BenchEntry | undefined} */ (undefined)
    this.given = /** @type {Given | undefined} */ (undefined)
    /** The number of the map that is pointed at: its middle until somebody does. */
    this.cell = /** @type {Cell | undefined} */ (undefined)
    this.node = element("section", "section bench")
    element("h2", "spoken", this.node, "Picture, kernel and map")
    const seats = element("div", "seats", this.node)
    this.image = new Picture(hands)
    this.image.node.className = "seat image"
    seats.append(this.image.node)
    this.frame = element("div", "window", this.image.stage)
    this.kernel = element("div", "seat kernel", seats)
    this.kernels = element("div", "kernels", this.kernel)
    /** @type {(Picture | Matrix)[]} */
    this.views = []
    this.instead = element("p", "instead", this.kernel)
    this.window = new Matrix()
    this.window.node.classList.add("under")
    this.kernel.append(this.window.node)
    this.sum = element("p", "sum", this.kernel)
    const explore = () => this.explore()
    this.map = new Large(seats, { point: (cell, keyed) => this.point(cell, keyed), explore })
    this.reading = element("p", "reading", this.node)
    this.note = element("p", "note", this.node)
    this.image.stage.addEventListener("pointermove", (event) => this.pointImage(event))
  }

  /** @param {BenchEntry} entry @param {Given} given */
  draw(entry, given) {
    this.entry = entry
    this.given = given
    this.image.draw(entry.image, given, "")
    this.views = viewsOf(this.kernels, this.views, entry.kernels, ({ kind }) =>
      kind === "picture" ? new Picture(this.hands) : new Matrix(),
    )
    entry.kernels.forEach((tile, at) => {
      const view = this.views[at]
      if (tile.kind === "picture" && view instanceof Picture) view.draw(tile, given, "")
      if (tile.kind === "matrix" && view instanceof Matrix) view.draw(tile)
    })
    this.map.draw(entry.map, given)
    write(this.instead, entry.instead)
    write(this.note, entry.note)
    this.show()
  }

  /** Shows a small picture large until the server has sent it whole. @param {PictureTile} tile */
  preview(tile) {
    if (this.given) this.map.draw(tile, this.given)
  }

  /** Gives the kernels' tables the room that there is, and lays the frames anew. */
  fit() {
    const room = this.kernels.clientWidth
    for (const view of this.views) if (view instanceof Matrix) view.fitBare(room)
    this.show()
  }

  /** @param {PointerEvent} event */
  pointImage(event) {
    if (!this.entry) return
    const { image, map, reach } = this.entry
    const [row, column] = cellUnder(event, this.image.canvas, image.rows, image.columns)
    this.point([nearest(reach[0], row + 0.5, map.rows), nearest(reach[1], column + 0.5, map.columns)], false)
  }

  /** @param {Cell} cell @param {boolean} keyed */
  point(cell, keyed) {
    this.cell = cell
    const sentence = this.show()
    const root = /** @type {HTMLElement | null} */ (this.node.closest(".gallery"))
    if (keyed && root) announce(root, sentence)
  }

  /** Outlines what is pointed at, and says in a sentence what it is. */
  show() {
    const { entry, given } = this
    if (!entry || !given) return ""
    const { map, image, reach } = entry
    const [row, column] = this.cell ?? [map.rows >> 1, map.columns >> 1]
    const cell = /** @type {Cell} */ ([Math.min(row, map.rows - 1), Math.min(column, map.columns - 1)])
    this.map.show(cell)
    const spans = reach.map((one, axis) => span(one, cell[axis]))
    const sizes = spans.map(({ size }) => size)
    const firsts = spans.map(({ start }) => start)
    outline(this.frame, this.image.stage, firsts, sizes, [image.rows, image.columns])
    const sentence = `Row ${cell[0] + 1}, column ${cell[1] + 1} of the map: ${this.read(cell, sizes)}`
    write(this.reading, sentence)
    return sentence
  }

  /** What the number at a cell is and where it comes from. @param {Cell} cell @param {number[]} sizes of its window */
  read(cell, [tall, wide]) {
    const { entry, given } = /** @type {{ entry: BenchEntry, given: Given }} */ (this)
    const image = /** @type {Numbers} */ (given.arrays.get(entry.image.pixels))
    const weights = given.arrays.get("weights")
    if (!entry.products || !weights) {
      this.window.node.hidden = true
      this.sum.hidden = true
      const value = valueAt(entry.map, given.arrays, ...cell)
      const about = Number.isNaN(value) ? "" : `about ${text(value)}, as its colour says, `
      return `${about}from the ${tall} × ${wide} pixels that are outlined on the picture.`
    }
    const { window, sum } = multiplied(entry.products, weights, image, cell)
    this.write(window)
    this.sum.hidden = false
    write(this.sum, `Products added up${entry.products.bias ? ", and the bias" : ""}: ${text(sum)}`)
    const count = weights.values.length.toLocaleString("en")
    const bias = entry.products.bias ? ` and the bias, ${text(entry.products.bias)},` : ""
    return `${text(sum)}, the ${count} products of kernel and outlined pixels${bias} added up.`
  }

  /** The pixels of the window, beside the kernel that they are multiplied with. @param {Pixel[][][]} window */
  write(window) {
    const [first] = window
    this.window.node.hidden = Math.max(first.length, first[0].length) > WRITTEN
    if (this.window.node.hidden) return
    const more = window.length > 1 ? `, channel 1 of ${window.length}` : ""
    const title = `Under the window${more}`
    this.window.draw({
      kind: "matrix",
      title,
      facts: [],
      told: "",
      cells: first.map((row) => row.map(cellOf)),
      first: null,
    })
    this.window.fitBare(this.kernels.clientWidth)
  }

  explore() {
    const { entry } = this
    if (!entry?.map.opens) return
    this.hands.open(`${entry.map.opens}/${this.map.cell.join("/")}`)
  }
}

/** A pixel as a cell of a table. @param {Pixel} pixel @returns {TableCell} */
function cellOf({ value, invented }) {
  const word = GREYS[Math.max(0, Math.min(255, Math.round(value * 255)))]
  return { text: shortened(text(value)), colour: css(word), dark: inkOn(word) === "#fff", invented, marked: false }
}
