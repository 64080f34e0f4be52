// A tile that is a table of numbers, as large as its section has room for, to be walked through cell by cell.

import { announce } from "../shared/announcer.mjs"
import { element, write } from "../shared/dom.mjs"
import { columnsFor, fitTable } from "../shared/table_fit.mjs"
import { childrenOf, writeEach } from "./children.mjs"
import { inWords } from "./painting.mjs"

/**
 * @typedef {{ text: string, colour: string, dark: boolean, invented: boolean, marked: boolean }} Cell
 * @typedef {{
 *   kind: "matrix", title: string, facts: string[], told: string, cells: Cell[][],
 *   first: [row: number, column: number] | null,
 * }} MatrixTile see cnnviz/figures/draw/tiles.py
 */

// The sizes that a table is tried in: the first that its section has room for.
const SIZES = ["", "dense"]
// With more columns a table is dense from the start.
const FEW = 7
// In less room, in CSS pixels, any table is.
const NARROW = 380
/** Where keys lead from a cell. @type {Record<string, [down: number, across: number]>} */
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }

/**
 * A number in as few digits as say something: two, without the zero before the point.
 * @param {string} text as the app writes it
 */
export function shortened(text) {
  const value = Number(text.replace("−", "-"))
  if (!Number.isFinite(value) || text.length <= 3) return text
  const size = Math.abs(value)
  const digits =
    size >= 1e4 || size < 1e-3 ? size.toExponential(0).replace("+", "") : String(Number(size.toPrecision(2)))
  return (value < 0 ? "−" : "") + digits.replace(/^0\./, ".")
}

export class Matrix {
  constructor() {
    this.kind = "matrix"
    /** @type {Cell[][]} */
    this.cells = []
    /** What the first row and column are called, and the cell that one stands on. */
    this.first = [1, 1]
    this.at = [0, 0]
    this.node = element("figure", "matrix")
    this.scroller = element("div", "scroller", this.node)
    this.table = element("table", "", this.scroller)
    this.table.setAttribute("role", "grid")
    this.table.tabIndex = 0
    const caption = element("figcaption", "", this.node)
    this.title = element("div", "title", caption)
    this.facts = element("div", "facts", caption)
    this.rest = element("div", "rest", caption)
    this.table.addEventListener("keydown", (event) => this.move(event))
    this.table.addEventListener("focus", () => this.stand())
    this.table.addEventListener("blur", () => this.current()?.classList.remove("current"))
  }

  /** @param {MatrixTile} tile */
  draw(tile) {
    this.cells = tile.cells
    this.first = tile.first ?? [1, 1]
    this.table.setAttribute("aria-label", `${inWords(tile)} Arrow keys read its cells.`)
    this.table.classList.toggle("ruled", Boolean(tile.first))
    if (tile.first) {
      this.table.style.setProperty("--before-row", String(tile.first[0] - 1))
      this.table.style.setProperty("--before-column", String(tile.first[1] - 1))
      this.table.style.setProperty("--digits", String(String(tile.first[0] + tile.cells.length - 1).length))
    }
    this.fill((text) => text)
    write(this.title, tile.title)
    writeEach(this.facts, "span", tile.facts)
  }

  /** @param {(text: string) => string} spelled */
  fill(spelled) {
    childrenOf(this.table, "tr", this.cells.length).forEach((row, at) => {
      drawRow(row, this.cells[at], spelled)
    })
  }

  /**
   * Takes the columns of its section that it needs, or, where all of them are too few, whole cells to scroll. The
   * section's columns are measured while no table spans several: a span for another width would add some.
   */
  fit() {
    const { tracks, gap } = columnsOf(/** @type {Element} */ (this.node.parentElement))
    const room = tracks.length * (tracks[0] + gap) - gap
    const [seen, columns] = [this.fitInto(room), this.table.rows[0].cells.length]
    const need = seen < columns ? room : this.table.offsetWidth
    this.node.style.gridColumn = `span ${columnsFor(need, tracks[0], gap, tracks.length)}`
  }

  /**
   * As many columns as fit are seen at once, with fewer digits where all of them do not fit with all.
   * @param {number} room
   */
  fitInto(room) {
    const columns = this.table.rows[0].cells.length
    const sizes = columns > FEW || room < NARROW ? SIZES.slice(1) : SIZES
    this.fill((text) => text)
    let seen = fitTable(this.scroller, this.table, room, sizes)
    if (seen < columns) {
      this.fill(shortened)
      seen = fitTable(this.scroller, this.table, room, sizes)
    }
    write(this.rest, seen < columns ? `${seen} of ${columns} columns fit here: scroll sideways.` : "")
    return seen
  }

  /**
   * Only colours, each cell as wide as the room allows, where numbers have none; they can still be walked through.
   * @param {number} room
   */
  fitBare(room) {
    this.table.classList.remove("bare", "wide")
    if (this.fitInto(room) === this.table.rows[0].cells.length) {
      this.table.classList.add("wide")
      return
    }
    this.fill(() => "")
    this.table.classList.remove("even", "dense")
    this.table.classList.add("bare")
    this.scroller.style.maxWidth = ""
    this.table.style.setProperty("--side", `${Math.floor(room / this.table.rows[0].cells.length)}px`)
    write(this.rest, "Too many numbers to write here: point at a cell, or walk through them by arrow keys.")
  }

  current() {
    return this.table.rows[this.at[0]]?.cells[this.at[1]]
  }

  /** @param {KeyboardEvent} event */
  move(event) {
    const step = STEPS[event.key]
    if (!step) return
    event.preventDefault()
    this.current()?.classList.remove("current")
    const limits = [this.cells.length, this.cells[0].length]
    this.at = this.at.map((place, axis) => Math.max(0, Math.min(limits[axis] - 1, place + step[axis])))
    this.stand()
  }

  /** Marks the cell that one stands on, and says it. */
  stand() {
    const counts = [this.cells.length, this.cells[0].length]
    this.at = this.at.map((place, axis) => Math.min(place, counts[axis] - 1))
    const [row, column] = this.at
    this.current()?.classList.add("current")
    this.current()?.scrollIntoView({ block: "nearest", inline: "nearest" })
    const { text, invented, marked } = this.cells[row][column]
    const more = [invented && "invented", marked && "marked"].filter(Boolean).join(", ")
    const root = /** @type {HTMLElement | null} */ (this.node.closest(".gallery"))
    if (root)
      announce(root, `Row ${this.first[0] + row}, column ${this.first[1] + column}: ${text}${more && `, ${more}`}`)
  }
}

/** The widths of a grid's columns and of what lies between them, in pixels. @param {Element} grid */
function columnsOf(grid) {
  const { gridTemplateColumns, columnGap } = getComputedStyle(grid)
  return { tracks: gridTemplateColumns.split(" ").map(parseFloat), gap: parseFloat(columnGap) }
}

/** @param {HTMLTableRowElement} row @param {Cell[]} cells @param {(text: string) => string} spelled */
function drawRow(row, cells, spelled) {
  childrenOf(row, "td", cells.length).forEach((node, at) => {
    const { text, colour, dark, invented, marked } = cells[at]
    write(node, spelled(text))
    node.title = spelled(text) === text ? "" : text
    node.style.backgroundColor = colour
    node.className = ["data", dark && "dark", invented && "invented-cell", marked && "marked"].filter(Boolean).join(" ")
  })
}
