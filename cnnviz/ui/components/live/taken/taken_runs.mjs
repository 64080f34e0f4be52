// Runs that were taken along in a file, and hubs that ask it instead of a server.

import { unpacked } from "../../shared/message.mjs"
import { Hub } from "../run/hub.mjs"
import { Answering } from "./answering.mjs"

/**
 * @import { LiveData } from "../panel.js"
 * @import { Taken } from "./answering.mjs"
 */

export class TakenRuns {
  /** @param {Uint8Array<ArrayBuffer>} message */
  constructor(message) {
    const { header, arrays } = unpacked(message)
    /** @type {LiveData} */
    this.data = header
    /** @type {Map<string, Answering>} */
    this.answering = new Map()
    for (const [at, run] of /** @type {Taken[]} */ (header.runs).entries())
      this.answering.set(run.run, new Answering(run, (name) => arrays.get(`${at}.${name}`)))
  }

  /**
   * The hub of a run.
   * @param {string} run
   */
  hub(run) {
    const answering = /** @type {Answering} */ (this.answering.get(run))
    const hub = new Hub(new URL(".", location.href).href, answering.fetchFunction)
    hub.held = answering.taken.pictures
    return hub
  }
}
