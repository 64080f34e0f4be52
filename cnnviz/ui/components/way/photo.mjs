// The photo as the network sees it, and on it the window of one unit.

import { element, write } from "../shared/dom.mjs"
import { paintPhoto } from "./paint.mjs"
import { onPicture } from "./seen.mjs"

/**
 * @import { Numbers } from "../shared/message.mjs"
 * @import { Box } from "./seen.mjs"
 */

export class Photo {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.root = element("figure", "photo", parent)
    this.line = element("figcaption", "", this.root)
    this.stage = element("div", "stage", this.root)
    this.canvas = element("canvas", "", this.stage)
    this.canvas.setAttribute("role", "img")
    this.frame = element("div", "window", this.stage)
    this.sides = [1, 1]
    /** @type {Numbers["values"] | null} */
    this.painted = null
  }

  /** @param {Numbers} photo @param {string} caption */
  show(photo, caption) {
    this.sides = photo.shape
    if (this.painted !== photo.values) paintPhoto(this.canvas, photo)
    this.painted = photo.values
    this.canvas.setAttribute("aria-label", caption)
    write(this.line, caption)
  }

  /** Frames what a unit sees; nothing without. @param {Box | null} box */
  mark(box) {
    this.frame.hidden = !box
    if (!box) return
    const [rows, columns] = this.sides
    const { top, left, bottom, right } = onPicture(box, rows, columns)
    const share = (/** @type {number} */ pixels, /** @type {number} */ all) => `${(100 * pixels) / all}%`
    Object.assign(this.frame.style, {
      top: share(top, rows),
      left: share(left, columns),
      height: share(bottom - top + 1, rows),
      width: share(right - left + 1, columns),
    })
  }
}
