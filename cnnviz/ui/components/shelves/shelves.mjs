// Classes as shelves of pictures, and their softmax step by step: the loss as a curve, under each picture the share of
// its own class.

import { announce } from "../shared/announcer.mjs"
import { element, write } from "../shared/dom.mjs"
import { unpacked } from "../shared/message.mjs"
import { component } from "../shared/mount.mjs"
import { Player } from "../shared/player.mjs"
import { Curve } from "./curve.mjs"
import { Picked } from "./picked.mjs"
import { Shelf } from "./shelf.mjs"
import { after } from "./words.mjs"

/**
 * @import { Numbers } from "../shared/message.mjs"
 * @typedef {{ name: string, kind: number }} Photo its file's name and its class
 * @typedef {{ names: string[], photos: Photo[], step: number, trained: string, alone?: boolean }} Header
 *   the classes' names, the step that is used, what tells this training from others, and whether nobody follows to
 *   another step or class
 * @typedef {Header & {
 *   thumbs: Numbers, losses: Numbers["values"], right: Numbers["values"], own: Numbers["values"],
 *   guess: Numbers["values"],
 * }} Classes with each picture's pixels, and by step the loss, how many are right, and of each picture the share of its
 *   own class and the class with the largest
 * @typedef {{ step: { step: number }, change: { place: number, to: number } }} Triggers
 */

const WORDS = {
  timeline: "Which step of training",
  speed: "steps a second",
  play: "Play: train again from the first step",
  pause: "Pause: stop here, and use this step",
}
// Steps a second.
const PACE = 20

class Shelves {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.training = element("section", "training", root)
    this.training.setAttribute("aria-label", "Training")
    this.curve = new Curve(this.training)
    this.player = new Player(
      this.training,
      {
        step: (by) => this.go(this.at + by),
        go: (at) => this.go(at),
        rest: () => this.rest(),
        first: () => 0,
        at: () => this.at,
        count: () => this.count,
      },
      WORDS,
    )
    this.player.speed.value = String(PACE)
    this.status = element("p", "status", this.training)
    this.list = element("div", "list", root)
    this.picked = new Picked(root, (place, to) => this.tell?.("change", { place, to }))
    /** @type {Shelf[]} */
    this.shelves = []
    /** @type {Classes | undefined} */
    this.classes = undefined
    this.at = 0
    this.chosen = -1
    this.watcher = new ResizeObserver(() => this.curve.fit(this.root.clientWidth))
    this.watcher.observe(root)
  }

  get count() {
    return this.classes?.losses.length ?? 0
  }

  /** @param {Mounted<Uint8Array<ArrayBuffer>, {}, Triggers>} mounted */
  receive({ data, setTriggerValue }) {
    this.tell = setTriggerValue
    const { header, arrays } = unpacked(data, { copied: true })
    const values = (/** @type {string} */ name) => arrays.get(name)?.values ?? new Uint8Array()
    const before = this.classes
    this.classes = {
      .../** @type {Header} */ (header),
      thumbs: /** @type {Numbers} */ (arrays.get("thumbs")),
      losses: values("losses"),
      right: values("right"),
      own: values("own"),
      guess: values("guess"),
    }
    const fresh = before?.trained !== this.classes.trained
    if (fresh) this.begin(this.classes, Boolean(before))
    else if (!this.player.playing && this.count) this.go(this.classes.step)
  }

  stop() {
    this.player.stop()
    this.watcher.disconnect()
  }

  /**
   * Other pictures, or another training of them: played where somebody has brought it about.
   * @param {Classes} classes
   * @param {boolean} again
   */
  begin(classes, again) {
    this.player.stop()
    this.chosen = -1
    this.list.replaceChildren()
    this.shelves = classes.names.map((name, kind) => new Shelf(this.list, name, kind, classes, (at) => this.pick(at)))
    // Its room is kept where it is about to come.
    this.training.hidden = !this.count && new Set(classes.photos.map(({ kind }) => kind)).size < 2
    this.training.classList.toggle("is-awaited", !this.count)
    this.picked.show(undefined)
    if (!this.count) {
      for (const shelf of this.shelves) shelf.show(0)
      return
    }
    this.curve.show(classes.losses, classes.right, classes.photos.length)
    this.go(again ? 0 : classes.step)
    if (again) this.player.play(true)
  }

  /** @param {number} step */
  go(step) {
    const { classes } = this
    if (!classes) return
    this.at = Math.max(0, Math.min(this.count - 1, step))
    this.curve.mark(this.at)
    this.player.draw()
    for (const shelf of this.shelves) shelf.show(this.at)
    write(this.status, [after(classes, this.at), this.elsewhere(classes)].join(" ").trim())
    if (this.chosen >= 0) this.picked.show({ classes, place: this.chosen, step: this.at })
  }

  /** Of which step the rest of the page is, where it does not follow. @param {Classes} classes */
  elsewhere({ alone, step }) {
    return alone && this.at !== step ? `Everything below is as after step ${step}.` : ""
  }

  /** Nothing moves any more: the step is used. */
  rest() {
    const { classes } = this
    if (!classes || this.player.playing) return
    announce(this.root, after(classes, this.at))
    if (!classes.alone && this.at !== classes.step) {
      classes.step = this.at
      this.tell?.("step", { step: this.at })
    }
  }

  /** @param {number} place */
  pick(place) {
    const { classes } = this
    if (!classes) return
    this.chosen = place === this.chosen ? -1 : place
    for (const shelf of this.shelves) shelf.mark(this.chosen)
    this.picked.show(this.chosen < 0 ? undefined : { classes, place: this.chosen, step: this.at })
  }
}

export default component("shelves", Shelves, "These classes could not be drawn")
