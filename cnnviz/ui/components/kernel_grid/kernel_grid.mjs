// A grid of kernel weights to type into, with the operations a learner tries on a kernel.

import { element } from "../dom.mjs"
import { fitTable } from "../room.mjs"
import { number, parsed, written } from "../typed.mjs"

// The sizes that the table is tried in: the first that there is room for.
const SIZES = ["", "dense", "tiny"]

export function transposed(rows) {
  return rows[0].map((_, j) => rows.map((row) => row[j]))
}

/** Turned by 180°, as true convolution does. */
export function flipped(rows) {
  return rows.map((row) => [...row].reverse()).reverse()
}

/** Turned by 90°, clockwise. */
export function rotated(rows) {
  return transposed([...rows].reverse())
}

/** The ring of eight outer cells of a 3 × 3 kernel turned by one place, counter-clockwise. */
export function ringTurned(rows) {
  const ring = [[0, 0], [0, 1], [0, 2], [1, 2], [2, 2], [2, 1], [2, 0], [1, 0]]
  const turned = rows.map((row) => [...row])
  ring.forEach(([i, j], place) => {
    const [from, to] = ring[(place + 1) % 8]
    turned[i][j] = rows[from][to]
  })
  return turned
}

export function sum(rows) {
  return rows.flat().reduce((a, b) => a + b, 0)
}

/** Scaled so that the weights add up to 1, or, where they add up to 0, so that their sizes do. */
export function normalised(rows) {
  const total = sum(rows)
  const size = rows.flat().reduce((a, b) => a + Math.abs(b), 0)
  const by = Math.abs(total) > 1e-9 * size ? total : size
  return by ? rows.map((row) => row.map((value) => value / by)) : rows
}

/** Cut or filled up with zeros at the right and the bottom. */
export function resized(rows, height, width) {
  return Array.from({ length: height }, (_, i) => Array.from({ length: width }, (_, j) => rows[i]?.[j] ?? 0))
}

/** A number as a sum is shown: up to 6 digits. */
export function shown(value) {
  return String(Number(value.toPrecision(6))).replace("-", "−")
}

const OPERATIONS = [
  ["Normalise", "Scale the weights so that they add up to 1 (if they add up to 0: so that their sizes do)", normalised],
  ["Flip", "Turn by 180°: correlation with the flipped kernel is true convolution", flipped],
  ["Transpose", "Swap rows and columns: x becomes y", transposed],
  ["Rotate 90°", "Turn clockwise by 90°", rotated],
  ["Ring 45°", "Turn the ring of outer cells by one place, as Kirsch does (3 × 3 only)", ringTurned],
  ["Negate", "Change every sign", (rows) => rows.map((row) => row.map((value) => -value))],
]

const editors = new WeakMap()

class Editor {
  constructor(root) {
    this.root = root
    this.text = this.refused = ""
    this.sent = new Set()
    root.replaceChildren()
    this.sizes = element("div", "bar", root)
    this.height = this.sizeInput("Rows")
    this.width = this.sizeInput("Columns")
    this.operations = element("div", "bar", root)
    this.buttons = OPERATIONS.map(([name, title, change]) => this.button(name, title, change))
    this.table = element("table", "", element("div", "scroller", root))
    this.table.setAttribute("aria-label", "Kernel weights")
    this.rest = element("p", "rest", root)
    this.sum = element("p", "sum", root)
    this.trouble = element("p", "trouble", root)
    this.trouble.setAttribute("role", "status")
    this.table.addEventListener("input", () => this.typed())
    this.table.addEventListener("keydown", (event) => this.moved(event))
    this.table.addEventListener("paste", (event) => this.pasted(event))
    // Streamlit listens for r and c on the document.
    root.addEventListener("keydown", (event) => event.stopPropagation())
    this.watcher = new ResizeObserver(() => root.clientWidth !== this.wide && this.fit())
  }

  /** Makes all cells as wide as their longest number, and the table as large as there is room. */
  fit() {
    const inputs = [...this.table.querySelectorAll("input")]
    const longest = Math.max(...inputs.map((input) => input.value.length))
    this.wide = this.root.clientWidth
    if (!this.wide) return
    this.table.style.setProperty("--letters", longest + 1)
    const seen = fitTable(this.table.parentElement, this.table, this.wide, SIZES)
    const columns = this.table.rows[0].cells.length
    this.rest.textContent = seen < columns ? `${seen} of ${columns} columns fit here: scroll sideways.` : ""
  }

  sizeInput(name) {
    const label = element("label", "", this.sizes)
    label.append(name)
    const input = element("input", "", label)
    input.type = "number"
    input.min = 1
    input.setAttribute("aria-label", name)
    input.addEventListener("change", () => {
      const side = (node) => Math.min(this.largest, Math.max(1, Math.round(Number(node.value)) || 1))
      this.become(resized(this.rows(true), side(this.height), side(this.width)))
    })
    return input
  }

  button(name, title, change) {
    const button = element("button", "", this.operations)
    button.type = "button"
    button.textContent = name
    button.title = title
    button.addEventListener("click", () => this.become(change(this.rows(true))))
    return button
  }

  /** The numbers in the grid; cells that are not numbers are NaN, or 0 where asked. */
  rows(forgiving = false) {
    return [...this.table.rows].map((tr) =>
      [...tr.cells].map((td) => {
        const value = number(td.firstChild.value)
        return forgiving && Number.isNaN(value) ? 0 : value
      }),
    )
  }

  /** A kernel from the server, and why it did not take what was pasted. */
  show(text, largest, refused) {
    this.largest = largest
    this.height.max = this.width.max = largest
    if (refused !== this.refused) this.trouble.textContent = refused
    this.refused = refused
    const cells = parsed(text)
    const plain = cells.map((row) => row.join(",")).join(";")
    // An answer to what was typed a moment ago must not overwrite what is typed now.
    if (plain === this.text || this.sent.delete(plain)) return
    this.sent.clear()
    this.text = plain
    this.fill(cells)
  }

  fill(cells) {
    this.height.value = cells.length
    this.width.value = cells[0].length
    const same = this.table.rows.length === cells.length && this.table.rows[0]?.cells.length === cells[0].length
    if (!same) this.rebuild(cells.length, cells[0].length)
    cells.forEach((row, i) => row.forEach((cell, j) => (this.table.rows[i].cells[j].firstChild.value = cell)))
    this.judge()
  }

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
    let wrong = ""
    this.rows().forEach((row, i) =>
      row.forEach((value, j) => {
        const input = this.table.rows[i].cells[j].firstChild
        input.classList.toggle("wrong", Number.isNaN(value))
        if (Number.isNaN(value)) wrong = `“${input.value}” in row ${i + 1}, column ${j + 1} is not a number.`
      }),
    )
    const rows = this.rows(true)
    this.fit()
    this.sum.textContent = `Sum ${shown(sum(rows))} · ${rows.length} × ${rows[0].length}`
    this.trouble.textContent = wrong
    this.buttons[4].disabled = rows.length !== 3 || rows[0].length !== 3
    return !wrong
  }

  become(rows) {
    this.fill(rows.map((row) => row.map(String)))
    this.send()
  }

  typed() {
    clearTimeout(this.waiting)
    if (this.judge()) this.waiting = setTimeout(() => this.send(), 250)
  }

  send() {
    clearTimeout(this.waiting)
    this.text = written(this.rows(true))
    this.sent.add(this.text)
    this.tell(this.text)
  }

  moved(event) {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0] }[event.key]
    if (!step) return
    const td = event.target.parentElement
    const next = this.table.rows[td.parentElement.rowIndex + step[0]]?.cells[td.cellIndex]?.firstChild
    if (next) {
      next.focus()
      next.select()
    }
    event.preventDefault()
  }

  /** A block copied from anywhere replaces the whole kernel, once the server has read it: it knows every notation. */
  pasted(event) {
    const text = event.clipboardData.getData("text")
    if (!/[\s,;]/.test(text.trim())) return
    event.preventDefault()
    clearTimeout(this.waiting)
    this.hand(text)
  }
}

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const root = parentElement.querySelector(".kernel_grid")
  if (!editors.has(root)) editors.set(root, new Editor(root))
  const editor = editors.get(root)
  editor.tell = (text) => setStateValue("text", text)
  editor.hand = (text) => setTriggerValue("pasted", text)
  editor.show(data.text, data.largest, data.refused)
  editor.watcher.observe(root)
  return () => {
    clearTimeout(editor.waiting)
    editor.watcher.disconnect()
  }
}
