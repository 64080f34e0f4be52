// The two points on the picture: dragged, or moved by arrow keys.

import { element } from "../shared/dom.mjs"

/**
 * @import { Cell } from "../shared/geometry.mjs"
 * @import { Plane } from "../shared/plane/plane.mjs"
 * @import { Points } from "./reach.mjs"
 *
 * @typedef {object} HandleHooks
 * @property {(which: number, cell: Cell) => void} move Told where a point is moved to, which may be beyond the picture.
 * @property {(which: number, way: Cell) => void} nudge Told by how many rows and columns one is moved.
 * @property {() => void} rest Told that it is let go.
 */

// Pixels that an arrow key moves by, with and without Shift.
const FAR = 5
/** @type {Record<string, Cell>} */
const WAYS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }

export class Handles {
  /**
   * @param {HTMLElement} holder of the plane's canvas
   * @param {Plane} plane
   * @param {HandleHooks} hooks
   */
  constructor(holder, plane, hooks) {
    this.plane = plane
    this.hooks = hooks
    this.nodes = [0, 1].map((which) => this.handle(holder, which))
  }

  /** @param {HTMLElement} holder @param {number} which */
  handle(holder, which) {
    const node = element("button", "handle", holder)
    node.type = "button"
    node.addEventListener("pointerdown", (event) => {
      if (event.isTrusted) node.setPointerCapture(event.pointerId)
      node.dataset.held = ""
    })
    node.addEventListener("pointermove", (event) => {
      if ("held" in node.dataset) this.hooks.move(which, this.cell(event))
    })
    for (const end of /** @type {const} */ (["pointerup", "pointercancel"]))
      node.addEventListener(end, () => {
        delete node.dataset.held
        this.hooks.rest()
      })
    node.addEventListener("keydown", (event) => this.key(event, which))
    return node
  }

  /** @param {PointerEvent} event @returns {Cell} */
  cell(event) {
    const { canvas, view } = this.plane
    const box = canvas.getBoundingClientRect()
    return [Math.floor((event.clientY - box.top) / view.scale), Math.floor((event.clientX - box.left) / view.scale)]
  }

  /** @param {KeyboardEvent} event @param {number} which */
  key(event, which) {
    const way = WAYS[event.key]
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    const by = event.shiftKey ? FAR : 1
    this.hooks.nudge(which, [by * way[0], by * way[1]])
    this.hooks.rest()
  }

  /** @param {Points} points @param {string[]} names */
  show(points, names) {
    const { scale } = this.plane.view
    points.forEach(([row, column], which) => {
      const node = this.nodes[which]
      node.style.left = `${(column + 0.5) * scale}px`
      node.style.top = `${(row + 0.5) * scale}px`
      node.setAttribute(
        "aria-label",
        `${names[which]}: row ${row + 1}, column ${column + 1}. Drag it, or press arrow keys.`,
      )
    })
  }
}
