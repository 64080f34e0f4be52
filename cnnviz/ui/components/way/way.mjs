// A picture's way through a network, one view at a time: all of it, one block, all maps of a layer, one unit.

import { announce } from "../shared/announcer.mjs"
import { canvasColours, css, GREYS } from "../shared/colours.mjs"
import { button, element, write } from "../shared/dom.mjs"
import { unpacked } from "../shared/message.mjs"
import { component } from "../shared/mount.mjs"
import { WidthWatch } from "../shared/width.mjs"
import { Chain } from "./chain.mjs"
import { Sheet } from "./sheet.mjs"
import { Unit } from "./unit.mjs"

/**
 * @typedef {{ at: string, map: number, row?: number, column?: number }} Place a layer's path, a map from 1 (0: none),
 *   and a unit of it from 1 (0 or none: its largest)
 * @typedef {{ go: (place: Place) => void, leads: (place: Place) => boolean, say: (sentence: string) => void }} Hands
 * @typedef {{ go: Place }} Told What Python hears.
 */

// Colours of a legend's bar, ends included.
const SHADES = 9

class Way {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    const top = element("div", "top", root)
    this.crumbs = element("nav", "crumbs", top)
    this.crumbs.setAttribute("aria-label", "The way back")
    this.words = element("p", "words", top)
    this.place = element("div", "place", root)
    this.legend = element("ul", "legend", root)
    this.trouble = element("p", "trouble", root)
    this.trouble.setAttribute("role", "status")
    this.kind = ""
    this.sentence = ""
    /** @type {Chain | Sheet | Unit | null} */
    this.view = null
    this.width = new WidthWatch(root, () => this.view?.draw())
    /** @type {Mounted<Uint8Array<ArrayBuffer>, {}, Told>["setTriggerValue"]} */
    this.tell = () => {}
    this.leaving = false
    // Whether there is nobody who could follow to another place.
    this.alone = false
  }

  /** @param {Mounted<Uint8Array<ArrayBuffer>, {}, Told>} mounted */
  receive({ data, setTriggerValue }) {
    this.tell = setTriggerValue
    const message = unpacked(data)
    const { header, arrays } = message
    this.sentence = header.words
    this.alone = Boolean(header.alone)
    this.root.classList.toggle("still", this.alone)
    if (header.view !== this.kind) this.change(header.view)
    this.lead(header.crumbs)
    this.explain("")
    this.width.start()
    this.view?.show(message)
    this.colours(header, canvasColours(/** @type {Uint8Array} */ (arrays.get("palette")?.values)))
    if (this.leaving) announce(this.root, this.words.textContent ?? "")
    this.leaving = false
    this.root.dataset.view = header.view
  }

  /** @param {string} kind */
  change(kind) {
    if (this.view instanceof Unit) this.view.stop()
    this.place.replaceChildren()
    const hands = {
      go: (/** @type {Place} */ to) => this.go(to),
      leads: () => !this.alone,
      say: (/** @type {string} */ said) => this.say(said),
    }
    const View = kind === "unit" ? Unit : kind === "sheet" ? Sheet : Chain
    this.view = new View(this.place, hands)
    this.kind = kind
  }

  /** @param {Place} to */
  go(to) {
    if (this.alone) return
    this.leaving = true
    this.tell("go", { row: 0, column: 0, ...to })
  }

  /** @param {string} said */
  say(said) {
    write(this.words, said || this.sentence)
  }

  /** @param {string} why */
  explain(why) {
    write(this.trouble, why)
  }

  /** The way back. @param {{ label: string, at: string, map: number }[]} crumbs */
  lead(crumbs) {
    this.crumbs.replaceChildren()
    this.crumbs.hidden = crumbs.length === 1
    crumbs.forEach(({ label, at, map }, number) => {
      if (number) element("span", "", this.crumbs, "›")
      if (number === crumbs.length - 1) element("strong", "", this.crumbs, label).setAttribute("aria-current", "page")
      else if (this.alone) element("span", "", this.crumbs, label)
      else button(label, this.crumbs, () => this.go({ at, map }))
    })
  }

  /** @param {any} header @param {Uint32Array} palette */
  colours(header, palette) {
    this.legend.replaceChildren()
    for (const [kind, said] of header.legend) {
      const item = element("li", "", this.legend)
      const sign = element("span", `${kind} data`, item)
      if (kind.startsWith("ramp")) sign.style.background = ramp(kind.endsWith("signed") ? palette : GREYS)
      item.append(said)
    }
  }

  stop() {
    if (this.view instanceof Unit) this.view.stop()
    this.width.stop()
  }
}

/** @param {Uint32Array} palette */
function ramp(palette) {
  const shades = Array.from({ length: SHADES }, (_, k) => css(palette[Math.round((255 * k) / (SHADES - 1))]))
  return `linear-gradient(to right, ${shades.join(", ")})`
}

export default component("way", Way, "This way could not be drawn")
