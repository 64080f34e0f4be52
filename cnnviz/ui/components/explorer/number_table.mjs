// A grid of numbers as a table: walked cell by cell with arrow keys, and typed into where that is possible.

import { coloursOf, css, inkOn } from "../shared/colours.mjs"
import { element, write } from "../shared/dom.mjs"
import { rounded, text } from "../shared/numbers.mjs"
import { walked } from "../shared/plane/gist.mjs"
import { number } from "../shared/typed_numbers.mjs"

/**
 * @import { Scale } from "../shared/colours.mjs"
 * @import { GridHooks } from "./tables.mjs"
 *
 * @typedef {{ td: HTMLElement, input: HTMLInputElement | null, colour: number }} TableCell
 */

// Letters that a cell has room for at least and at most: a table widens for its longest number and stays so wide;
// longer ones are told with fewer digits.
const LETTERS = [4, 9]

export class Table {
  /**
   * @param {HTMLElement} parent
   * @param {string} title
   * @param {[number, number]} size
   * @param {GridHooks} hooks
   */
  constructor(parent, title, size, hooks) {
    this.hooks = hooks
    this.size = size
    this.title = title
    /** @type {TableCell[]} */
    this.cells = []
    this.letters = LETTERS[0]
    this.table = element("table", "", parent)
    this.table.setAttribute("role", "grid")
    this.table.setAttribute("aria-label", title)
    for (let row = 0; row < size[0]; row++) {
      const tr = element("tr", "", this.table)
      for (let column = 0; column < size[1]; column++) this.addCell(tr, row, column)
    }
    this.table.addEventListener("pointerleave", () => hooks.point(null))
    this.table.addEventListener("keydown", (event) => this.key(event))
  }

  /**
   * @param {HTMLElement} tr
   * @param {number} row
   * @param {number} column
   */
  addCell(tr, row, column) {
    const at = this.cells.length
    const td = element("td", "", tr)
    td.addEventListener("pointerenter", () => this.hooks.point(at))
    const input = this.hooks.edit ? element("input", "", td) : null
    this.cells.push({ td, input, colour: -1 })
    // One stop for all of the table: arrow keys lead from cell to cell.
    const stop = input ?? td
    stop.tabIndex = at ? -1 : 0
    stop.addEventListener("focus", () => this.hooks.point(at, stop.matches(":focus-visible")))
    stop.addEventListener("blur", () => this.hooks.point(null))
    if (!input) return
    input.setAttribute("aria-label", `Weight in row ${row + 1}, column ${column + 1}`)
    input.addEventListener("input", () => this.hooks.edit?.(at, input))
    input.addEventListener("paste", (event) => this.pasted(event))
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const at = this.cells.findIndex(({ td, input }) => event.target === (input ?? td))
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return
    const [rows, columns] = this.size
    const to = walked(event.key, [Math.floor(at / columns), at % columns], rows, columns)
    if (!to || typing(event.target, event.key)) return
    event.preventDefault()
    this.cells.forEach(({ td, input }, k) => {
      const stop = input ?? td
      stop.tabIndex = k === to[0] * columns + to[1] ? 0 : -1
      if (stop.tabIndex) return
      stop.focus()
      input?.select()
    })
  }

  /** @param {ClipboardEvent} event */
  pasted(event) {
    const block = event.clipboardData?.getData("text").trim() ?? ""
    if (!/[\s,;]/.test(block)) return
    event.preventDefault()
    this.hooks.paste?.(block)
  }

  /**
   * @param {ArrayLike<number>} values
   * @param {Scale} scale
   * @param {(k: number) => string} marks the classes of a cell
   */
  set(values, scale, marks = () => "") {
    const colours = coloursOf(scale, values)
    this.cells.forEach((cell, k) => {
      if (cell.colour !== colours[k]) {
        cell.colour = colours[k]
        cell.td.style.setProperty("--cell", css(colours[k]))
        cell.td.style.color = inkOn(colours[k])
      }
      const kind = marks(k).trim()
      if (cell.td.className !== kind) cell.td.className = kind
      this.put(cell, values[k])
    })
  }

  /**
   * @param {TableCell} cell
   * @param {number} value
   */
  put({ td, input }, value) {
    const said = input ? text(value) : lettered(value)
    if (input) fill(input, said)
    else write(td, said)
    if (said.length <= this.letters) return
    this.letters = said.length
    this.table.style.setProperty("--letters", String(said.length))
  }
}

/**
 * A number with as many digits as a cell has room for.
 * @param {number} value
 */
function lettered(value) {
  for (const digits of [4, 3, 2]) {
    const said = rounded(value, digits)
    if (said.length <= LETTERS[1]) return said
  }
  return rounded(value, 1)
}

/**
 * Whether a key moves the cursor within what is typed into a cell, and not to another.
 * @param {EventTarget | null} target
 * @param {string} key
 */
function typing(target, key) {
  if (!(target instanceof HTMLInputElement) || !/Left|Right|Home|End/.test(key)) return false
  const { selectionStart: from, selectionEnd: to, value } = target
  const whole = from === 0 && to === value.length
  const edge = /Left|Home/.test(key) ? from === 0 && to === 0 : from === value.length && to === value.length
  return !whole && !edge
}

/**
 * @param {HTMLInputElement} input
 * @param {string} said
 */
function fill(input, said) {
  const root = /** @type {Document | ShadowRoot} */ (input.getRootNode())
  // Nobody's typing is overwritten by what it led to.
  if (root.activeElement !== input && input.value !== said) input.value = said
  if (input.value === said) input.classList.remove("wrong")
}

/**
 * The number typed into a cell, and why it is none.
 * @param {HTMLInputElement} input
 */
export function typedIn(input) {
  const value = number(input.value)
  input.classList.toggle("wrong", Number.isNaN(value))
  const typed = input.value.trim() ? `“${input.value}”` : "Nothing"
  return { value, why: Number.isNaN(value) ? `${typed} is not a number. The last one still counts.` : "" }
}
