// What one unit sees: an image and the map of every layer; a unit's window on each map before its own.
// Places, units and windows are those of seeing.mjs.

import { element, write } from "../dom.mjs"
import { unpacked, words } from "../message.mjs"
import { coloursOf, limitOf, scaleFor, signedScale } from "../explorer/colours.mjs"
import { text } from "../explorer/numbers.mjs"
import { Plane } from "../explorer/plane.mjs"
import { beside, extent, framedValues, gapped, keptUnit, nearestUnit, placesOf, unitSentence, windowsOf } from "./seeing.mjs"

const SHADE = "rgba(0, 0, 0, 0.45)"
const READ = "rgba(213, 94, 0, 0.6)"
// Cells of a window with gaps that are marked one by one, at most.
const MOST_READ = 3000
// Milliseconds without another step after which the server is told.
const STILL = 350
// Pixels up to which the image stays in sight above the maps, as in the style sheet.
const NARROW = 520
const HINT = "Point at a unit of any map: the frames are what it sees. Click to keep it."

const views = new WeakMap()

class FieldView {
  constructor(root) {
    this.root = root
    root.replaceChildren()
    this.words = element("p", "words", root)
    this.board = element("div", "board", root)
    this.makeTools(element("div", "tools", root))
    this.trouble = element("p", "trouble", root)
    this.trouble.setAttribute("role", "status")
    this.spoken = element("p", "spoken", root)
    this.spoken.setAttribute("aria-live", "polite")
    // Streamlit listens for r and c on the document.
    root.addEventListener("keydown", (event) => event.stopPropagation())
    this.watcher = new ResizeObserver(() => this.resized())
  }

  makeTools(parent) {
    const button = (label, title, act) => {
      const made = element("button", "", parent)
      Object.assign(made, { type: "button", textContent: label, title })
      made.setAttribute("aria-label", title)
      made.addEventListener("click", act)
    }
    button("−", "Zoom out", () => this.zoom(1 / 1.6))
    button("+", "Zoom in to the windows", () => this.zoom(1.6))
    button("Fit", "Show everything", () => this.whole())
    write(element("span", "hint", parent), HINT)
  }

  receive(data) {
    const { header, rest } = unpacked(data)
    this.places = placesOf(header, rest)
    this.palette = words(rest.subarray(0, 768))
    const sent = header.unit.join(" ")
    if (sent !== this.told) {
      this.pinned = header.unit
      this.told = sent
    }
    this.pinned = keptUnit(this.places, this.pinned)
    this.pointed = null
    this.arrange()
    this.places.forEach((place, at) => this.fill(place, at))
    this.fit()
    this.draw()
  }

  /** A figure for each place; other values of the same maps keep theirs, with their zoom. */
  arrange() {
    const kind = JSON.stringify(this.places.map(({ title, size, frame }) => [title, size, frame]))
    if (kind === this.kind) return
    this.kind = kind
    this.board.replaceChildren()
    const image = element("div", "image", this.board)
    const layers = element("div", "layers", this.board)
    this.sides = this.places.map((place, at) => this.side(at ? layers : image, place, at))
  }

  side(parent, place, at) {
    const figure = element("figure", "place", parent)
    write(element("figcaption", "", figure), place.title)
    const detail = element("p", "detail", figure)
    const plane = new Plane(element("div", "holder", figure), {
      point: (cell) => this.point(cell && this.unitAt(at, cell)),
      pin: (cell) => this.pin(this.unitAt(at, cell)),
      pen: () => false,
      paint: () => {},
      zoom: (factor) => this.zoom(factor),
    })
    const line = element("p", "line", figure)
    plane.canvas.setAttribute("role", at ? "application" : "img")
    plane.canvas.setAttribute("aria-label", at ? `Map of layer ${place.title}. Arrow keys move from unit to unit.` : "Image")
    if (at) {
      plane.canvas.tabIndex = 0
      plane.canvas.addEventListener("focus", () => plane.canvas.matches(":focus-visible") && this.enter(at))
      plane.canvas.addEventListener("keydown", (event) => this.key(event, at))
    }
    return { figure, detail, plane, line }
  }

  fill(place, at) {
    const { size, frame, channels, fields } = place
    const { plane, detail } = this.sides[at]
    // The network is given the image less its mean, so the zeros around it stand for that.
    const values = framedValues(place, at ? 0 : place.values.reduce((sum, value) => sum + value, 0) / place.values.length)
    const scale = at ? signedScale(this.palette, limitOf(values)) : scaleFor(values, this.palette)
    plane.show({ rows: size[0] + frame[0] + frame[1], columns: size[1] + frame[2] + frame[3], values, colours: coloursOf(scale, values), frame })
    const maps = channels > 1 ? `1 of ${channels} maps, ` : ""
    const own = `${size[0]} × ${size[1]}`
    write(detail, at ? `${maps}${own}\neach unit sees ${fields[0].size} × ${fields[1].size}` : `${own} pixels`)
  }

  /** Takes the width of each figure, and as much height. */
  fit() {
    const high = Math.max(160, Math.min(420, window.innerHeight * (this.root.clientWidth > NARROW ? 0.5 : 0.3)))
    for (const { figure, plane } of this.sides) plane.fit(Math.max(60, figure.clientWidth), high)
  }

  /** The unit that a cell of a drawn map stands for; of the image, the pinned layer's unit above that pixel. */
  unitAt(at, [row, column]) {
    const [top, , left] = this.places[at].frame
    const cell = [row - top, column - left]
    const layer = at || this.pinned[0]
    return keptUnit(this.places, [layer, ...(at ? cell : nearestUnit(this.places[layer], cell))])
  }

  unit() {
    return this.pointed ?? this.pinned
  }

  point(unit) {
    this.pointed = unit
    this.redraw()
  }

  pin(unit) {
    this.pinned = unit
    this.pointed = null
    this.redraw()
    write(this.spoken, unitSentence(this.places, unit))
    clearTimeout(this.resting)
    this.resting = setTimeout(() => this.tellUnit(), STILL)
  }

  tellUnit() {
    const said = this.pinned.join(" ")
    if (said === this.told) return
    this.told = said
    const [layer, row, column] = this.pinned
    this.tell("unit", { layer, row, column })
  }

  /** By keyboard into another layer: to the unit that looks where the last one did. */
  enter(layer) {
    if (layer === this.pinned[0]) return
    const [top, left, bottom, right] = windowsOf(this.places, this.pinned)[0].box
    this.pin([layer, ...nearestUnit(this.places[layer], [(top + bottom) / 2, (left + right) / 2])])
  }

  key(event, layer) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const [row, column] = this.pinned[0] === layer ? this.pinned.slice(1) : [0, 0]
    const moves = { ArrowLeft: [row, column - 1], ArrowRight: [row, column + 1], ArrowUp: [row - 1, column], ArrowDown: [row + 1, column] }
    const jumps = { Home: [0, 0], End: [Infinity, Infinity] }
    const to = moves[event.key] ?? jumps[event.key]
    if (to) this.pin(keptUnit(this.places, [layer, ...to]))
    else if (event.key === "+" || event.key === "-") this.zoom(event.key === "+" ? 1.6 : 1 / 1.6)
    else return
    this.follow()
    event.preventDefault()
  }

  /** The cells of a drawn map that a window covers: first and last. */
  drawnEnds({ box: [top, left, bottom, right] }, { frame }) {
    return [[top + frame[0], left + frame[2]], [bottom + frame[0], right + frame[2]]]
  }

  follow() {
    windowsOf(this.places, this.unit()).forEach((seen, at) => this.sides[at].plane.follow(...this.drawnEnds(seen, this.places[at])))
  }

  zoom(factor) {
    windowsOf(this.places, this.unit()).forEach((seen, at) => {
      const [first, last] = this.drawnEnds(seen, this.places[at])
      this.sides[at].plane.zoom(factor, [(first[0] + last[0]) / 2, (first[1] + last[1]) / 2])
    })
    this.redraw()
  }

  whole() {
    for (const { plane } of this.sides) plane.zoom(1e-9, [0, 0])
    this.redraw()
  }

  /** Draws before the next frame, however many moves there were. */
  redraw() {
    this.pending ??= requestAnimationFrame(() => {
      this.pending = null
      this.draw()
    })
  }

  draw() {
    const started = performance.now()
    const unit = this.unit()
    const seen = windowsOf(this.places, unit)
    this.sides.forEach(({ figure, plane, line }, at) => {
      figure.classList.toggle("later", at > unit[0])
      figure.classList.toggle("own", at === unit[0])
      plane.draw(seen[at] ? this.marks(seen[at], this.places[at], at) : [])
      write(line, seen[at] ? this.lineOf(seen[at], at) : "")
    })
    write(this.words, unitSentence(this.places, unit))
    Object.assign(this.root.dataset, { unit: unit.join(" "), window: seen[0].box.join(" "), took: (performance.now() - started).toFixed(2) })
  }

  lineOf({ box }, at) {
    const [layer, row, column] = this.unit()
    const place = this.places[at]
    if (at === layer) return `row ${row + 1}, column ${column + 1} holds ${text(place.values[row * place.size[1] + column])}`
    return `${extent(box)} ${at ? "units" : "pixels"}`
  }

  marks(seen, { frame, size }, at) {
    const cell = (row, column) => ({ top: row + frame[0], left: column + frame[2] })
    // Of the image what is not seen is shaded; of every map what is read is framed, cell by cell where there are gaps.
    const shades = at ? [] : beside(seen.box, ...size).map((part) => ({ ...part, kind: "tint", colour: SHADE, ...cell(part.top, part.left) }))
    const apart = gapped(seen) && seen.rows.length * seen.columns.length <= MOST_READ
    const read = apart ? seen.rows.flatMap((row) => seen.columns.map((column) => ({ kind: "tint", colour: READ, ...cell(row, column) }))) : []
    const [top, left, bottom, right] = seen.box
    const box = { kind: "box", ...cell(top, left), rows: bottom - top + 1, columns: right - left + 1, width: apart ? 1.5 : 2.5 }
    return [...shades, ...read, box]
  }

  resized() {
    const width = this.root.clientWidth
    if (!this.places || width === this.wide) return
    this.wide = width
    this.fit()
    this.draw()
  }

  stop() {
    clearTimeout(this.resting)
    cancelAnimationFrame(this.pending)
    this.pending = null
    this.watcher.disconnect()
  }
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".field_view")
  if (!views.has(root)) views.set(root, new FieldView(root))
  const view = views.get(root)
  view.tell = (name, value) => setStateValue(name, value)
  view.watcher.observe(root)
  try {
    view.receive(data)
    write(view.trouble, "")
  } catch (error) {
    write(view.trouble, `These maps could not be drawn: ${error.message}`)
  }
  return () => view.stop()
}
