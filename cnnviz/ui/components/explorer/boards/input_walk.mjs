// An input that is walked cell by cell with the keyboard: each is pointed at and read out.

import { walked } from "../../shared/plane/gist.mjs"

/**
 * @import { Cell } from "../../shared/geometry.mjs"
 * @import { Plane } from "../../shared/plane/plane.mjs"
 *
 * @typedef {object} WalkHooks Cells are counted from the plane's corner.
 * @property {() => Cell} start Where one begins.
 * @property {(cell: Cell | null) => void} read
 * @property {(cell: Cell) => void} enter
 */

export class InputWalk {
  /**
   * @param {Plane} plane
   * @param {WalkHooks} hooks
   */
  constructor(plane, hooks) {
    this.plane = plane
    this.hooks = hooks
    /** @type {Cell | null} */
    this.cell = null
    const { canvas } = plane
    canvas.tabIndex = 0
    canvas.addEventListener("keydown", (event) => this.key(event))
    canvas.addEventListener("focus", () => canvas.matches(":focus-visible") && this.to(hooks.start()))
    canvas.addEventListener("blur", () => {
      if (this.cell) hooks.read(null)
      this.cell = null
    })
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const from = this.cell ?? this.hooks.start()
    const to = walked(event.key, from, this.plane.rows, this.plane.columns)
    if (to) this.to(to)
    else if (event.key === "Enter") this.hooks.enter(from)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  /** @param {Cell} cell */
  to(cell) {
    this.cell = cell
    this.plane.follow(cell, cell)
    this.hooks.read(cell)
  }
}
