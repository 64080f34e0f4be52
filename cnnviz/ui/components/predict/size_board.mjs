// A grid on which the size of a map is drawn by its corner, beside the outline of what goes in.

import { element } from "../shared/dom.mjs"
import { familyOf, SMALLEST } from "../shared/plane/writing.mjs"
import { GREEN, VERMILION } from "../shared/theme.mjs"
import { sentence, sizeAfter, sizeAt, within } from "./spots.mjs"

/**
 * @import { Numbers } from "../shared/message.mjs"
 * @import { Legend } from "../shared/plane/grid.mjs"
 * @import { Board, Field, Go, Header } from "./board.d.ts"
 * @import { Given } from "./spots.mjs"
 */

// Pixels of a cell at most, of the whole in height, and from which on cells are ruled.
const [LARGEST, TALLEST, RULED] = [20, 160, 5]

/** @implements {Board} */
export class SizeBoard {
  /** @param {HTMLElement} parent @param {Header} header @param {Map<string, Numbers>} _ @param {Go} go */
  constructor(parent, header, _, go) {
    this.header = header
    this.room = header.room ?? [1, 1]
    this.side = LARGEST
    /** @type {Given | null} */
    this.given = null
    this.canvas = element("canvas", "sized", parent)
    this.canvas.setAttribute("role", header.open ? "application" : "img")
    if (header.open) this.listen(go)
    this.fields = header.open ? [this.field("Rows", 0), this.field("Columns", 1)] : []
  }

  /** @param {Go} go */
  listen(go) {
    const { canvas } = this
    canvas.tabIndex = 0
    let held = false
    const at = (/** @type {PointerEvent} */ event) => {
      const box = canvas.getBoundingClientRect()
      return sizeAt(event.clientX - box.left, event.clientY - box.top, this.side, this.room)
    }
    canvas.addEventListener("pointerdown", (event) => {
      held = true
      if (event.isTrusted) canvas.setPointerCapture(event.pointerId)
      go(at(event), true)
    })
    canvas.addEventListener("pointermove", (event) => held && go(at(event), true))
    canvas.addEventListener("pointerup", (event) => {
      if (held) go(at(event))
      held = false
    })
    canvas.addEventListener("pointercancel", () => {
      held = false
      if (this.given) go(this.given)
    })
    canvas.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const size = sizeAfter(event.key, this.given, this.room)
      if (!size) return
      event.preventDefault()
      go(size)
    })
  }

  /** @param {string} label @param {0 | 1} at @returns {Field} */
  field(label, at) {
    const most = this.room[at]
    return {
      label,
      most,
      shown: (given) => (given ? String(given[at]) : ""),
      typed: (text, given) => {
        if (!text) return null
        const size = [...(given ?? [1, 1])]
        size[at] = within(Math.round(Number(text)), 1, most)
        return size
      },
    }
  }

  /** @param {number} wide */
  fit(wide) {
    const [rows, columns] = this.room
    this.side = Math.max(1, Math.floor(Math.min(LARGEST, TALLEST / rows, wide / columns)))
    const ratio = window.devicePixelRatio || 1
    const [width, height] = [columns * this.side + 2, rows * this.side + 2]
    Object.assign(this.canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) })
    Object.assign(this.canvas.style, { width: `${width}px`, height: `${height}px` })
  }

  /** @param {Given | null} given */
  draw(given) {
    this.given = given
    const { of = [1, 1], open } = this.header
    const key = /** @type {number[] | undefined} */ (this.header.key)
    const ratio = window.devicePixelRatio || 1
    const pen = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"))
    const ink = getComputedStyle(this.canvas).color
    pen.setTransform(ratio, 0, 0, ratio, ratio, ratio)
    pen.clearRect(-1, -1, this.canvas.width, this.canvas.height)
    this.rule(pen, ink)
    this.outline(pen, of, ink, [4, 3], 1.5)
    if (key) this.outline(pen, key, GREEN, [], 3)
    if (given) {
      pen.fillStyle = `${VERMILION}33`
      pen.fillRect(0, 0, given[1] * this.side, given[0] * this.side)
      this.outline(pen, given, VERMILION, open ? [] : [7, 5], 3)
      if (open) this.grip(pen, given)
    }
    const said = given ? `Drawn: ${sentence("size", given)}.` : "Nothing is drawn yet."
    const right = key ? ` Right: ${sentence("size", key)}.` : " Arrow keys change rows and columns."
    this.canvas.setAttribute("aria-label", `What goes in has ${sentence("size", of)}. ${said}${right}`)
  }

  /** @param {CanvasRenderingContext2D} pen @param {string} ink */
  rule(pen, ink) {
    const [rows, columns] = this.room
    const { side } = this
    pen.globalAlpha = 0.22
    pen.fillStyle = ink
    const step = side >= RULED ? 1 : 10
    for (let row = 0; row <= rows; row += step) pen.fillRect(0, row * side - 0.5, columns * side, 1)
    for (let column = 0; column <= columns; column += step) pen.fillRect(column * side - 0.5, 0, 1, rows * side)
    pen.globalAlpha = 1
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {number[]} size
   * @param {string} colour
   * @param {number[]} dash
   * @param {number} width
   */
  outline(pen, [rows, columns], colour, dash, width) {
    pen.strokeStyle = colour
    pen.lineWidth = width
    pen.setLineDash(dash)
    pen.strokeRect(0, 0, columns * this.side, rows * this.side)
    pen.setLineDash([])
  }

  /** The corner to take hold of, and the size beside it. @param {CanvasRenderingContext2D} pen @param {Given} given */
  grip(pen, [rows, columns]) {
    const [x, y] = [columns * this.side, rows * this.side]
    pen.fillStyle = VERMILION
    pen.fillRect(x - 6, y - 6, 12, 12)
    pen.font = `600 ${SMALLEST + 1}px ${familyOf(this.canvas)}`
    pen.fillStyle = getComputedStyle(this.canvas).color
    pen.textAlign = "right"
    pen.textBaseline = "bottom"
    if (x > 60 && y > 28) pen.fillText(`${rows} × ${columns}`, x - 8, y - 7)
  }

  /** @param {Legend} legend */
  explain(legend) {
    const { open, given, of = [] } = this.header
    const item = legend.frame("currentcolor", `what goes in: ${of.join(" × ")}`)
    item.classList.add("dashed")
    if (open || given) legend.frame(VERMILION, "yours").classList.toggle("dashed", !open)
    if (!open) legend.frame(GREEN, "right")
  }
}
