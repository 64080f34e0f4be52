// A grid of kernel weights to type into, with the operations a learner tries on a kernel.

import { button, element } from "../shared/dom.mjs"
import { component } from "../shared/mount.mjs"
import { fitTable } from "../shared/table_fit.mjs"
import { number } from "../shared/typed_numbers.mjs"
import { flipped, negated, normalised, resized, ringTurned, rotated, sum, transposed } from "./changes.mjs"

/**
 * @typedef {number[][]} Rows
 * @typedef {{ rows: Rows, largest: number, refused: string }} Data the kernel, the longest side that it may have, and
 *   why the block last pasted was not taken
 * @typedef {{ rows: Rows }} State
 * @typedef {{ pasted: string }} Triggers
 */

// The sizes that the table is tried in: the first that there is room for.
const SIZES = ["", "dense", "tiny"]
// Milliseconds without typing after which the server is told.
const QUIET = 250

/** @type {{ name: string, title: string, change: (rows: Rows) => Rows, square3?: boolean }[]} */
const OPERATIONS = [
  {
    name: "Normalise",
    title: "Scale the weights so that they add up to 1 (if they add up to 0: so that their sizes do)",
    change: normalised,
  },
  { name: "Flip", title: "Turn by 180°: correlation with the flipped kernel is true convolution", change: flipped },
  { name: "Transpose", title: "Swap rows and columns: x becomes y", change: transposed },
  { name: "Rotate 90°", title: "Turn clockwise by 90°", change: rotated },
  {
    name: "Ring 45°",
    title: "Turn the ring of outer cells by one place, as Kirsch does (3 × 3 only)",
    change: ringTurned,
    square3: true,
  },
  { name: "Negate", title: "Change every sign", change: negated },
]

/** Where keys lead from a cell. @type {Record<string, [down: number, across: number]>} */
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }

/**
 * A number as a sum is shown: up to 6 digits.
 * @param {number} value
 */
export function shown(value) {
  return String(Number(value.toPrecision(6))).replace("-", "−")
}

/** @param {Rows} rows */
const spelled = (rows) => JSON.stringify(rows)

/**
 * Whether a key that leads sideways leaves the number that is typed: all of it is selected, or the cursor stands at its
 * end.
 * @param {HTMLInputElement} input
 * @param {number} across
 */
function leaves({ value, selectionStart, selectionEnd }, across) {
  if (!across || (selectionStart === 0 && selectionEnd === value.length)) return true
  return selectionStart === selectionEnd && selectionStart === (across < 0 ? 0 : value.length)
}

class Editor {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.refused = ""
    this.largest = 1
    /** The rows shown, and those sent that the server has not given back yet, as JSON. */
    this.current = ""
    this.sent = new Set()
    /** How wide the root was when the table was fitted. */
    this.wide = 0
    const sizes = element("div", "bar", root)
    this.height = this.sizeInput(sizes, "Rows")
    this.width = this.sizeInput(sizes, "Columns")
    const operations = element("div", "bar", root)
    this.buttons = OPERATIONS.map(({ name, title, change }) => {
      const made = button(name, operations, () => this.become(change(this.rows(true))))
      made.title = title
      return made
    })
    this.scroller = element("div", "scroller", root)
    this.table = element("table", "ruled", this.scroller)
    this.table.setAttribute("aria-label", "Kernel weights")
    this.rest = element("p", "rest", root)
    this.sum = element("p", "sum", root)
    this.trouble = element("p", "trouble", root)
    this.trouble.setAttribute("role", "status")
    this.table.addEventListener("input", () => this.typed())
    this.table.addEventListener("keydown", (event) => this.move(event))
    this.table.addEventListener("paste", (event) => this.paste(event))
    this.watcher = new ResizeObserver(() => root.clientWidth !== this.wide && this.fit())
  }

  /**
   * A kernel from the server, and why it did not take what was pasted.
   * @param {Mounted<Data, State, Triggers>} mounted
   */
  receive({ data, setStateValue, setTriggerValue }) {
    this.tell = setStateValue
    this.hand = setTriggerValue
    this.largest = data.largest
    for (const input of [this.height, this.width]) input.max = String(data.largest)
    if (data.refused !== this.refused) this.trouble.textContent = data.refused
    this.refused = data.refused
    this.watcher.observe(this.root)
    const received = spelled(data.rows)
    // An answer to what was typed a moment ago must not overwrite what is typed now.
    if (received === this.current || this.sent.delete(received)) return
    this.sent.clear()
    this.current = received
    this.fill(data.rows)
  }

  stop() {
    clearTimeout(this.waiting)
    this.watcher.disconnect()
  }

  /** Makes all cells as wide as their longest number, and the table as large as there is room. */
  fit() {
    this.wide = this.root.clientWidth
    if (!this.wide) return
    const longest = Math.max(...this.inputs().flatMap((row) => row.map((input) => input.value.length)))
    this.table.style.setProperty("--letters", String(longest + 1))
    const seen = fitTable(this.scroller, this.table, this.wide, SIZES)
    const columns = this.table.rows[0].cells.length
    this.rest.textContent = seen < columns ? `${seen} of ${columns} columns fit here: scroll sideways.` : ""
  }

  /** @param {Element} parent @param {string} name */
  sizeInput(parent, name) {
    const label = element("label", "", parent, name)
    const input = element("input", "", label)
    input.type = "number"
    input.min = "1"
    input.setAttribute("aria-label", name)
    input.addEventListener("change", () => {
      this.become(resized(this.rows(true), this.side(this.height), this.side(this.width)))
    })
    return input
  }

  /** @param {HTMLInputElement} input */
  side(input) {
    return Math.min(this.largest, Math.max(1, Math.round(Number(input.value)) || 1))
  }

  /** The cells' inputs, row by row. @returns {HTMLInputElement[][]} */
  inputs() {
    return [...this.table.rows].map((row) => [...row.querySelectorAll("input")])
  }

  /** The numbers in the grid; cells that are not numbers are NaN, or 0 where asked. @returns {Rows} */
  rows(forgiving = false) {
    const value = (/** @type {HTMLInputElement} */ input) => {
      const typed = number(input.value)
      // Minus zero would be one more spelling of the same kernel.
      return (forgiving && Number.isNaN(typed)) || typed === 0 ? 0 : typed
    }
    return this.inputs().map((row) => row.map(value))
  }

  /** @param {Rows} rows */
  fill(rows) {
    const [height, width] = [rows.length, rows[0].length]
    this.height.value = String(height)
    this.width.value = String(width)
    const same = this.table.rows.length === height && this.table.rows[0]?.cells.length === width
    if (!same) this.rebuild(height, width)
    this.inputs().forEach((row, i) => {
      row.forEach((input, j) => {
        input.value = String(rows[i][j])
      })
    })
    this.judge()
  }

  /** @param {number} height @param {number} width */
  rebuild(height, width) {
    this.table.replaceChildren()
    for (let i = 0; i < height; i++) {
      const row = element("tr", "", this.table)
      for (let j = 0; j < width; j++) {
        const input = element("input", "", element("td", "", row))
        input.inputMode = "text"
        input.setAttribute("aria-label", `Row ${i + 1}, column ${j + 1}`)
      }
    }
  }

  /** Says what the grid holds; true where all of it is numbers. */
  judge() {
    const wrong = this.mark()
    const rows = this.rows(true)
    this.fit()
    this.sum.textContent = `Sum ${shown(sum(rows))} · ${rows.length} × ${rows[0].length}`
    this.trouble.textContent = wrong
    OPERATIONS.forEach(({ square3 }, at) => {
      this.buttons[at].disabled = Boolean(square3) && (rows.length !== 3 || rows[0].length !== 3)
    })
    return !wrong
  }

  /** Marks the cells that hold no number; a sentence about the last of them, or "". */
  mark() {
    let wrong = ""
    this.inputs().forEach((row, i) => {
      row.forEach((input, j) => {
        const none = Number.isNaN(number(input.value))
        input.classList.toggle("wrong", none)
        if (none) wrong = `“${input.value}” in row ${i + 1}, column ${j + 1} is not a number.`
      })
    })
    return wrong
  }

  /** @param {Rows} rows */
  become(rows) {
    this.fill(rows)
    this.send()
  }

  typed() {
    clearTimeout(this.waiting)
    if (this.judge()) this.waiting = setTimeout(() => this.send(), QUIET)
  }

  send() {
    clearTimeout(this.waiting)
    const rows = this.rows(true)
    this.current = spelled(rows)
    this.sent.add(this.current)
    this.tell?.("rows", rows)
  }

  /** @param {KeyboardEvent} event */
  move(event) {
    const step = STEPS[event.key]
    const input = /** @type {HTMLInputElement} */ (event.target)
    const cell = input.closest("td")
    const row = cell?.closest("tr")
    if (!step || !cell || !row || !leaves(input, step[1])) return
    const next = this.inputs()[row.rowIndex + step[0]]?.[cell.cellIndex + step[1]]
    next?.focus()
    next?.select()
    event.preventDefault()
  }

  /**
   * A block copied from anywhere replaces the whole kernel, once the server has read it: it knows every notation.
   * @param {ClipboardEvent} event
   */
  paste(event) {
    const text = event.clipboardData?.getData("text") ?? ""
    if (!/[\s,;]/.test(text.trim())) return
    event.preventDefault()
    clearTimeout(this.waiting)
    this.hand?.("pasted", text)
  }
}

export default component("kernel_grid", Editor, "This kernel could not be drawn")
