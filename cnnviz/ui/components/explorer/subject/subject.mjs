// What is explored: the step that the server sent, with what was changed here since.

import { number } from "../../shared/typed_numbers.mjs"
import { Post, rowsOf } from "./post.mjs"
import { sentOf } from "./sent.mjs"

/**
 * @import { Cell } from "../../shared/geometry.mjs"
 * @import { Numbers } from "../../shared/message.mjs"
 * @import { Header } from "../panel.js"
 * @import { Part } from "./post.mjs"
 * @import { Step } from "../step/step.mjs"
 */

export class Subject {
  /**
   * @param {number} mount which of the explorers on this page it is
   * @param {(name: string, value: object) => void} tell
   */
  constructor(mount, tell) {
    this.post = new Post(mount, tell, (ahead) => this.contents(ahead))
    /** @type {Header | null} */
    this.header = null
    /** @type {Step | null} */
    this.step = null
    this.palette = new Uint32Array(256)
    // What the server computed for the step it sent; null where more was changed here.
    /** @type {{ sums: Float32Array, output: Float32Array } | null} */
    this.computed = null
    // The block of numbers that was pasted.
    this.block = ""
  }

  /**
   * Takes a message over, but for what was changed here after it; true where it names another output to pin.
   * @param {Header} header
   * @param {Map<string, Numbers>} arrays
   */
  receive(header, arrays) {
    const sent = sentOf(arrays)
    const { ahead, turned } = this.post
    const answered = this.post.answered(header.edition)
    const own = (/** @type {Part} */ part) => (!answered && ahead.has(part) ? this.step : null)
    this.header = header
    this.palette = sent.palette
    this.step = {
      operation: header.operation,
      size: sent.size,
      window: own("kernel")?.window ?? sent.window,
      values: own("values") ? { ...header.values, ...turned } : header.values,
      planes: own("planes")?.planes ?? sent.planes,
      kernel: own("kernel")?.kernel ?? sent.kernel,
    }
    this.computed = answered ? sent : null
    return this.post.pinnedAt(header.cell)
  }

  /** The server's numbers, where they are for this very step. */
  get reference() {
    return this.post.ahead.size ? null : this.computed
  }

  /**
   * A control has moved.
   * @param {string} name
   * @param {any} value
   */
  turn(name, value) {
    if (this.step) this.step = { ...this.step, values: { ...this.step.values, [name]: value } }
    this.post.turn(name, value)
  }

  /**
   * A weight is another, as it is shown: all channels' alike.
   * @param {number} tap
   * @param {number} value
   */
  weigh(tap, value) {
    const { step } = this
    if (!step) return
    const [first] = step.kernel
    // Flipped, the first shown is the last given.
    const kernel = first.slice()
    kernel[step.values.flip ? first.length - 1 - tap : tap] = value
    this.step = { ...step, kernel: step.kernel.map(() => kernel) }
    this.post.changed("kernel")
    this.post.soon()
  }

  /**
   * A pasted block of numbers becomes the whole kernel, once the server has read it: it knows every notation.
   * @param {string} block
   */
  paste(block) {
    this.block = block
    this.post.changed("pasted")
    this.post.send()
  }

  /**
   * Rows of numbers become the whole kernel, of all channels; false where they make none.
   * @param {number[][]} rows
   */
  lay(rows) {
    const { step, header } = this
    const [{ length }] = rows
    const most = header?.largest ?? 0
    if (!step || !rows.every((row) => row.length === length && row.every(Number.isFinite))) return false
    if (Math.max(length, rows.length) > most) return false
    const kernel = Float32Array.from(rows.flat())
    this.step = { ...step, window: [rows.length, length], kernel: step.kernel.map(() => kernel) }
    this.post.changed("kernel")
    this.post.soon()
    return true
  }

  /**
   * Puts one number into the input, as exact as the header says; true where it was another.
   * @param {number} channel
   * @param {number} place
   * @param {number} value
   */
  put(channel, place, value) {
    const { step } = this
    if (!step) return false
    const byte = Math.max(0, Math.min(255, Math.round(value * 255)))
    const stored = Math.fround(this.header?.paintable === "pixels" ? byte / 255 : value)
    if (step.planes[channel][place] === stored) return false
    const planes = step.planes.map((plane, k) => (k === channel ? plane.slice().fill(stored, place, place + 1) : plane))
    this.step = { ...step, planes }
    this.post.brush(channel, place, byte)
    return true
  }

  /**
   * Puts one value into an input of some channels; true where it is one and another number stood there.
   * @param {number[]} channels
   * @param {Cell} cell
   * @param {number} value
   */
  paint(channels, [row, column], value) {
    const [rows, columns] = this.header?.paintable ? (this.step?.size ?? [0, 0]) : [0, 0]
    if (Number.isNaN(value) || row < 0 || column < 0 || row >= rows || column >= columns) return false
    const painted = channels.filter((channel) => this.put(channel, row * columns + column, value))
    if (painted.length) this.post.soon()
    return painted.length > 0
  }

  /**
   * What a message to the server holds besides the controls that were turned.
   * @param {Set<Part>} ahead
   */
  contents(ahead) {
    const { step, header } = this
    if (!step || !header) return {}
    const { size, window, planes, kernel } = step
    return {
      ...(ahead.has("kernel") && { kernel: rowsOf(kernel[0], window[1]) }),
      ...(ahead.has("pasted") && { pasted: this.block }),
      ...(ahead.has("planes") && header.paintable === "numbers" && { numbers: rowsOf(planes[0], size[1]) }),
      ...(ahead.has("planes") && header.paintable === "pixels" && { painted: [...this.post.brushed.values()] }),
    }
  }
}

/**
 * A block of numbers, row by row.
 * @param {string} block
 */
export function rowsIn(block) {
  const rows = block.trim().split(/\s*[;\n]\s*/)
  return rows.map((row) =>
    row
      .trim()
      .split(/\s*,\s*|\s+/)
      .map((word) => number(word)),
  )
}
