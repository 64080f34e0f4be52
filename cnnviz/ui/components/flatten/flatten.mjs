// Maps beside the vector that Flatten makes of them: see cnnviz/figures/networks/flattening.py.

import { announce } from "../shared/announcer.mjs"
import { canvasColours, colourOf, coloursOf, css, GREYS, inkOn, limitOf, signedScale } from "../shared/colours.mjs"
import { ask, COVERED, isAsking } from "../shared/course/asking.mjs"
import { element, write } from "../shared/dom.mjs"
import { unpacked } from "../shared/message.mjs"
import { component } from "../shared/mount.mjs"
import { NextFrame } from "../shared/next_frame.mjs"
import { text } from "../shared/numbers.mjs"
import { WidthWatch } from "../shared/width.mjs"
import { Cells } from "./cells.mjs"
import { placeOf, unitOf, wayOf } from "./places.mjs"

/**
 * @import { Numbers } from "../shared/message.mjs"
 * @import { Place, Shape } from "./places.mjs"
 * @typedef {{ classes: string[], unit: number }} Header
 * @typedef {{ header: Header, shape: Shape, maps: Float32Array, weights: Float32Array, logits: Float32Array,
 *   palette: Uint32Array }} Flattened
 * @typedef {{ unit: { unit: number } }} Told What Python hears.
 */

// Milliseconds after a choice until the server is told; pixels from which maps lie in longer lines.
const STILL = 350
const WIDE = 700
const SHADES = 9

class FlattenView {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    const board = element("div", "board", root)
    this.picture = element("canvas", "picture", this.figure(board, "Your picture"))
    this.picture.setAttribute("role", "img")
    const hooks = {
      point: (/** @type {number} */ unit, /** @type {boolean} */ stay) => this.go(unit, stay),
      leave: () => this.go(this.chosen, false),
    }
    const maps = this.figure(board, "The last maps")
    this.maps = new Cells(maps, "maps", { ...hooks, key: (key) => this.walked(key) })
    this.table = element("table", "weights", this.figure(board, "The dense layer’s weights for this unit"))
    const vector = this.figure(root, "The vector")
    vector.classList.add("answering")
    this.vector = new Cells(vector, "vector", { ...hooks, key: (key) => this.stepped(key) })
    this.typed = element("div", "typed", root)
    this.inputs = ["Map", "Row", "Column", "Unit"].map((name, at) => this.input(name, at))
    this.reading = element("p", "reading hushed", root)
    this.legend = element("ul", "legend", root)
    this.trouble = element("p", "trouble", root)
    this.frame = new NextFrame(() => this.draw())
    this.width = new WidthWatch(root, () => this.fit())
    /** @type {Flattened | null} */
    this.shown = null
    this.unit = this.chosen = 0
    this.known = -1
    this.colours = new Uint32Array(0)
    /** @type {number | undefined} */
    this.resting = undefined
    /** @type {Mounted<Uint8Array<ArrayBuffer>, Told>["setStateValue"]} */
    this.tell = () => {}
  }

  /** @param {HTMLElement} parent @param {string} title */
  figure(parent, title) {
    const figure = element("figure", "", parent)
    element("figcaption", "", figure, title)
    return figure
  }

  /** @param {string} name @param {number} at */
  input(name, at) {
    const input = element("input", "", element("label", at < 3 ? "" : "hushed", this.typed, `${name} `))
    Object.assign(input, { type: "number", min: "1" })
    input.setAttribute("aria-label", name)
    input.addEventListener("change", () => {
      if (!this.shown) return
      const said = Math.max(0, Math.min(Number(input.max), Math.round(Number(input.value))) - 1) || 0
      const place = placeOf(this.shown.shape, this.chosen)
      if (at < 3) place[at] = said
      this.go(at < 3 ? unitOf(this.shown.shape, place) : said, true)
    })
    return input
  }

  /** @param {Mounted<Uint8Array<ArrayBuffer>, Told>} mounted */
  receive({ data, setStateValue }) {
    this.tell = setStateValue
    const { header, arrays } = unpacked(data, { copied: true })
    ask(this.root, header.asking)
    const array = (/** @type {string} */ name) => {
      const found = arrays.get(name)
      if (!found) throw new Error(`${name} is missing`)
      return found
    }
    const maps = array("maps")
    this.shown = {
      header,
      shape: /** @type {Shape} */ (maps.shape),
      maps: /** @type {Float32Array} */ (maps.values),
      weights: /** @type {Float32Array} */ (array("weights").values),
      logits: /** @type {Float32Array} */ (array("logits").values),
      palette: canvasColours(/** @type {Uint8Array} */ (array("palette").values)),
    }
    if (header.unit !== this.known) this.chosen = this.unit = header.unit
    this.known = header.unit
    this.colours = coloursOf({ palette: GREYS, low: 0, high: limitOf(this.shown.maps) }, this.shown.maps)
    this.paint(array("picture"))
    this.begin(this.shown)
    write(this.trouble, "")
    this.width.start()
    this.fit()
  }

  /** @param {Numbers} picture */
  paint({ values, shape: [rows, columns] }) {
    Object.assign(this.picture, { width: columns, height: rows })
    const words = Uint32Array.from(/** @type {Uint8Array} */ (values), (level) => GREYS[level])
    const image = new ImageData(new Uint8ClampedArray(words.buffer), columns, rows)
    this.picture.getContext("2d")?.putImageData(image, 0, 0)
    this.picture.setAttribute("aria-label", `Your picture in ${rows} × ${columns} pixels, as the network reads it`)
  }

  /** Table, legend and what can be typed. @param {Flattened} shown */
  begin({ header, shape, maps, palette }) {
    this.table.replaceChildren()
    const head = element("tr", "", this.table)
    for (const title of ["class", "weight", "× value =", "logit"]) {
      Object.assign(element("th", "", head, title), { scope: "col" })
    }
    for (const name of header.classes) {
      const row = element("tr", "", this.table)
      for (const said of [name, "", "", ""]) element("td", "", row, said)
    }
    this.inputs.forEach((input, at) => {
      input.max = String(at < 3 ? shape[at] : maps.length)
    })
    this.legend.replaceChildren()
    for (const [colours, words] of /** @type {[Uint32Array, string][]} */ ([
      [GREYS, `Maps and vector: black 0, white ${text(limitOf(maps))}`],
      [palette, "Weights and products: 0 in the middle, to the largest of all classes"],
    ])) {
      const entry = element("li", "", this.legend)
      const shades = Array.from({ length: SHADES }, (_, k) => css(colours[Math.round((255 * k) / (SHADES - 1))]))
      element("span", "ramp data", entry).style.background = `linear-gradient(to right, ${shades.join(", ")})`
      element("span", "", entry, words)
    }
    this.maps.canvas.setAttribute(
      "aria-label",
      `${shape[0]} maps of ${shape[1]} × ${shape[2]}. Arrow keys move from pixel to pixel.`,
    )
    this.vector.canvas.setAttribute("aria-label", `The vector of ${maps.length} units. Arrow keys move along it.`)
  }

  /** Where a key leads on the maps. @param {string} key */
  walked(key) {
    if (!this.shown) return null
    const { shape } = this.shown
    const place = placeOf(shape, this.chosen)
    /** @type {Record<string, Place>} */
    const steps = {
      ArrowUp: [0, -1, 0],
      ArrowDown: [0, 1, 0],
      ArrowLeft: [0, 0, -1],
      ArrowRight: [0, 0, 1],
      PageUp: [-1, 0, 0],
      PageDown: [1, 0, 0],
    }
    const by = steps[key]
    if (!by) return null
    const to = place.map((one, axis) => Math.max(0, Math.min(shape[axis] - 1, one + by[axis])))
    return unitOf(shape, /** @type {Place} */ (to))
  }

  /** Where a key leads along the vector. @param {string} key */
  stepped(key) {
    const last = (this.shown?.maps.length ?? 1) - 1
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1, Home: -last, End: last }[key]
    return by ? Math.max(0, Math.min(last, this.chosen + by)) : null
  }

  /** @param {number} unit @param {boolean} stay */
  go(unit, stay) {
    this.unit = unit
    if (stay) {
      this.chosen = unit
      clearTimeout(this.resting)
      this.resting = setTimeout(() => this.rest(), STILL)
    }
    this.frame.ask()
  }

  /** Says where one is, and lets the link keep it. */
  rest() {
    announce(this.root, isAsking(this.root) ? COVERED : (this.reading.textContent ?? ""))
    if (this.chosen === this.known) return
    this.known = this.chosen
    this.tell("unit", { unit: this.chosen })
  }

  fit() {
    if (!this.shown) return
    const [groups, rows, columns] = this.shown.shape
    const wide = this.root.clientWidth >= WIDE
    const lines = Math.ceil(Math.sqrt(groups / (wide ? 4 : 2)))
    this.maps.fit(this.maps.canvas.clientWidth, { groups, rows, columns, across: Math.ceil(groups / lines), high: 1 })
    // So many maps in a line of the vector that a unit can still be pointed at, and all lines alike.
    const room = Math.max(1, Math.floor(this.root.clientWidth / (rows * columns * (wide ? 5 : 3))))
    const across = Math.ceil(groups / Math.ceil(groups / Math.min(groups, room)))
    const vector = { groups, rows: 1, columns: rows * columns, across, high: 3 }
    this.vector.fit(this.vector.canvas.clientWidth, vector)
    this.draw()
  }

  draw() {
    const { shown, unit } = this
    if (!shown) return
    const started = performance.now()
    this.maps.draw(this.colours, unit)
    this.vector.draw(this.colours, unit)
    const said = wayOf(shown.shape, unit, shown.maps[unit])
    write(this.reading, said)
    const told = [...placeOf(shown.shape, unit), unit]
    this.inputs.forEach((input, at) => {
      input.value = String(told[at] + 1)
    })
    this.weigh(shown, unit)
    Object.assign(this.root.dataset, { unit: String(unit), took: (performance.now() - started).toFixed(2) })
  }

  /** The weights that meet the unit, and what they add to each class. @param {Flattened} shown @param {number} unit */
  weigh({ header, maps, weights, logits, palette }, unit) {
    const met = header.classes.map((_, at) => weights[at * maps.length + unit])
    const products = met.map((weight) => weight * maps[unit])
    const scales = [met, products].map((values) => signedScale(palette, limitOf(values)))
    header.classes.forEach((_, at) => {
      const cells = this.table.rows[at + 1].cells
      ;[met[at], products[at]].forEach((value, column) => {
        const colour = colourOf(scales[column], value)
        write(cells[column + 1], text(value))
        Object.assign(cells[column + 1].style, { background: css(colour), color: inkOn(colour) })
      })
      write(cells[3], text(logits[at]))
    })
  }

  /** @param {string} why */
  explain(why) {
    write(this.trouble, why)
  }

  stop() {
    clearTimeout(this.resting)
    this.frame.stop()
    this.width.stop()
  }
}

export default component("flatten", FlattenView, "The maps and their vector could not be drawn")
