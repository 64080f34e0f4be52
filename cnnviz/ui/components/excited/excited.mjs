// Pictures made to excite a unit, side by side.

import { component } from "../shared/mount.mjs"
import { Frame } from "./frame.mjs"
import { ready } from "./server.mjs"

/**
 * @import { Shown } from "./frame.mjs"
 * @typedef {{ frames: Shown[] }} Data
 * @typedef {{ start: { frame: number } }} Triggers
 */

class Excited {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    /** @type {Frame[]} */
    this.frames = []
    // A process that has loaded torch is soon there: the first picture then comes within a second.
    ready()
  }

  /** @param {Mounted<Data, {}, Triggers>} mounted */
  receive({ data, setTriggerValue }) {
    while (this.frames.length > data.frames.length) this.frames.pop()?.leave()
    data.frames.forEach((shown, place) => {
      this.frames[place] ??= new Frame(this.root)
      this.frames[place].show(shown, () => setTriggerValue("start", { frame: place }))
    })
  }

  stop() {
    for (const frame of this.frames) frame.rest()
  }
}

export default component("excited", Excited, "These pictures could not be drawn")
