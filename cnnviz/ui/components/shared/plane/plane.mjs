// One map of cells on a canvas: its pixels, its numbers where there is room, and what is marked on it.

import { element } from "../dom.mjs"
import { cellAt, fitted, followed, panned, zoomed } from "./looking.mjs"
import { hatch, mark, number, rule, veil, written } from "./painting.mjs"

/**
 * @import { Cell } from "../geometry.mjs"
 * @import { Frame, Mark } from "./painting.mjs"
 *
 * @typedef {object} PlaneHooks What is told of the pointer.
 * @property {(cell: Cell | null) => void} point
 * @property {(cell: Cell) => void} pin
 * @property {(factor: number) => void} zoom
 * @property {() => boolean} [pen] Whether the pointer paints.
 * @property {(cell: Cell) => void} [paint]
 *
 * @typedef {{ of: unknown[], writing: ReturnType<typeof written> }} Written What stands in the cells, and of what.
 *
 * @typedef {object} PlaneContents
 * @property {number} rows
 * @property {number} columns
 * @property {Float32Array} values
 * @property {Uint32Array} colours Canvas words, row by row as the values.
 * @property {Frame} [frame]
 */

// Pixels a cell needs for a line between it and the next.
const RULED = 7
// How far a pointer may stray, in pixels, and still click.
const STRAY = 5
// A factor so small that the whole map is seen.
export const WHOLE = 1e-9

export class Plane {
  /**
   * @param {HTMLElement} parent
   * @param {PlaneHooks} hooks
   */
  constructor(parent, hooks) {
    this.hooks = hooks
    this.canvas = element("canvas", "plane", parent)
    this.base = document.createElement("canvas")
    this.rows = this.columns = 0
    this.values = new Float32Array()
    this.colours = new Uint32Array()
    /** @type {Frame} */
    this.frame = [0, 0, 0, 0]
    /** @type {[number, number] | null} */
    this.room = null
    this.ratio = 1
    this.box = { width: 1, height: 1 }
    this.view = { scale: 0, top: 0, left: 0 }
    // The scale at which the whole map is seen.
    this.least = 0
    /** @type {{ x: number, y: number, strayed: boolean } | null} */
    this.grip = null
    /** @type {Written} */
    this.written = { of: [], writing: null }
    this.listen()
  }

  /**
   * New contents.
   * @param {PlaneContents} contents
   */
  show({ rows, columns, values, colours, frame = [0, 0, 0, 0] }) {
    const same = rows === this.rows && columns === this.columns
    Object.assign(this, { rows, columns, values, colours, frame })
    if (!same) {
      this.base.width = columns
      this.base.height = rows
      if (this.room) this.fit(...this.room)
    }
    const pixels = new Uint8ClampedArray(/** @type {ArrayBuffer} */ (colours.buffer))
    contextOf(this.base).putImageData(new ImageData(pixels, columns, rows), 0, 0)
  }

  /**
   * Takes at most so many pixels of the page.
   * @param {number} width
   * @param {number} height
   */
  fit(width, height) {
    const { box, view } = fitted(this.rows, this.columns, width, height)
    const whole = this.isWhole()
    this.room = [width, height]
    this.box = box
    this.ratio = window.devicePixelRatio || 1
    this.canvas.width = Math.round(box.width * this.ratio)
    this.canvas.height = Math.round(box.height * this.ratio)
    this.canvas.style.width = `${box.width}px`
    this.canvas.style.height = `${box.height}px`
    this.view = whole ? view : zoomed(this.view, 1, [this.view.top, this.view.left], this.rows, this.columns, box)
    this.least = view.scale
  }

  isWhole() {
    return this.view.scale <= this.least * 1.001
  }

  /**
   * @param {number} factor
   * @param {Cell} cell
   */
  zoom(factor, cell) {
    this.view = zoomed(this.view, factor, cell, this.rows, this.columns, this.box)
  }

  /**
   * @param {Cell} first
   * @param {Cell} last
   */
  follow(first, last) {
    this.view = followed(this.view, first, last, this.rows, this.columns, this.box)
  }

  listen() {
    const { canvas } = this
    canvas.addEventListener("pointerdown", (event) => this.down(event))
    canvas.addEventListener("pointermove", (event) => this.move(event))
    canvas.addEventListener("pointerup", (event) => this.up(event))
    canvas.addEventListener("pointercancel", () => {
      this.grip = null
    })
    canvas.addEventListener("pointerleave", () => this.hooks.point(null))
    canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false })
  }

  /**
   * Zooms with Ctrl, as two fingers on a touchpad do; without, the page scrolls.
   * @param {WheelEvent} event
   */
  wheel(event) {
    if (!event.ctrlKey) return
    event.preventDefault()
    this.hooks.zoom(Math.exp(-event.deltaY / 200))
  }

  /** @param {PointerEvent} event */
  at(event) {
    const box = this.canvas.getBoundingClientRect()
    return cellAt(this.view, event.clientX - box.left, event.clientY - box.top, this.rows, this.columns)
  }

  /**
   * Whether the pointer paints, and if so, the cell that it is on.
   * @param {Cell | null} cell
   */
  paints(cell) {
    if (!this.hooks.pen?.()) return false
    if (cell) this.hooks.paint?.(cell)
    return true
  }

  /** @param {PointerEvent} event */
  down(event) {
    this.grip = { x: event.clientX, y: event.clientY, strayed: false }
    // A capture keeps a finger's moves coming; without a real pointer there is nothing to capture.
    if (event.isTrusted) this.canvas.setPointerCapture(event.pointerId)
    this.paints(this.at(event))
  }

  /** @param {PointerEvent} event */
  move(event) {
    const cell = this.at(event)
    if (this.grip && !this.paints(cell) && !this.isWhole()) this.drag(event, this.grip)
    this.hooks.point(cell)
  }

  /**
   * @param {PointerEvent} event
   * @param {{ x: number, y: number, strayed: boolean }} grip
   */
  drag(event, grip) {
    const [across, down] = [event.clientX - grip.x, event.clientY - grip.y]
    if (!grip.strayed && Math.hypot(across, down) < STRAY) return
    Object.assign(grip, { strayed: true, x: event.clientX, y: event.clientY })
    this.view = panned(this.view, across, down, this.rows, this.columns, this.box)
  }

  /** @param {PointerEvent} event */
  up(event) {
    const clicked = this.grip && !this.grip.strayed
    this.grip = null
    const cell = this.at(event)
    if (clicked && cell && !this.hooks.pen?.()) this.hooks.pin(cell)
    if (event.pointerType === "touch") this.hooks.point(null)
  }

  /**
   * Paints everything; `reached` is the last cell reached, in reading order, where the rest is still to come.
   * @param {Mark[]} marks
   * @param {Cell | null} [reached]
   */
  draw(marks, reached = null) {
    const pen = contextOf(this.canvas)
    const { view, ratio } = this
    const scale = ratio * view.scale
    pen.setTransform(1, 0, 0, 1, 0, 0)
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height)
    pen.imageSmoothingEnabled = view.scale < 1
    pen.setTransform(scale, 0, 0, scale, -view.left * scale, -view.top * scale)
    pen.drawImage(this.base, 0, 0)
    pen.setTransform(ratio, 0, 0, ratio, 0, 0)
    if (reached) veil(pen, this, reached)
    hatch(pen, this)
    if (view.scale >= RULED) rule(pen, this)
    const writing = this.writing(pen)
    if (writing) number(pen, this, writing, reached)
    for (const one of marks) mark(pen, this, one)
  }

  /**
   * What stands in the cells: worked out anew where something has moved.
   * @param {CanvasRenderingContext2D} pen
   */
  writing(pen) {
    const of = [this.values, this.view, this.box]
    if (of.some((one, k) => one !== this.written.of[k])) this.written = { of, writing: written(pen, this) }
    return this.written.writing
  }

  /** Whether the numbers of the cells in sight are written in them. */
  get numbered() {
    return this.writing(contextOf(this.canvas)) !== null
  }
}

/** @param {HTMLCanvasElement} canvas */
function contextOf(canvas) {
  return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"))
}
