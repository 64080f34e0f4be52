// One step of a network, number by number: input, window and output, linked by what is pointed at.

import { element, write } from "../shared/dom.mjs"
import { unpacked } from "../shared/message.mjs"
import { component } from "../shared/mount.mjs"
import { NextFrame } from "../shared/next_frame.mjs"
import { text } from "../shared/numbers.mjs"
import { Player } from "../shared/player.mjs"
import { WidthWatch } from "../shared/width.mjs"
import { Agreement } from "./agreement.mjs"
import { Cursor } from "./cursor.mjs"
import { Knobs } from "./knobs.mjs"
import { typedIn } from "./number_table.mjs"
import { COVERED } from "./sentences.mjs"
import { shownAs } from "./shown.mjs"
import { Stage } from "./stage.mjs"
import { centreOf } from "./step/links.mjs"
import { worked } from "./step/step.mjs"
import { rowsIn, Subject } from "./subject/subject.mjs"
import { Tools, ZOOM } from "./tools.mjs"
import { Voice } from "./voice/voice.mjs"
import { Words } from "./words.mjs"

/**
 * @import { Cell } from "../shared/geometry.mjs"
 * @import { MiddleHooks } from "./middle.mjs"
 * @import { BoardHooks, Header, Knob, Moment, Panel, Pointer, Shown } from "./panel.js"
 * @import { Work } from "./step/step.mjs"
 *
 * @typedef {{ change: object, cell: object }} Told What the server hears.
 */

let mounts = 0

class Explorer {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    /** @type {(name: any, value: any) => void} */
    this.tell = () => {}
    this.subject = new Subject(++mounts, (name, value) => this.tell(name, value))
    this.cursor = new Cursor()
    /** @type {Shown | null} */
    this.shown = null
    this.frame = new NextFrame(() => this.draw())
    this.arrived = false

    this.knobs = new Knobs(root, { turn: (knob, value, dragging) => this.turn(knob, value, dragging) })
    this.trouble = element("p", "trouble", root)
    this.stage = new Stage(root, this.stageHooks())
    this.player = new Player(root, this.playerHooks())
    this.tools = new Tools(root, {
      zoom: (factor) => this.zoom(factor),
      zoomTo: (pixels) => this.zoom(1, pixels),
      painting: (on) => root.classList.toggle("painting", on),
      hear: () => this.voice.hear(this.shown, this.cursor),
    })
    this.tools.bar.prepend(this.player.place, this.player.pace)
    this.voice = new Voice(root, (on) => this.tools.hears(on))
    this.words = new Words(root)
    this.agreement = new Agreement(root)
    // Everything that draws a step, in the order in which it takes its room.
    /** @type {Panel[]} */
    this.panels = [this.stage, this.tools, this.player, this.words]
    root.addEventListener("keydown", (event) => this.key(event))
    this.width = new WidthWatch(root, () => this.fit())
  }

  playerHooks() {
    return {
      step: (/** @type {number} */ by) => this.go(this.index() + by),
      go: (/** @type {number} */ index) => this.go(index),
      rest: () => this.tellCell(),
      first: () => this.cursor.first,
      at: () => this.index(),
      count: () => this.shown?.work.output.length ?? 0,
    }
  }

  /** @returns {Omit<BoardHooks, "need"> & MiddleHooks} */
  stageHooks() {
    return {
      point: (pointer) => this.point(pointer),
      pin: (cell) => this.pin(cell),
      zoom: (factor) => this.zoom(factor),
      pen: () => this.tools.painting,
      paint: (channels, cell) => this.paint(channels, cell),
      put: (place, value) => this.subject.put(0, place, value) && this.recompute(),
      rest: () => this.subject.post.soon(),
      read: (pointer) => this.read(pointer),
      weight: (tap, walked) => this[walked ? "read" : "point"](tap === null ? null : { kind: "weight", tap }),
      edit: (tap, input) => this.edit(tap, input),
      paste: (block) => this.paste(block),
      redraw: () => this.recompute(),
    }
  }

  /**
   * A message from the server: what it shows, and what it computed.
   * @param {Mounted<Uint8Array<ArrayBuffer>, Told>} mounted
   */
  receive({ data, setStateValue }) {
    this.tell = setStateValue
    this.width.start()
    const { header, arrays } = unpacked(data)
    if (this.subject.receive(header, arrays)) this.cursor.pinned = header.cell
    // A row of numbers is seen before anything happens to it.
    if (this.stage.arrange(header.layout) && header.layout === "signal") this.begin(header.begun)
    this.recompute()
    if (!this.arrived) requestAnimationFrame(() => this.arrive())
  }

  /** @param {boolean} begun whether the walk is under way */
  begin(begun) {
    this.cursor.beginAlone()
    this.cursor.alone = !begun
  }

  /** Somebody who asked for this from further down the page must not have to look for it. */
  arrive() {
    this.arrived = true
    if (this.root.getBoundingClientRect().top < 0) this.root.scrollIntoView({ block: "start" })
  }

  /** Works the step out and draws it, with the server's numbers where they are there. */
  recompute() {
    const { step, header, reference } = this.subject
    if (!step || !header) return
    this.knobs.show(header.knobs, step)
    this.light(header)
    const work = worked(step)
    if (!work) {
      this.explain("No window fits with these settings. Add padding, or choose a smaller kernel or dilation.")
      return
    }
    this.explain(header.trouble)
    this.agreement.settle(work, reference, header.alone)
    this.cursor.keep(work)
    const shown = shownAs(work, header, this.subject.palette, this.stage.channel)
    this.shown = shown
    for (const panel of this.panels) panel.show?.(shown)
    this.frame.ask()
  }

  /**
   * Covers what a question asks for, and outlines what a lesson speaks of.
   * @param {Header} header
   */
  light({ asking, lit }) {
    this.root.classList.toggle("asking", asking)
    this.root.dataset.lit = lit.join(" ")
    this.knobs.light(lit)
  }

  /** @param {string} sentence */
  explain(sentence) {
    if (sentence && sentence !== this.trouble.textContent) this.voice.say(sentence)
    write(this.trouble, sentence)
  }

  index() {
    return this.shown ? this.cursor.index(this.shown.work) : 0
  }

  /** @param {Pointer | null} pointer */
  point(pointer) {
    this.cursor.point(pointer)
    this.frame.ask()
  }

  /** @param {Pointer | null} pointer at what was walked to with the keyboard: it is said as well */
  read(pointer) {
    this.point(pointer)
    if (this.shown?.asking) this.voice.say(COVERED)
    else if (pointer && this.shown) this.voice.moment(this.shown.work, this.cursor.moment(this.shown.work))
  }

  draw() {
    const { shown } = this
    if (!shown) return
    const started = performance.now()
    const moment = shown.asking ? unsettled(this.cursor.moment(shown.work)) : this.cursor.moment(shown.work)
    for (const panel of this.panels) panel.draw?.(shown, moment)
    Object.assign(this.root.dataset, {
      cell: moment.cell.join(" "),
      value: shown.asking ? "" : text(moment.value),
      drawn: String(performance.now()),
      took: (performance.now() - started).toFixed(2),
    })
  }

  /** @param {Cell} cell */
  pin(cell) {
    if (!this.shown) return
    this.cursor.pin(cell, this.shown.work)
    this.frame.ask()
    this.speak(this.shown.work)
    this.tellCell()
  }

  /**
   * On to an output by its number in reading order.
   * @param {number} index
   */
  go(index) {
    if (!this.shown) return
    const { work } = this.shown
    this.cursor.go(index, work)
    this.stage.follow(this.cursor.moment(work))
    this.frame.ask()
    if (!this.player.playing) this.speak(work)
  }

  /** @param {Work} work */
  speak(work) {
    const moment = this.cursor.moment(work, this.cursor.pinned)
    if (this.shown?.asking) this.voice.say(COVERED)
    else if (moment.alone) this.voice.moment(work, moment)
    else this.voice.output(work, moment)
  }

  tellCell() {
    this.subject.post.cell(
      () => (this.cursor.alone ? [-1, -1] : this.cursor.pinned),
      () => !this.player.playing,
    )
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.shown) return
    if (event.target instanceof HTMLCanvasElement && this.press(event.key, this.shown.work)) event.preventDefault()
  }

  /**
   * Does what a key asks for; false where it asks for nothing.
   * @param {string} key
   * @param {Work} work
   */
  press(key, work) {
    const to = this.cursor.reached(key, work)
    if (to !== undefined) this.move(key, to, work)
    else if (key === " ") this.player.play(!this.player.playing)
    else if (key === "+" || key === "-") this.zoom(key === "+" ? ZOOM : 1 / ZOOM)
    else if (key.toLowerCase() === "h" && !this.shown?.asking) this.voice.hear(this.shown, this.cursor)
    else if (key === "Enter" && this.tools.painting)
      this.paint([...work.step.planes.keys()], centreOf(work, ...this.cursor.pinned))
    else return false
    return true
  }

  /**
   * @param {string} key
   * @param {number} to
   * @param {Work} work
   */
  move(key, to, work) {
    this.player.play(false)
    if ((to >= 0 && to < work.output.length) || !Number.isFinite(to)) this.go(to)
    if (key === "End") this.cursor.veiled = false
    this.tellCell()
  }

  /**
   * @param {number} factor 0 shows everything
   * @param {number} [pixels] that a cell then takes, in place of a factor
   */
  zoom(factor, pixels) {
    if (pixels) this.stage.zoomTo(pixels)
    else this.stage.zoom(factor)
    this.frame.ask()
  }

  /**
   * A control has moved: what the browser can compute follows at once, the rest comes with the server's answer.
   * @param {Knob} knob
   * @param {any} value
   * @param {boolean} dragging
   */
  turn(knob, value, dragging) {
    this.subject.turn(knob.name, value)
    this.recompute()
    if (!dragging || knob.remote) this.subject.post.send()
  }

  /**
   * Something was typed in the place of a weight.
   * @param {number} tap
   * @param {HTMLInputElement} input
   */
  edit(tap, input) {
    const { value, why } = typedIn(input)
    if (why) return this.explain(why)
    this.subject.weigh(tap, value)
    this.recompute()
  }

  /**
   * A block of numbers becomes the whole kernel: the server knows every notation, a file alone rows of numbers.
   * @param {string} block
   */
  paste(block) {
    if (!this.subject.header?.alone) return this.subject.paste(block)
    if (this.subject.lay(rowsIn(block))) this.recompute()
    else
      this.explain("This cannot be pasted here: lay rows of numbers in, as many in each, and a number in each place.")
  }

  /**
   * @param {number[]} channels
   * @param {Cell} cell
   */
  paint(channels, cell) {
    if (this.subject.paint(channels, cell, this.tools.value)) this.recompute()
  }

  fit() {
    if (!this.shown) return
    this.knobs.fit()
    for (const panel of this.panels) panel.fit?.()
    this.frame.ask()
  }

  stop() {
    for (const panel of this.panels) panel.stop?.()
    this.voice.stop()
    this.subject.post.stop()
    this.frame.stop()
    this.width.stop()
  }
}

/**
 * The same with no cell that won.
 * @param {Moment} moment
 * @returns {Moment}
 */
function unsettled(moment) {
  return moment.terms.pooled ? { ...moment, terms: { ...moment.terms, winner: -1 } } : moment
}

export default component("explorer", Explorer, "This step could not be drawn")
