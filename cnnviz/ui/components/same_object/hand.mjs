// The hand that moves the thing: by pointer, by arrow keys, or typed.

import { button, element } from "../shared/dom.mjs"

/**
 * @import { Plane } from "../shared/plane/plane.mjs"
 * @import { Shift, Size } from "./plane_beyond.mjs"
 *
 * @typedef {object} HandHooks
 * @property {() => Shift} at Where the thing is.
 * @property {(to: Shift) => void} move
 * @property {() => void} rest Told when the hand lets go, or after a step.
 */

/** @type {Record<string, Shift>} */
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }
// Pixels of a step with Shift held.
const FAR = 8

/**
 * The nearest shift that keeps within half the picture.
 * @param {Shift} by
 * @param {Size} reach
 * @returns {Shift}
 */
export function within([down, right], [rows, columns]) {
  const along = (/** @type {number} */ value, /** @type {number} */ most) =>
    Math.max(-most, Math.min(most, Math.round(value) || 0))
  return [along(down, rows), along(right, columns)]
}

/**
 * Where a key leads; undefined where it leads nowhere.
 * @param {string} key
 * @param {boolean} far
 * @param {Shift} from
 * @returns {Shift | undefined}
 */
export function reached(key, far, [down, right]) {
  if (key === "Home") return [0, 0]
  const step = STEPS[key]
  return step && [down + step[0] * (far ? FAR : 1), right + step[1] * (far ? FAR : 1)]
}

export class Hand {
  /**
   * @param {HTMLElement} tools
   * @param {Plane} plane
   * @param {HandHooks} hooks
   */
  constructor(tools, plane, hooks) {
    this.hooks = hooks
    this.plane = plane
    this.down = placeInput(tools, "Rows down")
    this.right = placeInput(tools, "Columns right")
    button("First place", tools, () => this.to([0, 0]), "Back to its first place (Home)")
    /** @type {{ x: number, y: number, by: Shift } | null} */
    this.grip = null
    for (const input of [this.down, this.right]) input.addEventListener("change", () => this.to(this.typed()))
    const { canvas } = plane
    canvas.tabIndex = 0
    canvas.setAttribute("role", "application")
    canvas.addEventListener("pointerdown", (event) => this.take(event))
    canvas.addEventListener("pointermove", (event) => this.drag(event))
    for (const end of /** @type {const} */ (["pointerup", "pointercancel"]))
      canvas.addEventListener(end, () => this.letGo())
    canvas.addEventListener("keydown", (event) => this.key(event))
  }

  get holding() {
    return this.grip !== null
  }

  /** What stands in the fields; an empty one is as it was. @returns {Shift} */
  typed() {
    const [down, right] = this.hooks.at()
    return [this.down.value ? Number(this.down.value) : down, this.right.value ? Number(this.right.value) : right]
  }

  /** @param {Shift} by */
  to(by) {
    this.hooks.move(by)
    this.hooks.rest()
  }

  /** @param {PointerEvent} event */
  take(event) {
    this.grip = { x: event.clientX, y: event.clientY, by: this.hooks.at() }
  }

  /** @param {PointerEvent} event */
  drag(event) {
    if (!this.grip) return
    const { x, y, by } = this.grip
    const { scale } = this.plane.view
    this.hooks.move([by[0] + (event.clientY - y) / scale, by[1] + (event.clientX - x) / scale])
  }

  letGo() {
    if (!this.grip) return
    this.grip = null
    this.hooks.rest()
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const to = reached(event.key, event.shiftKey, this.hooks.at())
    if (!to) return
    event.preventDefault()
    this.to(to)
  }

  /**
   * Writes where the thing is into the fields, but not into one that is typed into.
   * @param {Shift} by
   * @param {Size} reach
   */
  show(by, reach) {
    ;[this.down, this.right].forEach((input, at) => {
      const said = String(by[at])
      if (input.value !== said) input.value = said
      input.min = String(-reach[at])
      input.max = String(reach[at])
    })
  }
}

/** @param {Element} parent @param {string} text */
function placeInput(parent, text) {
  const label = element("label", "", parent)
  element("span", "", label, text)
  const input = element("input", "", label)
  input.type = "number"
  return input
}
