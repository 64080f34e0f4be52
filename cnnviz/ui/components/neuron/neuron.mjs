// One neuron whose weights are an image: both images and their products, the angle between them, and the answer.

import { announce } from "../shared/announcer.mjs"
import { canvasColours } from "../shared/colours.mjs"
import { ask, COVERED, isAsking } from "../shared/course/asking.mjs"
import { element, write } from "../shared/dom.mjs"
import { unpacked } from "../shared/message.mjs"
import { component } from "../shared/mount.mjs"
import { NextFrame } from "../shared/next_frame.mjs"
import { WidthWatch } from "../shared/width.mjs"
import { entering, norm } from "./algebra.mjs"
import { Arrows } from "./arrows.mjs"
import { ContestTable } from "./contest.mjs"
import { Controls } from "./controls.mjs"
import { Curves } from "./curves.mjs"
import { Cutting } from "./cutting.mjs"
import { Images } from "./images.mjs"
import { Model, settingOf } from "./model.mjs"
import { SumLine } from "./sums.mjs"
import { verdict } from "./words.mjs"

/**
 * @import { Role, Settings, Shown } from "./model.mjs"
 * @typedef {{ settings: Settings }} Heard What Python hears.
 */

// Milliseconds without another change after which the server is told.
const STILL = 400
const CUT_SIDE = 230
const TRY = "Drag the arrow x onto b."

class NeuronView {
  /**
   * @param {HTMLElement} root
   * @param {Uint8Array<ArrayBuffer>} data
   */
  constructor(root, data) {
    const { header } = unpacked(data)
    this.root = root
    this.words = element("p", "words", root)
    const stage = element("div", "stage", root)
    const [left, right] = [element("div", "left", stage), element("div", "right", stage)]
    const change = (/** @type {Partial<Settings>} */ changed) => this.change(changed)
    this.images = new Images(left, header.titles, change)
    this.sums = new SumLine(element("div", "answering", left))
    const turn = (/** @type {number} */ theta) => this.change({ theta: String(theta) })
    this.arrows = new Arrows(right, turn)
    const turning = element("div", "turning", right)
    this.curves = new Curves(element("div", "answering", right), turn)
    this.right = right
    this.controls = new Controls(turning, element("div", "dials", left), header, change)
    const below = element("div", "below", root)
    this.contest = new ContestTable(element("div", "answering", below), header.contest)
    this.cutting = new Cutting(below, (role, corner) =>
      this.change({ [role]: "cut", [`${role}_cut`]: corner.join(","), ...(role === "against" ? { theta: "" } : {}) }),
    )
    this.width = new WidthWatch(root, () => this.fit())
    this.frame = new NextFrame(() => this.draw())
    /** @type {Shown | null} */
    this.shown = null
    this.known = ""
    /** @type {Set<string>} */
    this.sent = new Set()
    this.held = false
    /** @type {number | undefined} */
    this.resting = undefined
    /** @type {Mounted<Uint8Array<ArrayBuffer>, Heard>["setStateValue"]} */
    this.tell = () => {}
    this.release = () => this.hold(false)
    root.addEventListener("pointerdown", () => this.hold(true))
    for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, this.release)
  }

  /** @param {Mounted<Uint8Array<ArrayBuffer>, Heard>} mounted */
  receive({ data, setStateValue }) {
    this.tell = setStateValue
    this.width.start()
    const { header, arrays } = unpacked(data)
    ask(this.root, header.asking)
    this.model = new Model(header, arrays)
    const said = JSON.stringify(header.settings)
    // An answer to what was set a moment ago must not overwrite what is set now.
    if (!this.sent.delete(said) && said !== this.known) {
      this.settings = /** @type {Settings} */ (header.settings)
      this.known = said
    }
    this.images.palette = canvasColours(/** @type {Uint8Array} */ (arrays.get("palette")?.values))
    this.cutting.show(this.model.photo, this.model.size, this.model.side)
    this.compute()
    this.fit()
  }

  /** @param {Partial<Settings>} changed */
  change(changed) {
    this.settings = { .../** @type {Settings} */ (this.settings), ...changed }
    this.frame.ask()
    this.wait()
  }

  compute() {
    if (this.model && this.settings) this.shown = this.model.shown(this.settings)
  }

  fit() {
    if (!this.model || !this.shown) return
    this.images.show(this.shown, this.model.side)
    this.images.fit()
    this.arrows.fit(this.right.clientWidth)
    this.curves.fit(this.right.clientWidth)
    this.cutting.fit(Math.min(CUT_SIDE, this.root.clientWidth))
    this.paint()
  }

  draw() {
    this.compute()
    this.paint()
  }

  paint() {
    const { model, settings, shown } = this
    if (!model || !settings || !shown) return
    const setting = settingOf(settings)
    const asking = isAsking(this.root)
    const said = asking ? COVERED : verdict(shown.answer, setting.normalise)
    write(this.words, !asking && settings.theta === "" && !Number.isNaN(shown.answer.angle) ? `${said} ${TRY}` : said)
    this.images.draw(settings, shown, model.side)
    this.sums.draw(shown, setting)
    this.controls.show(settings, shown)
    this.arrows.draw(shown, norm(entering(shown.template, setting.normalise)), setting.length, asking)
    const named = model.told.activations.find(([id]) => id === setting.activation)?.[1] ?? setting.activation
    this.curves.draw(shown, named)
    this.contest.draw(shown.contest)
    const roles = /** @type {Role[]} */ (["template", "against"])
    this.cutting.place(
      { template: model.corner(settings, "template"), against: model.corner(settings, "against") },
      roles.filter((role) => settings[role] === "cut"),
    )
  }

  /** While something is held down, nothing is told. @param {boolean} on */
  hold(on) {
    if (on === this.held) return
    this.held = on
    this.wait()
  }

  /** Tells the server once all rests. */
  wait() {
    clearTimeout(this.resting)
    this.resting = window.setTimeout(() => {
      if (this.held || !this.settings) return
      const said = JSON.stringify(this.settings)
      if (said === this.known) return
      this.known = said
      this.sent.add(said)
      this.tell("settings", this.settings)
      if (isAsking(this.root)) announce(this.root, COVERED)
      else if (this.shown) announce(this.root, verdict(this.shown.answer, this.settings.normalise))
    }, STILL)
  }

  stop() {
    clearTimeout(this.resting)
    this.frame.stop()
    this.width.stop()
    for (const end of ["pointerup", "pointercancel"]) window.removeEventListener(end, this.release)
  }
}

export default component("neuron", NeuronView, "This neuron could not be drawn")
