// Between input and output: the numbers under the window, the weights, their products, and the sum written out.

import { element, write } from "../dom.mjs"
import { coloursOf, css, inkOn } from "./colours.mjs"
import { text } from "./numbers.mjs"

// Cells on a side up to which a grid can be a table of numbers; larger ones are small pictures.
export const TABLED = 7
// How long a text is, by its letters: no digit may be cut off.
const LENGTHS = ["", "", "", "", "", "", "", "", "long", "long", "longest"]
// Products written into the line of arithmetic before the rest are only counted.
const WRITTEN = 150

/** A number as a factor or a term: negative ones in brackets. */
export function bracketed(value) {
  const said = text(value)
  return said.startsWith("−") ? `(${said})` : said
}

/** "0.5 · 2 + 1 · (−1)": what is added up, the rest counted where it is long. */
export function sumOf(values, weights) {
  const terms = []
  for (let k = 0; k < Math.min(values.length, WRITTEN); k++) terms.push(`${k ? bracketed(values[k]) : text(values[k])} · ${bracketed(weights[k])}`)
  const more = values.length > WRITTEN ? ` + … (${values.length - WRITTEN} more)` : ""
  return terms.join(" + ") + more
}

/** A grid of numbers: a table, or a picture where it is large. */
export class Grid {
  /**
   * `hooks.point(k or null)` is told which cell is pointed at; with `hooks.edit(k, input)` cells can be typed into, and
   * with `hooks.paste(text)` take a block of numbers; with `hooks.open()` it is a picture that tells when it is clicked.
   */
  constructor(parent, title, rows, columns, hooks) {
    Object.assign(this, { rows, columns, hooks, cells: [] })
    const figure = element("figure", "grid", parent)
    this.title = element("figcaption", "", figure)
    write(this.title, title)
    if (Math.max(rows, columns) <= TABLED && !hooks.open) this.table(figure, title)
    else this.picture(figure, title)
  }

  table(figure, title) {
    const table = element("table", this.columns > 4 ? "narrow" : "", figure)
    table.setAttribute("aria-label", title)
    for (let row = 0; row < this.rows; row++) {
      const tr = element("tr", "", table)
      for (let column = 0; column < this.columns; column++) this.cell(tr, row, column)
    }
    table.addEventListener("pointerleave", () => this.hooks.point(null))
  }

  cell(tr, row, column) {
    const at = this.cells.length
    const td = element("td", "", tr)
    td.addEventListener("pointerenter", () => this.hooks.point(at))
    this.cells.push(td)
    if (!this.hooks.edit) return
    const input = element("input", "", td)
    input.setAttribute("aria-label", `Weight in row ${row + 1}, column ${column + 1}`)
    input.addEventListener("focus", () => this.hooks.point(at))
    input.addEventListener("blur", () => this.hooks.point(null))
    input.addEventListener("input", () => this.hooks.edit(at, input))
    input.addEventListener("paste", (event) => this.pasted(event))
  }

  pasted(event) {
    const block = event.clipboardData.getData("text").trim()
    if (!/[\s,;]/.test(block)) return
    event.preventDefault()
    this.hooks.paste(block)
  }

  picture(figure, title) {
    this.canvas = element("canvas", "", figure)
    this.canvas.width = this.columns
    this.canvas.height = this.rows
    this.canvas.setAttribute("role", "img")
    this.canvas.setAttribute("aria-label", title)
    this.canvas.addEventListener("pointermove", (event) => {
      const box = this.canvas.getBoundingClientRect()
      const row = Math.floor(((event.clientY - box.top) / box.height) * this.rows)
      const column = Math.floor(((event.clientX - box.left) / box.width) * this.columns)
      this.hooks.point(Math.min(this.rows - 1, Math.max(0, row)) * this.columns + Math.min(this.columns - 1, Math.max(0, column)))
    })
    this.canvas.addEventListener("pointerleave", () => this.hooks.point(null))
    if (this.hooks.open) this.canvas.addEventListener("click", this.hooks.open)
  }

  /** `marks(k)` names the classes of cell k. */
  set(values, scale, marks = () => "") {
    const colours = coloursOf(scale, values)
    if (this.canvas) {
      this.canvas.getContext("2d").putImageData(new ImageData(new Uint8ClampedArray(colours.buffer), this.columns, this.rows), 0, 0)
      return
    }
    for (let k = 0; k < values.length; k++) {
      const td = this.cells[k]
      const colour = css(colours[k])
      if (td.dataset.colour !== colour) {
        td.dataset.colour = td.style.backgroundColor = colour
        td.style.color = inkOn(colours[k])
      }
      const said = text(values[k])
      const kind = `${marks(k)} ${LENGTHS[Math.min(said.length, LENGTHS.length - 1)]}`.trim()
      if (td.className !== kind) td.className = kind
      if (this.hooks.edit) this.fill(td.firstChild, said)
      else write(td, said)
    }
  }

  fill(input, said) {
    // Nobody's typing is overwritten by what it led to.
    if (input.getRootNode().activeElement !== input && input.value !== said) input.value = said
    if (input.value === said) input.classList.remove("wrong")
  }
}

/** Rows of a table with a name each, for pixels that are seen through all channels at once. */
export class Ledger {
  constructor(parent, titles, count, hooks) {
    this.rows = []
    const table = element("table", "ledger", element("div", "scroller", parent))
    const head = element("tr", "", table)
    for (const title of titles) write(element("th", "", head), title)
    for (let k = 0; k < count; k++) {
      const tr = element("tr", "", table)
      tr.addEventListener("pointerenter", () => hooks.point(k))
      tr.addEventListener("pointerleave", () => hooks.point(null))
      this.rows.push(titles.map(() => element("td", "", tr)))
    }
  }

  /** `columns` are lists of texts, or of values with a scale that colours them. */
  set(columns) {
    columns.forEach(({ values, scale }, place) => {
      const colours = scale && coloursOf(scale, values)
      this.rows.forEach((row, k) => {
        write(row[place], scale ? text(values[k]) : values[k])
        if (!scale) return
        row[place].style.backgroundColor = css(colours[k])
        row[place].style.color = inkOn(colours[k])
      })
    })
  }
}
