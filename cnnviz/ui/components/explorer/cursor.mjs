// Where one is in a step: the output that is pinned, what is pointed at, and how much of the output is known yet.

import { nearestOutput } from "./step/links.mjs"
import { termsOf } from "./step/step.mjs"

/**
 * @import { Cell } from "../shared/geometry.mjs"
 * @import { Moment, Pointer } from "./panel.js"
 * @import { Terms, Work } from "./step/step.mjs"
 */

export class Cursor {
  constructor() {
    /** @type {Cell} */
    this.pinned = [0, 0]
    /** @type {Pointer | null} */
    this.pointer = null
    // Whether the outputs after the pinned one are still to come.
    this.veiled = false
    // The first number of the walk: −1 where the input is seen alone before the first window, which it is if `alone`.
    this.first = 0
    this.alone = false
  }

  /** A walk that begins with the input alone. */
  beginAlone() {
    this.first = -1
    this.alone = true
    this.veiled = true
  }

  /**
   * Stays where it is, or at the nearest output that another step has.
   * @param {Work} work
   */
  keep(work) {
    this.pinned = kept(this.pinned, work)
  }

  /**
   * Pins an output, or the one nearest to it.
   * @param {Cell} cell
   * @param {Work} work
   */
  pin(cell, work) {
    this.pinned = kept(cell, work)
    this.veiled = false
    this.alone = false
  }

  /**
   * On to an output by its number in reading order; what comes after it is veiled.
   * @param {number} index
   * @param {Work} work
   */
  go(index, work) {
    const reached = Math.max(this.first, Math.min(work.output.length - 1, index))
    this.alone = reached < 0
    const at = Math.max(0, reached)
    const columns = work.axes[1].output
    this.pinned = [Math.floor(at / columns), at % columns]
    this.veiled = true
    this.pointer = null
  }

  /** @param {Pointer | null} pointer */
  point(pointer) {
    // Before the first window nothing is linked yet.
    if (this.alone) return
    this.pointer = pointer
    if (pointer?.kind === "output") this.veiled = false
  }

  /**
   * The pinned output's number in reading order; −1 before the first.
   * @param {Work} work
   */
  index(work) {
    return this.alone ? -1 : this.pinned[0] * work.axes[1].output + this.pinned[1]
  }

  /**
   * Where a key leads, as a number in reading order; undefined where it leads nowhere.
   * @param {string} key
   * @param {Work} work
   */
  reached(key, work) {
    const columns = work.axes[1].output
    /** @type {Record<string, number>} */
    const moves = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: -columns,
      ArrowDown: columns,
      PageUp: -columns * this.pinned[0],
      PageDown: columns * (work.axes[0].output - 1 - this.pinned[0]),
      Home: -Infinity,
      End: Infinity,
    }
    return key in moves ? this.index(work) + moves[key] : undefined
  }

  /**
   * The one output that everything is shown for.
   * @param {Work} work
   */
  cell(work) {
    if (this.pointer?.kind === "output") return kept(this.pointer.cell, work)
    if (this.pointer?.kind === "input") return nearestOutput(work, ...this.pointer.cell)
    return this.pinned
  }

  /**
   * The output shown, taken apart.
   * @param {Work} work
   * @returns {Moment}
   */
  moment(work, cell = this.cell(work)) {
    const at = cell[0] * work.axes[1].output + cell[1]
    const terms = termsOf(work, ...cell)
    return {
      cell,
      terms,
      pointer: this.pointer,
      tap: tapOf(this.pointer, terms),
      reached: this.veiled ? this.pinned : null,
      alone: this.alone,
      sum: work.sums[at],
      value: work.output[at],
    }
  }
}

/**
 * @param {Cell} cell
 * @param {Work} work
 * @returns {Cell}
 */
function kept([row, column], { axes: [rows, columns] }) {
  const within = (/** @type {number} */ at, /** @type {number} */ count) => Math.max(0, Math.min(count - 1, at))
  return [within(row, rows.output), within(column, columns.output)]
}

/**
 * Which cell of the window is pointed at; −1 for none.
 * @param {Pointer | null} pointer
 * @param {Terms} terms
 */
function tapOf(pointer, { rows, columns }) {
  if (pointer?.kind === "weight") return pointer.tap
  if (pointer?.kind !== "input") return -1
  const [row, column] = [rows.indexOf(pointer.cell[0]), columns.indexOf(pointer.cell[1])]
  return row < 0 || column < 0 ? -1 : row * columns.length + column
}
