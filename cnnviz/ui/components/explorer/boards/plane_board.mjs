// Input left, output right: maps of cells with their windows, scales and zoom.

import { coloursOf } from "../../shared/colours.mjs"
import { element, write } from "../../shared/dom.mjs"
import { ends } from "../../shared/geometry.mjs"
import { gist } from "../../shared/plane/gist.mjs"
import { Plane, WHOLE } from "../../shared/plane/plane.mjs"
import { BESIDE, Ruler } from "../../shared/plane/ruler.mjs"
import { inputCaption, outputCaption } from "../captions.mjs"
import { centreOf, nearestOutput } from "../step/links.mjs"
import { frameOf } from "../step/step.mjs"
import { InputWalk } from "./input_walk.mjs"
import { Side } from "./legend.mjs"
import { outputMarks, windowMarks } from "./marks.mjs"
import { CAPTION, shared } from "./room.mjs"

/**
 * @import { Scale } from "../../shared/colours.mjs"
 * @import { Cell } from "../../shared/geometry.mjs"
 * @import { PlaneHooks } from "../../shared/plane/plane.mjs"
 * @import { Board, BoardHooks, Moment, Shown } from "../panel.js"
 * @import { Work } from "../step/step.mjs"
 *
 * @typedef {{ plane: Plane, channel: number | null }} Shade A plane of one channel, or of the colours of all.
 */

const NOTHING = 0xff888888
const COLOURS = ["red", "green", "blue"]
// Channels up to which each has a plane of its own.
const APART = 4
// Pixels that the name of one of several planes takes, and between two of them.
const NAMED = 20
const BETWEEN = 8
// Pixels that what stands between takes at most.
const MIDDLE = 460
const OUTPUT_KEYS = "Arrow keys move from number to number, Home and End jump, Space plays."
const INPUT_KEYS = "Arrow keys move from cell to cell, Home and End jump, Enter shows the output there."

/** @implements {Board} */
export class PlaneBoard {
  /**
   * @param {HTMLElement} parent
   * @param {BoardHooks} hooks
   * @param {HTMLElement} middle what stands between input and output
   */
  constructor(parent, hooks, middle) {
    this.hooks = hooks
    this.box = element("div", "board", parent)
    this.input = new Side(this.box, "input")
    this.box.append(middle)
    this.output = new Side(this.box, "output")
    /** @type {Shade[]} */
    this.planes = []
    /** @type {Work | null} */
    this.work = null
    this.kind = ""
    this.above = 0
    // The output shown.
    /** @type {Cell} */
    this.cell = [0, 0]
    this.map = this.plane(this.output.holder, {
      point: (cell) => hooks.point(cell && { kind: "output", cell }),
      pin: (cell) => hooks.pin(cell),
    })
    this.map.canvas.tabIndex = 0
    this.mapRuler = new Ruler(this.map)
    /** @type {Ruler | null} */
    this.ruler = null
  }

  /**
   * @param {HTMLElement} holder
   * @param {Omit<PlaneHooks, "zoom">} hooks
   */
  plane(holder, hooks) {
    const plane = new Plane(element("div", "holder", holder), { ...hooks, zoom: this.hooks.zoom })
    plane.canvas.setAttribute("role", "application")
    plane.canvas.setAttribute("aria-describedby", "moment")
    return plane
  }

  /** @param {Shown} shown */
  show(shown) {
    const { work, scales } = shown
    this.work = work
    this.above = shown.above
    this.arrange(shown.channels, shown.channel)
    const frame = frameOf(work)
    const [rows, columns] = work.shape
    for (const { plane, channel } of this.planes) {
      const values = channel === null ? new Float32Array(rows * columns).fill(NaN) : work.framed[channel]
      const colours = channel === null ? mixedColours(work.framed) : planeColours(scales.input, values)
      plane.show({ rows, columns, values, colours, frame })
    }
    const colours = coloursOf(scales.output, work.output)
    this.map.show({ rows: work.axes[0].output, columns: work.axes[1].output, values: work.output, colours })
    write(this.input.caption, inputCaption(shown))
    write(this.output.caption, outputCaption(shown))
    this.input.draw(scales.input)
    this.output.draw(scales.output)
    this.describe(shown)
    this.fit()
  }

  /**
   * What the canvases hold, for those who do not see them.
   * @param {Shown} shown
   */
  describe({ work, channels, name }) {
    const output = gist(
      work.output,
      work.axes.map((axis) => axis.output),
    )
    this.map.canvas.setAttribute("aria-label", `Output, ${name}: ${output} ${OUTPUT_KEYS}`)
    for (const { plane, channel } of this.planes) {
      const what =
        channel === null ? ", all channels in their colours." : channels.length > 1 && `, ${channels[channel]}`
      const values = channel === null ? "" : `: ${gist(work.step.planes[channel], work.step.size)}`
      plane.canvas.setAttribute("aria-label", `Input${what || ""}${values} ${INPUT_KEYS}`)
    }
  }

  /**
   * One canvas for each channel up to APART, and one for their colours together; of more channels the chosen one.
   * @param {string[]} channels
   * @param {number} chosen
   */
  arrange(channels, chosen) {
    const coloured = channels.length === 3 && COLOURS.every((name, k) => channels[k] === name)
    const shown = channels.length > APART ? [chosen] : channels.map((_, k) => k)
    const kinds = coloured ? [null, ...shown] : shown
    const kind = JSON.stringify([kinds, channels.length])
    if (kind === this.kind) return
    this.kind = kind
    this.input.holder.replaceChildren()
    this.input.holder.classList.toggle("several", kinds.length > 1)
    this.planes = kinds.map((channel) => {
      const name = kinds.length === 1 ? "" : channel === null ? "all three" : channels[channel]
      return { plane: this.inputPlane(channel, shown, name), channel }
    })
    this.ruler = kinds.length === 1 ? new Ruler(this.planes[0].plane) : null
  }

  /**
   * @param {number | null} channel
   * @param {number[]} all the channels that the plane of all paints
   * @param {string} name
   */
  inputPlane(channel, all, name) {
    const pointer = (/** @type {Cell | null} */ cell) =>
      cell && { kind: /** @type {const} */ ("input"), cell: this.unframed(cell), channel: channel ?? 0 }
    const holder = element("div", "", this.input.holder)
    const plane = this.plane(holder, {
      point: (cell) => this.hooks.point(pointer(cell)),
      pin: (cell) => this.work && this.hooks.pin(nearestOutput(this.work, ...this.unframed(cell))),
      pen: () => this.hooks.pen(),
      paint: (cell) => this.hooks.paint(channel === null ? all : [channel], this.unframed(cell)),
    })
    if (name) write(element("div", "name", holder), name)
    new InputWalk(plane, {
      start: () => this.centre(this.cell),
      read: (cell) => this.hooks.read(pointer(cell)),
      enter: (cell) => {
        if (!plane.paints(cell)) plane.hooks.pin(cell)
      },
    })
    return plane
  }

  /**
   * A place of a plane, what is invented and all, as a position of the input.
   * @param {Cell} cell
   * @returns {Cell}
   */
  unframed([row, column]) {
    const [top, , left] = this.frame()
    return [row - top, column - left]
  }

  frame() {
    return this.work ? frameOf(this.work) : [0, 0, 0, 0]
  }

  /** Takes the room there is. */
  fit() {
    const wide = this.box.closest(".explorer")?.clientWidth ?? 0
    if (!this.work || !wide) return
    const several = this.planes.length > 1
    const need = this.hooks.need(wide)
    const room = shared({
      wide,
      high: window.innerHeight - this.above,
      need,
      input: /** @type {[number, number]} */ (this.work.shape),
      output: [this.map.rows, this.map.columns],
      several,
    })
    this.fitInput(room.input)
    this.map.fit(...room.output)
    const inner = several ? 2 * this.planes[0].plane.box.width + BETWEEN : this.planes[0].plane.box.width + BESIDE
    const outer = Math.max(CAPTION, this.map.box.width + BESIDE)
    this.box.dataset.way = room.way
    const columns = {
      abreast: `${inner}px minmax(0, ${Math.max(need, MIDDLE)}px) ${outer}px`,
      pair: `${inner}px minmax(0, ${outer}px)`,
      stack: "",
    }
    this.box.style.gridTemplateColumns = columns[room.way]
  }

  /** @param {[number, number]} room */
  fitInput([wide, high]) {
    const rows = Math.ceil(this.planes.length / 2)
    const [across, down] = this.planes.length > 1 ? [(wide - BETWEEN) / 2, high / rows - NAMED] : [wide, high]
    for (const { plane } of this.planes) plane.fit(across, down)
  }

  /**
   * @param {number} factor
   * @param {Cell} cell
   */
  zoom(factor, cell) {
    const centre = this.centre(cell)
    for (const { plane } of this.planes) plane.zoom(factor || WHOLE, centre)
    this.map.zoom(factor || WHOLE, cell)
  }

  /**
   * @param {number} pixels
   * @param {Cell} cell
   */
  zoomTo(pixels, cell) {
    const centre = this.centre(cell)
    for (const { plane } of this.planes) plane.zoom(pixels / plane.view.scale, centre)
    this.map.zoom(pixels / this.map.view.scale, cell)
  }

  /**
   * Where an output's mark stands on the planes.
   * @param {Cell} cell
   * @returns {Cell}
   */
  centre(cell) {
    const [top, , left] = this.frame()
    const [row, column] = this.work ? centreOf(this.work, ...cell) : cell
    return [row + top, column + left]
  }

  /** @param {Moment} moment */
  follow({ cell, terms }) {
    const [top, , left] = this.frame()
    const [first, last] = ends(terms.rows)
    const [start, end] = ends(terms.columns)
    for (const { plane } of this.planes) plane.follow([first + top, start + left], [last + top, end + left])
    this.map.follow(cell, cell)
  }

  /**
   * @param {Shown} shown
   * @param {Moment} moment
   */
  draw({ work }, moment) {
    this.cell = moment.cell
    const marks = windowMarks(work, moment, this.planes[0].plane.view.scale)
    for (const { plane } of this.planes) plane.draw(marks)
    this.map.draw(outputMarks(work, moment, this.map.view.scale), moment.reached)
    this.ruler?.draw()
    this.mapRuler.draw()
    this.input.tell(this.planes.some(({ plane }) => plane.numbered))
    this.output.tell(this.map.numbered)
  }
}

/**
 * A channel's colours; where there is nothing, mid grey.
 * @param {Scale} scale
 * @param {Float32Array} values
 */
function planeColours(scale, values) {
  const colours = coloursOf(scale, values)
  for (let k = 0; k < values.length; k++) if (Number.isNaN(values[k])) colours[k] = NOTHING
  return colours
}

/**
 * The colours that three channels make together.
 * @param {Float32Array[]} planes
 */
function mixedColours([reds, greens, blues]) {
  const colours = new Uint32Array(reds.length)
  for (let k = 0; k < colours.length; k++)
    colours[k] = 0xff000000 | (byteOf(blues[k]) << 16) | (byteOf(greens[k]) << 8) | byteOf(reds[k])
  return colours
}

/** @param {number} value */
function byteOf(value) {
  return Math.max(0, Math.min(255, Math.round(value * 255)))
}
