// The map that stands large on the bench: who points at it, by mouse, touch or keys, points at one number of it.

import { button, element } from "../shared/dom.mjs"
import { enlarge } from "./enlarged.mjs"
import { Menu } from "./menu.mjs"
import { Caption, inWords, paintTile } from "./painting.mjs"
import { itemsOf } from "./picture.mjs"

/**
 * @import { Given, PictureTile } from "./painting.mjs"
 * @typedef {[row: number, column: number]} Cell
 * @typedef {{ point: (cell: Cell, keyed: boolean) => void, explore: () => void }} Hands hear which number is pointed
 *   at, and whether by keys; and that it is to be explored
 */

// As many at once with the shift key.
const FAR = 10
/** Where keys lead. @type {Record<string, Cell>} */
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }

export class Large {
  /** @param {HTMLElement} parent @param {Hands} hands */
  constructor(parent, hands) {
    this.hands = hands
    this.tile = /** @type {PictureTile | undefined} */ (undefined)
    this.cell = /** @type {Cell} */ ([0, 0])
    this.node = element("figure", "seat large", parent)
    this.stage = element("div", "stage", this.node)
    this.stage.tabIndex = 0
    this.stage.setAttribute("role", "application")
    this.canvas = element("canvas", "", this.stage)
    this.mark = element("div", "window", this.stage)
    this.caption = new Caption(this.node, "name")
    const head = element("div", "head", this.caption.node)
    this.caption.node.prepend(head)
    head.append(this.caption.title)
    const bar = element("div", "bar", head)
    this.explorer = button("Explore", bar, () => hands.explore())
    this.menu = new Menu(bar)
    this.listen()
  }

  listen() {
    const { stage, hands } = this
    stage.addEventListener("pointermove", (event) => this.pointed(event))
    stage.addEventListener("pointerdown", (event) => this.pointed(event))
    stage.addEventListener("click", (event) => {
      // A finger that points has not asked for more.
      if (/** @type {PointerEvent} */ (event).pointerType !== "touch" && this.tile?.opens) hands.explore()
    })
    stage.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && this.tile?.opens) hands.explore()
      const step = STEPS[event.key]
      if (!step || !this.tile) return
      event.preventDefault()
      const by = event.shiftKey ? FAR : 1
      const most = [this.tile.rows - 1, this.tile.columns - 1]
      const [row, column] = this.cell.map((at, axis) => Math.max(0, Math.min(most[axis], at + by * step[axis])))
      hands.point([row, column], true)
    })
  }

  /** @param {PointerEvent} event */
  pointed(event) {
    if (!this.tile) return
    const cell = cellUnder(event, this.canvas, this.tile.rows, this.tile.columns)
    this.hands.point(cell, false)
  }

  /** @param {PictureTile} tile @param {Given} given */
  draw(tile, given) {
    this.tile = tile
    paintTile(this.stage, this.canvas, tile, given)
    this.caption.draw(tile, given.palettes)
    const more = tile.opens
      ? "Arrow keys point at a number of it, Enter explores that."
      : "Arrow keys point at a place."
    this.stage.setAttribute("aria-label", `${inWords(tile)} ${more}`)
    this.explorer.hidden = !tile.opens
    this.explorer.setAttribute("aria-label", `Explore ${tile.title}, number by number`)
    const root = /** @type {Element} */ (this.node.closest(".gallery"))
    this.menu.draw(tile.title, itemsOf(tile, this.canvas, { enlarge: () => enlarge(root, tile, this.canvas) }))
  }

  /** Marks the number that is pointed at. @param {Cell} cell */
  show(cell) {
    this.cell = cell
    if (this.tile) outline(this.mark, this.stage, cell, [1, 1], [this.tile.rows, this.tile.columns])
  }
}

/**
 * The cell of a picture under the pointer.
 * @param {PointerEvent} event
 * @param {HTMLCanvasElement} canvas
 * @param {number} rows
 * @param {number} columns
 * @returns {Cell}
 */
export function cellUnder(event, canvas, rows, columns) {
  const box = canvas.getBoundingClientRect()
  const place = (/** @type {number} */ share, /** @type {number} */ count) =>
    Math.max(0, Math.min(count - 1, Math.floor(share * count)))
  return [place((event.clientY - box.top) / box.height, rows), place((event.clientX - box.left) / box.width, columns)]
}

// CSS pixels on a side of the smallest frame.
const LEAST = 12

/**
 * Lays a frame round `sizes` cells from `first` on; round fewer pixels than can be seen it is a little wider.
 * @param {HTMLElement} frame
 * @param {HTMLElement} stage
 * @param {number[]} first row and column
 * @param {number[]} sizes
 * @param {number[]} counts of the picture's rows and columns
 */
export function outline(frame, stage, first, sizes, counts) {
  const room = [stage.clientHeight, stage.clientWidth]
  const [[top, height], [left, width]] = first.map((start, axis) => {
    const pixels = (room[axis] * sizes[axis]) / counts[axis]
    const side = Math.max(LEAST, pixels)
    return [(room[axis] * start) / counts[axis] - (side - pixels) / 2, side]
  })
  Object.assign(frame.style, { top: `${top}px`, left: `${left}px`, width: `${width}px`, height: `${height}px` })
}
