// What can be done with a picture, folded away under one button.

import { button, element } from "../shared/dom.mjs"

/** @typedef {{ label: string, act: () => void }} Item */

export class Menu {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.node = element("div", "menu", parent)
    this.opener = button("⋯", this.node, () => this.open(Boolean(this.list.hidden)))
    this.list = element("div", "items", this.node)
    this.list.hidden = true
    this.opener.setAttribute("aria-expanded", "false")
    this.node.addEventListener("keydown", (event) => event.key === "Escape" && this.close())
    this.node.addEventListener("focusout", (event) => {
      if (!this.node.contains(/** @type {Node | null} */ (event.relatedTarget))) this.open(false)
    })
  }

  /**
   * @param {string} title of the picture that the items are about
   * @param {Item[]} items none: no menu
   */
  draw(title, items) {
    this.node.hidden = !items.length
    this.opener.title = `Menu of ${title}`
    this.opener.setAttribute("aria-label", `Menu of ${title}`)
    const names = items.map(({ label }) => `${label}: ${title}`)
    const buttons = /** @type {HTMLButtonElement[]} */ ([...this.list.children])
    // Drawn anew only where it differs: the one that has the focus keeps it.
    if (names.join("\n") === buttons.map((node) => node.getAttribute("aria-label")).join("\n")) return
    this.list.replaceChildren()
    items.forEach(({ label, act }, at) => {
      const item = button(label, this.list, () => {
        this.close()
        act()
      })
      item.setAttribute("aria-label", names[at])
    })
  }

  /** @param {boolean} on */
  open(on) {
    if (this.list.hidden !== on) return
    this.list.hidden = !on
    this.opener.setAttribute("aria-expanded", String(on))
    if (on) /** @type {HTMLElement | null} */ (this.list.firstElementChild)?.focus()
  }

  close() {
    if (this.list.hidden) return
    this.open(false)
    this.opener.focus()
  }
}
