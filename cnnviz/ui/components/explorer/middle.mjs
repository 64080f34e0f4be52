// Between input and output: the window, the weights, the products, and the sum as one line.

import { limitOf, signedScale } from "../shared/colours.mjs"
import { element, write } from "../shared/dom.mjs"
import { text } from "../shared/numbers.mjs"
import { neuronLine, poolLine, sumLine } from "./lines.mjs"
import { gridOf, Rows, TABLED } from "./tables.mjs"

/**
 * @import { Moment, Panel, Shown } from "./panel.js"
 * @import { Scales } from "./step/scales.mjs"
 * @import { Convolved, Pooled, Reduced, Summed, Terms, Work } from "./step/step.mjs"
 *
 * @typedef {object} MiddleHooks
 * @property {(tap: number | null, walked?: boolean) => void} weight Told which cell is pointed at, and whether somebody
 *   walked there with the keyboard.
 * @property {(tap: number, input: HTMLInputElement) => void} edit Told what is typed into it.
 * @property {(block: string) => void} paste Told what is pasted.
 * @property {() => void} redraw Told when other tables are wanted.
 *
 * @typedef {ReturnType<typeof gridOf> | null} Grid
 * @typedef {{ k: number, sum: HTMLElement | null, grids: [Grid, Grid, Grid] }} Factors Of one channel.
 * @typedef {(shown: Shown, moment: Moment) => void} Fill Writes a window into the tables.
 */

// Channels whose windows are all shown; of more, the sums are, and the window of one.
const SHOWN = 4
// Cells on a side up to which window, kernel and products stand side by side as numbers. Of larger ones the pictures
// do, and below them the numbers of one.
const ABREAST = 4
const KINDS = ["window", "× kernel", "= products"]
// Pixels that it needs: two grids in a row, or three where several channels stand one below the other.
const NEEDS = 330
const NEEDS_ROWS = 510
// Pixels of the board from which there is room for those.
const ROOMY = 1080
/** What a pooling's cells enter with. @type {Record<string, string>} */
const SHARES = { Gaussian: "× weight", average: "× share", Lp: "|x|ᵖ", median: "counts" }

/** @implements {Panel} */
export class Middle {
  /**
   * @param {HTMLElement} parent
   * @param {MiddleHooks} hooks
   */
  constructor(parent, hooks) {
    this.hooks = hooks
    this.box = element("div", "middle", parent)
    this.tables = element("div", "tables", this.box)
    this.line = element("p", "line", this.box)
    this.result = element("p", "result", this.box)
    this.neuron = element("details", "", this.box)
    write(element("summary", "", this.neuron), "The same as a neuron's dot product")
    this.dot = element("p", "line", this.neuron)
    this.neuron.addEventListener("toggle", () => hooks.redraw())
    this.kind = ""
    // Of many channels, which one's window is shown; of large grids, which one's numbers.
    this.channel = 0
    this.close = { channel: 0, kind: 2 }
    /** @type {Fill} */
    this.fill = () => {}
  }

  /**
   * Pixels that it needs of so many.
   * @param {number} wide
   */
  need(wide) {
    return this.tables.classList.contains("rows") && wide >= ROOMY ? NEEDS_ROWS : Math.min(NEEDS, wide * 0.36)
  }

  /**
   * Makes the tables that a step needs, unless they stand already.
   * @param {Shown} shown
   */
  show({ work, channels, editable }) {
    const windows = work.axes.map((axis) => axis.window)
    const many = channels.length > SHOWN && this.channel
    const kind = JSON.stringify([work.pool?.kind, windows, channels, editable, many, this.close])
    if (kind === this.kind) return
    this.kind = kind
    this.tables.replaceChildren()
    this.tables.classList.toggle("rows", channels.length > 1 && channels.length <= SHOWN && !work.pool)
    this.neuron.hidden = Boolean(work.pool)
    this.fill = this.tablesFor(work, channels, editable)
  }

  /**
   * @param {Work} work
   * @param {string[]} channels
   * @param {boolean} editable
   * @returns {Fill}
   */
  tablesFor(work, channels, editable) {
    /** @type {[number, number]} */
    const size = [work.axes[0].window, work.axes[1].window]
    if (work.pool) return this.poolTables(work, size)
    if (size[0] * size[1] === 1 && channels.length > 1) return this.pixelTable(channels)
    return this.windowTables(size, channels, editable)
  }

  /**
   * @param {HTMLElement} parent
   * @param {string} title
   * @param {[number, number]} size
   * @param {boolean} [editable]
   * @param {() => void} [open]
   */
  grid(parent, title, size, editable = false, open = undefined) {
    const { weight, edit, paste } = this.hooks
    const made = gridOf(parent, title, size, { point: weight, open, ...(editable && { edit, paste }) })
    const outcome = title.includes(KINDS[2]) || Object.values(SHARES).includes(title)
    parent.lastElementChild?.classList.toggle("outcome", outcome)
    return made
  }

  /**
   * @param {[number, number]} size
   * @param {string[]} channels
   * @param {boolean} editable
   * @returns {Fill}
   */
  windowTables(size, channels, editable) {
    const many = channels.length > SHOWN
    const shown = many ? [Math.min(this.channel, channels.length - 1)] : channels.map((_, k) => k)
    const sums = many ? this.sumsTable(channels) : null
    const large = Math.max(...size) > ABREAST
    const made = shown.map((k) => this.factors(k, size, editable && !large, large))
    if (large && Math.max(...size) <= TABLED) made.push(this.closeUp(shown, size, channels, editable))
    return ({ work, scales }, { terms, tap }) => {
      if (!work.weights || terms.pooled) return
      sums?.set([{ values: channels }, { values: terms.channels.map((one) => text(one.sum)) }])
      for (const { k, sum, grids } of made) {
        fillGrids(k, grids, work, terms, scales, tap)
        if (sum && channels.length > 1) write(sum, `${channels[k]}: adds up to ${text(terms.channels[k].sum)}`)
      }
    }
  }

  /**
   * Window, kernel and products of a channel, side by side.
   * @param {number} k
   * @param {[number, number]} size
   * @param {boolean} editable
   * @param {boolean} large
   * @returns {Factors}
   */
  factors(k, size, editable, large) {
    const row = element("div", "factors", this.tables)
    const sum = element("div", "channel", row)
    const [window, kernel, products] = KINDS.map((title, kind) =>
      this.grid(row, title, size, kind === 1 && editable, large ? () => this.open(k, kind) : undefined),
    )
    return { k, sum, grids: [window, kernel, products] }
  }

  /**
   * Which picture's numbers stand below the pictures.
   * @param {number} channel
   * @param {number} kind
   */
  open(channel, kind) {
    this.close = { channel, kind }
    this.hooks.redraw()
  }

  /**
   * @param {number[]} shown
   * @param {[number, number]} size
   * @param {string[]} channels
   * @param {boolean} editable
   * @returns {Factors}
   */
  closeUp(shown, size, channels, editable) {
    const k = shown.includes(this.close.channel) ? this.close.channel : shown[0]
    const { kind } = this.close
    const owner = channels.length > 1 ? `${channels[k]}, ` : ""
    const title = `${owner}${KINDS[kind]}, in numbers; click another picture for its own`
    /** @type {[Grid, Grid, Grid]} */
    const grids = [null, null, null]
    grids[kind] = this.grid(element("div", "factors", this.tables), title, size, kind === 1 && editable)
    return { k, sum: null, grids }
  }

  /**
   * The sums of many channels; a press of a name shows that channel's window.
   * @param {string[]} channels
   */
  sumsTable(channels) {
    return new Rows(this.tables, ["channel", "sum"], channels.length, (k) => {
      this.channel = k
      this.hooks.redraw()
    })
  }

  /**
   * A 1 × 1 kernel: one pixel through all channels.
   * @param {string[]} channels
   * @returns {Fill}
   */
  pixelTable(channels) {
    const rows = new Rows(this.tables, ["channel", "value", "× weight", "= product"], channels.length)
    return ({ work, scales }, { terms }) => {
      if (!work.weights || terms.pooled) return
      rows.set([
        { values: channels },
        { values: terms.channels.map((one) => one.values[0]), scale: scales.input },
        { values: work.weights.map((one) => one[0]), scale: scales.kernel },
        { values: terms.channels.map((one) => one.products[0]), scale: scales.products },
      ])
    }
  }

  /**
   * @param {Pooled} work
   * @param {[number, number]} size
   * @returns {Fill}
   */
  poolTables({ pool }, size) {
    const row = element("div", "factors", this.tables)
    const window = this.grid(row, "window", size)
    const shares = SHARES[pool.kind] ? this.grid(row, SHARES[pool.kind], size) : null
    return ({ work, scales }, { terms, tap }) => {
      if (!work.pool || !terms.pooled) return
      const values = terms.cells.map((cell) => cell.value)
      window.set(values, scales.input, (k) => pooledMarks(work, terms, k, tap))
      const { kind, power } = work.pool
      const share = terms.cells.map((cell) => (kind === "Lp" ? Math.abs(cell.value) ** power : cell.share))
      const scale = signedScale(scales.input.palette, limitOf(share))
      shares?.set(Float32Array.from(share), scale, (k) => (terms.cells[k].inside ? "" : "hatched"))
    }
  }

  /**
   * @param {Shown} shown
   * @param {Moment} moment
   */
  draw(shown, moment) {
    this.fill(shown, moment)
    write(this.line, lineOf(shown.work, moment.terms, moment.sum, moment.value))
    write(this.result, `= ${text(moment.value)}`)
    if (this.neuron.open && shown.work.weights && !moment.terms.pooled)
      write(this.dot, neuronLine(shown.work, moment.terms, moment.sum))
  }
}

/**
 * @param {Work} work
 * @param {Terms} terms
 * @param {number} sum
 * @param {number} value
 */
function lineOf(work, terms, sum, value) {
  if (work.pool) return terms.pooled ? poolLine(work, terms, value) : ""
  return terms.pooled ? "" : sumLine(work, terms, sum, value)
}

/**
 * @param {number} k
 * @param {[Grid, Grid, Grid]} grids
 * @param {Convolved} work
 * @param {Summed} terms
 * @param {Scales} scales
 * @param {number} pointed
 */
function fillGrids(k, [window, kernel, products], work, terms, scales, pointed) {
  const one = terms.channels[k]
  const mark = (/** @type {number} */ tap) => (tap === pointed ? "pointed " : "")
  window?.set(one.values, scales.input, (tap) => `${mark(tap)}${terms.invented[tap] ? "hatched" : ""}`)
  kernel?.set(work.weights[k], scales.kernel, mark)
  products?.set(one.products, scales.products, mark)
}

/**
 * @param {Pooled} work
 * @param {Reduced} terms
 * @param {number} k
 * @param {number} pointed
 */
function pooledMarks({ pool }, terms, k, pointed) {
  const cell = terms.cells[k]
  const won = terms.winner === k || (pool.kind === "median" && cell.share > 0) ? "won " : ""
  return `${won}${k === pointed ? "pointed " : ""}${cell.inside ? "" : "hatched"}`
}
