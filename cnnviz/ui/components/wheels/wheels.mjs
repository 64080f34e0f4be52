// Two wheels of a car, and the window of one unit that grows from layer to layer until it holds both.

import { announce } from "../shared/announcer.mjs"
import { coloursOf } from "../shared/colours.mjs"
import { ask, COVERED, isAsking } from "../shared/course/asking.mjs"
import { element, write } from "../shared/dom.mjs"
import { unpacked } from "../shared/message.mjs"
import { component } from "../shared/mount.mjs"
import { NextFrame } from "../shared/next_frame.mjs"
import { Plane } from "../shared/plane/plane.mjs"
import { Player } from "../shared/player.mjs"
import { WidthWatch } from "../shared/width.mjs"
import { CutOut } from "./cut_out.mjs"
import { Handles } from "./handles.mjs"
import { PointForm } from "./point_form.mjs"
import { SHADES } from "./scene.mjs"
import { StackEditor } from "./stack_editor.mjs"
import { WindowWalk } from "./window_walk.mjs"

/**
 * @import { Cell } from "../shared/geometry.mjs"
 * @import { Points } from "./reach.mjs"
 *
 * @typedef {{ steps: string[], edition: number } | { way: string, places: Points, edition: number }} Wanted
 * @typedef {{ points: { places: Points }, stack: Wanted }} Told What Python hears.
 */

// Milliseconds without another step after which the server is told.
const STILL = 350
const WORDS = {
  timeline: "After which layer",
  speed: "layers a second",
  play: "Play: one layer after the other",
  pause: "Pause",
}

class WheelsView {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.walk = new WindowWalk()
    this.stage = element("div", "stage", root)
    this.holder = element("div", "holder picture", this.stage)
    const none = () => {}
    this.plane = new Plane(this.holder, { point: none, pin: none, zoom: none })
    this.plane.canvas.setAttribute("role", "img")
    this.tag = element("span", "tag", this.holder)
    this.tag.setAttribute("aria-hidden", "true")
    this.handles = new Handles(this.holder, this.plane, {
      move: (which, cell) => this.move(which, cell),
      nudge: (which, way) => this.nudge(which, way),
      rest: () => this.rest(),
    })
    const side = element("div", "side", this.stage)
    this.words = element("p", "answer", side)
    this.form = new PointForm(side, this.formHooks())
    this.editor = new StackEditor(
      side,
      (stack) => this.edit(stack),
      (way) => this.take(way),
    )
    this.problem = element("p", "trouble", side)
    this.player = new Player(side, this.playerHooks(), WORDS)
    this.cuts = element("div", "cuts answering", side)
    this.first = new CutOut(this.cuts)
    this.last = new CutOut(this.cuts)
    this.trouble = element("p", "trouble", root)
    this.width = new WidthWatch(root, () => this.fit())
    this.frame = new NextFrame(() => this.draw())
    // The stack that was asked for and has not come yet, and how many were.
    this.asked = ""
    this.edition = 0
    /** @type {number | undefined} */
    this.resting = undefined
    /** @type {Mounted<Uint8Array<ArrayBuffer>, Told>["setStateValue"]} */
    this.tell = () => {}
  }

  formHooks() {
    return {
      spread: (/** @type {number} */ distance) => {
        this.walk.spread(distance)
        this.frame.ask()
      },
      place: (/** @type {Points} */ points) => this.place(points, 0),
      rest: () => this.rest(),
    }
  }

  playerHooks() {
    const { walk } = this
    const go = (/** @type {number} */ index) => {
      walk.go(index)
      this.frame.ask()
    }
    return {
      step: (/** @type {number} */ by) => go(walk.at - 1 + by),
      go,
      first: () => 0,
      rest: () => this.tellAll(walk.layerSentence()),
      at: () => walk.at - 1,
      count: () => walk.scene.layers.length,
    }
  }

  /** @param {Mounted<Uint8Array<ArrayBuffer>, Told>} mounted */
  receive({ data, setStateValue }) {
    this.tell = setStateValue
    this.width.start()
    const begun = this.walk.scene.maps > 0
    const message = unpacked(data, { copied: true })
    ask(this.root, message.header.asking)
    if (this.walk.take(message)) {
      this.player.stop()
      if (begun) this.tellAll(this.walk.sentence())
    }
    const { scene } = this.walk
    if (scene.stack.join() === this.asked) this.asked = ""
    if (!this.asked) this.editor.show(scene.stack, scene)
    write(this.problem, scene.problem)
    this.explain("")
    this.paint()
    this.fit()
  }

  /** @param {string} why */
  explain(why) {
    write(this.trouble, why)
  }

  paint() {
    const [rows, columns] = this.walk.scene.size
    const values = Float32Array.from(this.walk.paint(), (level) => level / 255)
    this.plane.show({ rows, columns, values, colours: coloursOf(SHADES, values) })
  }

  fit() {
    const high = Math.max(240, Math.min(560, window.innerHeight * 0.66))
    this.plane.fit(Math.max(60, this.holder.clientWidth), high)
    this.draw()
  }

  /** @param {number} which @param {Cell} cell */
  move(which, cell) {
    const [first, second] = this.walk.points
    this.place(which ? [first, cell] : [cell, second], which)
  }

  /** @param {number} which @param {Cell} way */
  nudge(which, [down, across]) {
    const [row, column] = this.walk.points[which]
    this.move(which, [row + down, column + across])
  }

  /** @param {Points} points @param {number} which */
  place(points, which) {
    this.walk.place(points, which)
    this.frame.ask()
  }

  /** Says what came of a change, unless it is asked for. @param {string} sentence */
  tellAll(sentence) {
    announce(this.root, isAsking(this.root) ? COVERED : sentence)
  }

  rest() {
    this.tellAll(this.walk.sentence())
    clearTimeout(this.resting)
    this.resting = window.setTimeout(() => this.tellPoints(), STILL)
  }

  tellPoints() {
    const said = JSON.stringify(this.walk.points)
    if (said === this.walk.known) return
    this.walk.known = said
    this.tell("points", { places: this.walk.points })
  }

  /** @param {string[]} stack */
  edit(stack) {
    this.asked = stack.join()
    this.editor.show(stack, this.walk.scene)
    this.tell("stack", { steps: stack, edition: ++this.edition })
  }

  /**
   * As many layers of a way as the points need where they are now, of which the server may not have heard.
   * @param {string} way
   */
  take(way) {
    this.asked = ""
    this.tell("stack", { way, places: this.walk.points, edition: ++this.edition })
  }

  draw() {
    const started = performance.now()
    const { walk } = this
    const { size, car } = walk.scene
    if (car) this.paint()
    const asking = isAsking(this.root)
    this.plane.draw(asking ? [] : walk.marks())
    this.label()
    this.handles.show(walk.points, walk.names)
    this.form.show(walk.points, size, car)
    write(this.words, asking ? COVERED : walk.sentence())
    const seen = asking ? COVERED : walk.layerSentence()
    this.plane.canvas.setAttribute("aria-label", `Picture, ${size[0]} × ${size[1]} pixels. ${seen}`)
    this.drawCuts()
    this.player.draw()
    Object.assign(this.root.dataset, {
      answer: walk.reached,
      at: walk.at,
      points: walk.points.flat().join(" "),
      took: (performance.now() - started).toFixed(2),
    })
  }

  /** The outermost frame's name, above it as far as the picture has room there. */
  label() {
    const { at } = this.walk
    this.tag.hidden = !at
    if (!at) return
    const [top, left, bottom, right] = this.walk.box(at)
    write(this.tag, `layer ${at}: ${bottom - top + 1} × ${right - left + 1}`)
    const { scale } = this.plane.view
    const most = Math.max(0, this.plane.box.width - this.tag.offsetWidth)
    this.tag.style.left = `${Math.min(most, Math.max(0, left) * scale)}px`
    this.tag.style.top = `${Math.max(0, top * scale - this.tag.offsetHeight)}px`
  }

  /** What a unit of the first layer gets to see on the first point, and what one of the layer shown does. */
  drawCuts() {
    const { walk } = this
    const { layers, size } = walk.scene
    this.cuts.hidden = !layers.length
    if (!layers.length) return
    const [spot] = walk.points
    const small = walk.box(1, [spot, spot])
    this.first.show("All that layer 1 sees there", walk.firstSentence(), walk.picture, size, small)
    this.last.show(`All that layer ${walk.at} sees`, walk.layerSentence(), walk.picture, size, walk.box(walk.at))
  }

  stop() {
    clearTimeout(this.resting)
    this.player.stop()
    this.frame.stop()
    this.width.stop()
  }
}

export default component("wheels", WheelsView, "The picture could not be drawn")
