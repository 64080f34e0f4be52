// What the server is told, and whether it has answered: every change gets an edition, which the answer to it names.

/**
 * @import { Cell } from "../../shared/geometry.mjs"
 *
 * @typedef {"values" | "kernel" | "pasted" | "planes"} Part What can be changed here.
 */

// Milliseconds without typing, painting or stepping after which the server is told.
const QUIET = 350
// Milliseconds after which an answer is no longer waited for.
const PATIENCE = 3000

/**
 * Rows of numbers: what was typed, not its nearest 32-bit neighbour.
 * @param {Float32Array} values
 * @param {number} columns
 */
export function rowsOf(values, columns) {
  const typed = Array.from(values, (value) => Number(value.toPrecision(7)))
  return Array.from({ length: typed.length / columns }, (_, row) => typed.slice(row * columns, (row + 1) * columns))
}

export class Post {
  /**
   * @param {number} mount which of the explorers on this page it is
   * @param {(name: string, value: object) => void} tell carries a message
   * @param {(ahead: Set<Part>) => object} contents what of the parts changed here goes into a message
   */
  constructor(mount, tell, contents) {
    this.mount = mount
    this.tell = tell
    this.contents = contents
    // Of the last change, and of the message that an answer is awaited to.
    this.edition = this.sent = ""
    this.editions = this.sentAt = 0
    // Whether a message waits for that answer.
    this.late = false
    // The cell that the server knows of.
    this.pinned = ""
    /** @type {number | undefined} */
    this.waiting = undefined
    /** @type {number | undefined} */
    this.resting = undefined
    /** @type {Set<Part>} */
    this.ahead = new Set()
    /** @type {Record<string, any>} */
    this.turned = {}
    /** @type {Map<string, [channel: number, place: number, byte: number]>} */
    this.brushed = new Map()
  }

  /** Nothing is changed here that the server does not know. */
  settle() {
    this.ahead = new Set()
    this.turned = {}
    this.brushed = new Map()
  }

  /**
   * Something was changed here.
   * @param {Part} part
   */
  changed(part) {
    this.ahead.add(part)
    this.edition = `${this.mount}-${++this.editions}`
  }

  /**
   * @param {string} name
   * @param {any} value
   */
  turn(name, value) {
    this.turned[name] = value
    this.changed("values")
  }

  /**
   * @param {number} channel
   * @param {number} place
   * @param {number} byte
   */
  brush(channel, place, byte) {
    this.brushed.set(`${channel} ${place}`, [channel, place, byte])
    this.changed("planes")
  }

  /**
   * Takes note of an answer; true where it knows of every change made here.
   * @param {string} edition
   */
  answered(edition) {
    const known = !this.ahead.size || edition === this.edition
    if (known) this.settle()
    if (edition === this.sent) this.sent = ""
    if (this.late && !this.sent) this.send()
    return known
  }

  soon() {
    clearTimeout(this.waiting)
    this.waiting = setTimeout(() => this.send(), QUIET)
  }

  /** Sends what the server does not know yet: one message at a time, and the last one always. */
  send() {
    clearTimeout(this.waiting)
    if (!this.ahead.size) return
    const left = this.sent ? this.sentAt + PATIENCE - performance.now() : 0
    this.late = left > 0
    // Should the answer never come, the last change is told all the same.
    if (this.late) {
      this.waiting = setTimeout(() => this.send(), left)
      return
    }
    this.sent = this.edition
    this.sentAt = performance.now()
    this.tell("change", { edition: this.edition, values: this.turned, ...this.contents(this.ahead) })
  }

  /**
   * Takes note of the cell that a message pins; true where it is another than the one known.
   * @param {Cell} cell
   */
  pinnedAt(cell) {
    const known = this.pinned === cell.join(" ")
    this.pinned = cell.join(" ")
    return !known
  }

  /**
   * Tells the pinned cell once nothing moves any more.
   * @param {() => Cell} at
   * @param {() => boolean} still
   */
  cell(at, still) {
    clearTimeout(this.resting)
    this.resting = setTimeout(() => {
      const [row, column] = at()
      if (still() && this.pinnedAt([row, column])) this.tell("cell", { row, column })
    }, QUIET)
  }

  stop() {
    clearTimeout(this.waiting)
    clearTimeout(this.resting)
  }
}
