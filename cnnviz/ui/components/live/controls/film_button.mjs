// A button that makes a film of the timeline.

import { write } from "../../shared/dom.mjs"
import { download } from "../../shared/files/download.mjs"
import { titledButton } from "../drawing/inputs.mjs"

/**
 * @import { ControlHooks } from "../panel.js"
 * @import { Hub } from "../run/hub.mjs"
 */

const FILM = "Save the timeline as GIF"
const TITLE = "The filters and the loss over the whole timeline, as an animated picture"

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
