// Between input and output: the window, the weights, the products, and the sum as one line.

import { element, write } from "../dom.mjs"
import { Grid, Ledger, TABLED } from "./arithmetic.mjs"
import { limitOf, signedScale } from "./colours.mjs"
import { text } from "./numbers.mjs"
import { counted, poolLine, sumLine } from "./sentences.mjs"

// Channels whose windows are all shown; of more, the sums are, and the window of one.
const SHOWN = 4
// Cells on a side up to which window, kernel and products stand side by side as numbers. Of larger ones the pictures
// do, and below them the numbers of one.
const ABREAST = 4
const KINDS = ["window", "× kernel", "= products"]

export class Middle {
  /** `hooks`: weight(tap or null) is told what is pointed at, edit(tap, input) what is typed, paste(text) a block of it. */
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
    this.channel = 0
    this.close = { channel: 0, kind: 2 }
  }

  /** Makes the tables that this step needs, unless they stand already. */
  shape(work, channels, editable) {
    const kind = JSON.stringify([work.pool?.kind, work.axes.map((one) => one.window), channels, editable, channels.length > SHOWN && this.channel, this.close])
    if (kind === this.kind) return
    this.kind = kind
    this.tables.replaceChildren()
    this.neuron.hidden = Boolean(work.pool)
    const [rows, columns] = work.axes.map((one) => one.window)
    this.columns = columns
    this.fill = work.pool
      ? this.poolTables(work.pool, rows, columns)
      : rows * columns === 1 && channels.length > 1
        ? this.pixelTable(channels)
        : this.windowTables(rows, columns, channels, editable)
  }

  grid(parent, title, rows, columns, editable, open) {
    const { edit, paste } = editable ? this.hooks : {}
    return new Grid(parent, title, rows, columns, { point: (tap) => this.hooks.weight(tap), edit, paste, open })
  }

  windowTables(rows, columns, channels, editable) {
    const shown = channels.length > SHOWN ? [Math.min(this.channel, channels.length - 1)] : channels.map((_, k) => k)
    const sums = channels.length > SHOWN ? this.ledger(channels) : null
    const large = Math.max(rows, columns) > ABREAST
    const made = shown.map((k) => {
      const row = element("div", "factors", this.tables)
      const sum = element("div", "channel", row)
      const grids = KINDS.map((title, kind) => this.grid(row, title, rows, columns, kind === 1 && !large && editable, large && (() => this.open(k, kind))))
      return { k, sum, grids }
    })
    if (large && Math.max(rows, columns) <= TABLED) made.push(this.closeUp(shown, rows, columns, channels, editable))
    return (work, terms, scales, pointed) => {
      sums?.set([{ values: channels }, { values: terms.channels.map((one) => text(one.sum)) }])
      for (const { k, sum, grids } of made) {
        this.fillGrids(k, grids, work, terms, scales, pointed)
        if (sum && channels.length > 1) write(sum, `${channels[k]}: adds up to ${text(terms.channels[k].sum)}`)
      }
    }
  }

  /** Which picture's numbers stand below the pictures. */
  open(channel, kind) {
    this.close = { channel, kind }
    this.hooks.redraw()
  }

  closeUp(shown, rows, columns, channels, editable) {
    const k = shown.includes(this.close.channel) ? this.close.channel : shown[0]
    const { kind } = this.close
    const owner = channels.length > 1 ? `${channels[k]}, ` : ""
    const title = `${owner}${KINDS[kind]}, in numbers; click another picture for its own`
    const grids = [null, null, null]
    grids[kind] = this.grid(element("div", "factors", this.tables), title, rows, columns, kind === 1 && editable)
    return { k, grids }
  }

  fillGrids(k, [window, kernel, products], work, terms, scales, pointed) {
    const one = terms.channels[k]
    const named = (kind) => (tap) => `${tap === pointed ? "pointed " : ""}${kind && terms.invented[tap] ? kind : ""}`
    window?.set(one.values, scales.input, named("hatched"))
    kernel?.set(work.weights[k], scales.kernel, named(""))
    products?.set(one.products, scales.products, named(""))
  }

  /** The sums of many channels; a click shows that channel's window. */
  ledger(channels) {
    const ledger = new Ledger(this.tables, ["channel", "sum"], channels.length, { point: () => {} })
    ledger.rows.forEach((row, k) =>
      row[0].parentElement.addEventListener("click", () => {
        this.channel = k
        this.hooks.redraw()
      }),
    )
    return ledger
  }

  /** A 1 × 1 kernel: one pixel through all channels. */
  pixelTable(channels) {
    const ledger = new Ledger(this.tables, ["channel", "value", "× weight", "= product"], channels.length, { point: () => {} })
    return (work, terms, scales) => {
      const of = (list) => Float32Array.from(list)
      ledger.set([
        { values: channels },
        { values: of(terms.channels.map((one) => one.values[0])), scale: scales.input },
        { values: of(work.weights.map((one) => one[0])), scale: scales.kernel },
        { values: of(terms.channels.map((one) => one.products[0])), scale: scales.products },
      ])
    }
  }

  poolTables(pool, rows, columns) {
    const row = element("div", "factors", this.tables)
    const window = this.grid(row, "window", rows, columns)
    const title = { Gaussian: "× weight", average: "× share", Lp: "|x|ᵖ", median: "counts" }[pool.kind]
    const shares = title ? this.grid(row, title, rows, columns) : null
    return (work, terms, scales, pointed) => {
      const kind = (k) => {
        const cell = terms.cells[k]
        const won = terms.winner === k || (pool.kind === "median" && cell.share > 0) ? "won " : ""
        return `${won}${k === pointed ? "pointed " : ""}${cell.inside ? "" : "hatched"}`
      }
      window.set(terms.cells.map((cell) => cell.value), scales.input, kind)
      const share = terms.cells.map((cell) => (pool.kind === "Lp" ? Math.abs(cell.value) ** pool.power : cell.share))
      shares?.set(Float32Array.from(share), signedScale(scales.input.palette, limitOf(share)), (k) => (terms.cells[k].inside ? "" : "hatched"))
    }
  }

  /** Fills in one window: its `terms`, and the number that comes out before and after the activation. */
  show(work, terms, scales, pointed, sum, value) {
    this.fill(work, terms, scales, pointed)
    write(this.line, work.pool ? poolLine(work, terms, value) : sumLine(work, terms, sum, value))
    write(this.result, `= ${text(value)}`)
    if (this.neuron.open && !work.pool) write(this.dot, this.neuronLine(work, terms, sum))
  }

  neuronLine(work, terms, sum) {
    const list = (parts) => `(${[...parts].slice(0, 30).map(text).join(", ")}${parts.length > 30 ? ", …" : ""})`
    const x = terms.channels.flatMap((one) => [...one.values])
    const w = work.weights.flatMap((one) => [...one])
    const bias = work.subject.values.bias
    const dot = bias ? "w · x + b" : "w · x"
    return `Inputs x: ${list(x)}. Weights w: ${list(w)}.${bias ? ` Bias b: ${text(bias)}.` : ""} ${dot} (each input times its weight, all added up${bias ? ", and the bias" : ""}) is ${text(sum)}. One neuron with ${counted(w.length, "weight")}, asked at every window.`
  }
}
