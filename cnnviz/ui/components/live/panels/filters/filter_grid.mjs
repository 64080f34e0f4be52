// All filters of the first layer beside each other, each a button.

import { button, element } from "../../../shared/dom.mjs"
import { gridStep } from "../../drawing/inputs.mjs"
import { Sheet } from "../../drawing/sheet.mjs"
import { classScale, columnsOf, GAP, paintFilter, scaleOf } from "./weights.mjs"

/**
 * @import { Painting } from "./weights.mjs"
 *
 * @typedef {{ button: HTMLButtonElement, sheet: Sheet, name: string }} Cell
 * @typedef {object} GridHooks
 * @property {(filter: number | null) => void} point
 * @property {(filter: number) => void} pin
 */

const MOST_FILTERS = 128

export class FilterGrid {
  /**
   * @param {HTMLElement} parent
   * @param {GridHooks} hooks
   * @param {string} called what a cell is of a filter: "", the filter itself
   */
  constructor(parent, hooks, called = "") {
    this.hooks = hooks
    this.called = called
    this.root = element("div", "live-grid", parent)
    this.root.setAttribute("role", "group")
    /** @type {Cell[]} */
    this.cells = []
    this.built = this.fitted = ""
    this.beside = 1
    this.described = -1
    this.listen()
  }

  listen() {
    const { root, hooks } = this
    const at = (/** @type {Event} */ event) => {
      const target = /** @type {Element} */ (event.target).closest("button")
      return this.cells.findIndex((cell) => cell.button === target)
    }
    root.addEventListener("pointerover", (event) => at(event) >= 0 && hooks.point(at(event)))
    root.addEventListener("pointerleave", () => hooks.point(null))
    root.addEventListener("focusin", (event) => hooks.point(at(event)))
    root.addEventListener("focusout", () => hooks.point(null))
    root.addEventListener("click", (event) => at(event) >= 0 && hooks.pin(at(event)))
    root.addEventListener("keydown", (event) => {
      const next = gridStep(event.key, at(event), this.beside, this.cells.length)
      if (next < 0) return
      event.preventDefault()
      this.cells[next].button.focus()
    })
  }

  renew() {
    this.built = ""
  }

  /**
   * Cells for filters of this shape (o c i j), which stand for `classes` where those are given, in so much room, which
   * is little where they have to be `close`.
   * @param {number[]} shape
   * @param {boolean} picture
   * @param {string[] | null} classes
   * @param {number} width
   */
  arrange(shape, picture, classes, width, close = false) {
    const built = `${shape} ${picture}`
    if (this.built !== built) this.build(shape, picture, classes)
    const fitted = `${built} ${width} ${close}`
    // A width is rounded, and may be up.
    if (this.fitted !== fitted || this.built !== built) this.resize(shape, picture, classes, width - 1, close)
    this.built = built
    this.fitted = fitted
  }

  /**
   * @param {number[]} shape
   * @param {boolean} picture
   * @param {string[] | null} classes
   */
  build([count, ...shape], picture, classes) {
    this.root.replaceChildren()
    this.cells = Array.from({ length: Math.min(MOST_FILTERS, count) }, (_, k) => {
      const node = button("", this.root, () => {})
      node.className = "live-filter"
      const filter = `${classes ? `${classes[k]}, filter` : "Filter"} ${k + 1}`
      const name = this.called ? `${this.called} ${filter[0].toLowerCase()}${filter.slice(1)}` : filter
      node.setAttribute("aria-label", name)
      const sheet = new Sheet(element("canvas", "", node), shape[1], columnsOf(shape, picture))
      if (classes) element("span", "", node, classes[k])
      return { button: node, sheet, name }
    })
    this.described = -1
  }

  /**
   * All filters in a sentence, for those who do not see them.
   * @param {string} words
   */
  name(words) {
    this.root.setAttribute("aria-label", `${words} Arrow keys move, Enter keeps one.`)
  }

  /**
   * Says the weights of the filter that is looked at, and of no other: there are many, and they change.
   * @param {number} filter
   * @param {string} words
   */
  describe(filter, words) {
    const former = this.cells[this.described]
    if (former && filter !== this.described) former.button.setAttribute("aria-label", former.name)
    this.described = filter
    const cell = this.cells[filter]
    cell?.button.setAttribute("aria-label", `${cell.name}: ${words}`)
  }

  /**
   * @param {number[]} shape
   * @param {boolean} picture
   * @param {string[] | null} classes
   * @param {number} width
   * @param {boolean} close
   */
  resize([, ...shape], picture, classes, width, close) {
    const across = columnsOf(shape, picture)
    const scale = classes ? classScale(width, across) : scaleOf(width, this.cells.length, shape[1], across, close)
    this.beside = Math.max(1, Math.floor((width + GAP) / (across * scale + GAP)))
    for (const cell of this.cells) {
      cell.button.style.width = `${across * scale}px`
      cell.sheet.enlarge(scale)
    }
  }

  /**
   * @param {Float32Array} filters
   * @param {number[]} shape
   * @param {Omit<Painting, "across">} painting
   */
  paint(filters, [count, ...shape], painting) {
    const size = filters.length / count
    const across = columnsOf(shape, Boolean(painting.picture))
    for (const [k, { sheet }] of this.cells.entries()) {
      paintFilter(sheet.words, filters, k * size, shape, { ...painting, across })
      sheet.show()
    }
  }

  /**
   * Frames the chosen filter; the pinned one is where the keyboard comes in.
   * @param {number} chosen
   * @param {number} pinned
   */
  mark(chosen, pinned) {
    const reached = pinned < this.cells.length ? pinned : 0
    for (const [k, cell] of this.cells.entries()) {
      cell.button.classList.toggle("chosen", k === chosen)
      cell.button.tabIndex = k === reached ? 0 : -1
      cell.button.setAttribute("aria-pressed", String(k === pinned))
    }
  }

  /**
   * A letter on each filter that has one.
   * @param {Map<number, string>} letters
   */
  label(letters) {
    for (const [k, cell] of this.cells.entries()) {
      const letter = letters.get(k)
      if (letter) cell.button.dataset.twin = letter
      else delete cell.button.dataset.twin
    }
  }
}
