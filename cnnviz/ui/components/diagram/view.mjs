// The window in which the drawing lies: it is enlarged, moved and scrolled there.

import { element } from "../shared/dom.mjs"

/** @typedef {{ width: number, height: number }} Size */

const SMALLEST = 0.2
const LARGEST = 4
// Pixels that a mouse may move before it drags.
const STILL = 5

/**
 * An enlargement within bounds.
 * @param {number} zoom
 */
export const bounded = (zoom) => Math.min(LARGEST, Math.max(SMALLEST, zoom))

/**
 * Where a window must be scrolled so that what lay `offset` from its edge stays there while sizes change by `times`.
 * @param {number} scrolled
 * @param {number} offset
 * @param {number} times
 */
export const keptAt = (scrolled, offset, times) => (scrolled + offset) * times - offset

/**
 * The enlargement at which a drawing fits into a window as a whole, never above 1.
 * @param {Size} drawing
 * @param {Size} view
 */
export function fitting(drawing, view) {
  return bounded(Math.min(1, view.width / drawing.width, view.height / drawing.height))
}

/**
 * How large a drawing is shown at 100 %: a small one somewhat larger, so that it uses the room it has.
 * @param {Size} drawing
 * @param {number} room
 */
export const usual = (drawing, room) => Math.min(1.7, Math.max(1, room / drawing.width))

export class View {
  /**
   * @param {HTMLElement} parent
   * @param {(zoom: number) => void} resized hears the enlargement whenever the drawing has another size
   */
  constructor(parent, resized) {
    this.resized = resized
    this.zoom = 1
    /** The drawing's size at 100 %. @type {Size} */
    this.size = { width: 1, height: 1 }
    /** Whether the last press moved the drawing, and was no click. */
    this.moved = false
    /**
     * Where a drag began; null while there is none.
     * @type {{ x: number, y: number, left: number, top: number } | null}
     */
    this.start = null
    this.node = element("div", "view", parent)
    this.svg = document.createElementNS("http://www.w3.org/2000/svg", "svg")
    this.node.append(this.svg)
    this.node.addEventListener("wheel", (event) => this.wheel(event), { passive: false })
    this.node.addEventListener("pointerdown", (event) => this.down(event))
    this.node.addEventListener("pointermove", (event) => this.drag(event))
    for (const kind of ["pointerup", "pointercancel"]) this.node.addEventListener(kind, () => this.up())
  }

  /** Gives the drawing its place; `size` is that at 100 %. @param {Size} size */
  show(size) {
    this.size = size
    this.svg.setAttribute("width", String(Math.floor(size.width * this.zoom)))
    this.svg.setAttribute("height", String(Math.floor(size.height * this.zoom)))
    this.resized(this.zoom)
  }

  /**
   * Enlarges so that a place in the window, its middle unless given, stays where it is.
   * @param {number} zoom
   * @param {number} [x]
   * @param {number} [y]
   */
  enlarge(zoom, x = this.node.clientWidth / 2, y = this.node.clientHeight / 2) {
    const times = bounded(zoom) / this.zoom
    const [left, top] = [keptAt(this.node.scrollLeft, x, times), keptAt(this.node.scrollTop, y, times)]
    this.zoom *= times
    this.show(this.size)
    this.node.scrollTo(left, top)
  }

  /** Shows the whole drawing at once. */
  fit() {
    const height = parseFloat(getComputedStyle(this.node).maxHeight) || this.node.clientHeight
    this.enlarge(fitting(this.size, { width: this.node.clientWidth, height }))
  }

  /** @param {WheelEvent} event */
  wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return
    event.preventDefault()
    const box = this.node.getBoundingClientRect()
    this.enlarge(this.zoom * Math.exp(-event.deltaY / 400), event.clientX - box.left, event.clientY - box.top)
  }

  /** The mouse drags what is in the window; fingers scroll it by themselves. @param {PointerEvent} event */
  down(event) {
    this.moved = false
    if (event.pointerType !== "mouse" || event.button) return
    this.start = { x: event.clientX, y: event.clientY, left: this.node.scrollLeft, top: this.node.scrollTop }
  }

  /** @param {PointerEvent} event */
  drag(event) {
    if (!this.start || !(event.buttons & 1)) return
    const [x, y] = [event.clientX - this.start.x, event.clientY - this.start.y]
    if (!this.moved && Math.hypot(x, y) < STILL) return
    if (!this.moved) this.node.setPointerCapture(event.pointerId)
    this.moved = true
    this.node.classList.add("moving")
    this.node.scrollLeft = this.start.left - x
    this.node.scrollTop = this.start.top - y
  }

  up() {
    this.start = null
    this.node.classList.remove("moving")
  }
}
