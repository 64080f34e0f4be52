// A strip of validation pictures, of which one is put to the network.

import { element, write } from "../../../shared/dom.mjs"
import { Choice, titledButton } from "../../drawing/inputs.mjs"
import { resizeTiles, Tile } from "../../drawing/tile.mjs"

/**
 * @import { Hub } from "../../run/hub.mjs"
 * @import { Pictures } from "../../run/run.js"
 */

// Pixels of the page for a picture, and between two.
const TILE = 44
const GAP = 6

/**
 * The next picture after `from` whose label is `label`, around the end if need be; -1 where there is none.
 * @param {ArrayLike<number>} labels
 * @param {number} label
 * @param {number} from
 */
export function nextOfClass(labels, label, from) {
  for (let k = 1; k <= labels.length; k++) {
    const at = (from + k) % labels.length
    if (labels[at] === label) return at
  }
  return -1
}

/**
 * The numbers of `count` pictures from `first` on, of `total`, around the end.
 * @param {number} first
 * @param {number} count
 * @param {number} total
 */
export function indicesFrom(first, count, total) {
  return Array.from({ length: Math.min(count, total) }, (_, k) => (first + k) % total)
}

export class ValidationStrip {
  /**
   * @param {HTMLElement} parent
   * @param {Hub} hub
   * @param {(index: number) => void} pick
   */
  constructor(parent, hub, pick) {
    this.hub = hub
    this.pick = pick
    this.from = 0
    this.width = 0
    this.root = element("div", "", parent)
    const bar = element("div", "live-bar", this.root)
    titledButton(bar, "‹", "Earlier pictures", () => this.turn(-1)).setAttribute("aria-label", "Earlier pictures")
    titledButton(bar, "›", "Later pictures", () => this.turn(1)).setAttribute("aria-label", "Later pictures")
    this.kind = new Choice(bar, "Next of class", (label) => this.seek(label))
    this.place = element("span", "live-place", bar)
    this.row = element("div", "live-row", this.root)
    this.trouble = element("p", "live-trouble", this.root)
    this.trouble.setAttribute("role", "status")
    /** @type {Tile[]} */
    this.tiles = []
    this.listed = ""
  }

  renew() {
    this.listed = ""
  }

  /** How many pictures there are to choose from. */
  total() {
    return this.hub.held?.length ?? this.hub.begun?.validation ?? 0
  }

  /**
   * The number of the picture at a place of the strip: of a run that was taken along not all are here.
   * @param {number} place
   */
  numberAt(place) {
    return this.hub.held ? this.hub.held[place] : place
  }

  /**
   * Where the picture with that number stands, or the next one.
   * @param {number} number
   */
  placeOf(number) {
    return this.hub.held
      ? Math.max(
          0,
          this.hub.held.findIndex((one) => one >= number),
        )
      : number
  }

  beside() {
    return Math.max(1, Math.floor((this.width + GAP) / (TILE + GAP)))
  }

  /** @param {number} by */
  turn(by) {
    if (!this.total()) return
    const from = this.from + by * this.beside()
    this.from = ((from % this.total()) + this.total()) % this.total()
    this.draw(this.width)
  }

  /** @param {string} label */
  seek(label) {
    this.kind.select.value = ""
    if (label === "" || !this.hub.labels) return
    const { labels, held, layers } = this.hub
    const here = held?.map((number) => labels[number]) ?? labels
    const chosen = layers.probe.validation
    const at = nextOfClass(here, Number(label), chosen === undefined ? this.from : this.placeOf(chosen))
    if (at < 0) return
    this.from = at
    this.pick(this.numberAt(at))
  }

  /**
   * Brings a picture into sight.
   * @param {number} index
   */
  reach(index) {
    const place = this.placeOf(index)
    if (!indicesFrom(this.from, this.beside(), this.total()).includes(place)) this.from = place
  }

  /** @param {number} width */
  draw(width) {
    this.width = width
    const { begun, labels, layers } = this.hub
    const places = indicesFrom(this.from, this.beside(), this.total())
    const indices = places.map((place) => this.numberAt(place))
    this.kind.label.hidden = !labels
    this.kind.offer([
      ["", "…"],
      ...(begun?.classes ?? []).map((name, k) => /** @type {[string, string]} */ ([String(k), name])),
    ])
    const here = this.hub.held ? " here" : ""
    const [first, last] = [places[0] + 1, places[places.length - 1] + 1]
    write(this.place, `${first} to ${last} of ${this.total().toLocaleString("en")}${here}`)
    if (String(indices) !== this.listed) this.fetch(indices)
    for (const { button, index } of this.tiles)
      button.setAttribute("aria-pressed", String(layers.probe.validation === index))
  }

  /** @param {number[]} indices */
  async fetch(indices) {
    this.listed = String(indices)
    const wanted = this.listed
    try {
      const pictures = await this.hub.pictures.fetch(indices)
      if (wanted === this.listed) this.fill(indices, pictures)
      write(this.trouble, "")
    } catch (error) {
      write(this.trouble, error instanceof Error ? error.message : String(error))
    }
  }

  /**
   * @param {number[]} indices
   * @param {Pictures} pictures
   */
  fill(indices, pictures) {
    resizeTiles(this.tiles, indices.length, () => new Tile(this.row, "live-tile", (index) => this.pick(index)))
    for (const [k, index] of indices.entries()) {
      const tile = this.tiles[k]
      tile.show(pictures, k, index)
      const name = this.hub.begun?.classes[pictures.labels[k]] ?? ""
      tile.button.title = name
      tile.button.setAttribute("aria-label", `Picture ${index + 1}: ${name}`)
    }
    this.draw(this.width)
  }
}
