// Pixels of a tile on its canvas, the strips over those that were invented, and what is written under it.

import { canvasColours } from "../shared/colours.mjs"
import { element, write } from "../shared/dom.mjs"
import { writeEach } from "./children.mjs"

/**
 * @import { Message, Numbers } from "../shared/message.mjs"
 * @typedef {{
 *   kind: "picture", title: string, rows: number, columns: number, pixels: string, palette: string, low: number,
 *   high: number, legend: string[], facts: string[], told: string, frame: number[], lit: number[] | null,
 *   file: string, opens: string, id: string,
 * }} PictureTile see cnnviz/figures/draw/tiles.py
 * @typedef {Record<string, Uint32Array<ArrayBuffer>>} Palettes by name
 * @typedef {{ arrays: Message["arrays"], palettes: Palettes }} Given a message's arrays, and its palettes as colours
 */

/**
 * A tile's pixels as canvas words: through its palette, or as the colours they are.
 * @param {{ palette: string }} tile
 * @param {Uint8Array} pixels
 * @param {Palettes} palettes
 */
export function coloured(tile, pixels, palettes) {
  if (!tile.palette) return canvasColours(pixels)
  const palette = palettes[tile.palette]
  const colours = new Uint32Array(pixels.length)
  // A loop takes a tenth of the time of Uint32Array.from.
  for (let i = 0; i < pixels.length; i++) colours[i] = palette[pixels[i]]
  return colours
}

/**
 * Where invented pixels lie, as CSS insets: top, bottom, left and right strips, of those sides that have some.
 * @param {number[]} frame their number at the top, bottom, left and right
 * @param {number} rows
 * @param {number} columns
 */
export function strips([top, bottom, left, right], rows, columns) {
  const high = (/** @type {number} */ pixels) => `${(100 * pixels) / rows}%`
  const wide = (/** @type {number} */ pixels) => `${(100 * pixels) / columns}%`
  const between = { top: high(top), bottom: high(bottom) }
  return [
    top ? { top: 0, left: 0, right: 0, height: high(top) } : [],
    bottom ? { bottom: 0, left: 0, right: 0, height: high(bottom) } : [],
    left ? { ...between, left: 0, width: wide(left) } : [],
    right ? { ...between, right: 0, width: wide(right) } : [],
  ].flat()
}

/**
 * Where outlined pixels lie, as CSS insets.
 * @param {number[]} lit their first row and column, and how many rows and columns they are
 * @param {number} rows
 * @param {number} columns
 */
export function litBox([top, left, high, wide], rows, columns) {
  const share = (/** @type {number} */ pixels, /** @type {number} */ all) => `${(100 * pixels) / all}%`
  return {
    top: share(top, rows),
    left: share(left, columns),
    height: share(high, rows),
    width: share(wide, columns),
  }
}

/**
 * What a tile shows, for those who cannot see it.
 * @param {{ title: string, facts: string[], told: string }} tile
 */
export function inWords({ title, facts, told }) {
  return [[title, facts.join(", ")].filter(Boolean).join(": "), told].filter(Boolean).join(". ")
}

/**
 * Paints a tile as it is, with strips over its invented pixels.
 * @param {HTMLElement} stage
 * @param {HTMLCanvasElement} canvas inside it
 * @param {PictureTile} tile
 * @param {Given} given
 */
export function paintTile(stage, canvas, tile, { arrays, palettes }) {
  const { values, shape } = /** @type {Numbers} */ (arrays.get(tile.pixels))
  const [rows, columns] = shape
  paint(canvas, rows, columns, coloured(tile, /** @type {Uint8Array} */ (values), palettes))
  stage.style.setProperty("--wide", String(tile.columns / tile.rows))
  // Enlarging keeps every pixel a square; shrinking must average, or thin lines vanish.
  canvas.className = columns <= (stage.clientWidth || 200) * window.devicePixelRatio ? "crisp" : ""
  for (const old of stage.querySelectorAll(".invented, .lit")) old.remove()
  for (const strip of strips(tile.frame, tile.rows, tile.columns)) {
    Object.assign(element("div", "invented", stage).style, strip)
  }
  if (tile.lit) Object.assign(element("div", "lit", stage).style, litBox(tile.lit, tile.rows, tile.columns))
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {number} rows
 * @param {number} columns
 * @param {Uint32Array<ArrayBuffer>} words a colour for each pixel
 */
function paint(canvas, rows, columns, words) {
  if (canvas.width !== columns || canvas.height !== rows) {
    canvas.width = columns
    canvas.height = rows
  }
  const image = new ImageData(new Uint8ClampedArray(words.buffer), columns, rows)
  canvas.getContext("2d")?.putImageData(image, 0, 0)
}

/** What stands under a picture: its title, what its colours mean, and facts. */
export class Caption {
  /** @param {HTMLElement} parent @param {string} name the title's class */
  constructor(parent, name) {
    this.node = element("figcaption", "", parent)
    this.title = element("div", name, this.node)
    this.legend = element("div", "legend", this.node)
    this.ramp = element("canvas", "", this.legend)
    this.ramp.setAttribute("aria-hidden", "true")
    this.labels = element("span", "", this.legend)
    this.facts = element("div", "facts", this.node)
  }

  /** @param {PictureTile} tile @param {Palettes} palettes */
  draw({ title, legend, palette, facts }, palettes) {
    write(this.title, title)
    writeEach(this.facts, "span", facts)
    this.legend.hidden = !legend.length
    if (this.legend.hidden) return
    paint(this.ramp, 1, 256, palettes[palette])
    writeEach(this.labels, "b", legend)
  }
}
