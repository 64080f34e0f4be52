// A button that makes a film of the timeline.

import { write } from "../../shared/dom.mjs"
import { titledButton } from "../drawing/inputs.mjs"

/**
 * @import { ControlHooks } from "../panel.js"
 * @import { Hub } from "../run/hub.mjs"
 */

const FILM = "Save the timeline as GIF"
const TITLE = "The filters and the loss over the whole timeline, as an animated picture"
// Milliseconds after which a file that was handed over is let go of.
const HANDED_OVER = 60_000

/**
 * Hands a file to the browser.
 * @param {Blob} blob
 * @param {string} name
 */
export function download(blob, name) {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), HANDED_OVER)
}

export class FilmButton {
  /**
   * @param {HTMLElement} parent
   * @param {Hub} hub
   * @param {NonNullable<ControlHooks["film"]>} film
   */
  constructor(parent, hub, film) {
    this.hub = hub
    this.film = film
    this.filming = false
    this.button = titledButton(parent, FILM, TITLE, () => this.save())
  }

  /** Makes the film, or gives it up while it is being made. */
  async save() {
    this.filming = !this.filming
    if (!this.filming) return
    const blob = await this.film((done, count) => {
      write(this.button, `Frame ${done} of ${count} · cancel`)
      return this.filming
    })
    this.filming = false
    write(this.button, FILM)
    if (blob) download(blob, "learning.gif")
  }

  draw() {
    this.button.disabled = !this.hub.snapshots.some(({ filters }) => filters)
  }

  /** There is nothing to close. */
  close() {}

  stop() {
    this.filming = false
  }
}
