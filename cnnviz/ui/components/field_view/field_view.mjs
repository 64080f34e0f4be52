// What one unit sees: an image and the map of every layer; a unit's window on each map before its own.
// Places, units and windows are those of seeing.mjs.

import { announce } from "../shared/announcer.mjs"
import { canvasColours } from "../shared/colours.mjs"
import { ask, COVERED, isAsking } from "../shared/course/asking.mjs"
import { button, element, write } from "../shared/dom.mjs"
import { unpacked } from "../shared/message.mjs"
import { component } from "../shared/mount.mjs"
import { NextFrame } from "../shared/next_frame.mjs"
import { WidthWatch } from "../shared/width.mjs"
import { FieldLegend } from "./legend.mjs"
import { PlaceFigure } from "./place_figure.mjs"
import { keptUnit, nearestUnit, placesOf, shareSentence, unitSentence, windowsOf } from "./seeing.mjs"
import { UnitForm } from "./unit_form.mjs"

/**
 * @import { Cell } from "../shared/geometry.mjs"
 * @import { Place, Unit } from "./seeing.mjs"
 *
 * @typedef {{ unit: { layer: number, row: number, column: number } }} Told What Python hears.
 */

const ZOOM = 1.6
// Milliseconds without another step after which the server is told.
const STILL = 350
// Pixels up to which the image stays in sight above the maps, as in the style sheet.
const NARROW = 520
const HINT = "Point at a unit of any map: the frames are what it sees. Click to keep it, or type where it is."

class FieldView {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.words = element("p", "words", root)
    const tools = element("div", "tools", root)
    this.form = new UnitForm(tools, (unit) => this.pin(keptUnit(this.places, unit)))
    const zooming = element("span", "zooming", tools)
    button("−", zooming, () => this.zoom(1 / ZOOM), "Zoom out")
    button("+", zooming, () => this.zoom(ZOOM), "Zoom in to the windows")
    button("Fit", zooming, () => this.whole(), "Fit: show everything")
    this.board = element("div", "board", root)
    this.legend = new FieldLegend(root)
    element("p", "hint", root, HINT)
    this.trouble = element("p", "trouble", root)
    this.trouble.setAttribute("role", "status")
    this.width = new WidthWatch(root, () => this.fit())
    /** @type {Place[]} */
    this.places = []
    /** @type {PlaceFigure[]} */
    this.figures = []
    // What the figures were made for, and the unit that the server knows of.
    this.kind = this.known = ""
    /** @type {Unit} */
    this.pinned = [1, 0, 0]
    /** @type {Unit | null} */
    this.pointed = null
    this.frame = new NextFrame(() => this.draw())
    /** @type {number | undefined} */
    this.resting = undefined
    /** @type {Mounted<Uint8Array<ArrayBuffer>, Told>["setStateValue"]} */
    this.tell = () => {}
  }

  /** @param {Mounted<Uint8Array<ArrayBuffer>, Told>} mounted */
  receive({ data, setStateValue }) {
    this.tell = setStateValue
    this.width.start()
    const { header, arrays } = unpacked(data)
    ask(this.root, header.asking)
    this.places = placesOf(header, arrays)
    if (header.unit.join(" ") !== this.known) this.pinned = header.unit
    this.known = header.unit.join(" ")
    this.pinned = keptUnit(this.places, this.pinned)
    this.pointed = null
    this.arrange()
    const palette = canvasColours(/** @type {Uint8Array} */ (arrays.get("palette")?.values))
    this.figures.forEach((figure, at) => figure.show(this.places[at], palette, isAsking(this.root)))
    this.legend.show(palette)
    this.say()
    this.fit()
    this.explain("")
  }

  /** @param {string} why */
  explain(why) {
    write(this.trouble, why)
  }

  /** A figure for each place; other values of the same maps keep theirs, with their zoom. */
  arrange() {
    const kind = JSON.stringify(this.places.map(({ title, size, frame }) => [title, size, frame]))
    if (kind === this.kind) return
    this.kind = kind
    this.board.replaceChildren()
    const image = element("div", "image", this.board)
    const layers = element("div", "layers", this.board)
    this.figures = this.places.map((place, at) => new PlaceFigure(at ? layers : image, place, at, this.figureHooks(at)))
  }

  /** @param {number} at */
  figureHooks(at) {
    return {
      point: (/** @type {Cell | null} */ cell) => this.point(cell && this.unitAt(at, cell)),
      pin: (/** @type {Cell} */ cell) => this.pin(this.unitAt(at, cell)),
      zoom: (/** @type {number} */ factor) => this.zoom(factor),
      enter: () => this.enter(at),
      key: (/** @type {KeyboardEvent} */ event) => this.key(event, at),
    }
  }

  fit() {
    const high = Math.max(160, Math.min(620, window.innerHeight * (this.root.clientWidth > NARROW ? 0.56 : 0.34)))
    for (const figure of this.figures) figure.fit(high)
    this.draw()
  }

  /**
   * The unit that a cell of a map is; of the image, the pinned layer's unit above that pixel.
   * @param {number} at
   * @param {Cell} cell
   */
  unitAt(at, cell) {
    const layer = at || this.pinned[0]
    return keptUnit(this.places, [layer, ...(at ? cell : nearestUnit(this.places[layer], cell))])
  }

  unit() {
    return this.pointed ?? this.pinned
  }

  /** What the unit sees of each place up to its own. */
  seen() {
    return windowsOf(this.places, this.unit())
  }

  /** @param {Unit | null} unit */
  point(unit) {
    this.pointed = unit
    this.frame.ask()
  }

  /** @param {Unit} unit */
  pin(unit) {
    this.pinned = unit
    this.pointed = null
    this.frame.ask()
    this.say()
    announce(this.root, this.sentence(unit))
    clearTimeout(this.resting)
    this.resting = setTimeout(() => this.tellUnit(), STILL)
  }

  /** Says the kept unit wherever it is read and typed. */
  say() {
    const seen = isAsking(this.root) ? [] : windowsOf(this.places, this.pinned)
    this.figures.forEach((figure, at) => figure.say(this.pinned, seen[at]))
    this.form.show(this.places, this.pinned)
  }

  /** @param {Unit} unit */
  sentence(unit) {
    if (isAsking(this.root)) return COVERED
    return `${unitSentence(this.places, unit)} ${shareSentence(this.places, unit)}`
  }

  tellUnit() {
    const said = this.pinned.join(" ")
    if (said === this.known) return
    this.known = said
    const [layer, row, column] = this.pinned
    this.tell("unit", { layer, row, column })
  }

  /**
   * By keyboard into another layer: to the unit that looks where the last one did.
   * @param {number} layer
   */
  enter(layer) {
    if (layer === this.pinned[0]) return
    const [top, left, bottom, right] = windowsOf(this.places, this.pinned)[0].box
    this.pin([layer, ...nearestUnit(this.places[layer], [(top + bottom) / 2, (left + right) / 2])])
  }

  /**
   * @param {KeyboardEvent} event
   * @param {number} layer
   */
  key(event, layer) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const to = cellReached(event.key, this.pinned[0] === layer ? [this.pinned[1], this.pinned[2]] : [0, 0])
    if (to) this.pin(keptUnit(this.places, [layer, ...to]))
    else if (event.key === "+" || event.key === "-") this.zoom(event.key === "+" ? ZOOM : 1 / ZOOM)
    else return
    this.seen().forEach((seen, at) => this.figures[at].follow(seen))
    event.preventDefault()
  }

  /** @param {number} factor */
  zoom(factor) {
    this.seen().forEach((seen, at) => this.figures[at].zoom(factor, seen))
    this.frame.ask()
  }

  whole() {
    for (const figure of this.figures) figure.whole()
    this.frame.ask()
  }

  draw() {
    if (!this.places.length) return
    const unit = this.unit()
    const seen = this.seen()
    const asking = isAsking(this.root)
    this.figures.forEach((figure, at) => figure.draw(unit, asking ? undefined : seen[at]))
    write(this.words, this.sentence(unit))
    Object.assign(this.root.dataset, { unit: unit.join(" "), window: seen[0].box.join(" ") })
  }

  stop() {
    clearTimeout(this.resting)
    this.frame.stop()
    this.width.stop()
  }
}

/**
 * Where a key leads from a cell; undefined where it leads nowhere.
 * @param {string} key
 * @param {Cell} cell
 * @returns {Cell | undefined}
 */
function cellReached(key, [row, column]) {
  /** @type {Record<string, Cell>} */
  const places = {
    ArrowLeft: [row, column - 1],
    ArrowRight: [row, column + 1],
    ArrowUp: [row - 1, column],
    ArrowDown: [row + 1, column],
    Home: [0, 0],
    End: [Infinity, Infinity],
  }
  return places[key]
}

export default component("field_view", FieldView, "These maps could not be drawn")
