// The hand that moves the patch over the picture: by pointer, by keys, or typed.

import { button, element } from "../shared/dom.mjs"
import { nearest, reached, within } from "./places.mjs"

/**
 * @import { Plane } from "../shared/plane/plane.mjs"
 * @import { Patch, Place } from "./places.mjs"
 *
 * @typedef {object} HandHooks
 * @property {() => Place} at Where the patch is.
 * @property {() => Place} best Where it costs the first class most.
 * @property {(to: Place) => void} move
 */

export class Hand {
  /**
   * @param {HTMLElement} tools
   * @param {Plane} plane of the picture
   * @param {HandHooks} hooks
   */
  constructor(tools, plane, hooks) {
    this.plane = plane
    this.hooks = hooks
    /** @type {Patch} */
    this.patch = { rows: 1, columns: 1, tops: [0], lefts: [0], levels: [0, 0, 0] }
    this.row = placeInput(tools, "Patch in row")
    this.column = placeInput(tools, "column")
    button("Where it costs most", tools, () => hooks.move(hooks.best()))
    for (const input of [this.row, this.column]) input.addEventListener("change", () => hooks.move(this.typed()))
    /** @type {[down: number, right: number] | null} where in the patch the hand holds it, in pixels of the picture */
    this.grip = null
    const { canvas } = plane
    canvas.tabIndex = 0
    canvas.setAttribute("role", "application")
    canvas.addEventListener("pointerdown", (event) => this.take(event))
    canvas.addEventListener("pointermove", (event) => this.drag(event))
    for (const end of /** @type {const} */ (["pointerup", "pointercancel"]))
      canvas.addEventListener(end, () => {
        this.grip = null
      })
  }

  /** What stands in the fields; an empty one is as it was. @returns {Place} */
  typed() {
    const [row, column] = this.hooks.at()
    const read = (/** @type {HTMLInputElement} */ input, /** @type {number} */ usual) =>
      input.value ? Number(input.value) - 1 : usual
    return within([read(this.row, row), read(this.column, column)], this.patch)
  }

  /** Where the pointer is on the picture, in its pixels. @param {PointerEvent} event */
  on(event) {
    const box = this.plane.canvas.getBoundingClientRect()
    const { scale } = this.plane.view
    return [(event.clientY - box.top) / scale, (event.clientX - box.left) / scale]
  }

  /** Takes the patch where it is met; beside it, its middle comes to the pointer. @param {PointerEvent} event */
  take(event) {
    const { rows, columns, tops, lefts } = this.patch
    const [row, column] = this.hooks.at()
    const [down, right] = this.on(event)
    const [inRow, inColumn] = [down - tops[row], right - lefts[column]]
    const met = inRow >= 0 && inRow < rows && inColumn >= 0 && inColumn < columns
    this.grip = met ? [inRow, inColumn] : [rows / 2, columns / 2]
    this.drag(event)
  }

  /** @param {PointerEvent} event */
  drag(event) {
    if (!this.grip) return
    const [down, right] = this.on(event)
    const { tops, lefts } = this.patch
    this.hooks.move([nearest(tops, down - this.grip[0]), nearest(lefts, right - this.grip[1])])
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const to = reached(event.key, this.hooks.at(), this.patch)
    if (!to) return
    event.preventDefault()
    this.hooks.move(to)
  }

  /**
   * Writes where the patch is into the fields.
   * @param {Patch} patch
   * @param {Place} place
   */
  show(patch, place) {
    this.patch = patch
    ;[this.row, this.column].forEach((input, at) => {
      const said = String(place[at] + 1)
      if (input.value !== said) input.value = said
      input.min = "1"
      input.max = String([patch.tops, patch.lefts][at].length)
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
