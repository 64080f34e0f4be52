// Small maps side by side, each a canvas with a pixel for every number and a name.

import { coloursOf, GREYS, signedScale } from "../shared/colours.mjs"
import { element, write } from "../shared/dom.mjs"
import { Overlay } from "./overlay.mjs"

/**
 * @import { Frame } from "./overlay.mjs"
 * @import { Plane } from "./scene.mjs"
 */

/**
 * Paints a map: grey from 0 to `most` where nothing of it is negative, else in the signed palette.
 * @param {HTMLCanvasElement} canvas
 * @param {Plane} plane
 * @param {number} most
 * @param {Uint32Array} signed
 */
export function paint(canvas, { rows, columns, values }, most, signed) {
  if (canvas.width !== columns || canvas.height !== rows) Object.assign(canvas, { width: columns, height: rows })
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"))
  const scale = values.some((value) => value < 0) ? signedScale(signed, most) : { palette: GREYS, low: 0, high: most }
  const image = new ImageData(columns, rows)
  new Uint32Array(image.data.buffer).set(coloursOf(scale, values))
  pen.putImageData(image, 0, 0)
}

/**
 * The largest of some maps, 1 where all are 0.
 * @param {Plane[]} planes
 */
function largest(planes) {
  let most = 0
  for (const { values } of planes) for (const value of values) most = Math.max(most, Math.abs(value))
  return most || 1
}

export class Maps {
  /** @param {HTMLElement} parent @param {string} kind */
  constructor(parent, kind) {
    this.board = element("div", `maps ${kind}`, parent)
    /** @type {{ canvas: HTMLCanvasElement, caption: HTMLElement, overlay: Overlay }[]} */
    this.made = []
  }

  /**
   * @param {Plane[]} planes
   * @param {string[]} names
   * @param {Uint32Array} signed
   */
  show(planes, names, signed) {
    if (this.made.length !== planes.length) this.make(planes.length)
    const most = largest(planes)
    this.made.forEach(({ canvas, caption }, k) => {
      paint(canvas, planes[k], most, signed)
      write(caption, names[k])
    })
    return most
  }

  /** @param {number} count */
  make(count) {
    this.board.replaceChildren()
    this.made = Array.from({ length: count }, () => {
      const figure = element("figure", "", this.board)
      const caption = element("figcaption", "", figure)
      const holder = element("div", "", figure)
      const canvas = element("canvas", "", holder)
      canvas.setAttribute("aria-hidden", "true")
      return { canvas, caption, overlay: new Overlay(holder) }
    })
  }

  /** Marks the first map. @param {Plane} plane @param {Frame[]} frames */
  mark(plane, frames) {
    this.made[0].overlay.show(plane, frames)
  }

  /**
   * What the maps show, for those who listen.
   * @param {string} sentence
   */
  say(sentence) {
    this.board.setAttribute("role", "img")
    this.board.setAttribute("aria-label", sentence)
  }
}
