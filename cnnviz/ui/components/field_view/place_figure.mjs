// The image or a layer's map, with the window that a unit has on it.

import { coloursOf, GREYS, limitOf, scaleFor, signedScale } from "../shared/colours.mjs"
import { element, write } from "../shared/dom.mjs"
import { text } from "../shared/numbers.mjs"
import { Plane, WHOLE } from "../shared/plane/plane.mjs"
import { beside, extent, framedValues, gapped, placed } from "./seeing.mjs"

/**
 * @import { Cell } from "../shared/geometry.mjs"
 * @import { Mark } from "../shared/plane/painting.mjs"
 * @import { Place, Seen, Unit } from "./seeing.mjs"
 *
 * @typedef {object} FigureHooks
 * @property {(cell: Cell | null) => void} point Told which cell of the place itself is pointed at.
 * @property {(cell: Cell) => void} pin Told which one is clicked.
 * @property {(factor: number) => void} zoom
 * @property {() => void} enter Told when a layer is reached by keyboard.
 * @property {(event: KeyboardEvent) => void} key
 */

const SHADE = "rgba(0, 0, 0, 0.3)"
// Cells of a window with gaps that are marked one by one, at most.
const MOST_READ = 3000

export class PlaceFigure {
  /**
   * @param {HTMLElement} parent
   * @param {Place} place
   * @param {number} at its layer; 0 is the image
   * @param {FigureHooks} hooks
   */
  constructor(parent, place, at, hooks) {
    this.place = place
    this.at = at
    this.figure = element("figure", "place", parent)
    write(element("figcaption", "", this.figure), place.title)
    this.detail = element("p", "detail", this.figure)
    this.plane = new Plane(element("div", "holder", this.figure), {
      point: (cell) => hooks.point(cell && this.unframed(cell)),
      pin: (cell) => hooks.pin(this.unframed(cell)),
      zoom: hooks.zoom,
    })
    this.line = element("p", "line", this.figure)
    this.name(hooks)
  }

  /** @param {FigureHooks} hooks */
  name(hooks) {
    const { canvas } = this.plane
    canvas.setAttribute("role", this.at ? "application" : "img")
    if (!this.at) return
    canvas.tabIndex = 0
    canvas.addEventListener("focus", () => canvas.matches(":focus-visible") && hooks.enter())
    canvas.addEventListener("keydown", hooks.key)
  }

  /**
   * Other values of the same place.
   * @param {Place} place
   * @param {Uint32Array} palette
   * @param {boolean} [asking] what its units see is not to be said yet
   */
  show(place, palette, asking = false) {
    this.place = place
    const { size, frame, channels, fields } = place
    // The network is given the image less its mean, so the zeros around it stand for that.
    const values = framedValues(place, this.at ? 0 : mean(place.values))
    const scale = this.at ? mapScale(place.values, palette) : scaleFor(values, palette)
    const [rows, columns] = [size[0] + frame[0] + frame[1], size[1] + frame[2] + frame[3]]
    this.plane.show({ rows, columns, values, colours: coloursOf(scale, values), frame })
    const maps = channels > 1 ? `1 of ${channels} maps, ` : ""
    const own = `${size[0]} × ${size[1]}`
    const seen = asking ? "" : `each unit sees ${fields[0].size} × ${fields[1].size}`
    const ends = `colours ${text(scale.low)} … ${text(scale.high)}`
    write(this.detail, this.at ? `${maps}${own}\n${seen}\n${ends}` : `${own} pixels`)
  }

  /**
   * Takes its width, and as much height.
   * @param {number} high
   */
  fit(high) {
    this.plane.fit(Math.max(60, this.figure.clientWidth), high)
  }

  /**
   * A cell that is drawn as one of the place itself.
   * @param {Cell} cell
   * @returns {Cell}
   */
  unframed([row, column]) {
    return [row - this.place.frame[0], column - this.place.frame[2]]
  }

  /**
   * The other way round.
   * @param {Cell} cell
   * @returns {Cell}
   */
  framed([row, column]) {
    return [row + this.place.frame[0], column + this.place.frame[2]]
  }

  /** @param {Seen} seen */
  follow({ box: [top, left, bottom, right] }) {
    this.plane.follow(this.framed([top, left]), this.framed([bottom, right]))
  }

  /**
   * Zooms around the middle of a window.
   * @param {number} factor
   * @param {Seen} seen
   */
  zoom(factor, { box: [top, left, bottom, right] }) {
    this.plane.zoom(factor, this.framed([(top + bottom) / 2, (left + right) / 2]))
  }

  whole() {
    this.plane.zoom(WHOLE, [0, 0])
  }

  /**
   * @param {Unit} unit
   * @param {Seen | undefined} seen of this place; nothing of later ones
   */
  draw(unit, seen) {
    this.figure.classList.toggle("later", this.at > unit[0])
    this.figure.classList.toggle("own", this.at === unit[0])
    this.plane.draw(seen ? this.marks(seen) : [])
    write(this.line, seen ? this.lineOf(unit, seen) : "")
  }

  /**
   * Says the canvas in words: what it shows, and what the kept unit sees of it.
   * @param {Unit} unit
   * @param {Seen | undefined} seen
   */
  say(unit, seen) {
    const { size, title } = this.place
    const what = this.at
      ? `Map of layer ${title}, ${size[0]} × ${size[1]} units`
      : `Image, ${size[0]} × ${size[1]} pixels`
    const own = this.at === unit[0]
    const seeing = !seen ? "" : own ? ` The unit in ${this.lineOf(unit, seen)}.` : ` The unit sees ${placed(seen.box)}.`
    this.plane.canvas.setAttribute("aria-label", `${what}.${seeing}${this.at ? " Arrow keys move the unit." : ""}`)
  }

  /**
   * @param {Unit} unit
   * @param {Seen} seen
   */
  lineOf([layer, row, column], { box }) {
    if (this.at !== layer) return `${extent(box)} ${this.at ? "units" : "pixels"}`
    const value = this.place.values[row * this.place.size[1] + column]
    return `row ${row + 1}, column ${column + 1} holds ${text(value)}`
  }

  /**
   * Of the image what is not seen is shaded; of every map what is read is framed, cell by cell where there are gaps.
   * @param {Seen} seen
   * @returns {Mark[]}
   */
  marks(seen) {
    const [top, left, bottom, right] = seen.box
    const [rows, columns] = this.place.size
    const apart = gapped(seen) && seen.rows.length * seen.columns.length <= MOST_READ
    const box = { rows: bottom - top + 1, columns: right - left + 1, width: apart ? 1.5 : 2.5 }
    const cells = apart ? seen.rows.flatMap((row) => seen.columns.map((column) => ({ top: row, left: column }))) : []
    return [
      ...(this.at ? [] : beside(seen.box, rows, columns).map((part) => this.mark("tint", part, { colour: SHADE }))),
      // Frames, not fills: the number in a cell stays as it is.
      ...cells.map((cell) => this.mark("box", cell, { width: 1 })),
      this.mark("box", { top, left }, box),
    ]
  }

  /**
   * @param {"tint" | "box"} kind
   * @param {{ top: number, left: number, rows?: number, columns?: number }} part of the place itself
   * @param {Partial<Mark>} more
   * @returns {Mark}
   */
  mark(kind, part, more) {
    const [top, left] = this.framed([part.top, part.left])
    return { ...part, ...more, kind, top, left }
  }
}

/**
 * A map's colours: grey from 0 where nothing is below it, else signed around 0.
 * @param {Float32Array} values
 * @param {Uint32Array} palette
 */
function mapScale(values, palette) {
  if (values.some((value) => value < 0)) return signedScale(palette, limitOf(values))
  return { palette: GREYS, low: 0, high: limitOf(values) }
}

/** @param {Float32Array} values */
function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
