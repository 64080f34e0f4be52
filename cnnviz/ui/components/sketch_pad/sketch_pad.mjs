// A square of cells to draw on in white (or black), by mouse, touch or keyboard.

import { announce } from "../shared/announcer.mjs"
import { button, element } from "../shared/dom.mjs"
import { component } from "../shared/mount.mjs"
import { ORANGE } from "../shared/theme.mjs"

/** @typedef {[row: number, column: number]} Place on the pad, in cells */

const RADIUS = 1.3
const INK = 255

/**
 * Bytes as base64.
 * @param {Uint8Array} bytes
 */
export function base64(bytes) {
  let text = ""
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
  return btoa(text)
}

/**
 * The cells that a round brush touches on its way from one point to another.
 * @param {Place} from
 * @param {Place} to
 * @param {number} radius
 * @param {number} side of the pad
 */
export function stroke(from, to, radius, side) {
  /** @type {Map<number, Place>} */
  const cells = new Map()
  const steps = Math.max(1, Math.ceil(2 * Math.hypot(to[0] - from[0], to[1] - from[1])))
  for (let k = 0; k <= steps; k++) {
    const [y, x] = between(from, to, k / steps)
    for (let i = Math.ceil(y - radius); i <= y + radius; i++) {
      for (let j = Math.ceil(x - radius); j <= x + radius; j++) {
        const inside = i >= 0 && j >= 0 && i < side && j < side
        if (inside && Math.hypot(i - y, j - x) <= radius) cells.set(i * side + j, [i, j])
      }
    }
  }
  return [...cells.values()]
}

/**
 * What is drawn, as a sentence: how much, and from where to where.
 * @param {Uint8Array} cells
 * @param {number} side
 */
export function described(cells, side) {
  const drawn = [...cells.keys()].filter((at) => cells[at])
  if (!drawn.length) return `${side} by ${side} cells, all blank.`
  const rows = drawn.map((at) => Math.floor(at / side) + 1)
  const columns = drawn.map((at) => (at % side) + 1)
  const span = (/** @type {number[]} */ places) => `${Math.min(...places)} to ${Math.max(...places)}`
  return `${drawn.length} of ${side} by ${side} cells drawn: rows ${span(rows)}, columns ${span(columns)}.`
}

/** @param {Place} from @param {Place} to @param {number} share @returns {Place} */
function between(from, to, share) {
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]
}

/** Where the arrow keys move the pen. @type {Record<string, Place>} */
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }

/** @typedef {{ drawing: string }} State the cells as base64, after every stroke */

class Pad {
  /** @param {HTMLElement} root @param {{ side: number }} data */
  constructor(root, { side }) {
    this.side = side
    this.cells = new Uint8Array(side * side)
    this.ink = INK
    /** @type {Place} */
    this.pen = [side / 2, side / 2]
    /** Where the pointer drew last; null between strokes. @type {Place | null} */
    this.last = null
    this.canvas = element("canvas", "", root)
    this.brush = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"))
    this.canvas.width = side
    this.canvas.height = side
    this.canvas.tabIndex = 0
    this.canvas.setAttribute("role", "application")
    this.root = root
    const bar = element("div", "bar", root)
    this.eraser = button("Erase", bar, () => this.erase(this.ink === INK))
    this.eraser.setAttribute("aria-pressed", "false")
    button("Clear", bar, () => this.clear())
    element("p", "", root, "Or paste a picture anywhere on this page (Ctrl+V).")
    this.canvas.addEventListener("pointerdown", (event) => this.down(event))
    this.canvas.addEventListener("pointermove", (event) => this.move(event))
    this.canvas.addEventListener("pointerup", () => this.up())
    this.canvas.addEventListener("keydown", (event) => this.key(event))
    this.paint()
  }

  /** @param {Mounted<{ side: number }, State>} mounted */
  receive({ setStateValue }) {
    this.tell = setStateValue
  }

  send() {
    this.tell?.("drawing", base64(this.cells))
  }

  /** @param {PointerEvent} event @returns {Place} */
  place(event) {
    const box = this.canvas.getBoundingClientRect()
    return [
      ((event.clientY - box.top) / box.height) * this.side - 0.5,
      ((event.clientX - box.left) / box.width) * this.side - 0.5,
    ]
  }

  /** @param {PointerEvent} event */
  down(event) {
    this.canvas.setPointerCapture(event.pointerId)
    this.last = this.place(event)
    this.line(this.last, this.last)
  }

  /** @param {PointerEvent} event */
  move(event) {
    if (!this.last) return
    const here = this.place(event)
    this.line(this.last, here)
    this.last = here
  }

  up() {
    if (!this.last) return
    this.last = null
    this.send()
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const step = STEPS[event.key]
    if (step) {
      this.pen = [this.within(this.pen[0] + step[0]), this.within(this.pen[1] + step[1])]
      this.paint()
    } else if (event.key === " ") {
      this.line(this.pen, this.pen)
      this.send()
    } else return
    this.mark(this.pen)
    this.say()
    event.preventDefault()
  }

  /** @param {number} at */
  within(at) {
    return Math.min(this.side - 1, Math.max(0, at))
  }

  /** @param {boolean} on */
  erase(on) {
    this.ink = on ? 0 : INK
    this.eraser.setAttribute("aria-pressed", String(on))
  }

  clear() {
    this.cells.fill(0)
    this.paint()
    this.send()
  }

  /** @param {Place} from @param {Place} to */
  line(from, to) {
    for (const [i, j] of stroke(from, to, RADIUS, this.side)) this.cells[i * this.side + j] = this.ink
    this.paint()
  }

  /** Says at the pen what is there: for those who do not see it. */
  say() {
    const [row, column] = this.pen.map(Math.floor)
    const here = this.cells[row * this.side + column] ? "drawn" : "blank"
    announce(this.root, `Row ${row + 1}, column ${column + 1}: ${here}.`)
  }

  paint() {
    this.canvas.setAttribute(
      "aria-label",
      `Drawing pad, ${described(this.cells, this.side)} Arrow keys move the pen, Space draws.`,
    )
    const image = new ImageData(this.side, this.side)
    this.cells.forEach((value, at) => image.data.set([value, value, value, 255], 4 * at))
    this.brush.putImageData(image, 0, 0)
  }

  /** @param {Place} place */
  mark([row, column]) {
    this.brush.fillStyle = ORANGE
    this.brush.fillRect(column - 1, row, 3, 1)
    this.brush.fillRect(column, row - 1, 1, 3)
  }
}

export default component("sketch_pad", Pad, "The drawing pad could not be drawn")
