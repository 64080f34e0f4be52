// The points, typed: of a car how far its wheels are apart, of any other picture both places.

import { element } from "../shared/dom.mjs"

/**
 * @import { Points } from "./reach.mjs"
 * @import { Car } from "./scene.mjs"
 */

export class PointForm {
  /**
   * @param {HTMLElement} parent
   * @param {{ spread: (distance: number) => void, place: (points: Points) => void, rest: () => void }} hooks
   */
  constructor(parent, hooks) {
    this.hooks = hooks
    this.root = element("div", "points", parent)
    this.apart = element("label", "apart", this.root)
    element("span", "", this.apart, "Columns from hub to hub")
    this.range = this.input(this.apart, "range", "Columns from hub to hub, on a slider")
    this.number = this.input(this.apart, "number", "Columns from hub to hub")
    for (const input of [this.range, this.number]) {
      input.addEventListener("input", () => input.value && hooks.spread(Number(input.value)))
      input.addEventListener("change", () => hooks.rest())
    }
    this.places = element("div", "places", this.root)
    this.typed = ["First point, row", "column", "Second point, row", "column"].map((name, k) => {
      const label = element("label", "", this.places)
      element("span", "", label, name)
      const input = this.input(label, "number", `${k < 2 ? "First" : "Second"} point, ${k % 2 ? "column" : "row"}`)
      input.addEventListener("change", () => this.place())
      return input
    })
    /** @type {Points} */
    this.points = [
      [0, 0],
      [0, 0],
    ]
  }

  /** @param {HTMLElement} parent @param {string} type @param {string} name */
  input(parent, type, name) {
    const input = element("input", "", parent)
    input.type = type
    input.setAttribute("aria-label", name)
    return input
  }

  /** What was left empty is as it was. */
  place() {
    const values = this.typed.map(({ value }, k) =>
      value ? Math.round(Number(value)) - 1 : this.points[k >> 1][k % 2],
    )
    this.hooks.place([
      [values[0], values[1]],
      [values[2], values[3]],
    ])
    this.hooks.rest()
  }

  /** @param {Points} points @param {number[]} size @param {Car | null} car */
  show(points, size, car) {
    this.points = points
    this.apart.hidden = !car
    this.places.hidden = Boolean(car)
    const distance = points[1][1] - points[0][1]
    for (const input of [this.range, this.number]) {
      input.min = String(car?.least ?? 0)
      input.max = String(size[1] - 1 - 2 * (car?.margin ?? 0))
      // Nobody's typing is disturbed.
      if (Number(input.value) !== distance && !input.matches(":focus[type=number]")) input.value = String(distance)
    }
    this.typed.forEach((input, k) => {
      input.min = "1"
      input.max = String(size[k % 2])
      input.value = String(points[k >> 1][k % 2] + 1)
    })
  }
}
