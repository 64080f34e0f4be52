// Grids and columns of numbers, coloured by their scales.

import { coloursOf, css, inkOn } from "../shared/colours.mjs"
import { button, element, write } from "../shared/dom.mjs"
import { text } from "../shared/numbers.mjs"
import { gist, walked } from "../shared/plane/gist.mjs"
import { Table } from "./number_table.mjs"

/**
 * @import { Scale } from "../shared/colours.mjs"
 *
 * @typedef {object} GridHooks
 * @property {(k: number | null, walked?: boolean) => void} point Told which cell is pointed at, and whether somebody
 *   walked there with the keyboard.
 * @property {(k: number, input: HTMLInputElement) => void} [edit] Told what is typed, where cells can be typed into.
 * @property {(block: string) => void} [paste] Told the block of numbers that is pasted.
 * @property {() => void} [open] Told when a picture is clicked.
 *
 * @typedef {{ values: ArrayLike<number>, scale: Scale } | { values: string[] }} Column Numbers, or words as they are.
 */

// Cells on a side up to which a grid can be a table of numbers; larger ones are small pictures.
export const TABLED = 7
/**
 * A grid of numbers: a table, or a picture where it is large or can be opened.
 * @param {HTMLElement} parent
 * @param {string} title
 * @param {[number, number]} size
 * @param {GridHooks} hooks
 */
export function gridOf(parent, title, size, hooks) {
  const figure = element("figure", "grid", parent)
  write(element("figcaption", "", figure), title)
  return Math.max(...size) <= TABLED && !hooks.open
    ? new Table(figure, title, size, hooks)
    : new Picture(figure, title, size, hooks)
}

class Picture {
  /**
   * @param {HTMLElement} parent
   * @param {string} title
   * @param {[number, number]} size
   * @param {GridHooks} hooks
   */
  constructor(parent, title, [rows, columns], hooks) {
    const canvas = element("canvas", "", parent)
    this.canvas = canvas
    this.title = title
    this.hooks = hooks
    this.at = 0
    canvas.width = columns
    canvas.height = rows
    canvas.tabIndex = 0
    canvas.setAttribute("role", "application")
    canvas.setAttribute("aria-describedby", "moment")
    canvas.addEventListener("pointermove", (event) => hooks.point(cellUnder(event, canvas)))
    canvas.addEventListener("pointerleave", () => hooks.point(null))
    canvas.addEventListener("blur", () => hooks.point(null))
    canvas.addEventListener("keydown", (event) => this.key(event))
    if (hooks.open) canvas.addEventListener("click", hooks.open)
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const { width, height } = this.canvas
    const to = walked(event.key, [Math.floor(this.at / width), this.at % width], height, width)
    if (to) {
      this.at = to[0] * width + to[1]
      this.hooks.point(this.at, true)
    } else if (event.key === "Enter" && this.hooks.open) this.hooks.open()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  /**
   * @param {ArrayLike<number>} values
   * @param {Scale} scale
   */
  set(values, scale) {
    const { width, height } = this.canvas
    const pixels = new Uint8ClampedArray(coloursOf(scale, values).buffer)
    this.canvas.getContext("2d")?.putImageData(new ImageData(pixels, width, height), 0, 0)
    const keys = this.hooks.open ? "Arrow keys move, Enter shows its numbers." : "Arrow keys move from cell to cell."
    const label = `${this.title}: ${gist(values, [height, width])} ${keys}`
    if (this.canvas.ariaLabel !== label) this.canvas.ariaLabel = label
  }
}

/**
 * The number of the cell under the pointer, in reading order.
 * @param {PointerEvent} event
 * @param {HTMLCanvasElement} canvas
 */
function cellUnder(event, canvas) {
  const box = canvas.getBoundingClientRect()
  const within = (/** @type {number} */ share, /** @type {number} */ count) =>
    Math.min(count - 1, Math.max(0, Math.floor(share * count)))
  const row = within((event.clientY - box.top) / box.height, canvas.height)
  return row * canvas.width + within((event.clientX - box.left) / box.width, canvas.width)
}

/** Rows of a table with a name each, for pixels that are seen through all channels at once. */
export class Rows {
  /**
   * @param {HTMLElement} parent
   * @param {string[]} titles of the columns
   * @param {number} count of the rows
   * @param {(row: number) => void} [pick] told which row's name is pressed, where names are buttons
   */
  constructor(parent, titles, count, pick) {
    const table = element("table", "ledger", element("div", "scroller", parent))
    const head = element("tr", "", table)
    for (const title of titles) Object.assign(element("th", "", head, title), { scope: "col" })
    this.rows = Array.from({ length: count }, () => element("tr", "", table))
    this.cells = this.rows.map((tr, row) =>
      titles.map((_, column) => {
        const td = element("td", "", tr)
        return pick && !column ? button("", td, () => pick(row)) : td
      }),
    )
  }

  /** @param {Column[]} columns */
  set(columns) {
    columns.forEach((column, place) => {
      const cells = this.cells.map((row) => row[place])
      if ("scale" in column) setNumbers(cells, column.values, column.scale)
      else for (const [k, cell] of cells.entries()) write(cell, column.values[k])
    })
  }
}

/**
 * @param {HTMLElement[]} cells
 * @param {ArrayLike<number>} values
 * @param {Scale} scale
 */
function setNumbers(cells, values, scale) {
  const colours = coloursOf(scale, values)
  cells.forEach((cell, k) => {
    write(cell, text(values[k]))
    cell.style.setProperty("--cell", css(colours[k]))
    cell.style.color = inkOn(colours[k])
  })
}
