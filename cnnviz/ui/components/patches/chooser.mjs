// Which channel: one before, one after, or by its number; of classes, by its name.

import { button, element, write } from "../shared/dom.mjs"

// Given `alone`, there is no other.
/** @typedef {{ channel: number, count: number, word: string, names: string[], alone?: boolean }} Given */

/**
 * The channel that a step leads to: behind the last comes the first.
 * @param {number} channel from 1
 * @param {number} by
 * @param {number} count
 */
export function stepped(channel, by, count) {
  return ((((channel - 1 + by) % count) + count) % count) + 1
}

/**
 * What was typed as a channel; 0 where it is none.
 * @param {string} typed
 * @param {number} count
 */
export function channelOf(typed, count) {
  const number = Number(typed)
  return Number.isInteger(number) && number >= 1 && number <= count ? number : 0
}

export class Chooser {
  /** @param {HTMLElement} parent @param {(channel: number) => void} go */
  constructor(parent, go) {
    this.go = go
    this.given = /** @type {Given} */ ({ channel: 1, count: 1, word: "map", names: [] })
    this.node = element("div", "chooser", parent)
    this.before = button("‹", this.node, () => this.step(-1))
    this.label = element("label", "", this.node)
    this.word = element("span", "", this.label)
    this.number = element("input", "", this.label)
    this.number.type = "number"
    this.number.min = "1"
    this.menu = element("select", "", this.label)
    this.of = element("span", "", this.label)
    this.after = button("›", this.node, () => this.step(1))
    this.number.addEventListener("change", () => this.typed(this.number.value))
    this.menu.addEventListener("change", () => this.typed(this.menu.value))
    /** What stands in the menu, as JSON. */
    this.listed = ""
  }

  /** @param {Given} given */
  show(given) {
    this.given = given
    if (given.alone) return this.say(given)
    const { channel, count, word, names } = given
    this.before.setAttribute("aria-label", `The ${word} before`)
    this.after.setAttribute("aria-label", `The next ${word}`)
    this.before.disabled = this.after.disabled = count < 2
    write(this.word, word)
    write(this.of, ` of ${count.toLocaleString("en")}`)
    this.number.max = String(count)
    this.number.value = String(channel)
    this.number.hidden = names.length > 0
    this.menu.hidden = !names.length
    this.list(names)
    this.menu.value = String(channel)
  }

  /** Which it is. @param {Given} given */
  say({ channel, count, word, names }) {
    const named = names.length ? `, “${names[channel - 1]}”` : ""
    this.node.replaceChildren()
    const title = word[0].toUpperCase() + word.slice(1)
    element(
      "strong",
      "",
      this.node,
      `${title} ${channel.toLocaleString("en")} of ${count.toLocaleString("en")}${named}`,
    )
  }

  /** @param {string[]} names */
  list(names) {
    const listed = JSON.stringify(names)
    if (listed === this.listed) return
    this.listed = listed
    this.menu.replaceChildren()
    names.forEach((name, at) => {
      element("option", "", this.menu, name).value = String(at + 1)
    })
  }

  /** @param {number} by */
  step(by) {
    this.go(stepped(this.given.channel, by, this.given.count))
  }

  /** @param {string} value */
  typed(value) {
    const channel = channelOf(value, this.given.count)
    if (channel && channel !== this.given.channel) this.go(channel)
    else this.number.value = String(this.given.channel)
  }
}
