// Buttons, switches and choices, with what they do.

import { button, element } from "../../shared/dom.mjs"

/**
 * A button that says, where one rests on it, what it does.
 * @param {HTMLElement} parent
 * @param {string} words
 * @param {string} title
 * @param {() => void} act
 */
export function titledButton(parent, words, title, act) {
  const node = button(words, parent, act)
  node.title = title
  return node
}

/**
 * A link to another page, in a tab of its own: a run that learns stays in sight.
 * @param {HTMLElement} parent
 * @param {string} words
 */
export function pageLink(parent, words) {
  return Object.assign(element("a", "live-page-link", parent, `${words} ↗`), {
    target: "_blank",
    rel: "noopener",
    hidden: true,
  })
}

/** A button that stays pressed until it is pressed again. */
export class Toggle {
  /**
   * @param {HTMLElement} parent
   * @param {string} words
   * @param {string} title
   * @param {() => void} changed
   */
  constructor(parent, words, title, changed) {
    this.button = titledButton(parent, words, title, () => {
      this.press(!this.on)
      changed()
    })
    this.on = false
    this.press(false)
  }

  /** @param {boolean} on */
  press(on) {
    this.on = on
    this.button.setAttribute("aria-pressed", String(on))
  }
}

/** A labelled choice. */
export class Choice {
  /**
   * @param {HTMLElement} parent
   * @param {string} name
   * @param {(value: string) => void} act
   */
  constructor(parent, name, act) {
    this.label = element("label", "live-choice", parent)
    this.label.append(`${name} `)
    this.select = element("select", "", this.label)
    this.select.addEventListener("change", () => act(this.select.value))
    this.known = ""
  }

  get value() {
    return this.select.value
  }

  /**
   * Offers values, each with its words; they are rebuilt only when they change.
   * @param {[value: string, words: string][]} options
   */
  offer(options) {
    const key = JSON.stringify(options)
    if (key === this.known) return
    this.known = key
    const { value } = this.select
    this.select.replaceChildren(...options.map(([each, words]) => new Option(words, each)))
    if (options.some(([each]) => each === value)) this.select.value = value
  }
}

/**
 * One step in a grid of `count` cells by arrow key, Home or End; -1 for any other key.
 * @param {string} key
 * @param {number} at
 * @param {number} columns
 * @param {number} count
 */
export function gridStep(key, at, columns, count) {
  /** @type {Record<string, number>} */
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }
  const by = steps[key]
  if (key === "Home") return 0
  if (key === "End") return count - 1
  if (by === undefined) return -1
  return at + by >= 0 && at + by < count ? at + by : at
}
