// The same object at another place: shifted and filtered in both orders, pooled, and looked for by a dense template.

import { announce } from "../shared/announcer.mjs"
import { canvasColours } from "../shared/colours.mjs"
import { ask, COVERED, isAsking } from "../shared/course/asking.mjs"
import { element, write } from "../shared/dom.mjs"
import { unpacked } from "../shared/message.mjs"
import { component } from "../shared/mount.mjs"
import { NextFrame } from "../shared/next_frame.mjs"
import { WidthWatch } from "../shared/width.mjs"
import { AnswerTable } from "./answer_table.mjs"
import { Boards } from "./boards.mjs"
import { Curve } from "./curve.mjs"
import { Hand, within } from "./hand.mjs"
import { sceneOf } from "./scene.mjs"
import { StrideTable } from "./stride_table.mjs"
import { Sweep, stopsOf } from "./sweep.mjs"
import { invarianceSentence, placeSentence, summary } from "./words.mjs"

/**
 * @import { Shift } from "./plane_beyond.mjs"
 * @import { Scene, Seen } from "./scene.mjs"
 * @import { Stop } from "./sweep.mjs"
 *
 * @typedef {{ place: { down: number, right: number } }} Told What Python hears.
 */

// Milliseconds without another step after which the curves follow, and after which the server is told.
const CALM = 150
const STILL = 400

class SameObject {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.words = element("p", "words", root)
    const tools = element("div", "tools", root)
    this.boards = new Boards(root)
    const numbers = element("div", "numbers answering", this.boards.root)
    element("p", "heading", numbers, "One number of the whole")
    this.table = new AnswerTable(numbers)
    this.curve = new Curve(numbers)
    this.stride = new StrideTable(element("div", "answering", root))
    this.trouble = element("p", "trouble", root)
    this.trouble.setAttribute("role", "status")
    this.hand = new Hand(tools, this.boards.input.plane, {
      at: () => this.by,
      move: (to) => this.move(to),
      rest: () => this.rest(),
    })
    this.width = new WidthWatch(root, () => this.fit())
    /** @type {Scene | null} */
    this.scene = null
    /** @type {Shift} */
    this.by = [0, 0]
    this.known = ""
    this.swept = ""
    this.frame = new NextFrame(() => this.draw())
    this.sweep = new Sweep((stops) => this.follow(stops))
    this.calm = this.still = 0
    /** @type {Mounted<Uint8Array<ArrayBuffer>, Told>["setStateValue"]} */
    this.tell = () => {}
  }

  /** @param {Mounted<Uint8Array<ArrayBuffer>, Told>} mounted */
  receive({ data, setStateValue }) {
    this.tell = setStateValue
    this.width.start()
    const { header, arrays } = unpacked(data)
    ask(this.root, header.asking)
    const palette = canvasColours(/** @type {Uint8Array} */ (arrays.get("palette")?.values))
    this.scene = sceneOf(header, arrays)
    if (header.at.join(" ") !== this.known) this.by = header.at
    this.known = header.at.join(" ")
    this.by = within(this.by, this.scene.reach)
    this.swept = ""
    this.boards.take(this.scene, palette)
    this.fit()
    this.sweepOn()
    this.explain("")
  }

  /** @param {string} why */
  explain(why) {
    write(this.trouble, why)
  }

  fit() {
    const wide = this.root.clientWidth
    this.boards.fit(Math.max(150, Math.min(340, window.innerHeight * (wide > 640 ? 0.42 : 0.4))))
    this.curve.fit(this.curve.root.clientWidth)
    this.draw()
  }

  /** @param {Shift} to */
  move(to) {
    if (!this.scene) return
    const by = within(to, this.scene.reach)
    if (by.join(" ") === this.by.join(" ")) return
    this.by = by
    this.frame.ask()
  }

  /** The hand has let go, or made a step: what takes longer follows, and the server is told. */
  rest() {
    if (!this.scene) return
    this.hand.show(this.by, this.scene.reach)
    announce(this.root, this.spoken(this.scene.seen(this.by)))
    clearTimeout(this.calm)
    clearTimeout(this.still)
    this.calm = window.setTimeout(() => this.sweepOn(), CALM)
    this.still = window.setTimeout(() => this.tellPlace(), STILL)
  }

  tellPlace() {
    const said = this.by.join(" ")
    if (said === this.known || this.hand.holding) return
    this.known = said
    const [down, right] = this.by
    this.tell("place", { down, right })
  }

  /** The curves of the rows that the thing is in now. */
  sweepOn() {
    const { scene } = this
    if (!scene || this.hand.holding) return
    const [down] = this.by
    if (this.swept === String(down)) return
    this.swept = String(down)
    this.curve.name(down)
    this.sweep.start(stopsOf(scene.reach[1]), (right) => scene.answersAt([down, right]))
  }

  /** @param {Stop[]} stops */
  follow(stops) {
    if (!this.scene) return
    this.curve.show(stops, this.scene.first.answers)
    this.draw()
  }

  /** @param {Seen} seen */
  spoken(seen) {
    const { scene } = this
    if (isAsking(this.root)) return `${placeSentence(this.by)} ${COVERED}`
    return scene ? `${summary(this.by, seen.found, scene.first.answers, seen.answers)} ${scene.sentences(seen)}` : ""
  }

  draw() {
    const { scene } = this
    if (!scene) return
    const started = performance.now()
    const seen = scene.seen(this.by)
    const first = scene.first.answers
    this.boards.draw(seen)
    this.hand.show(this.by, scene.reach)
    this.table.show(first, seen.answers)
    write(this.table.line, invarianceSentence(first, seen.answers))
    this.stride.show(scene.axes, scene.box, this.by)
    this.curve.mark(this.by[1], first, seen.answers)
    const asking = isAsking(this.root)
    write(
      this.words,
      asking ? `${placeSentence(this.by)} ${COVERED}` : summary(this.by, seen.found, first, seen.answers),
    )
    Object.assign(this.root.dataset, {
      at: this.by.join(" "),
      differing: seen.found.differing.join(" "),
      border: String(seen.found.border),
      took: (performance.now() - started).toFixed(2),
    })
  }

  stop() {
    clearTimeout(this.calm)
    clearTimeout(this.still)
    this.sweep.stop()
    this.frame.stop()
    this.width.stop()
  }
}

export default component("same_object", SameObject, "This picture could not be moved")
