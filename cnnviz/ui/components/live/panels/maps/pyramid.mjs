// The pyramid of shapes: how side and depth change from the picture to the last layer.

import { element } from "../../../shared/dom.mjs"

/** @import { SeenLayer } from "../../run/run.js" */

// Pixels of the page for the largest side, and for each doubling of the depth.
const SIDE = 44
const DEPTH = 5

/**
 * A slab for each shape: how high (its side) and how wide (its depth), in pixels.
 * @param {number[][]} shapes
 */
export function slabsOf(shapes) {
  const sides = shapes.map((shape) => (shape.length === 3 ? shape[1] : 1))
  const largest = Math.max(...sides)
  return shapes.map((shape, k) => ({
    height: Math.max(3, Math.round((SIDE * sides[k]) / largest)),
    width: Math.round(DEPTH * Math.log2(2 * shape[0])),
    vector: shape.length === 1,
  }))
}

/**
 * One sentence on how side and depth change from the image (c h w) to the last layer that still has maps.
 * @param {number[]} size
 * @param {{ shape: number[] }[]} layers
 */
export function pyramidWords(size, layers) {
  const last = layers.findLast(({ shape }) => shape.length === 3)?.shape
  if (!last) return "No layer of this network has maps: it reads the picture as one long vector."
  const end = layers[layers.length - 1].shape
  const side =
    last[1] === size[1] && last[2] === size[2] ? "space stays" : last[1] < size[1] ? "space shrinks" : "space grows"
  const depth = last[0] === size[0] ? "depth stays" : last[0] > size[0] ? "depth grows" : "depth shrinks"
  const tail = end.length === 1 ? ` The end is a vector of ${end[0].toLocaleString("en")} numbers.` : ""
  return [
    `The pyramid: ${side} from ${size[1]} × ${size[2]} to ${last[1]} × ${last[2]} pixels,`,
    `${depth} from ${size[0]} to ${last[0]} maps.${tail}`,
  ].join(" ")
}

export class Pyramid {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.root = element("div", "live-pyramid", parent)
    this.root.setAttribute("aria-hidden", "true")
    this.shapes = ""
  }

  renew() {
    this.shapes = ""
  }

  /**
   * @param {number[]} size
   * @param {SeenLayer[]} layers
   */
  show(size, layers) {
    const shapes = [size, ...layers.map(({ shape }) => shape)]
    const key = shapes.map(String).join(" ")
    if (key === this.shapes) return
    this.shapes = key
    const row = element("div", "live-slabs")
    row.setAttribute("aria-hidden", "true")
    for (const [k, { height, width, vector }] of slabsOf(shapes).entries()) {
      const slab = element("i", vector ? "vector" : "", row)
      Object.assign(slab.style, { height: `${height}px`, width: `${width}px` })
      slab.title = `${k ? layers[k - 1].title : "picture"}: ${shapes[k].join(" × ")}`
    }
    const words = [
      `${pyramidWords(size, layers)} Each slab is as high as a layer's maps; its width grows`,
      "with their number (logarithm).",
    ].join(" ")
    this.root.removeAttribute("aria-hidden")
    this.root.replaceChildren(row, element("p", "live-sentence", null, words))
  }
}
