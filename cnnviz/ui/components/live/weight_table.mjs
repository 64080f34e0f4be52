// One filter's weights as numbers on their colours, a table per channel.

import { element, write } from "../dom.mjs"
import { colourOf, css, inkOn, signedScale } from "../explorer/colours.mjs"
import { text } from "../explorer/numbers.mjs"
import { fitTable } from "../room.mjs"

const TABLE_CHANNELS = ["red", "green", "blue"]
// More numbers than these nobody reads while they change: they are written at most every so many milliseconds.
const TABLE_MANY = 60
const TABLE_PATIENCE = 250
// Kernels of more weights are pictures, and no numbers are written of them.
const TABLE_MOST = 144
// The sizes that a table is tried in, of many columns the smaller ones.
const TABLE_SIZES = ["", "live-dense", "live-tiny"]

function tableCells(parent, rows, columns) {
  const table = element("table", "", element("div", "live-scroller-x", parent))
  const cells = []
  for (let i = 0; i < rows; i++) {
    const row = element("tr", "", table)
    for (let j = 0; j < columns; j++) cells.push(element("td", "", row))
  }
  return { table, cells }
}

/** A holder of tables; `show(values, [c, i, j], limit, palette)` fills them, rebuilt only for another shape. */
export function weightTable(parent) {
  const root = element("div", "live-weights", parent)
  let [known, fitted, tables] = ["", "", []]
  function build([channels, rows, columns]) {
    root.replaceChildren()
    tables = Array.from({ length: channels }, (_, k) => {
      const part = element("div", "", root)
      const name = channels === 3 ? TABLE_CHANNELS[k] : `channel ${k + 1}`
      if (channels > 1) element("span", "", part).textContent = name
      const made = tableCells(part, rows, columns)
      made.table.setAttribute("aria-label", channels > 1 ? `Weights, ${name}` : "Weights")
      return made
    })
  }
  /** Sizes the tables anew where their shape, their longest number or the room is another. */
  function fit() {
    const cells = tables.flatMap((one) => one.cells)
    const longest = Math.max(...cells.map((cell) => cell.textContent.length))
    const sized = `${known} ${longest} ${root.clientWidth}`
    if (sized === fitted || !root.clientWidth) return
    fitted = sized
    for (const { table } of tables) fitTable(table.parentElement, table, root.clientWidth, known.split(",")[2] > 5 ? TABLE_SIZES.slice(1) : TABLE_SIZES)
  }
  function fill([values, shape, limit, palette]) {
    if (known !== String(shape)) build(shape)
    known = String(shape)
    const scale = signedScale(palette, limit || 1)
    tables.flatMap((one) => one.cells).forEach((cell, at) => {
      const word = colourOf(scale, values[at]) ?? 0xff808080
      write(cell, text(values[at]))
      cell.style.backgroundColor = css(word)
      cell.style.color = inkOn(word)
    })
    fit()
  }
  let [next, waiting] = [null, false]
  return (...told) => {
    next = told
    root.hidden = told[1][1] * told[1][2] > TABLE_MOST
    if (waiting || root.hidden) return
    fill(next)
    next = null
    if (told[0].length <= TABLE_MANY) return
    waiting = true
    setTimeout(() => {
      waiting = false
      if (next && !root.hidden) fill(next)
      next = null
    }, TABLE_PATIENCE)
  }
}
