// Photographs to click: radio buttons that look like what they choose, so that arrow keys go through them.

import { element } from "../shared/dom.mjs"
import { component } from "../shared/mount.mjs"

/** @typedef {{ label: string, said: [id: string, title: string, credit: string][], chosen: string }} Data */

let groups = 0

/**
 * Where a photograph is fetched: beside the page, whatever folder the app is served from.
 * @param {string} page
 * @param {string} id
 */
export function photographAddress(page, id) {
  return new URL(`photographs/${encodeURIComponent(id)}.webp`, new URL(".", page)).href
}

class Thumbnails {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.group = `thumbnails-${groups++}`
    this.root = root
    root.setAttribute("role", "radiogroup")
    /** @type {Map<string, HTMLInputElement>} */
    this.inputs = new Map()
    /** What is drawn, as JSON. */
    this.drawn = ""
  }

  /** @param {Mounted<Data, {}, { chosen: string }>} mounted */
  receive({ data, setTriggerValue }) {
    this.tell = setTriggerValue
    this.root.setAttribute("aria-label", data.label)
    const said = JSON.stringify(data.said)
    if (said !== this.drawn) this.draw(data.said)
    this.drawn = said
    for (const [id, input] of this.inputs) input.checked = id === data.chosen
  }

  /** @param {Data["said"]} said */
  draw(said) {
    this.root.replaceChildren()
    this.inputs.clear()
    for (const [id, title, credit] of said) this.inputs.set(id, this.tile(id, title, credit))
  }

  /** @param {string} id @param {string} title @param {string} credit */
  tile(id, title, credit) {
    const tile = element("label", "", this.root)
    tile.title = `${title}. ${credit}`
    const image = element("img", "data", tile)
    image.alt = ""
    image.loading = "lazy"
    image.decoding = "async"
    image.src = photographAddress(location.href, id)
    const input = element("input", "", tile)
    input.type = "radio"
    input.name = this.group
    input.setAttribute("aria-label", title)
    input.addEventListener("change", () => this.tell?.("chosen", id))
    return input
  }
}

export default component("thumbnails", Thumbnails, "The photographs could not be drawn")
