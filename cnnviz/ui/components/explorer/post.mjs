// What the server is told, and whether it has answered: every change gets an edition, which the answer to it names.

import { written } from "../typed.mjs"

// Milliseconds without typing, painting or stepping after which the server is told.
const QUIET = 350
// Milliseconds after which an answer is no longer waited for.
const PATIENCE = 3000

/** Numbers row by row, as the link spells them: what was typed, not its nearest 32-bit neighbour. */
export function spelled(values, columns) {
  const plain = Array.from(values, (value) => Number(value.toPrecision(7)))
  return written(Array.from({ length: plain.length / columns }, (_, row) => plain.slice(row * columns, (row + 1) * columns)))
}

export class Post {
  /** `tell(name, value)` carries a message; `contents(ahead)` says what of the parts changed here goes into it. */
  constructor(mount, tell, contents) {
    Object.assign(this, { mount, tell, contents, edition: "", editions: 0, sent: "", late: false, told: "" })
    this.settle()
  }

  /** Nothing is changed here that the server does not know. */
  settle() {
    this.ahead = new Set()
    this.turned = {}
    this.brushed = new Map()
  }

  /** One of "values", "kernel", "pasted" and "planes" was changed here. */
  changed(part) {
    this.ahead.add(part)
    this.edition = `${this.mount}-${++this.editions}`
  }

  turn(name, value) {
    this.turned[name] = value
    this.changed("values")
  }

  brush(channel, place, byte) {
    this.brushed.set(`${channel} ${place}`, [channel, place, byte])
    this.changed("planes")
  }

  /** Takes note of an answer; true where it knows of every change made here. */
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
    if (this.late) return void (this.waiting = setTimeout(() => this.send(), left))
    Object.assign(this, { sent: this.edition, sentAt: performance.now() })
    this.tell("change", { edition: this.edition, values: this.turned, ...this.contents(this.ahead) })
  }

  /** Tells the pinned cell once nothing moves any more; `still` says whether it does not. */
  cell(at, still) {
    clearTimeout(this.resting)
    this.resting = setTimeout(() => {
      const [row, column] = at()
      if (!still() || this.told === `${row} ${column}`) return
      this.told = `${row} ${column}`
      this.tell("cell", { row, column })
    }, QUIET)
  }

  /** Goes on after `stop`. */
  resume() {
    if (this.ahead.size) this.soon()
  }

  stop() {
    clearTimeout(this.waiting)
    clearTimeout(this.resting)
  }
}
