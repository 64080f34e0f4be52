// What the colours and frames mean, with the numbers at the ends of each scale.

import { css } from "../shared/colours.mjs"
import { element } from "../shared/dom.mjs"
import { endsOf } from "./inks.mjs"

/**
 * @import { Scale } from "../shared/colours.mjs"
 * @import { Inks } from "./inks.mjs"
 * @import { Layer } from "./layer.mjs"
 */

// Colours of a ramp.
const STOPS = 9

/** @param {Scale} scale */
function ramp({ palette }) {
  const colours = Array.from({ length: STOPS }, (_, at) => css(palette[Math.round((at * 255) / (STOPS - 1))]))
  return `linear-gradient(90deg, ${colours.join(", ")})`
}

export class Legend {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.list = element("ul", "legend", parent)
  }

  /** @param {Layer} layer @param {Inks} inks */
  show({ header: { frame } }, { planes, weights, products, outputs }) {
    this.list.replaceChildren()
    for (const [scale, name] of /** @type {[Scale, string][]} */ ([
      [planes, "planes"],
      [weights, "weights"],
      [products, "products"],
      [outputs, "maps"],
    ])) {
      const item = element("li", "", this.list)
      element("span", "ramp data", item).style.background = ramp(scale)
      element("span", "", item, `${name} ${endsOf(scale)}`)
    }
    this.key("frame data", "the block, and the number it makes")
    this.key("frame data blue", "the same place on the other maps, what you point at, what is shown of a plane")
    if (frame.some(Boolean)) this.key("invented data", "invented by padding")
  }

  /** @param {string} kind @param {string} name */
  key(kind, name) {
    const item = element("li", "", this.list)
    element("span", kind, item)
    element("span", "", item, name)
  }
}
