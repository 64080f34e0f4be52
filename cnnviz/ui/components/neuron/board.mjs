// A canvas that is drawn in the page's pixels, whatever the screen's are, and dragged on.

import { element } from "../shared/dom.mjs"
import { familyOf, SMALLEST } from "../shared/plane/writing.mjs"

export class Board {
  /**
   * @param {HTMLElement} parent
   * @param {string} name
   * @param {number} high
   */
  constructor(parent, name, high) {
    this.canvas = element("canvas", name, parent)
    this.high = high
    this.width = 1
  }

  /** @param {(x: number, y: number) => void} act told where a pointer is that is held down */
  dragged(act) {
    let held = false
    const told = (/** @type {PointerEvent} */ event) => {
      const box = this.canvas.getBoundingClientRect()
      act(event.clientX - box.left, event.clientY - box.top)
    }
    this.canvas.addEventListener("pointerdown", (event) => {
      held = true
      if (event.isTrusted) this.canvas.setPointerCapture(event.pointerId)
      told(event)
    })
    this.canvas.addEventListener("pointermove", (event) => held && told(event))
    for (const end of ["pointerup", "pointercancel"]) this.canvas.addEventListener(end, () => (held = false))
  }

  /** @param {number} width */
  fit(width) {
    const ratio = window.devicePixelRatio || 1
    this.width = Math.max(120, width)
    this.canvas.width = Math.round(this.width * ratio)
    this.canvas.height = Math.round(this.high * ratio)
    this.canvas.style.width = `${this.width}px`
    this.canvas.style.height = `${this.high}px`
  }

  /** An empty board, its pen and the page's ink. */
  begun() {
    const pen = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"))
    const ratio = this.canvas.width / this.width
    const style = getComputedStyle(this.canvas)
    pen.setTransform(ratio, 0, 0, ratio, 0, 0)
    pen.clearRect(0, 0, this.width, this.high)
    pen.font = `${SMALLEST + 1}px ${familyOf(this.canvas)}`
    return { pen, ink: style.color, paper: style.getPropertyValue("--st-background-color") }
  }
}

/**
 * Text on a ground of its own, so that no line runs through it; no part of it is beyond the canvas.
 * @param {CanvasRenderingContext2D} pen
 * @param {string} said
 * @param {number} x
 * @param {number} y
 * @param {string} paper
 * @param {string} ink
 */
export function label(pen, said, x, y, paper, ink) {
  pen.textBaseline = "middle"
  const wide = pen.measureText(said).width
  const room = pen.canvas.clientWidth - wide - 2
  const meant = pen.textAlign === "right" ? x - wide : pen.textAlign === "center" ? x - wide / 2 : x
  const left = Math.max(2, Math.min(room, meant))
  pen.fillStyle = paper
  pen.fillRect(left - 2, y - 8, wide + 4, 16)
  pen.fillStyle = ink
  pen.save()
  pen.textAlign = "left"
  pen.fillText(said, left, y)
  pen.restore()
}
