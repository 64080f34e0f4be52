// A picture or map with its name above it and what it says below.

import { coloursOf } from "../shared/colours.mjs"
import { element, write } from "../shared/dom.mjs"
import { Plane } from "../shared/plane/plane.mjs"

/**
 * @import { Scale } from "../shared/colours.mjs"
 * @import { Mark } from "../shared/plane/painting.mjs"
 * @import { FeatureMap } from "./plane_beyond.mjs"
 */

const DEAF = { point: () => {}, pin: () => {}, zoom: () => {} }

export class Tile {
  /**
   * @param {HTMLElement} parent
   * @param {string} title
   * @param {string} kind its class
   */
  constructor(parent, title, kind) {
    this.root = element("figure", `tile ${kind}`, parent)
    this.title = element("figcaption", "", this.root, title)
    this.detail = element("p", "detail", this.root)
    this.holder = element("div", "holder", this.root)
    this.plane = new Plane(this.holder, DEAF)
    this.plane.canvas.setAttribute("role", "img")
    this.line = element("p", "line", this.root)
  }

  /**
   * @param {FeatureMap} map
   * @param {Scale} scale
   * @param {Mark[]} [marks]
   * @param {[number, number, number, number]} [frame]
   */
  show({ values, size: [rows, columns] }, scale, marks = [], frame = [0, 0, 0, 0]) {
    this.plane.show({ rows, columns, values, colours: coloursOf(scale, values), frame })
    this.plane.draw(marks)
  }

  /** @param {number} high at most, in pixels */
  fit(high) {
    this.plane.fit(Math.max(60, this.holder.clientWidth), high)
  }

  /** @param {string} detail @param {string} line */
  say(detail, line) {
    write(this.detail, detail)
    write(this.line, line)
  }

  /** What the canvas is called where nobody sees it. @param {string} said */
  name(said) {
    const { canvas } = this.plane
    if (canvas.getAttribute("aria-label") !== said) canvas.setAttribute("aria-label", said)
  }
}
