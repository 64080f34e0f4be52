// What a channel answers to: its patches in groups, and a way to the channel before it, after it, or any.

import { announce } from "../shared/announcer.mjs"
import { element, write } from "../shared/dom.mjs"
import { component } from "../shared/mount.mjs"
import { Chooser } from "./chooser.mjs"
import { Tile } from "./tile.mjs"

/**
 * @import { PatchEntry } from "./tile.mjs"
 * @typedef {{ title: string, sentence: string, patches: PatchEntry[] }} GroupEntry see cnnviz/figures/looks/groups.py
 * @typedef {{
 *   channel: number, count: number, word: string, names: string[], said: string, groups: GroupEntry[], alone?: boolean,
 * }} Data
 * @typedef {{ channel: { channel: number }, open: { image: string, unit: number[] } }} Told What Python hears.
 */

class Patches {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.chooser = new Chooser(root, (channel) => this.go(channel))
    this.said = element("p", "said", root)
    this.holder = element("div", "groups", root)
    this.leaving = false
    /** @type {Mounted<Data, {}, Told>["setTriggerValue"]} */
    this.tell = () => {}
  }

  /** @param {Mounted<Data, {}, Told>} mounted */
  receive({ data, setTriggerValue }) {
    this.tell = setTriggerValue
    this.chooser.show(data)
    write(this.said, data.said)
    const held = /** @type {HTMLElement[]} */ ([...this.holder.children])
    data.groups.forEach((group, at) => {
      this.group(held[at] ?? this.section(), group)
    })
    for (const node of held.slice(data.groups.length)) node.remove()
    if (this.leaving) announce(this.root, `${data.word} ${data.channel}. ${data.said}`)
    this.leaving = false
    this.root.dataset.channel = String(data.channel)
  }

  section() {
    const node = element("section", "group", this.holder)
    element("h2", "", node)
    element("p", "", node)
    element("ul", "row", node)
    return node
  }

  /** @param {HTMLElement} node @param {GroupEntry} group */
  group(node, { title, sentence, patches }) {
    const [heading, words, list] = /** @type {HTMLElement[]} */ ([...node.children])
    write(heading, title)
    write(words, sentence)
    list.setAttribute("aria-label", title)
    list.replaceChildren(
      ...patches.map((entry) => new Tile(entry, (image, unit) => this.tell("open", { image, unit })).node),
    )
  }

  /** @param {number} channel */
  go(channel) {
    this.leaving = true
    this.tell("channel", { channel })
  }
}

export default component("patches", Patches, "These patches could not be drawn")
