// The slices of what is lit, and what each of them makes of its channel.

import { coloursOf, css, inkOn, limitOf, scaleFor, signedScale } from "../shared/colours.mjs"
import { element } from "../shared/dom.mjs"
import { added, arrowsInto, channelOf, mapOf, partial } from "../shared/net/sums.mjs"
import { text } from "../shared/numbers.mjs"

/**
 * @import { Scale } from "../shared/colours.mjs"
 * @import { Arrow, Layer } from "../shared/net/sums.mjs"
 */

// Rows or columns of a slice up to which its numbers are written; slices that one circle shows.
const WRITTEN = 5
const SHOWN = 32

/**
 * A canvas with one pixel for each number.
 * @param {HTMLElement} parent
 * @param {ArrayLike<number>} values
 * @param {number} columns
 * @param {Scale} scale
 * @param {string} [told] what it shows, for those who listen; nothing where it is told elsewhere
 */
export function painted(parent, values, columns, scale, told) {
  const canvas = element("canvas", "plane", parent)
  canvas.width = columns
  canvas.height = values.length / columns
  const pixels = new Uint8ClampedArray(coloursOf(scale, values).buffer)
  canvas.getContext("2d")?.putImageData(new ImageData(pixels, canvas.width, canvas.height), 0, 0)
  if (told) {
    canvas.setAttribute("role", "img")
    canvas.setAttribute("aria-label", told)
  } else canvas.setAttribute("aria-hidden", "true")
  return canvas
}

export class Slices {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.root = element("div", "slices", parent)
  }

  /**
   * The channels, slices and products of a map, or of one of its arrows, and their sum.
   * @param {Layer} layer
   * @param {number} to
   * @param {Arrow | null} only the one that is lit
   * @param {Uint32Array} palette
   */
  sum(layer, to, only, palette) {
    this.root.replaceChildren()
    const { header } = layer
    const [row, column] = header.at
    const arrows = only ? [only] : arrowsInto(layer, to)
    const parts = arrows.map((arrow) => partial(layer, arrow))
    const whole = mapOf(layer, to)
    const scale = signedScale(palette, Math.max(...[...parts, whole].map(limitOf)))
    arrows.forEach((arrow, at) => {
      if (at) element("span", "sign", this.root, "+")
      const term = element("figure", "term", this.root)
      const name = header.channels[arrow.from]
      element("figcaption", "", term, `${name}: its slice adds ${text(added(layer, arrow))}`)
      const pair = element("div", "pair", term)
      const channel = channelOf(layer, arrow.from)
      painted(pair, channel, layer.columns.size, scaleFor(channel, palette), `Channel ${name}`)
      this.slice(pair, layer, arrow, palette)
      this.map(pair, layer, parts[at], scale, `What the slice makes of ${name}`)
    })
    if (only) return
    element("span", "sign", this.root, `+ bias ${text(header.bias)} =`)
    const term = element("figure", "term", this.root)
    element("figcaption", "", term, `${header.names[to]}: ${text(whole[row * layer.columns.output + column])}`)
    this.map(element("div", "pair", term), layer, whole, scale, `The map of ${header.names[to]}`)
  }

  /**
   * All slices that a channel meets.
   * @param {Layer} layer
   * @param {Arrow[]} arrows
   * @param {Uint32Array} palette
   */
  fan(layer, arrows, palette) {
    this.root.replaceChildren()
    for (const arrow of arrows.slice(0, SHOWN)) {
      const figure = element("figure", "small", this.root)
      const slice = layer.kernels[arrow.to][arrow.slice]
      painted(figure, slice, layer.columns.window, signedScale(palette, limitOf(slice)))
      element("figcaption", "", figure, layer.header.names[arrow.to])
    }
  }

  /**
   * @param {HTMLElement} parent
   * @param {Layer} layer
   * @param {Arrow} arrow
   * @param {Uint32Array} palette
   */
  slice(parent, layer, arrow, palette) {
    const values = layer.kernels[arrow.to][arrow.slice]
    const scale = signedScale(palette, limitOf(values))
    const { window } = layer.columns
    if (Math.max(window, layer.rows.window) > WRITTEN) {
      painted(parent, values, window, scale, `Slice of ${layer.rows.window} × ${window} weights`)
      return
    }
    const table = element("table", "data", parent)
    const colours = coloursOf(scale, values)
    for (let row = 0; row < layer.rows.window; row++) {
      const line = element("tr", "", table)
      for (let at = row * window; at < (row + 1) * window; at++) {
        const cell = element("td", "", line, text(Math.round(values[at] * 1000) / 1000))
        cell.style.background = css(colours[at])
        cell.style.color = inkOn(colours[at])
      }
    }
  }

  /**
   * A map with the pinned cell framed.
   * @param {HTMLElement} parent
   * @param {Layer} layer
   * @param {Float32Array} values
   * @param {Scale} scale
   * @param {string} told
   */
  map(parent, { header, rows, columns }, values, scale, told) {
    const holder = element("span", "framed", parent)
    painted(holder, values, columns.output, scale, told)
    const mark = element("span", "mark data", holder)
    mark.style.left = `${((header.at[1] + 0.5) / columns.output) * 100}%`
    mark.style.top = `${((header.at[0] + 0.5) / rows.output) * 100}%`
  }
}
