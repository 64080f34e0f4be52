// One small image on a canvas: pointed at, drawn on, told in words.

import { coloursOf, GREYS, limitOf, signedScale } from "../shared/colours.mjs"
import { button, element } from "../shared/dom.mjs"
import { text } from "../shared/numbers.mjs"
import { Plane } from "../shared/plane/plane.mjs"

/**
 * @import { Cell } from "../shared/geometry.mjs"
 * @import { Scale } from "../shared/colours.mjs"
 *
 * @typedef {object} FigureHooks
 * @property {(cell: Cell | null) => void} point
 * @property {(cell: Cell) => void} pin
 * @property {(event: KeyboardEvent) => void} key
 * @property {(cell: Cell) => void} [paint] Where it can be drawn on.
 * @property {() => void} [pen] Told when drawing is taken up or laid down.
 * @property {() => void} [lift] Told when a stroke ends.
 * @property {() => void} [clear]
 */

// What a number is beyond a scale's end before it is said.
const SLIGHT = 1e-3

export class ImageFigure {
  /**
   * @param {HTMLElement} parent
   * @param {string} title
   * @param {FigureHooks} hooks
   */
  constructor(parent, title, hooks) {
    this.figure = element("figure", "image", parent)
    this.title = element("figcaption", "", this.figure, title)
    this.head = element("div", "head", this.figure)
    this.drawing = false
    this.ink = 1
    this.plane = new Plane(element("div", "holder", this.figure), {
      point: hooks.point,
      pin: hooks.pin,
      zoom: () => {},
      pen: () => this.drawing,
      paint: hooks.paint,
    })
    this.ramp = element("canvas", "ramp", this.figure)
    Object.assign(this.ramp, { width: 256, height: 1 })
    this.ramp.setAttribute("role", "img")
    this.legend = element("p", "ends", this.figure)
    const { canvas } = this.plane
    canvas.tabIndex = 0
    canvas.setAttribute("role", "application")
    canvas.addEventListener("keydown", hooks.key)
    this.bar = element("div", "bar", this.figure)
    if (hooks.paint) this.offer(hooks)
  }

  /** @param {FigureHooks} hooks */
  offer({ pen, lift, clear }) {
    for (const end of ["pointerup", "pointercancel"]) this.plane.canvas.addEventListener(end, () => lift?.())
    const take = (/** @type {number} */ ink) => {
      this.draws(this.drawing && this.ink === ink ? null : ink)
      pen?.()
    }
    this.pens = [button("Draw", this.bar, () => take(1)), button("Erase", this.bar, () => take(0))]
    this.clear = button("Clear", this.bar, () => clear?.())
    this.draws(null)
  }

  /** @param {number | null} ink 1 white, 0 black, null none */
  draws(ink) {
    this.drawing = ink !== null
    this.ink = ink ?? 1
    const [white, black] = this.pens ?? []
    white?.setAttribute("aria-pressed", String(ink === 1))
    black?.setAttribute("aria-pressed", String(ink === 0))
    this.plane.canvas.classList.toggle("drawn-on", this.drawing)
  }

  /**
   * @param {Float64Array} values
   * @param {number} side
   * @param {Scale} scale
   * @param {string} what in words
   */
  show(values, side, scale, what) {
    const seen = Float32Array.from(values)
    this.plane.show({ rows: side, columns: side, values: seen, colours: coloursOf(scale, seen) })
    this.explain(scale, seen)
    this.plane.canvas.setAttribute("aria-label", what)
  }

  /**
   * Says what the colours mean, and where numbers beyond their ends are drawn like the ends.
   * @param {Scale} scale
   * @param {Float32Array} values
   */
  explain({ palette, low, high }, values) {
    const under = values.some((value) => value < low - SLIGHT) ? "≤ " : ""
    const over = values.some((value) => value > high + SLIGHT) ? "≥ " : ""
    const ends = [`${under}${text(low)}`, ...(low < 0 ? ["0"] : []), `${over}${text(high)}`]
    const said = ends.join(" ")
    if (said === this.legend.textContent) return
    const pixels = new Uint8ClampedArray(palette.slice().buffer)
    this.ramp.getContext("2d")?.putImageData(new ImageData(pixels, 256, 1), 0, 0)
    const middle = low < 0 ? "blue below zero, white at zero, orange above" : "black to white"
    this.ramp.setAttribute("aria-label", `Colours: ${middle}, from ${ends[0]} to ${ends.at(-1)}`)
    this.legend.replaceChildren()
    ends.forEach((end, k) => element("span", "", this.legend, `${k ? " " : ""}${end}`))
  }

  /** @param {number} most pixels */
  fit(most) {
    this.plane.fit(Math.min(most, Math.max(60, this.figure.clientWidth)), most)
  }

  /** @param {Cell | null} cell */
  draw(cell) {
    this.plane.draw(cell ? [{ kind: "box", top: cell[0], left: cell[1], width: 2 }] : [])
  }
}

/**
 * Signed around 0 where something is below it, else grey from 0.
 * @param {Float64Array} values
 * @param {Uint32Array} palette
 * @returns {Scale}
 */
export function scaleBySign(values, palette) {
  if (values.some((value) => value < -1e-9)) return signedScale(palette, limitOf(values))
  return { palette: GREYS, low: 0, high: limitOf(values) }
}

// How far below 0 an image may be that is still drawn in greys, cut off at their ends.
const DARKER = -0.5

/**
 * A picture's greys from 0 to 1, as long as it is one: turned far enough, it is signed.
 * @param {Float64Array} values
 * @param {Uint32Array} palette
 * @returns {Scale}
 */
export function pictureScale(values, palette) {
  return values.some((value) => value < DARKER) ? signedScale(palette, limitOf(values)) : PICTURE
}

/** @type {Scale} */
export const PICTURE = { palette: GREYS, low: 0, high: 1 }
