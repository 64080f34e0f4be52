// The head of the board: how to join, how many are here, and what is done to everyone's page.

import { switches } from "../shared/classroom/switches.mjs"
import { button, element, write } from "../shared/dom.mjs"
import { count, left } from "./words.mjs"

/**
 * @import { Reply } from "../shared/classroom/routes.mjs"
 * @import { Data, Shown, Tell } from "./board.mjs"
 */

// Modules of white round a QR code.
const QUIET = 4
const SVG = "http://www.w3.org/2000/svg"

export class Head {
  /**
   * @param {HTMLElement} parent
   * @param {Tell} tell
   * @param {() => Promise<Reply>} results
   */
  constructor(parent, tell, results) {
    const head = element("div", "head", parent)
    this.qr = /** @type {SVGSVGElement} */ (document.createElementNS(SVG, "svg"))
    this.qr.setAttribute("class", "qr data")
    this.qr.setAttribute("role", "img")
    this.path = document.createElementNS(SVG, "path")
    this.qr.append(this.path)
    this.large = button("", head, () => this.enlarge(), "Show the QR code large")
    this.large.className = "qr-button"
    this.large.append(this.qr)
    const how = element("div", "how", head)
    this.code = element("p", "code", how)
    this.where = element("p", "where", how)
    const side = element("div", "side", head)
    this.here = element("p", "here", side)
    const acts = element("div", "acts", side)
    this.set = switches(acts, ["frozen", "following", "hold", "closed"], tell)
    this.save = button("Save results", acts, () => this.take(results), "")
    this.save.title = "A table for a spreadsheet (CSV)"
  }

  /** @param {Data} data */
  invite({ join, qr, side }) {
    write(this.where, join)
    this.path.setAttribute("d", qr)
    this.qr.setAttribute("viewBox", [-QUIET, -QUIET, side + 2 * QUIET, side + 2 * QUIET].join(" "))
    this.qr.setAttribute("aria-label", `QR code of ${join}`)
  }

  enlarge() {
    const on = this.large.classList.toggle("is-large")
    this.large.setAttribute("aria-label", on ? "Show the QR code small" : "Show the QR code large")
  }

  /** @param {Shown} shown */
  show(shown) {
    write(this.code, shown.code)
    const here = shown.learners.filter((one) => one.here).length
    const open = shown.closed ? "The doors are closed" : `Open for ${left(shown.left)}`
    write(this.here, `${count(here, "learner")} here, of ${shown.learners.length}. ${open}.`)
    this.set(shown)
  }

  /** @param {() => Promise<Reply>} results */
  async take(results) {
    const reply = await results()
    if (!reply.ok) return
    const link = element("a")
    link.href = URL.createObjectURL(new Blob(["\ufeff", reply.text.replace(/^\ufeff/, "")], { type: "text/csv" }))
    link.download = "class-results.csv"
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
  }
}
