// Kernels of a deeper layer: a row for each output map, a column for each input channel.

import { element, write } from "../../../shared/dom.mjs"
import { text } from "../../../shared/numbers.mjs"
import { gridStep } from "../../drawing/inputs.mjs"
import { Legend } from "../../drawing/legend.mjs"
import { palettesAt } from "../../drawing/palettes.mjs"
import { Sheet } from "../../drawing/sheet.mjs"
import { nearestWords } from "../../words/figures.mjs"
import { weightWords } from "./filter_words.mjs"
import { WeightTable } from "./weight_table.mjs"
import { largestSize, paintFilter } from "./weights.mjs"

/**
 * @import { Hub } from "../../run/hub.mjs"
 * @import { Kernels } from "../../run/run.js"
 */

/**
 * Whole pixels of the page for one weight, so that a row of `count` kernels fits where it can.
 * @param {number} width
 * @param {number} count
 * @param {number} side
 */
export function kernelScale(width, count, side) {
  return Math.max(2, Math.min(8, Math.floor(width / (count * (side + 1)))))
}

/**
 * How much of a layer is drawn: `shape` (o c i j) of `of` maps or units that read `from`.
 * @param {number[]} shape
 * @param {number[]} all
 * @param {boolean} dense
 */
export function kernelWords([outs, ins, rows, columns], [of, from], dense) {
  if (dense && rows * columns === 1)
    return `${outs} of ${of} units, ${ins} of ${from} numbers they read; one weight for each pair.`
  const made = dense ? "units" : "output maps"
  return [
    `${outs} of ${of} ${made}, ${ins} of ${from} input channels; each kernel has ${rows} ×`,
    `${columns} weights, and a ${dense ? "unit" : "map"} adds up its whole row.`,
  ].join(" ")
}

/**
 * What is seen of a deeper layer whose weights have this shape.
 * @param {number[]} shape
 */
export function deeperWords(shape) {
  if (shape.length === 4)
    return "Kernels of a deeper layer: one row for each feature map it makes, one column for each map it reads."
  return [
    "Weights of a deeper dense layer: one row for each of its units. They combine the",
    "features of the layer before, so no picture can be read from them by eye.",
  ].join(" ")
}

export class DeeperKernels {
  /**
   * @param {HTMLElement} parent
   * @param {Hub} hub
   * @param {(words: string) => void} say to those who listen
   */
  constructor(parent, hub, say) {
    this.hub = hub
    this.say = say
    this.root = element("div", "live-deeper", parent)
    this.words = element("p", "", this.root)
    this.when = element("p", "live-hint", this.root)
    this.scroller = element("div", "live-scroller", this.root)
    const stage = element("div", "live-stage", this.scroller)
    this.canvas = element("canvas", "", stage)
    this.canvas.tabIndex = 0
    this.canvas.setAttribute("role", "application")
    this.frame = element("div", "live-frame", stage)
    this.legend = new Legend(this.root)
    this.facts = element("p", "", this.root)
    this.table = new WeightTable(this.root)
    this.dense = false
    this.scale = this.width = 0
    /** @type {Sheet | null} */
    this.sheet = null
    // The largest weight of the whole run, by layer.
    /** @type {Map<string, number>} */
    this.limits = new Map()
    this.path = ""
    this.at = 0
    /** @type {Kernels | null} */
    this.known = null
    this.canvas.addEventListener("pointermove", (event) => this.pointed(event))
    this.canvas.addEventListener("pointerdown", (event) => this.pointed(event))
    this.canvas.addEventListener("keydown", (event) => this.moved(event))
  }

  renew() {
    this.limits = new Map()
    this.choose("")
  }

  /** @param {string} path */
  choose(path) {
    this.path = path
    this.at = 0
    this.known = null
  }

  /**
   * The layer at `path` ("": none) as it is at the cursor; whether it is `dense`.
   * @param {string} path
   * @param {number} width
   * @param {boolean} dense
   */
  show(path, width, dense) {
    this.dense = dense
    this.root.hidden = !path
    if (!path) return
    const kernels = this.hub.deeper.here(path)
    if (path !== this.path) {
      this.choose(path)
      write(this.words, "Fetching the kernels …")
    }
    if (this.hub.snapshot?.partial)
      write(this.words, "This network is so large that only its first layer is kept of every snapshot.")
    this.scroller.hidden = !(kernels ?? this.known)
    write(this.when, kernels ? nearestWords(this.hub, kernels.seq, "These weights") : "")
    if (!kernels || (kernels.filters === this.known?.filters && width === this.width)) return
    this.known = kernels
    this.width = width
    this.paint(kernels)
  }

  limit() {
    return this.limits.get(this.path) ?? 0
  }

  /** @param {Kernels} kernels */
  paint({ filters, shape, of }) {
    this.limits.set(this.path, Math.max(this.limit(), largestSize(filters)))
    const [outs, ins, rows, columns] = shape
    const { signed } = palettesAt(this.root)
    const size = [outs * (rows + 1) - 1, ins * (columns + 1) - 1]
    if (this.sheet?.rows !== size[0] || this.sheet.columns !== size[1])
      this.sheet = new Sheet(this.canvas, size[0], size[1])
    this.scale = kernelScale(this.width, ins, columns)
    this.sheet.enlarge(this.scale)
    const painting = { limit: this.limit(), palette: signed, across: size[1] }
    for (let o = 0; o < outs; o++) {
      const words = this.sheet.words.subarray(o * (rows + 1) * size[1])
      paintFilter(words, filters, o * ins * rows * columns, [ins, rows, columns], painting)
    }
    this.sheet.show()
    const end = text(this.limit())
    this.legend.show(signed, [`−${end}`, "0 · weight", end])
    const said = kernelWords(shape, of, this.dense)
    write(this.words, said)
    const ends = `Weights from ${text(Math.min(...filters))} to ${text(Math.max(...filters))}.`
    this.canvas.setAttribute("aria-label", `Kernels. ${said} ${ends} Arrow keys move from one to the next.`)
    this.point(Math.min(this.at, outs * ins - 1))
  }

  /** @param {PointerEvent} event */
  pointed(event) {
    if (!this.known) return
    const [outs, ins, rows, columns] = this.known.shape
    const box = this.canvas.getBoundingClientRect()
    const row = Math.floor((event.clientY - box.top) / this.scale / (rows + 1))
    const column = Math.floor((event.clientX - box.left) / this.scale / (columns + 1))
    if (row >= 0 && column >= 0 && row < outs && column < ins) this.point(row * ins + column)
  }

  /** @param {KeyboardEvent} event */
  moved(event) {
    if (!this.known) return
    const [outs, ins] = this.known.shape
    const next = gridStep(event.key, this.at, ins, outs * ins)
    if (next < 0) return
    event.preventDefault()
    this.point(next)
    const [, , rows, columns] = this.known.shape
    const size = rows * columns
    const values = this.known.filters.subarray(next * size, (next + 1) * size)
    this.say(`${this.facts.textContent} ${weightWords(values, [1, rows, columns])}`)
    this.frame.scrollIntoView({ block: "nearest", inline: "nearest" })
  }

  /** @param {number} at */
  point(at) {
    if (!this.known) return
    this.at = at
    const { filters, shape } = this.known
    const [, ins, rows, columns] = shape
    const [o, c, size] = [Math.floor(at / ins), at % ins, rows * columns]
    Object.assign(this.frame.style, {
      left: `${c * (columns + 1) * this.scale}px`,
      top: `${o * (rows + 1) * this.scale}px`,
      width: `${columns * this.scale}px`,
      height: `${rows * this.scale}px`,
    })
    const from = this.dense && size === 1 ? "number" : "input channel"
    const to = this.dense ? "unit" : "output map"
    write(this.facts, `${size > 1 ? "Kernel" : "Weight"} from ${from} ${c + 1} to ${to} ${o + 1}:`)
    this.table.show({
      values: filters.subarray(at * size, (at + 1) * size),
      shape: [1, rows, columns],
      limit: this.limit(),
      palette: palettesAt(this.root).signed,
    })
  }
}
