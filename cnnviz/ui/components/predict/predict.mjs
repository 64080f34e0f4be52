// A question answered with a hand: its board, what can be typed instead, and what was answered so far.

import { announce } from "../shared/announcer.mjs"
import { element, write } from "../shared/dom.mjs"
import { unpacked } from "../shared/message.mjs"
import { component } from "../shared/mount.mjs"
import { Legend } from "../shared/plane/grid.mjs"
import { WidthWatch } from "../shared/width.mjs"
import { CurveBoard } from "./curve_board.mjs"
import { PointBoard } from "./point_board.mjs"
import { SizeBoard } from "./size_board.mjs"
import { sentence } from "./spots.mjs"

/**
 * @import { Board, BoardMaker, Field, Header } from "./board.d.ts"
 * @import { Given } from "./spots.mjs"
 * @typedef {Uint8Array<ArrayBuffer>} Data a message
 * @typedef {{ given: Given | null }} Told What Python hears.
 */

/** @type {Record<string, BoardMaker>} */
const BOARDS = { point: PointBoard, size: SizeBoard, curve: CurveBoard }
// Pixels that what stands beside a board takes, and a board has at least.
const [SIDE, LEAST] = [190, 200]

class Predict {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    /** @type {Header | null} */
    this.header = null
    /** @type {Board | null} */
    this.board = null
    /** @type {Given | null} */
    this.given = null
    this.message = ""
    /** @type {[Field, HTMLInputElement][]} */
    this.inputs = []
    this.words = element("p", "words")
    /** @type {Mounted<Data, Told>["setStateValue"]} */
    this.tell = () => {}
    this.width = new WidthWatch(root, () => this.fit())
  }

  /** @param {Mounted<Data, Told>} mounted */
  receive({ data, setStateValue }) {
    this.tell = setStateValue
    const message = new TextDecoder("latin1").decode(data)
    if (message !== this.message) this.begin(data)
    this.message = message
    this.width.start()
    this.fit()
  }

  /** @param {Data} data */
  begin(data) {
    const { header, arrays } = unpacked(data, { copied: true })
    this.header = /** @type {Header} */ (header)
    this.given = header.given
    this.root.replaceChildren()
    const held = element("div", "board", this.root)
    const side = element("div", "side", this.root)
    const Maker = BOARDS[header.kind]
    const board = new Maker(held, header, arrays, (given, moving) => this.go(given, moving))
    this.board = board
    const typed = element("div", "typed", side)
    this.inputs = board.fields.map((field) => [field, this.input(typed, field)])
    typed.hidden = !this.inputs.length
    side.append(this.words)
    board.explain(new Legend(side))
  }

  /** @param {HTMLElement} parent @param {Field} field */
  input(parent, field) {
    const label = element("label", "", parent, field.label)
    const input = element("input", field.most ? "" : "listed", label)
    if (field.most) Object.assign(input, { type: "number", min: "1", max: String(field.most) })
    input.addEventListener("change", () => {
      const given = field.typed(input.value, this.given)
      if (given) this.go(given)
      else this.draw()
    })
    return input
  }

  /** @param {Given} given @param {boolean} [moving] */
  go(given, moving = false) {
    if (!this.header?.open) return
    this.given = given
    this.draw()
    if (moving) return
    announce(this.root, this.words.textContent ?? "")
    this.tell("given", given)
  }

  fit() {
    const wide = this.root.clientWidth
    if (!this.board || !wide) return
    this.board.fit(wide - SIDE >= LEAST ? wide - SIDE : wide)
    this.draw()
  }

  draw() {
    const { board, given, header } = this
    if (!board || !header) return
    board.draw(given)
    for (const [field, input] of this.inputs) input.value = field.shown(given)
    this.words.hidden = !header.open
    write(this.words, header.open ? sentence(header.kind, given, (cell) => board.held?.(cell) ?? 0) : "")
    this.root.dataset.given = given ? given.join(" ") : ""
  }

  stop() {
    this.width.stop()
  }
}

export default component("predict", Predict, "This question could not be drawn")
