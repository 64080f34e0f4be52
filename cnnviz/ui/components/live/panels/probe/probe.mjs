// The picture that is put to the network, chosen from validation, drawn or uploaded, and what it answers at the cursor.

import { element, write } from "../../../shared/dom.mjs"
import { titledButton } from "../../drawing/inputs.mjs"
import { nearestWords } from "../../words/figures.mjs"
import { RunPanel } from "../run_panel.mjs"
import { Answer } from "./answer.mjs"
import { DrawingPad } from "./drawing_pad.mjs"
import { ValidationStrip } from "./validation_strip.mjs"

/**
 * @import { Hub } from "../../run/hub.mjs"
 * @import { Begun, Probe, Seen } from "../../run/run.js"
 */

const USE =
  "Put one picture to the network and see its answer at the step of the timeline: one it never trained on, or your own."

// Where the run permutes pixels.
const PERMUTED =
  "Before this network reads a picture, the pixels change places, in the same way in every picture: in yours too."

export class ProbePanel extends RunPanel {
  /**
   * @param {HTMLElement} parent
   * @param {Hub[]} hubs
   */
  constructor(parent, [hub]) {
    super(parent, hub, "probe", "Test it")
    const tabs = element("div", "live-bar", this.root)
    const unlearned = "Pictures the network does not learn from"
    this.choose = titledButton(tabs, "Validation picture", unlearned, () => this.pick(this.strip.from))
    this.mine = titledButton(tabs, "Draw or upload", "A picture of your own", () => this.pad.deliver())
    this.strip = new ValidationStrip(this.root, hub, (index) => this.pick(index))
    this.pad = new DrawingPad(this.root, (image, size) => hub.setProbe({ image, size }))
    this.when = element("p", "live-hint", this.root)
    this.answer = new Answer(element("div", "", this.root))
    /** @type {Seen | null} */
    this.shown = null
    /** @type {Probe | null} */
    this.probe = null
    this.turn(Boolean(hub.layers.probe.image))
  }

  renew() {
    this.shown = null
    this.strip.renew()
  }

  /**
   * Whether the picture is one's own.
   * @param {boolean} own
   */
  turn(own) {
    this.choose.setAttribute("aria-pressed", String(!own))
    this.mine.setAttribute("aria-pressed", String(own))
    this.strip.root.hidden = own
    this.pad.root.hidden = !own
  }

  /** @param {number} index */
  pick(index) {
    this.hub.setProbe({ validation: index })
    this.draw()
  }

  /**
   * Shows what is put to the network now, whoever chose it; another network may read another size.
   * @param {Begun} begun
   */
  meet({ size, mean }) {
    const { probe } = this.hub.layers
    this.pad.fit(size, mean)
    if (probe.image && String(probe.size) !== String(size)) return this.hub.setProbe({ validation: 0 })
    if (probe === this.probe) return
    this.probe = probe
    this.turn(Boolean(probe.image))
    if (!probe.image) this.strip.reach(probe.validation)
  }

  repaint() {
    const { begun, snapshot, config, layers } = this.hub
    if (!begun) return this.lack("Here a picture can be put to the network as soon as it has been built.")
    this.say(config?.permuted ? `${USE} ${PERMUTED}` : USE)
    this.strip.width = this.width()
    this.meet(begun)
    if (!this.strip.root.hidden) this.strip.draw(this.width())
    const seen = snapshot && !snapshot.partial ? layers.here() : null
    this.root.classList.toggle("waiting", Boolean(snapshot && !seen))
    if (seen) write(this.when, nearestWords(this.hub, seen.seq, "This answer"))
    if (!seen || seen === this.shown) return
    this.shown = seen
    this.answer.show({ ...seen, classes: begun.classes }, config?.smoothing ?? 0)
  }

  stop() {
    super.stop()
    this.pad.stop()
  }
}
