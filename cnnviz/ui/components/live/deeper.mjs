// Kernels of a deeper convolution: a row for each output map, a column for each input channel.

import { element, write } from "../dom.mjs"
import { text } from "../explorer/numbers.mjs"
import { paintLegend, paintPalettes, paintSheet, paintShow, paintStep } from "./painting.mjs"
import { weightLargest, weightPaint } from "./weights.mjs"
import { weightTable } from "./weight_table.mjs"

/** Whole pixels of the page for one weight, so that a row of `count` kernels fits where it can. */
export function deeperScale(width, count, side) {
  return Math.max(2, Math.min(8, Math.floor(width / (count * (side + 1)))))
}

/** How much of a layer is drawn: `shape` (o c i j) of `of` maps or units that read `from`. */
export function deeperWords([outs, ins, rows, columns], [of, from], dense) {
  if (dense && rows * columns === 1) return `${outs} of ${of} units, ${ins} of ${from} numbers they read; one weight for each pair.`
  const made = dense ? "units" : "output maps"
  return `${outs} of ${of} ${made}, ${ins} of ${from} input channels; each kernel has ${rows} × ${columns} weights, and a ${dense ? "unit" : "map"} adds up its whole row.`
}

export class DeeperKernels {
  constructor(parent, hub) {
    this.hub = hub
    this.root = element("div", "live-deeper", parent)
    this.words = element("p", "", this.root)
    const scroller = element("div", "live-scroller", this.root)
    this.stage = element("div", "live-stage", scroller)
    this.canvas = element("canvas", "", this.stage)
    this.canvas.tabIndex = 0
    this.canvas.setAttribute("role", "application")
    this.canvas.setAttribute("aria-label", "Kernels. Arrow keys move from one to the next.")
    this.frame = element("div", "live-frame", this.stage)
    this.legend = paintLegend(this.root)
    this.facts = element("p", "", this.root)
    this.facts.setAttribute("aria-live", "polite")
    this.table = weightTable(this.root)
    this.renew()
    this.canvas.addEventListener("pointermove", (event) => this.pointed(event))
    this.canvas.addEventListener("pointerdown", (event) => this.pointed(event))
    this.canvas.addEventListener("keydown", (event) => this.moved(event))
  }

  renew() {
    this.limits = new Map()
    Object.assign(this, { path: "", at: 0, known: null, drawn: null })
  }

  /** The layer at `path` ("": none) as it is at the cursor; whether it is `dense`. */
  show(path, width, dense) {
    this.dense = dense
    this.root.hidden = !path
    if (!path) return
    const known = this.hub.deeper(path, this.hub.cursor)
    if (path !== this.path) {
      Object.assign(this, { path, at: 0, known: null, drawn: null })
      write(this.words, "Fetching the kernels …")
    }
    if (this.hub.snapshots[this.hub.cursor]?.partial) write(this.words, "This network is so large that only its first layer is kept of every snapshot.")
    this.stage.parentElement.hidden = !(known ?? this.known)
    if (!known || (known.filters === this.drawn && width === this.fits)) return
    Object.assign(this, { known, drawn: known.filters, fits: width })
    this.limits.set(path, Math.max(this.limits.get(path) ?? 0, weightLargest(known.filters)))
    this.paint(width)
  }

  paint(width) {
    const [outs, ins, rows, columns] = this.known.shape
    const { signed } = paintPalettes(this.root)
    const size = [outs * (rows + 1) - 1, ins * (columns + 1) - 1]
    if (this.sheet?.rows !== size[0] || this.sheet.columns !== size[1]) this.sheet = paintSheet(this.canvas, ...size)
    this.scale = deeperScale(width, ins, columns)
    this.canvas.style.width = `${size[1] * this.scale}px`
    this.canvas.style.height = `${size[0] * this.scale}px`
    const how = { limit: this.limits.get(this.path), palette: signed, across: size[1] }
    for (let o = 0; o < outs; o++) {
      weightPaint(this.sheet.words.subarray(o * (rows + 1) * size[1]), this.known.filters, o * ins * rows * columns, [ins, rows, columns], how)
    }
    paintShow(this.sheet)
    const [end, [of, from]] = [text(this.limits.get(this.path)), this.known.of]
    this.legend(signed, [`−${end}`, "0 · weight", end])
    write(this.words, deeperWords(this.known.shape, [of, from], this.dense))
    this.point(Math.min(this.at, outs * ins - 1))
  }

  pointed(event) {
    if (!this.known) return
    const [outs, ins, rows, columns] = this.known.shape
    const box = this.canvas.getBoundingClientRect()
    const row = Math.floor((event.clientY - box.top) / this.scale / (rows + 1))
    const column = Math.floor((event.clientX - box.left) / this.scale / (columns + 1))
    if (row >= 0 && column >= 0 && row < outs && column < ins) this.point(row * ins + column)
  }

  moved(event) {
    if (!this.known) return
    const [outs, ins] = this.known.shape
    const next = paintStep(event.key, this.at, ins, outs * ins)
    if (next < 0) return
    event.preventDefault()
    this.point(next)
    this.frame.scrollIntoView({ block: "nearest", inline: "nearest" })
  }

  point(at) {
    this.at = at
    const [, ins, rows, columns] = this.known.shape
    const [o, c, size] = [Math.floor(at / ins), at % ins, rows * columns]
    Object.assign(this.frame.style, {
      left: `${c * (columns + 1) * this.scale}px`,
      top: `${o * (rows + 1) * this.scale}px`,
      width: `${columns * this.scale}px`,
      height: `${rows * this.scale}px`,
    })
    write(this.facts, `${size > 1 ? "Kernel" : "Weight"} from ${this.dense && size === 1 ? "number" : "input channel"} ${c + 1} to ${this.dense ? "unit" : "output map"} ${o + 1}:`)
    this.table(this.known.filters.subarray(at * size, (at + 1) * size), [1, rows, columns], this.limits.get(this.path), paintPalettes(this.root).signed)
  }
}
