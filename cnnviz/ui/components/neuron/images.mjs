// b, x and their products side by side: chosen, drawn on, and pointed at, all three at the same pixel.

import { element, write } from "../shared/dom.mjs"
import { menu } from "./dials.mjs"
import { ImageFigure, PICTURE, pictureScale, scaleBySign } from "./image_figure.mjs"
import { stepped, stroked, textOf } from "./pixels.mjs"
import { pixelLine } from "./words.mjs"

/**
 * @import { Cell } from "../shared/geometry.mjs"
 * @import { Role, Settings, Shown } from "./model.mjs"
 */

// Pixels of an image at least and at most, and its share of the window's height.
const [SMALLEST, LARGEST, SHARE] = [160, 340, 0.314]
/** What keys draw with. @type {Record<string, number>} */
const INKS = { " ": 1, Delete: 0 }
const HINT = "Point at a pixel, or move there with the arrow keys: its weight, its input and their product stand here."
const PEN = "Drag over the image to draw. By keyboard: arrow keys move, Space draws, Delete wipes."

export class Images {
  /**
   * @param {HTMLElement} parent
   * @param {[id: string, title: string][]} titles
   * @param {(changed: Partial<Settings>) => void} change
   */
  constructor(parent, titles, change) {
    this.change = change
    this.palette = new Uint32Array(256)
    this.side = 1
    /** @type {Shown | null} */
    this.shown = null
    /** @type {Cell | null} */
    this.pointed = null
    /** @type {Cell | null} */
    this.pinned = null
    /** Where the pointer drew last; null between strokes. @type {Cell | null} */
    this.last = null
    const row = element("div", "images", parent)
    this.row = row
    this.b = this.made(row, "b: the template", "template", titles)
    element("span", "sign", row, "×")
    this.x = this.made(row, "x: the input", "against", titles)
    element("span", "sign", row, "=")
    this.products = new ImageFigure(row, "b × x, pixel by pixel", this.hooks(null))
    this.products.figure.classList.add("answering")
    element("p", "legend", this.products.bar, "All of them added up: b·x")
    this.line = element("p", "pixel hushed", parent)
  }

  /**
   * @param {HTMLElement} row
   * @param {string} title
   * @param {Role} role
   * @param {[id: string, title: string][]} titles
   */
  made(row, title, role, titles) {
    const figure = new ImageFigure(row, title, this.hooks(role))
    const what = role === "template" ? "Which image the template is" : "Which image x is"
    const choose = (/** @type {string} */ id) => {
      figure.draws(id === "drawn" ? 1 : null)
      this.change({ [role]: id, ...(role === "against" ? { theta: "" } : {}) })
    }
    return { figure, menu: menu(figure.head, what, titles, choose) }
  }

  /** @param {Role | null} role */
  hooks(role) {
    return {
      point: (/** @type {Cell | null} */ cell) => this.point(cell),
      pin: (/** @type {Cell} */ cell) => this.pin(cell),
      key: (/** @type {KeyboardEvent} */ event) => this.key(event, role),
      ...(role && {
        paint: (/** @type {Cell} */ cell) => {
          this.inkAt(role, cell)
          this.last = cell
        },
        lift: () => {
          this.last = null
        },
        pen: () => this.redraw(),
        clear: () => this.put(role, new Float64Array(this.side ** 2)),
      }),
    }
  }

  /** @param {Cell | null} cell */
  point(cell) {
    this.pointed = cell
    this.mark()
  }

  /** @param {Cell} cell */
  pin(cell) {
    this.pinned = cell
    this.mark()
  }

  /**
   * @param {KeyboardEvent} event
   * @param {Role | null} role
   */
  key(event, role) {
    const here = this.pinned ?? [0, 0]
    const to = stepped(here, event.key, [this.side, this.side])
    const ink = role && this.of(role).figure.drawing ? INKS[event.key] : undefined
    if (to) this.pin(to)
    else if (role && ink !== undefined) this.inkAt(role, here, ink)
    else return
    event.preventDefault()
  }

  /** @param {Role} role */
  of(role) {
    return role === "template" ? this.b : this.x
  }

  /**
   * From where the pointer was, if it is held down, to the cell.
   * @param {Role} role
   * @param {Cell} cell
   * @param {number} [ink]
   */
  inkAt(role, cell, ink = this.of(role).figure.ink) {
    if (!this.shown) return
    this.put(role, stroked(this.shown[role], this.last ?? cell, cell, ink))
  }

  /**
   * @param {Role} role
   * @param {Float64Array} image
   */
  put(role, image) {
    // Strokes may come faster than frames.
    if (this.shown) this.shown = { ...this.shown, [role]: image }
    const back = role === "against" ? { theta: "" } : {}
    this.change({ [role]: "drawn", [`${role}_drawn`]: textOf(image), ...back })
  }

  redraw() {
    if (this.shown) this.show(this.shown, this.side)
    this.mark()
  }

  /**
   * @param {Shown} shown
   * @param {number} side
   */
  show(shown, side) {
    if (side !== this.side) this.pinned = this.pointed = null
    Object.assign(this, { shown, side })
    const { weights, products } = shown.answer
    const size = `${side} × ${side} pixels`
    // While it is drawn on, the template stands there as it was drawn.
    const [own, scale] = this.b.figure.drawing
      ? [shown.template, PICTURE]
      : [weights, scaleBySign(weights, this.palette)]
    this.b.figure.show(own, side, scale, `The weights b, ${size}. Arrow keys move to a pixel.`)
    const seen = this.x.figure.drawing ? shown.against : shown.picture
    this.x.figure.show(
      seen,
      side,
      pictureScale(seen, this.palette),
      `The input x, ${size}. Arrow keys move to a pixel.`,
    )
    const what = `The products of b and x, ${size}. Arrow keys move to a pixel.`
    this.products.show(products, side, scaleBySign(products, this.palette), what)
  }

  fit() {
    const most = Math.round(Math.max(SMALLEST, Math.min(LARGEST, window.innerHeight * SHARE)))
    this.row.style.setProperty("--most", `${most}px`)
    for (const figure of [this.b.figure, this.x.figure, this.products]) figure.fit(most)
  }

  /**
   * @param {Settings} settings
   * @param {Shown} shown
   * @param {number} side
   */
  draw(settings, shown, side) {
    this.show(shown, side)
    for (const role of /** @type {Role[]} */ (["template", "against"])) {
      const { menu } = this.of(role)
      if (menu.value !== settings[role]) menu.value = settings[role]
    }
    this.mark()
  }

  /** The pixel that is pointed at, on all three. */
  mark() {
    const cell = this.pointed ?? this.pinned
    for (const figure of [this.b.figure, this.x.figure, this.products]) figure.draw(cell)
    const drawing = this.b.figure.drawing || this.x.figure.drawing
    write(this.line, cell && this.shown ? pixelLine(this.shown, cell, this.side) : drawing ? PEN : HINT)
  }
}
