// The layers as a short stack: runs of equal ones, each with one more and one less, and buttons that put one on top.

import { button, element } from "../shared/dom.mjs"
import { runs } from "./reach.mjs"

/**
 * @typedef {{ id: string, label: string }} Step
 * @typedef {{ id: string, label: string, stack: string[] }} Way
 */

export class StackEditor {
  /**
   * @param {HTMLElement} parent
   * @param {(stack: string[]) => void} change told the stack that somebody made
   * @param {(id: string) => void} take told the way that is to be taken
   */
  constructor(parent, change, take) {
    this.change = change
    this.take = take
    this.root = element("div", "stack", parent)
    this.root.setAttribute("role", "group")
    this.root.setAttribute("aria-label", "Layers, from the picture on")
    this.ways = element("div", "ways", this.root)
    this.chips = element("ol", "chips", this.root)
    this.adding = element("div", "adding", this.root)
    /** @type {string[]} */
    this.stack = []
    // What each row was made for: nothing is made anew under somebody's finger.
    /** @type {Map<HTMLElement, string>} */
    this.made = new Map()
  }

  /**
   * @param {string[]} stack
   * @param {{ steps: Step[], ways: Way[], most: number }} known
   */
  show(stack, { steps, ways, most }) {
    this.stack = stack
    this.make(this.ways, ways.map(({ id }) => id).join(), () => this.showWays(ways))
    this.make(this.chips, stack.join(), () => this.showChips(steps))
    this.make(this.adding, steps.map(({ id }) => id).join(), () => this.showAdding(steps))
    for (const way of ways) {
      const pressed = way.stack.join() === stack.join()
      this.root.querySelector(`[data-at="way ${way.id}"]`)?.setAttribute("aria-pressed", String(pressed))
    }
    for (const add of this.adding.querySelectorAll("button"))
      add.disabled = add.dataset.at === "clear" ? !stack.length : stack.length >= most
  }

  /**
   * A row anew where it is made for something else; whoever uses the keyboard stays where they were.
   * @param {HTMLElement} row
   * @param {string} what
   * @param {() => void} make
   */
  make(row, what, make) {
    if (this.made.get(row) === what) return
    this.made.set(row, what)
    const focused = row.querySelector(":focus")?.getAttribute("data-at")
    make()
    if (focused) /** @type {HTMLElement | null} */ (row.querySelector(`[data-at="${focused}"]`))?.focus()
  }

  /** @param {Way[]} ways */
  showWays(ways) {
    this.ways.replaceChildren()
    element("span", "name", this.ways, "Ways")
    for (const { id, label } of ways) {
      const one = this.at(`way ${id}`, label, this.ways, () => this.take(id))
      one.title = `${label}: as many layers as it takes`
    }
  }

  /** @param {Step[]} steps */
  showChips(steps) {
    this.chips.replaceChildren()
    if (!this.stack.length) element("li", "none", this.chips, "No layer yet")
    for (const { step, count, first } of runs(this.stack)) {
      const label = steps.find(({ id }) => id === step)?.label ?? step
      const chip = element("li", "chip", this.chips)
      element("span", "", chip, count > 1 ? `${count} × (${label})` : label)
      const last = first + count - 1
      const less = this.at(`less ${first}`, "−", chip, () => this.change(this.stack.toSpliced(last, 1)))
      const more = this.at(`more ${first}`, "+", chip, () => this.change(this.stack.toSpliced(last, 0, step)))
      less.setAttribute("aria-label", `Take away layer ${last + 1}, ${label}`)
      more.setAttribute("aria-label", `One more ${label} after layer ${last + 1}`)
    }
  }

  /** @param {Step[]} steps */
  showAdding(steps) {
    this.adding.replaceChildren()
    element("span", "name", this.adding, "Add")
    for (const { id, label } of steps) {
      const add = this.at(`add ${id}`, label, this.adding, () => this.change([...this.stack, id]))
      add.setAttribute("aria-label", `Add a layer: ${label}`)
    }
    this.at("clear", "Clear", this.adding, () => this.change([])).title = "Take away all layers"
  }

  /**
   * @param {string} at what the button is known by when it is made anew
   * @param {string} text
   * @param {HTMLElement} parent
   * @param {() => void} act
   */
  at(at, text, parent, act) {
    const made = button(text, parent, act)
    made.dataset.at = at
    return made
  }
}
