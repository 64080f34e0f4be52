// A small picture that can be chosen.

import { button, element } from "../../shared/dom.mjs"
import { fillPicture, Sheet } from "./sheet.mjs"

/** @import { Pictures } from "../run/run.js" */

export class Tile {
  /**
   * @param {HTMLElement} parent
   * @param {string} className
   * @param {(index: number) => void} choose hears the picture's number
   */
  constructor(parent, className, choose) {
    this.index = 0
    this.button = button("", parent, () => choose(this.index))
    this.button.className = className
    this.canvas = element("canvas", "live-thumb", this.button)
    this.size = ""
    /** @type {Sheet | null} */
    this.sheet = null
  }

  /**
   * Shows picture `k` of those fetched, which has this number.
   * @param {Pictures} pictures
   * @param {number} k
   * @param {number} index
   */
  show({ pictures, size }, k, index) {
    const count = size[0] * size[1] * size[2]
    if (!this.sheet || this.size !== String(size)) this.sheet = new Sheet(this.canvas, size[1], size[2])
    this.size = String(size)
    fillPicture(this.sheet.words, pictures, count, k * count)
    this.sheet.show()
    this.index = index
  }
}

/**
 * As many tiles as are wanted: the last ones go, new ones are made.
 * @template {Tile} Kind
 * @param {Kind[]} tiles
 * @param {number} count
 * @param {() => Kind} make
 */
export function resizeTiles(tiles, count, make) {
  for (const tile of tiles.splice(count)) tile.button.remove()
  while (tiles.length < count) tiles.push(make())
}
