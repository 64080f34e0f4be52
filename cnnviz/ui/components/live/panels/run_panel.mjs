// What the panels of one run share: a frame with a heading and a sentence, and when they are drawn.

import { announce } from "../../shared/announcer.mjs"
import { element, write } from "../../shared/dom.mjs"

/**
 * @import { Panel } from "../panel.js"
 * @import { Hub } from "../run/hub.mjs"
 * @import { Snapshot } from "../run/run.js"
 */

// A width to begin with, in pixels of the page.
const USUAL_WIDTH = 400

/**
 * A panel; `repaint()` of the one that extends it is called only while it is in sight.
 * @implements {Panel}
 */
export class RunPanel {
  /**
   * @param {HTMLElement} parent
   * @param {Hub} hub
   * @param {string} name
   * @param {string} title
   */
  constructor(parent, hub, name, title) {
    this.hub = hub
    this.root = element("section", `live-panel live-${name}`, parent)
    this.title = title
    // Under the heading of one of two runs, or of the page.
    /** @type {"h2" | "h3"} */
    this.level = parent.closest(".live-columns") ? "h3" : "h2"
    this.head = element("div", "live-head", this.root)
    element(this.level, "", this.head, title)
    this.sentence = element("p", "live-sentence", this.root)
    this.inSight = true
    this.lacking = false
    /** @type {Snapshot[] | null} */
    this.snapshots = null
    /** @type {ResizeObserver | null} */
    this.resizes = null
    this.measured = 0
    // A little early, so that nothing old scrolls into sight.
    this.sight = new IntersectionObserver((entries) => this.sighted(entries), { rootMargin: "200px" })
    this.sight.observe(this.root)
    this.highlighted = () => this.draw()
    hub.highlightListeners.add(this.highlighted)
  }

  /** @param {IntersectionObserverEntry[]} entries */
  sighted(entries) {
    this.inSight = Boolean(entries.at(-1)?.isIntersecting)
    if (this.inSight) this.draw()
  }

  /** @param {string} sentence */
  say(sentence) {
    write(this.sentence, sentence)
  }

  /**
   * Says to those who listen what they asked for.
   * @param {string} words
   */
  announce(words) {
    announce(this.root.closest(".live") ?? this.root, words)
  }

  /** Pixels of the page that lie beside each other in the panel; measured anew only when its size changed. */
  width() {
    if (!this.resizes) {
      this.measured = this.root.clientWidth
      this.resizes = new ResizeObserver(() => {
        const wide = this.root.clientWidth
        if (wide === this.measured || !wide) return
        this.measured = wide
        this.draw()
      })
      this.resizes.observe(this.root)
    }
    return this.measured || USUAL_WIDTH
  }

  draw() {
    this.name()
    if (!this.inSight) return
    // A hub that shows another run begins with other lists.
    if (this.snapshots !== this.hub.snapshots) {
      this.snapshots = this.hub.snapshots
      this.renew()
    }
    this.lacking = false
    this.repaint()
    this.root.classList.toggle("empty", this.lacking)
    this.root.classList.toggle("before", Boolean(this.hub.before))
  }

  /** What the section is called, by the run's name as well where there are two. */
  name() {
    const name = this.level === "h2" ? this.title : `${this.title}: ${this.hub.title}`
    if (this.root.getAttribute("aria-label") !== name) this.root.setAttribute("aria-label", name)
  }

  repaint() {}

  /**
   * Says why there is nothing to show yet, and shows nothing.
   * @param {string} sentence
   */
  lack(sentence) {
    this.lacking = true
    this.say(sentence)
  }

  /** Forgets what was known of the run before. */
  renew() {}

  stop() {
    this.sight.disconnect()
    this.resizes?.disconnect()
    this.hub.highlightListeners.delete(this.highlighted)
  }
}
