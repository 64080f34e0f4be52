// One filter's weights as numbers on their colours, a table per channel.

import { colourOf, css, inkOn, signedScale } from "../../../shared/colours.mjs"
import { element, write } from "../../../shared/dom.mjs"
import { text } from "../../../shared/numbers.mjs"
import { fitTable } from "../../../shared/table_fit.mjs"

/**
 * @typedef {{ values: ArrayLike<number>, shape: number[], limit: number, palette: Uint32Array }} Weights A filter
 *   (c i j) on a scale from −limit to limit.
 * @typedef {{ table: HTMLTableElement, scroller: HTMLElement, cells: HTMLElement[] }} Channel
 */

const COLOURS = ["red", "green", "blue"]
// More numbers than these nobody reads while they change: they are written at most every so many milliseconds.
const MANY = 60
const PATIENCE = 250
// Kernels of more weights are pictures, and no numbers are written of them.
const MOST = 144
// The sizes that a table is tried in; of more than so many columns the smaller one, and fewer digits.
const SIZES = ["", "live-dense"]
const FEW_COLUMNS = 4
const DIGITS = 2

export class WeightTable {
  /** @param {HTMLElement} parent @param {string} called what its numbers are */
  constructor(parent, called = "Weights") {
    this.called = called
    this.root = element("div", "live-weights", parent)
    this.shape = ""
    this.fitted = ""
    /** @type {Channel[]} */
    this.channels = []
    /** @type {Weights | null} */
    this.next = null
    this.waiting = false
  }

  /** @param {Weights} weights */
  show(weights) {
    this.next = weights
    this.root.hidden = weights.shape[1] * weights.shape[2] > MOST
    if (!this.waiting) this.fillNext()
  }

  fillNext() {
    const weights = this.next
    if (!weights || this.root.hidden) return
    this.next = null
    this.fill(weights)
    if (weights.values.length <= MANY) return
    this.waiting = true
    setTimeout(() => {
      this.waiting = false
      this.fillNext()
    }, PATIENCE)
  }

  /** @param {Weights} weights */
  fill({ values, shape, limit, palette }) {
    if (this.shape !== String(shape)) this.build(shape)
    this.shape = String(shape)
    const scale = signedScale(palette, limit || 1)
    const many = shape[2] > FEW_COLUMNS
    for (const [at, cell] of this.cells().entries()) {
      const word = colourOf(scale, values[at]) ?? 0xff808080
      write(cell, text(many ? Number(values[at].toPrecision(DIGITS)) : values[at]))
      cell.style.backgroundColor = css(word)
      cell.style.color = inkOn(word)
    }
    this.fit(shape[2])
  }

  cells() {
    return this.channels.flatMap((channel) => channel.cells)
  }

  /** @param {number[]} shape */
  build([channels, rows, columns]) {
    this.root.replaceChildren()
    this.channels = Array.from({ length: channels }, (_, k) => {
      const part = element("div", "", this.root)
      const name = channels === 3 ? COLOURS[k] : `channel ${k + 1}`
      if (channels > 1) element("span", "", part, name)
      const channel = channelOf(part, rows, columns)
      channel.table.setAttribute("aria-label", channels > 1 ? `${this.called}, ${name}` : this.called)
      return channel
    })
  }

  /**
   * Sizes the tables anew where their shape, their longest number or the room is another.
   * @param {number} columns
   */
  fit(columns) {
    const { clientWidth } = this.root
    const longest = Math.max(...this.cells().map((cell) => cell.textContent.length))
    const fitted = `${this.shape} ${longest} ${clientWidth}`
    if (fitted === this.fitted || !clientWidth) return
    this.fitted = fitted
    const sizes = columns > FEW_COLUMNS ? SIZES.slice(1) : SIZES
    for (const { table, scroller } of this.channels) fitTable(scroller, table, clientWidth, sizes)
  }
}

/**
 * @param {HTMLElement} parent
 * @param {number} rows
 * @param {number} columns
 * @returns {Channel}
 */
function channelOf(parent, rows, columns) {
  const scroller = element("div", "live-scroller-x", parent)
  const table = element("table", "ruled", scroller)
  /** @type {HTMLElement[]} */
  const cells = []
  for (let i = 0; i < rows; i++) {
    const row = element("tr", "", table)
    for (let j = 0; j < columns; j++) cells.push(element("td", "", row))
  }
  return { table, scroller, cells }
}
