// Files on their way: how far they are, and a button that stops them. One transfer ends the one before.

import { button, element, write } from "../shared/dom.mjs"

export class Transfer {
  /** @param {Element} parent */
  constructor(parent) {
    this.root = element("div", "moving", parent)
    this.root.hidden = true
    this.bar = element("progress", "", this.root)
    this.status = element("span", "", this.root)
    this.status.setAttribute("role", "status")
    button("Stop", this.root, () => this.stop())
    /** What breaks the transfer off; undefined where there is none. @type {AbortController | undefined} */
    this.current = undefined
  }

  /** @param {string} text what is on its way */
  begin(text) {
    this.current?.abort()
    this.current = new AbortController()
    this.root.hidden = false
    this.bar.removeAttribute("value")
    this.say(text)
    return this.current
  }

  /** @param {string} text */
  say(text) {
    write(this.status, text)
  }

  /** @param {number} share that has been sent, 0 to 1 @param {string} what */
  progress(share, what) {
    this.bar.value = share
    this.say(share < 1 ? `${what}: ${Math.floor(100 * share)} %` : `${what}: being read …`)
  }

  end() {
    this.current = undefined
    this.root.hidden = true
  }

  stop() {
    this.current?.abort()
    this.end()
  }
}
