// A transposed convolution: input, kernel and stamp beside the canvas that stamps add up on.

import { announce } from "../shared/announcer.mjs"
import { canvasColours, GREYS, limitOf, signedScale } from "../shared/colours.mjs"
import { element, write } from "../shared/dom.mjs"
import { unpacked } from "../shared/message.mjs"
import { component } from "../shared/mount.mjs"
import { NextFrame } from "../shared/next_frame.mjs"
import { text } from "../shared/numbers.mjs"
import { gist } from "../shared/plane/gist.mjs"
import { cellSide, Grid, Legend } from "../shared/plane/grid.mjs"
import { Player } from "../shared/player.mjs"
import { BLUE, GREEN, VERMILION } from "../shared/theme.mjs"
import { WidthWatch } from "../shared/width.mjs"
import { Stamps } from "./stamps.mjs"
import { canvasTitle, cellSentence, stampSentence } from "./words.mjs"

/**
 * @import { Scale } from "../shared/colours.mjs"
 * @import { Cell } from "../shared/geometry.mjs"
 * @import { Message, Numbers } from "../shared/message.mjs"
 * @import { Mark } from "../shared/plane/painting.mjs"
 * @import { Matrix } from "./stamps.mjs"
 */

const WORDS = {
  timeline: "Which stamp, in reading order",
  speed: "stamps a second",
  play: "Play: lay all stamps (Space)",
  pause: "Pause (Space)",
}
// Pixels between two grids, as in the style sheet, and of a cell at least and at most.
const GAP = 24
/** @type {[number, number]} */
const SMALL = [30, 40]
/** @type {[number, number]} */
const LARGE = [10, 40]

class StampingView {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    const stage = element("div", "stage", root)
    const play = () => this.player.play(!this.player.playing)
    const cell = (/** @type {Cell | null} */ cell) => this.point(cell)
    this.input = new Grid(stage, "input", {
      point: () => {},
      go: (spot) => this.goTo(spot),
      from: () => this.stamps?.spot(Math.max(0, this.at)) ?? [0, 0],
      play,
    })
    this.kernel = new Grid(stage, "kernel", { point: () => {}, go: () => {}, from: () => [0, 0], play })
    this.stamp = new Grid(stage, "stamp", { point: () => {}, go: () => {}, from: () => [0, 0], play })
    this.canvas = new Grid(stage, "output", { point: cell, go: (to) => this.pin(to), from: () => this.pinned, play })
    this.legend = new Legend(root)
    this.givenRamp = this.legend.ramp("Input, kernel:")
    this.sumsRamp = this.legend.ramp("stamp, output:")
    this.legend.frame(VERMILION, "this input cell and where its stamp lands")
    this.legend.frame(BLUE, "this output cell and what adds up in it")
    this.extra = this.legend.frame(GREEN, "output padding")
    this.cut = element("li", "", this.legend.list)
    element("span", "hatched", this.cut)
    element("span", "", this.cut, "cut off by padding")
    this.player = new Player(root, this.walk(), WORDS)
    this.step = element("p", "words", root)
    this.sum = element("p", "words", root)
    this.frame = new NextFrame(() => this.draw())
    this.width = new WidthWatch(root, () => this.fit())
    /** @type {Stamps | null} */
    this.stamps = null
    /** @type {Scale} */
    this.weights = { palette: GREYS, low: 0, high: 1 }
    this.sums = this.weights
    this.at = -1
    /** @type {Cell} */
    this.pinned = [0, 0]
    /** @type {Cell | null} */
    this.pointed = null
  }

  walk() {
    const go = (/** @type {number} */ at) => {
      this.at = Math.max(-1, Math.min((this.stamps?.count ?? 0) - 1, at))
      this.frame.ask()
    }
    return {
      go,
      step: (/** @type {number} */ by) => go(this.at + by),
      first: () => -1,
      rest: () => this.stamps && announce(this.root, stampSentence(this.stamps, this.at)),
      at: () => this.at,
      count: () => this.stamps?.count ?? 0,
    }
  }

  /** @param {Mounted<Uint8Array<ArrayBuffer>>} mounted */
  receive({ data }) {
    this.width.start()
    const message = unpacked(data, { copied: true })
    const before = this.stamps?.size.join()
    const stamps = stampsOf(message)
    this.stamps = stamps
    this.player.stop()
    this.at = stamps.count - 1
    if (stamps.size.join() !== before) this.pinned = mostStamped(stamps)
    const palette = canvasColours(/** @type {Uint8Array} */ (message.arrays.get("palette")?.values))
    const { largest, negative } = stamps.extent
    this.sums = negative ? signedScale(palette, largest) : { palette: GREYS, low: 0, high: largest }
    const numbers = [...stamps.image.values, ...stamps.kernel.values]
    const size = limitOf(numbers)
    this.weights = numbers.some((one) => one < 0) ? signedScale(palette, size) : { palette: GREYS, low: 0, high: size }
    this.givenRamp.show(this.weights)
    this.sumsRamp.show(this.sums)
    this.extra.hidden = !stamps.spread.extra
    this.cut.hidden = !stamps.frame.some(Boolean)
    this.showFixed(stamps)
    this.fit()
  }

  /** @param {Stamps} stamps */
  showFixed({ image, kernel }) {
    this.input.show({ size: pair(image.shape), values: image.values, scale: this.weights })
    this.kernel.show({ size: pair(kernel.shape), values: kernel.values, scale: this.weights })
  }

  fit() {
    const { stamps } = this
    if (!stamps) return
    this.showSums(stamps)
    const [small, wide] = [stamps.image.shape[1] + 2 * stamps.kernel.shape[1], this.root.clientWidth]
    const together = cellSide(wide, small + stamps.size[1], 4, GAP, [0, SMALL[1]])
    const apart = together < SMALL[0]
    const side = apart ? cellSide(wide, small, 3, GAP, SMALL) : together
    for (const grid of [this.input, this.kernel, this.stamp]) grid.fit(side)
    this.canvas.fit(apart ? cellSide(wide, stamps.size[1], 1, GAP, LARGE) : together)
    this.draw()
  }

  /** @param {Stamps} stamps */
  showSums(stamps) {
    const { kernel, size, frame } = stamps
    this.stamp.show({ size: pair(kernel.shape), values: stamps.stamp(this.at), scale: this.sums })
    this.canvas.show({ size, values: stamps.after[this.at + 1], scale: this.sums, frame })
  }

  /** @param {Cell} spot */
  goTo(spot) {
    this.player.play(false)
    this.at = this.stamps?.index(spot) ?? -1
    this.player.hooks.rest()
    this.frame.ask()
  }

  /** @param {Cell | null} cell */
  point(cell) {
    if (String(cell) === String(this.pointed)) return
    this.pointed = cell
    this.frame.ask()
  }

  /** @param {Cell} cell */
  pin(cell) {
    this.pinned = cell
    this.pointed = null
    if (this.stamps) announce(this.root, cellSentence(this.stamps, cell, this.at))
    this.frame.ask()
  }

  draw() {
    const { stamps, at } = this
    if (!stamps) return
    const started = performance.now()
    this.showSums(stamps)
    const cell = this.pointed ?? this.pinned
    const parts = stamps.parts(cell).filter(({ input }) => stamps.index(input) <= at)
    const words = stampSentence(stamps, at)
    const sum = cellSentence(stamps, cell, at)
    const spot = at < 0 ? [] : [box(stamps.spot(at), VERMILION, 4)]
    this.input.draw([...parts.map(({ input }) => box(input, BLUE)), ...spot], "Input", saidOf(stamps.image))
    this.kernel.draw(
      parts.map(({ tap }) => box(tap, BLUE)),
      "Kernel",
      saidOf(stamps.kernel),
    )
    const now = parts.filter(({ input }) => stamps.index(input) === at)
    const value = at < 0 ? "Stamp" : `Stamp: ${text(stamps.value(at))} · kernel`
    this.stamp.draw(
      now.map(({ tap }) => box(tap, BLUE)),
      value,
      words,
    )
    this.canvas.draw([...this.canvasMarks(stamps), box(cell, BLUE)], canvasTitle(stamps), sum)
    write(this.step, words)
    write(this.sum, sum)
    this.player.draw()
    Object.assign(this.root.dataset, {
      at,
      cell: cell.join(" "),
      sum: stamps.after[at + 1][cell[0] * stamps.size[1] + cell[1]],
      output: stamps.axes.map(({ output }) => output).join(" "),
      took: (performance.now() - started).toFixed(2),
    })
  }

  /** Output padding's rows and columns, and where the stamp lands. @param {Stamps} stamps @returns {Mark[]} */
  canvasMarks(stamps) {
    const { padding, extra } = stamps.spread
    const [rows, columns] = stamps.axes.map(({ output }) => output)
    /** @type {Mark[]} */
    const marks = []
    const green = { kind: /** @type {const} */ ("box"), colour: GREEN, width: 2 }
    if (extra)
      marks.push(
        { ...green, top: padding + rows - extra, left: padding, rows: extra, columns },
        { ...green, top: padding, left: padding + columns - extra, rows, columns: extra },
      )
    if (this.at >= 0) {
      const [top, left] = stamps.corner(this.at)
      const [high, wide] = stamps.axes.map(({ span }) => span)
      marks.push({ kind: "box", top, left, rows: high, columns: wide, colour: VERMILION, width: 3 })
    }
    return marks
  }

  stop() {
    this.player.stop()
    this.frame.stop()
    this.width.stop()
  }
}

/** @param {Message} message */
function stampsOf({ header, arrays }) {
  const { stride, padding, extra, dilation } = header
  const [image, kernel] = ["image", "kernel"].map((name) => {
    const { values, shape } = /** @type {Numbers} */ (arrays.get(name))
    return { values: Array.from(/** @type {Float64Array} */ (values)), shape }
  })
  return new Stamps({ stride, padding, extra, dilation }, image, kernel)
}

/** The first kept cell that the most stamps reach. @param {Stamps} stamps @returns {Cell} */
function mostStamped(stamps) {
  const [rows, columns] = stamps.size
  /** @type {Cell} */
  let best = [stamps.spread.padding, stamps.spread.padding]
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const more = stamps.parts([row, column]).length > stamps.parts(best).length
      if (more && stamps.isKept([row, column])) best = [row, column]
    }
  return best
}

/** @param {Matrix} matrix */
const saidOf = ({ values, shape }) => gist(values, shape)

/** @param {number[]} shape @returns {[number, number]} */
const pair = ([rows, columns]) => [rows, columns]

/**
 * @param {Cell} cell
 * @param {string} colour
 * @returns {Mark}
 */
function box([top, left], colour, width = 3) {
  return { kind: "box", top, left, colour, width }
}

export default component("stamping", StampingView, "The stamps could not be drawn")
