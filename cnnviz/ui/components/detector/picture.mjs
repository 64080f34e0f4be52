// The picture with what was found framed on it; the learner's own shape can be dragged, or moved with arrow keys.

import { element } from "../shared/dom.mjs"
import { paint } from "./maps.mjs"
import { Overlay } from "./overlay.mjs"

/**
 * @import { Frame } from "./overlay.mjs"
 * @import { Plane } from "./scene.mjs"
 *
 * @typedef {object} Hooks
 * @property {(row: number, column: number) => boolean} grab whether the learner's shape is there
 * @property {(down: number, across: number) => void} move by so many pixels
 */

/** @type {Record<string, [down: number, across: number]>} */
const KEYS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }

export class Picture {
  /** @param {HTMLElement} parent @param {Hooks} hooks */
  constructor(parent, hooks) {
    this.hooks = hooks
    this.holder = element("div", "picture", parent)
    this.canvas = element("canvas", "", this.holder)
    this.canvas.tabIndex = 0
    this.canvas.setAttribute("role", "application")
    this.canvas.setAttribute("aria-roledescription", "picture with a shape to move")
    this.frames = new Overlay(this.holder)
    /** Where the pointer was last; null between drags. @type {[row: number, column: number] | null} */
    this.last = null
    this.canvas.addEventListener("pointerdown", (event) => this.down(event))
    this.canvas.addEventListener("pointermove", (event) => this.drag(event))
    for (const name of ["pointerup", "pointercancel"])
      this.canvas.addEventListener(name, () => {
        this.last = null
      })
    // A finger on the learner's shape moves it; anywhere else it scrolls the page.
    this.canvas.addEventListener("touchstart", (event) => this.last && event.preventDefault(), { passive: false })
    this.canvas.addEventListener("keydown", (event) => this.key(event))
  }

  /** @param {PointerEvent} event @returns {[row: number, column: number]} */
  place(event) {
    const box = this.canvas.getBoundingClientRect()
    return [
      ((event.clientY - box.top) / box.height) * this.canvas.height,
      ((event.clientX - box.left) / box.width) * this.canvas.width,
    ]
  }

  /** @param {PointerEvent} event */
  down(event) {
    const [row, column] = this.place(event)
    if (!this.hooks.grab(row, column)) return
    this.last = [row, column]
    this.canvas.setPointerCapture(event.pointerId)
  }

  /** @param {PointerEvent} event */
  drag(event) {
    const [row, column] = this.place(event)
    this.canvas.style.cursor = this.last || this.hooks.grab(row, column) ? "move" : "default"
    if (!this.last) return
    const [down, across] = [Math.round(row - this.last[0]), Math.round(column - this.last[1])]
    if (!down && !across) return
    this.last = [this.last[0] + down, this.last[1] + across]
    this.hooks.move(down, across)
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const step = KEYS[event.key]
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return
    this.hooks.move(...step)
    event.preventDefault()
  }

  /**
   * @param {Plane} plane
   * @param {Frame[]} frames
   * @param {Uint32Array} signed
   * @param {string} sentence
   */
  show(plane, frames, signed, sentence) {
    paint(this.canvas, plane, 1, signed)
    this.canvas.setAttribute("aria-label", sentence)
    this.frames.show(plane, frames)
  }
}
