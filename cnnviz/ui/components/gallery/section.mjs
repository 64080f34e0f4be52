// Tiles under one heading.

import { element, write } from "../shared/dom.mjs"
import { viewsOf } from "./children.mjs"
import { Matrix } from "./matrix.mjs"
import { Picture } from "./picture.mjs"

/**
 * @import { MatrixTile } from "./matrix.mjs"
 * @import { Given, PictureTile } from "./painting.mjs"
 * @import { Hands } from "./picture.mjs"
 * @typedef {PictureTile | MatrixTile} Tile
 * @typedef {{
 *   title: string, sentence: string, layout: string, small: boolean, tiles: Tile[],
 * }} SectionEntry see cnnviz/figures/draw/tiles.py
 */

/**
 * Width in CSS pixels that suits a section's tiles: few are large, many are small.
 * @param {number} count
 * @param {boolean} small
 */
export function tileWidth(count, small) {
  if (small) return 108
  return count <= 3 ? 230 : count <= 6 ? 162 : 150
}

// More small tiles than this stand four abreast on a phone.
const MANY = 12
/** Where keys lead among the pictures of a section. @type {Record<string, number>} */
const STEPS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }

export class Section {
  /** @param {Hands} hands */
  constructor(hands) {
    this.hands = hands
    this.node = element("section", "section")
    this.heading = element("h2", "", this.node)
    this.sentence = element("p", "", this.node)
    this.holder = element("div", "", this.node)
    /** @type {(Picture | Matrix)[]} */
    this.tiles = []
    this.holder.addEventListener("keydown", (event) => this.move(event))
  }

  /** @param {SectionEntry} section @param {Given} given @param {string} chosen */
  draw({ title, sentence, layout, small, tiles }, given, chosen) {
    write(this.heading, title)
    write(this.sentence, sentence)
    this.holder.className = layout
    const wide = `${tileWidth(tiles.length, small || Boolean(chosen))}px`
    // Small ones stand three abreast on a phone, too; where there are many, four.
    const share = tiles.length > MANY ? "22%" : "30%"
    this.holder.style.setProperty("--tile", small ? `min(${wide}, ${share})` : wide)
    this.tiles = viewsOf(this.holder, this.tiles, tiles, ({ kind }) =>
      kind === "picture" ? new Picture(this.hands) : new Matrix(),
    )
    tiles.forEach((tile, at) => {
      const view = this.tiles[at]
      if (tile.kind === "picture" && view instanceof Picture) view.draw(tile, given, chosen)
      if (tile.kind === "matrix" && view instanceof Matrix) view.draw(tile)
    })
    this.mark(chosen)
  }

  /** Of pictures to choose from only one is a stop for Tab; arrow keys lead to the others. @param {string} chosen */
  mark(chosen) {
    const pictures = this.choosable(chosen)
    const stop = pictures.find(({ tile }) => tile?.id === chosen) ?? pictures[0]
    for (const picture of pictures) picture.stage.tabIndex = picture === stop ? 0 : -1
    this.holder.setAttribute("role", pictures.length > 1 ? "toolbar" : "group")
    this.holder.setAttribute("aria-label", this.heading.textContent || "Pictures")
  }

  /** @param {string} chosen */
  choosable(chosen) {
    const pictures = this.tiles.filter((tile) => tile instanceof Picture)
    for (const picture of pictures) {
      picture.mark(chosen)
      picture.stage.tabIndex = 0
    }
    return pictures.filter((picture) => picture.choosable)
  }

  /** @param {KeyboardEvent} event */
  move(event) {
    const step = STEPS[event.key]
    const stages = this.tiles.flatMap((tile) => (tile instanceof Picture && tile.choosable ? [tile.stage] : []))
    const at = stages.indexOf(/** @type {HTMLButtonElement} */ (event.target))
    if (!step || at < 0) return
    event.preventDefault()
    stages[(at + step + stages.length) % stages.length].focus()
  }

  get matrices() {
    return this.tiles.filter((tile) => tile instanceof Matrix)
  }
}
