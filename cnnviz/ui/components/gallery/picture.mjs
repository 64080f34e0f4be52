// A tile that is a picture: a click shows it large, on the bench where there is one.

import { button, element } from "../shared/dom.mjs"
import { download } from "../shared/files/download.mjs"
import { enlarge } from "./enlarged.mjs"
import { Menu } from "./menu.mjs"
import { Caption, inWords, paintTile } from "./painting.mjs"

/**
 * @import { Given, PictureTile } from "./painting.mjs"
 * @typedef {{ open: (what: string) => void, choose: (id: string) => void }} Hands hear what somebody wants to explore,
 *   and the id of the picture that is to stand on the bench
 */

/**
 * What can be done with a picture.
 * @param {PictureTile} tile
 * @param {HTMLCanvasElement} canvas
 * @param {{ enlarge?: () => void, open?: (what: string) => void }} hands
 */
export function itemsOf(tile, canvas, hands) {
  const save = () => canvas.toBlob((blob) => blob && download(blob, tile.file))
  const { open, enlarge } = hands
  return [
    ...(open && tile.opens ? [{ label: "Explore", act: () => open(tile.opens) }] : []),
    ...(enlarge ? [{ label: "Enlarge", act: enlarge }] : []),
    ...(tile.file ? [{ label: "Save PNG", act: save }] : []),
  ]
}

export class Picture {
  /** @param {Hands} hands */
  constructor(hands) {
    this.kind = "picture"
    this.hands = hands
    /** The tile that is drawn, and the id of the one on the bench: none where there is no bench. */
    this.tile = /** @type {PictureTile | undefined} */ (undefined)
    this.chosen = ""
    this.node = element("figure")
    this.stage = button("", this.node, () => this.press())
    this.stage.className = "stage"
    this.canvas = element("canvas", "", this.stage)
    this.caption = new Caption(this.node, "title")
    this.menu = new Menu(this.caption.node)
  }

  /** Whether a click puts it on the bench. */
  get choosable() {
    return Boolean(this.chosen && this.tile?.id)
  }

  /** @param {PictureTile} tile @param {Given} given @param {string} chosen */
  draw(tile, given, chosen) {
    this.tile = tile
    paintTile(this.stage, this.canvas, tile, given)
    this.caption.draw(tile, given.palettes)
    this.menu.draw(tile.title, this.items(tile, chosen))
    this.mark(chosen)
  }

  /** @param {PictureTile} tile @param {string} chosen */
  items(tile, chosen) {
    // With a bench, what can be done with a picture is done there.
    return (chosen && tile.id) || !(tile.file || tile.opens) ? [] : itemsOf(tile, this.canvas, this.hands)
  }

  /** Says which picture is on the bench. @param {string} chosen */
  mark(chosen) {
    this.chosen = chosen
    const { tile } = this
    if (!tile) return
    const words = inWords(tile)
    this.stage.setAttribute("aria-label", this.choosable ? words : `Enlarge ${words}`)
    if (this.choosable) this.stage.setAttribute("aria-pressed", String(tile.id === chosen))
    else this.stage.removeAttribute("aria-pressed")
  }

  press() {
    const { tile } = this
    if (!tile) return
    if (this.choosable) this.hands.choose(tile.id)
    else enlarge(/** @type {Element} */ (this.node.closest(".gallery")), tile, this.canvas)
  }
}
