// A patch on a picture, the maps of what each of its places costs, and what a network says there: see
// cnnviz/figures/where/covering.py.

import { announce } from "../shared/announcer.mjs"
import { canvasColours, coloursOf, css, limitOf, signedScale } from "../shared/colours.mjs"
import { element, write } from "../shared/dom.mjs"
import { unpacked } from "../shared/message.mjs"
import { component } from "../shared/mount.mjs"
import { rounded, text } from "../shared/numbers.mjs"
import { Plane } from "../shared/plane/plane.mjs"
import { WidthWatch } from "../shared/width.mjs"
import { Hand } from "./hand.mjs"
import { largest } from "./places.mjs"
import { change, lost, percent, written } from "./words.mjs"

/**
 * @import { Mark } from "../shared/plane/painting.mjs"
 * @import { Patch, Place } from "./places.mjs"
 * @import { Said } from "./words.mjs"
 *
 * @typedef {{ title: string, twin: boolean }} Titled
 * @typedef {{ patch: Patch, byShare: boolean, classes: Said[], maps: Titled[], answers: string[] }} Header
 * @typedef {{ plane: Plane, holder: HTMLElement, line: HTMLElement, values: Float32Array, title: string }} Map
 */

const MOST_HIGH = 340
const SHADES = 9
// What a scale cannot end at.
const LEAST = 1e-30
const NONE = () => {}

class CoverView {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.tools = element("div", "tools", root)
    this.board = element("div", "board", root)
    const photo = element("figure", "photo", this.board)
    element("figcaption", "", photo, "The photo, and the patch")
    this.holder = element("div", "holder", photo)
    this.plane = new Plane(this.holder, { point: NONE, pin: NONE, zoom: NONE })
    this.answer = element("p", "line", photo)
    this.maps = element("div", "maps", this.board)
    this.legend = element("ul", "legend", root)
    this.trouble = element("p", "trouble", root)
    this.hand = new Hand(this.tools, this.plane, { at: () => this.place, best: () => this.best(), move: this.move })
    this.plane.canvas.addEventListener("keydown", (event) => this.hand.key(event))
    this.width = new WidthWatch(root, () => this.fit())
    /** @type {Place} */
    this.place = [0, 0]
    this.message = ""
    /** @type {Map[]} */
    this.drawn = []
  }

  /** @param {Mounted<Uint8Array<ArrayBuffer>, {}>} mounted */
  receive({ data }) {
    this.width.start()
    const { header, arrays } = unpacked(data, { copied: true })
    this.header = /** @type {Header} */ (header)
    const array = (/** @type {string} */ name) => {
      const found = arrays.get(name)
      if (!found) throw new Error(`${name} is missing`)
      return found
    }
    const photo = array("photo")
    const [rows, columns] = photo.shape
    const colours = canvasColours(/** @type {Uint8Array} */ (photo.values))
    // No numbers are written into the picture.
    this.plane.show({ rows, columns, values: new Float32Array(rows * columns).fill(Number.NaN), colours })
    const read = (/** @type {string} */ name) => /** @type {Float32Array} */ (array(name).values)
    this.shares = this.header.classes.map((_, at) => read(`shares${at}`))
    this.logits = this.header.classes.map((_, at) => read(`logits${at}`))
    this.palette = canvasColours(/** @type {Uint8Array} */ (array("palette").values))
    this.showMaps(this.header.maps.map((_, at) => read(`map${at}`)))
    write(this.trouble, "")
    // Another picture or patch begins where it costs most; the same ones leave the patch where it is.
    const about = JSON.stringify([this.header.patch, this.header.classes])
    if (about !== this.message) this.place = this.best()
    this.message = about
    this.fit()
    this.follow()
  }

  /** @param {Float32Array[]} maps */
  showMaps(maps) {
    const { maps: titles, byShare } = this.known()
    this.maps.replaceChildren()
    this.legend.replaceChildren()
    /** @type {Map[]} */
    this.drawn = []
    // The twin's maps are on a scale of their own: it may react far less.
    for (const twin of [false, true]) {
      const own = maps.filter((_, at) => titles[at].twin === twin)
      if (!own.length) continue
      const end = own.reduce((most, values) => Math.max(most, limitOf(values)), LEAST)
      this.explainScale(end, twin, byShare)
      titles.forEach((titled, at) => {
        if (titled.twin === twin) this.drawn.push(this.map(titled, maps[at], end))
      })
    }
  }

  /**
   * @param {number} end
   * @param {boolean} twin
   * @param {boolean} byShare
   */
  explainScale(end, twin, byShare) {
    const shades = Array.from({ length: SHADES }, (_, k) => css(this.paletteOf()[Math.round((255 * k) / (SHADES - 1))]))
    const bar = element("li", "", this.legend)
    element("span", "ramp data", bar).style.background = `linear-gradient(to right, ${shades.join(", ")})`
    const unit = byShare ? "percentage points of its share" : "of its logit"
    const high = rounded(byShare ? 100 * end : end, 3)
    const who = twin ? "Twin" : "What a class loses while the patch lies there"
    element("span", "", bar, `${who}: −${high} … 0 … ${high} ${unit}`)
  }

  /**
   * @param {Titled} titled
   * @param {Float32Array} values
   * @param {number} end
   * @returns {Map}
   */
  map({ title, twin }, values, end) {
    const { patch, byShare } = this.known()
    const figure = element("figure", twin ? "twin" : "", this.maps)
    element("figcaption", "", figure, title)
    const holder = element("div", "holder", figure)
    const pin = (/** @type {Place} */ place) => this.move(place)
    const plane = new Plane(holder, { point: NONE, pin, zoom: NONE })
    plane.canvas.setAttribute("role", "img")
    const scale = signedScale(this.paletteOf(), end)
    const said = values.map((value) => written(byShare ? 100 * value : value))
    const size = { rows: patch.tops.length, columns: patch.lefts.length }
    plane.show({ ...size, values: said, colours: coloursOf(scale, values) })
    return { plane, holder, line: element("p", "line", figure), values, title }
  }

  /** @param {Place} to */
  move = (to) => {
    if (to[0] === this.place[0] && to[1] === this.place[1]) return this.follow()
    this.place = to
    this.follow()
    const { classes, answers } = this.known()
    const said = classes.map((one, at) => change(one, this.covered(at)))
    announce(this.root, `Row ${to[0] + 1}, column ${to[1] + 1}. ${said.join(" ")} It answers ${answers[this.at()]}.`)
  }

  /** Draws the patch and says what is said where it is. */
  follow() {
    const { patch, classes, answers, byShare } = this.known()
    const [row, column] = this.place
    const spot = { top: patch.tops[row], left: patch.lefts[column], rows: patch.rows, columns: patch.columns }
    this.plane.draw([
      { kind: "tint", ...spot, colour: `rgb(${patch.levels.join()})` },
      { kind: "box", ...spot },
    ])
    const here = `Patch in row ${row + 1} of ${patch.tops.length}, column ${column + 1} of ${patch.lefts.length}`
    this.plane.canvas.setAttribute("aria-label", `The photo. ${here}. Arrow keys move it.`)
    write(this.answer, `With the patch it answers “${answers[this.at()]}”.`)
    this.drawn.forEach(({ plane, line, values, title }, at) => {
      /** @type {Mark[]} */
      const marks = [{ kind: "box", top: row, left: column }]
      plane.draw(marks)
      const here = lost(values[this.at()], byShare)
      plane.canvas.setAttribute("aria-label", `${title}: what each place of the patch costs. Here it ${here}.`)
      const own = classes[at]
      const covered = own && this.covered(at)
      const both = byShare
        ? (/** @type {Said} */ one) => percent(one.share)
        : (/** @type {Said} */ one) => text(one.logit)
      write(line, own ? `${both(own)} without, ${both(covered)} with the patch here: ${here}.` : `Here it ${here}.`)
    })
    this.hand.show(patch, this.place)
  }

  /** Where the first class loses most. @returns {Place} */
  best() {
    return largest(this.drawn[0].values, this.known().patch.lefts.length)
  }

  /** The place's number, row by row. */
  at() {
    return this.place[0] * this.known().patch.lefts.length + this.place[1]
  }

  /** @param {number} of its number among the classes @returns {Said} */
  covered(of) {
    const { name } = this.known().classes[of]
    return { name, share: (this.shares ?? [])[of][this.at()], logit: (this.logits ?? [])[of][this.at()] }
  }

  known() {
    if (!this.header) throw new Error("nothing has come yet")
    return this.header
  }

  paletteOf() {
    return this.palette ?? new Uint32Array(256)
  }

  fit() {
    if (!this.header) return
    for (const { holder, plane } of [{ holder: this.holder, plane: this.plane }, ...this.drawn])
      plane.fit(Math.max(60, holder.clientWidth), MOST_HIGH)
    this.follow()
  }

  /** @param {string} why */
  explain(why) {
    write(this.trouble, why)
  }

  stop() {
    this.width.stop()
  }
}

export default component("cover", CoverView, "The covered photo could not be drawn")
