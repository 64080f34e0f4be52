// Columns of maps, one after the other, and wires from map to unit. Who points at a map sees what holds it.

import { canvasColours, css, GREYS, inkOn } from "../shared/colours.mjs"
import { element, write } from "../shared/dom.mjs"
import { arranged, wirePath } from "./layout.mjs"
import { coloured, paint } from "./paint.mjs"
import { Photo } from "./photo.mjs"
import { windowOf } from "./seen.mjs"
import { shares, threadThrough } from "./thread.mjs"
import { mapWords, percent, seenWords, shortly, wireWords } from "./words.mjs"

/**
 * @import { Message, Numbers } from "../shared/message.mjs"
 * @import { Arrangement } from "./layout.mjs"
 * @import { Wire } from "./thread.mjs"
 * @import { Column } from "./words.mjs"
 * @import { Hands } from "./way.mjs"
 */

const SVG = "http://www.w3.org/2000/svg"
// Wires are drawn from this share of the strongest into the same column on.
const FAINT = 0.03
const THICKEST = 4.5
// Left of the columns for the photo, and right of them for names.
const LEAD = 190
const TAIL = 210
const STEPS = /** @type {Record<string, [number, number]>} */ ({
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
})

export class Chain {
  /** @param {HTMLElement} parent @param {Hands} hands */
  constructor(parent, hands) {
    this.hands = hands
    this.root = element("div", "chain", parent)
    this.photo = new Photo(this.root)
    this.wiring = document.createElementNS(SVG, "svg")
    this.wiring.setAttribute("aria-hidden", "true")
    this.root.append(this.wiring)
    this.board = element("div", "board", this.root)
    /** @type {Column[]} */
    this.columns = []
    /** @type {Wire[]} */
    this.wires = []
    /** @type {HTMLButtonElement[][]} */
    this.buttons = []
    /** @type {HTMLElement[]} */
    this.heads = []
    this.paths = /** @type {SVGPathElement[]} */ ([])
    this.at = [0, 0]
  }

  /** @param {Message} message */
  show({ header, arrays }) {
    this.columns = header.columns
    this.wires = header.wires
    const palette = canvasColours(/** @type {Uint8Array} */ (arrays.get("palette")?.values))
    this.photo.show(/** @type {Numbers} */ (arrays.get("photo")), "The photo as the network gets it")
    this.board.replaceChildren()
    this.heads = this.columns.map((column) => this.head(column))
    this.buttons = this.columns.map((column, number) =>
      column.channels.map((_, place) => this.cell(column, number, place, arrays.get(String(number)), palette)),
    )
    this.at = [this.columns.length - 1, 0]
    this.draw()
  }

  /** @param {Column} column */
  head(column) {
    const head = element("div", "head", this.board)
    const leads = column.go && this.hands.leads({ at: column.go, map: 0 })
    const inner = element(leads ? "button" : "span", "title", head, column.title)
    if (leads) {
      inner.setAttribute("type", "button")
      inner.tabIndex = -1
      inner.addEventListener("click", () => this.hands.go({ at: column.go, map: 0 }))
    }
    element("span", "detail", head, column.detail)
    head.title = column.told
    return head
  }

  /**
   * @param {Column} column
   * @param {number} number
   * @param {number} place
   * @param {Numbers | undefined} maps
   * @param {Uint32Array} palette
   */
  cell(column, number, place, maps, palette) {
    const cell = element("button", "cell", this.board)
    cell.type = "button"
    cell.tabIndex = -1
    const { values, shape } = /** @type {Numbers} */ (maps)
    const colours = column.signed ? palette : GREYS
    if (shape.length === 3) {
      const size = shape[1] * shape[2]
      const places = /** @type {Uint8Array} */ (values).subarray(place * size, (place + 1) * size)
      paint(element("canvas", "", cell), shape[1], shape[2], coloured(places, colours))
    } else if (column.shares.length) answer(cell, column, place)
    else {
      const word = colours[Number(values[place])]
      cell.classList.add("number", "data")
      Object.assign(cell.style, { background: css(word), color: inkOn(word) })
      element("span", "", cell, shortly(column.values[place]))
    }
    cell.setAttribute(
      "aria-label",
      `${mapWords(column, place)}. ${wireWords(this.wires, this.columns, number, place)}`.trim(),
    )
    const look = () => this.look(number, place)
    cell.addEventListener("pointerenter", look)
    cell.addEventListener("focus", look)
    cell.addEventListener("pointerleave", () => this.rest())
    cell.addEventListener("blur", () => this.rest())
    cell.addEventListener("keydown", (event) => this.key(event, number, place))
    cell.addEventListener("click", () => this.press(column, place))
    return cell
  }

  /** @param {Column} column @param {number} place */
  press(column, place) {
    if (column.go) this.hands.go({ at: column.go, map: column.channels[place] + 1 })
  }

  /** @param {KeyboardEvent} event @param {number} number @param {number} place */
  key(event, number, place) {
    const step = STEPS[event.key]
    if (!step) return
    event.preventDefault()
    const to = Math.max(0, Math.min(this.columns.length - 1, number + step[0]))
    const row = Math.max(0, Math.min(this.buttons[to].length - 1, place + step[1]))
    this.reach(to, row)
    this.buttons[to][row].focus()
  }

  /** Tab finds this cell. @param {number} column @param {number} place */
  reach(column, place) {
    this.buttons[this.at[0]]?.[this.at[1]]?.setAttribute("tabindex", "-1")
    this.at = [column, place]
    this.buttons[column]?.[place]?.setAttribute("tabindex", "0")
  }

  /** Lays everything out for the width there is. */
  draw() {
    const wide = this.root.clientWidth
    if (!wide || !this.columns.length) return
    const tail = this.columns[this.columns.length - 1].shares.length ? TAIL : 90
    const high = Math.max(300, Math.min(720, window.innerHeight - 235))
    const counts = this.columns.map((column) => column.channels.length)
    const room = { counts, wide, lead: LEAD, tail, high }
    let made = arranged(room)
    this.place(made, wide, tail)
    // Titles may need more lines than one where columns are narrow.
    const head = Math.max(...this.heads.map((one) => one.offsetHeight))
    if (head > made.head) {
      made = arranged({ ...room, head })
      this.place(made, wide, tail)
    }
    this.wire(made)
    this.reach(this.at[0], this.at[1])
    this.rest()
    Object.assign(this.root.dataset, { lines: String(made.lines), cell: String(made.cell) })
  }

  /** @param {Arrangement} made @param {number} wide @param {number} tail */
  place(made, wide, tail) {
    const first = made.lead ? made.lead - 26 : Math.min(wide, 240)
    this.photo.root.style.width = `${first}px`
    this.photo.root.classList.toggle("above", !made.lead)
    const last = this.columns.length - 1
    made.places.forEach((cells, number) => {
      const answers = number === last && this.columns[last].shares.length
      const span = answers ? Math.min(tail, wide - cells[0].left) : cells[0].side
      const head = this.heads[number]
      Object.assign(head.style, {
        left: `${cells[0].left}px`,
        top: `${cells[0].top - made.head}px`,
        width: `${Math.min(Math.max(span, made.step - 6), wide - cells[0].left)}px`,
      })
      cells.forEach((cell, place) => {
        const style = { left: `${cell.left}px`, top: `${cell.top}px`, width: `${span}px`, height: `${cell.side}px` }
        Object.assign(this.buttons[number][place].style, style)
      })
    })
    this.board.style.height = `${made.high}px`
  }

  /** @param {Arrangement} made */
  wire(made) {
    const { wiring, board } = this
    wiring.setAttribute("width", String(board.clientWidth))
    wiring.setAttribute("height", String(made.high))
    wiring.style.top = `${board.offsetTop}px`
    const strengths = shares(this.wires)
    wiring.replaceChildren()
    this.paths = this.wires.map(([from, source, to, place, loss], number) => {
      const path = document.createElementNS(SVG, "path")
      const start = made.places[from][source]
      path.setAttribute("d", wirePath(start, made.places[to][place], start.side))
      path.setAttribute("class", loss > 0 ? "holds" : "hinders")
      path.style.strokeWidth = String(0.6 + THICKEST * strengths[number])
      path.style.display = strengths[number] < FAINT ? "none" : ""
      wiring.append(path)
      return path
    })
  }

  /** Shows what holds a unit, and what it sees. @param {number} column @param {number} place */
  look(column, place) {
    const { columns, wires } = this
    const shown = columns[column]
    const box = windowOf(shown.seen, ...shown.units[place])
    this.light(threadThrough(wires, column, place), column, place)
    this.photo.mark(column ? box : null)
    const [rows, wide] = this.photo.sides
    const sees = column ? seenWords(box, rows, wide) : ""
    this.hands.say(`${mapWords(shown, place)}. ${wireWords(wires, columns, column, place)} ${sees}`)
  }

  /** As it is when nobody points: the thread of the first answer. */
  rest() {
    const last = this.columns.length - 1
    this.photo.mark(null)
    this.light(threadThrough(this.wires, last, 0), -1, -1)
    this.hands.say("")
  }

  /** @param {Set<number>} thread @param {number} column @param {number} place */
  light(thread, column, place) {
    const touched = new Set()
    this.wires.forEach(([from, source, to, unit], number) => {
      const own = (to === column && unit === place) || (from === column && source === place)
      this.paths[number].classList.toggle("lit", thread.has(number))
      this.paths[number].classList.toggle("own", own)
      if (thread.has(number)) touched.add(`${from} ${source}`).add(`${to} ${unit}`)
    })
    this.buttons.forEach((cells, number) =>
      cells.forEach((cell, row) => cell.classList.toggle("lit", touched.has(`${number} ${row}`))),
    )
    this.root.classList.toggle("looking", column >= 0)
  }
}

/** An answer: its name and its share. @param {HTMLElement} cell @param {Column} column @param {number} place */
function answer(cell, column, place) {
  cell.classList.add("answer")
  element("span", "name", cell, column.labels[place])
  // Between words, for those who listen.
  cell.append(" ")
  element("span", "share", cell, percent(column.shares[place]))
  const bar = element("span", "bar", cell)
  bar.style.width = `${Math.max(0.5, 100 * column.shares[place])}%`
  write(bar, "")
}
