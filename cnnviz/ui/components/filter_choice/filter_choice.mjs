// Filters to choose from: radio buttons that look like what they choose, so that arrow keys go through them; what was
// measured of each stands over it as a bar.

import { element, write } from "../shared/dom.mjs"
import { unpacked } from "../shared/message.mjs"
import { component } from "../shared/mount.mjs"
import { barOf } from "./bar.mjs"

/**
 * @import { Ends } from "./bar.mjs"
 * @typedef {{ channel: number, told: string, mark: string, value: number | null, text: string }} Tile
 * @typedef {{ label: string, chosen: number, tiles: Tile[], ends: Ends | null, legend: string, leads: string,
 *   alone?: boolean }} Header see cnnviz/figures/operate/filters.py; alone there is nothing to choose
 * @typedef {Uint8Array<ArrayBuffer>} Data a message
 * @typedef {{ node: HTMLElement, picture: HTMLElement, canvas: HTMLCanvasElement, input: HTMLInputElement,
 *   bar: HTMLElement, text: HTMLElement }} Drawn
 */

let groups = 0
// Milliseconds after the last arrow key before the filter that it led to is opened: who passes by does not wait for it.
const PATIENCE = 250

class FilterChoice {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.group = `filters-${groups++}`
    this.grid = element("div", "grid", root)
    this.legend = element("p", "legend", root)
    /** @type {Drawn[]} */
    this.drawn = []
    this.timer = 0
  }

  /** @param {Mounted<Data, {}, { chosen: number }>} mounted */
  receive({ data, setTriggerValue }) {
    this.tell = setTriggerValue
    const { header, arrays } = unpacked(data)
    const { label, chosen, tiles, ends, legend, leads, alone } = /** @type {Header} */ (header)
    const pixels = arrays.get("pixels")
    if (!pixels) throw new Error("their pictures are missing")
    this.grid.setAttribute("role", alone ? "group" : "radiogroup")
    this.grid.setAttribute("aria-label", label)
    this.grid.classList.toggle("barred", Boolean(ends))
    if (this.drawn.length !== tiles.length) {
      this.grid.replaceChildren()
      this.drawn = tiles.map(() => this.tile())
    }
    const [, rows, columns] = pixels.shape
    tiles.forEach((tile, at) => {
      const { node, picture, canvas, input, bar, text } = this.drawn[at]
      const bytes = /** @type {Uint8Array} */ (pixels.values).subarray(at * rows * columns * 3)
      paint(canvas, bytes, rows, columns)
      node.title = tile.told
      node.dataset.mark = tile.mark
      input.value = String(tile.channel)
      input.checked = tile.channel === chosen
      input.setAttribute("aria-label", tile.told)
      if (alone) still(node, picture, canvas, input, tile)
      const { bottom, height, falls } = barOf(tile.value, ends)
      Object.assign(bar.style, { bottom: `${bottom}%`, height: `${height}%` })
      bar.classList.toggle("falls", falls)
      write(text, tile.text)
    })
    write(this.legend, alone ? legend : `${legend} ${leads}`.trim())
  }

  tile() {
    const node = element("label", "", this.grid)
    const rod = element("span", "rod data", node)
    const bar = element("span", "bar", rod)
    const text = element("span", "text", node)
    const picture = element("span", "picture", node)
    const canvas = element("canvas", "", picture)
    const input = element("input", "", picture)
    input.type = "radio"
    input.name = this.group
    input.addEventListener("change", () => this.later(Number(input.value)))
    return { node, picture, canvas, input, bar, text }
  }

  /** @param {number} channel */
  later(channel) {
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => this.tell?.("chosen", channel), PATIENCE)
  }

  stop() {
    clearTimeout(this.timer)
  }
}

/**
 * A picture with its number instead of what chooses it; the one that is on the table stays framed.
 * @param {HTMLElement} node
 * @param {HTMLElement} picture
 * @param {HTMLCanvasElement} canvas
 * @param {HTMLInputElement} input
 * @param {Tile} tile
 */
function still(node, picture, canvas, input, { channel, told }) {
  canvas.setAttribute("role", "img")
  canvas.setAttribute("aria-label", told)
  picture.classList.toggle("chosen", input.checked)
  input.remove()
  element("span", "number", node, String(channel + 1)).setAttribute("aria-hidden", "true")
}

/** @param {HTMLCanvasElement} canvas @param {Uint8Array} bytes @param {number} rows @param {number} columns */
function paint(canvas, bytes, rows, columns) {
  canvas.width = columns
  canvas.height = rows
  const context = canvas.getContext("2d")
  if (!context) return
  const image = context.createImageData(columns, rows)
  for (let pixel = 0; pixel < rows * columns; pixel++) {
    image.data.set(bytes.subarray(3 * pixel, 3 * pixel + 3), 4 * pixel)
    image.data[4 * pixel + 3] = 255
  }
  context.putImageData(image, 0, 0)
}

export default component("filter_choice", FilterChoice, "The filters could not be drawn")
