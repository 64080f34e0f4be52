// How far the browser's numbers are from the server's.

import { counted } from "../shared/counting.mjs"
import { element, write } from "../shared/dom.mjs"
import { sizes } from "./captions.mjs"
import { apart } from "./step/step.mjs"

/** @import { Work } from "./step/step.mjs" */

// Of the largest number: what 32-bit sums in another order may differ by.
const TOLERANCE = 1e-5
// Of what was changed where there is no server.
const OWN = "Your browser's own numbers."

export class Agreement {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.line = element("p", "agreement", parent)
  }

  /**
   * Says it, and takes over the server's numbers: what is printed is what the server computed.
   * @param {Work} work
   * @param {{ sums: Float32Array, output: Float32Array } | null} reference none while the server's are on their way
   * @param {boolean} [alone] whether there is no server, but only what it had computed
   */
  settle(work, reference, alone = false) {
    if (!reference) {
      write(this.line, alone ? OWN : "The browser's numbers; the server's are on their way …")
      return
    }
    const server = alone ? "the app" : "server"
    const { sums, output } = reference
    const difference = Math.max(apart(work.output, output), apart(work.sums, sums))
    const agree = difference <= TOLERANCE * output.reduce((most, value) => Math.max(most, Math.abs(value)), 1)
    this.line.classList.toggle("differs", !agree)
    const said = `Browser and ${server} ${agree ? "agree on" : "differ on some of"}`
    const which = output.length === 1 ? "the only number" : `all ${counted(output.length, "number")}`
    const largest = difference ? difference.toExponential(1).replace("-", "−") : 0
    write(this.line, `${said} ${which} (largest difference ${largest}). ${sizes(work)}`)
    if (output.length === work.output.length) Object.assign(work, { sums, output })
  }
}
