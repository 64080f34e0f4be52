// A stack, the kernel at a depth, row and column of it, and the volume of sums: played, pointed at, walked.

import { announce } from "../shared/announcer.mjs"
import { canvasColours, GREYS, limitOf, signedScale } from "../shared/colours.mjs"
import { element, write } from "../shared/dom.mjs"
import { unpacked } from "../shared/message.mjs"
import { component } from "../shared/mount.mjs"
import { NextFrame } from "../shared/next_frame.mjs"
import { gist } from "../shared/plane/gist.mjs"
import { Grid, Legend } from "../shared/plane/grid.mjs"
import { Player } from "../shared/player.mjs"
import { VERMILION } from "../shared/theme.mjs"
import { WidthWatch } from "../shared/width.mjs"
import { Middle } from "./middle.mjs"
import { Sums } from "./sums.mjs"
import { placeSentence, sumSentence } from "./words.mjs"

/**
 * @import { Message, Numbers } from "../shared/message.mjs"
 * @import { Mark } from "../shared/plane/painting.mjs"
 * @import { Scales } from "./middle.mjs"
 * @import { Place } from "./sums.mjs"
 */

const WORDS = {
  timeline: "Which place of the kernel, row by row and plane by plane",
  speed: "places a second",
  play: "Play: slide the kernel (Space)",
  pause: "Pause (Space)",
}
// Pixels between two slices, of a slice at most, and of a cell between stack and output.
const GAP = 10
const WIDEST = 150
const CELL = [22, 30]

class VolumeView {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    const stage = element("div", "stage", root)
    const sides = element("div", "sides", stage)
    this.stackName = element("p", "heading", sides)
    this.stackRow = element("div", "slices", sides)
    this.outputName = element("p", "heading", sides)
    this.outputRow = element("div", "slices", sides)
    this.place = element("p", "words", sides)
    this.sum = element("p", "words", sides)
    this.middle = new Middle(stage)
    this.legend = new Legend(root)
    this.ramps = ["Stack:", "kernel, products:", "output:"].map((words) => this.legend.ramp(words))
    this.legend.frame(VERMILION, "under the kernel, and its sum")
    this.player = new Player(root, this.walk(), WORDS)
    this.along = this.alongBox()
    this.depth = this.depthSlider()
    this.frame = new NextFrame(() => this.draw())
    this.width = new WidthWatch(root, () => this.fit())
    /** @type {Grid[]} */
    this.slices = []
    /** @type {Grid[]} */
    this.planes = []
    /** @type {Sums | null} */
    this.sums = null
    /** @type {Scales | null} */
    this.scales = null
    /** @type {Place} */
    this.at = [0, 0, 0]
  }

  /** A box: whether the walk goes along the depth only. */
  alongBox() {
    const tools = element("div", "tools", this.root)
    const label = element("label", "", tools)
    const box = element("input", "", label)
    box.type = "checkbox"
    label.append("Play along the depth only, at this row and column")
    box.addEventListener("change", () => this.frame.ask())
    return box
  }

  depthSlider() {
    const label = element("label", "depth", this.along.closest("div"))
    const name = element("span", "", label, "Depth")
    const input = element("input", "", label)
    Object.assign(input, { type: "range", min: 1, step: 1 })
    const number = element("input", "", label)
    Object.assign(number, { type: "number", min: 1, step: 1 })
    number.setAttribute("aria-label", "Depth, typed")
    input.setAttribute("aria-label", "Depth of the kernel")
    for (const one of [input, number])
      one.addEventListener("input", () => Number(one.value) && this.go([Number(one.value) - 1, this.at[1], this.at[2]]))
    return { name, input, number }
  }

  walk() {
    const go = (/** @type {number} */ at) => {
      if (!this.sums) return
      const [, row, column] = this.at
      this.at = this.along.checked ? [at, row, column] : this.sums.place(Math.min(this.sums.count - 1, Math.max(0, at)))
      this.at = this.sums.within(this.at)
      this.frame.ask()
    }
    const at = () => (this.along.checked ? this.at[0] : (this.sums?.index(this.at) ?? 0))
    return {
      go,
      at,
      step: (/** @type {number} */ by) => go(at() + by),
      first: () => 0,
      rest: () => this.say(),
      count: () => (this.along.checked ? (this.sums?.size[0] ?? 1) : (this.sums?.count ?? 1)),
    }
  }

  say() {
    if (this.sums) announce(this.root, `${placeSentence(this.sums, this.at)} ${sumSentence(this.sums, this.at)}`)
  }

  /** @param {Place} to */
  go(to) {
    if (!this.sums) return
    this.player.play(false)
    this.at = this.sums.within(to)
    this.say()
    this.frame.ask()
  }

  /** @param {Mounted<Uint8Array<ArrayBuffer>>} mounted */
  receive({ data }) {
    this.width.start()
    const message = unpacked(data, { copied: true })
    const before = this.sums?.size.join()
    const sums = new Sums(blockOf(message, "stack"), blockOf(message, "kernel"))
    this.sums = sums
    this.player.stop()
    this.at = before ? sums.within(this.at) : message.header.strongest
    const palette = canvasColours(/** @type {Uint8Array} */ (message.arrays.get("palette")?.values))
    const scale = (/** @type {ArrayLike<number>} */ values) => {
      const high = limitOf(values)
      return Array.from(values).some((one) => one < 0) ? signedScale(palette, high) : { palette: GREYS, low: 0, high }
    }
    const stack = { palette: GREYS, low: 0, high: 1 }
    this.scales = { stack, kernel: scale(sums.kernel.values), sums: scale(sums.made) }
    this.ramps.forEach((ramp, k) => {
      ramp.show([stack, scale(sums.kernel.values), scale(sums.made)][k])
    })
    this.depth.input.max = this.depth.number.max = String(sums.size[0])
    this.make(sums)
    this.fit()
  }

  /** As many canvases as there are slices and planes. @param {Sums} sums */
  make(sums) {
    const [, high, wide] = sums.kernel.shape
    const centred = (/** @type {number} */ at, /** @type {number} */ side) => at - (side >> 1)
    const play = () => this.player.play(!this.player.playing)
    const deeper = (/** @type {number} */ by) => this.go([this.at[0] + by, this.at[1], this.at[2]])
    const from = () => /** @type {[number, number]} */ ([this.at[1], this.at[2]])
    this.slices = remade(this.slices, sums.stack.shape[0], (z) => {
      const go = (/** @type {[number, number]} */ [row, column]) => {
        const first = this.sums ? z - this.sums.kernel.shape[0] + 1 : 0
        this.go([Math.max(first, Math.min(z, this.at[0])), centred(row, high), centred(column, wide)])
      }
      const grid = new Grid(this.stackRow, "slice", { point: () => {}, go, from, play, deeper }, false)
      grid.plane.canvas.tabIndex = -1
      return grid
    })
    this.planes = remade(this.planes, sums.size[0], (z) => {
      const point = (/** @type {[number, number] | null} */ cell) => cell && this.hover([z, ...cell])
      const go = (/** @type {[number, number]} */ cell) => this.go([z, ...cell])
      return new Grid(this.outputRow, "plane-of-sums", { point, go, from, play, deeper }, false)
    })
  }

  /** @param {Place} to */
  hover(to) {
    if (this.player.playing || !this.sums || to.join() === this.at.join()) return
    this.at = this.sums.within(to)
    this.frame.ask()
  }

  fit() {
    const { sums, scales } = this
    if (!sums || !scales) return
    const [slices, rows, columns] = sums.stack.shape
    // Less what rounding may add.
    const wide = this.stackRow.clientWidth - 2
    const across = Math.max(2, Math.min(slices, Math.floor((wide + GAP) / (80 + GAP))))
    const side =
      Math.max(2, Math.min(WIDEST, Math.floor((wide - (across - 1) * GAP) / across))) / Math.max(rows, columns)
    this.slices.forEach((grid, z) => {
      grid.show({ size: [rows, columns], values: sums.slice(z), scale: scales.stack })
      grid.fit(side)
    })
    this.planes.forEach((grid, z) => {
      grid.show({ size: [sums.size[1], sums.size[2]], values: sums.plane(z), scale: scales.sums })
      grid.fit(side)
    })
    write(this.stackName, `Stack: ${sums.stack.shape.join(" × ")} (slices × rows × columns)`)
    write(this.outputName, `Output: ${sums.size.join(" × ")}`)
    this.draw()
  }

  draw() {
    const { sums, scales, at } = this
    if (!sums || !scales) return
    const started = performance.now()
    const [deep, high, wide] = sums.kernel.shape
    const [depth, row, column] = at
    const said = [placeSentence(sums, at), sumSentence(sums, at)]
    this.slices.forEach((grid, z) => {
      const under = z >= depth && z < depth + deep
      const marks = under ? [box(row, column, high, wide)] : []
      grid.draw(marks, `Slice ${z + 1}`, gist(sums.slice(z), sums.stack.shape.slice(1)))
      grid.root.classList.toggle("under", under)
    })
    this.planes.forEach((grid, z) => {
      const here = z === depth
      grid.draw(
        here ? [box(row, column, 1, 1)] : [],
        `Depth ${z + 1}`,
        here ? said.join(" ") : gist(sums.plane(z), sums.size.slice(1)),
      )
      grid.plane.canvas.tabIndex = here ? 0 : -1
      grid.root.classList.toggle("under", here)
    })
    const side = Math.max(CELL[0], Math.min(CELL[1], Math.floor(this.middle.root.clientWidth / deep / (wide + 1))))
    this.middle.draw(sums.shares(at), depth, [high, wide], scales, side)
    write(this.place, said[0])
    write(this.sum, said[1])
    this.depth.input.value = this.depth.number.value = String(depth + 1)
    this.player.draw()
    Object.assign(this.root.dataset, {
      at: at.join(" "),
      size: sums.size.join(" "),
      sum: sums.made[sums.index(at)],
      took: (performance.now() - started).toFixed(2),
    })
  }

  stop() {
    this.player.stop()
    this.frame.stop()
    this.width.stop()
  }
}

/**
 * Grids in the place of others.
 * @param {Grid[]} grids
 * @param {number} count
 * @param {(z: number) => Grid} make
 */
function remade(grids, count, make) {
  for (const grid of grids) grid.root.remove()
  return Array.from({ length: count }, (_, z) => make(z))
}

/** @param {Message} message @param {string} name */
function blockOf({ arrays }, name) {
  const { values, shape } = /** @type {Numbers} */ (arrays.get(name))
  return { values: Array.from(/** @type {Float64Array} */ (values)), shape }
}

/**
 * @param {number} top
 * @param {number} left
 * @param {number} rows
 * @param {number} columns
 * @returns {Mark}
 */
function box(top, left, rows, columns) {
  return { kind: "box", top, left, rows, columns, colour: VERMILION, width: 3 }
}

export default component("volume", VolumeView, "The stack could not be drawn")
