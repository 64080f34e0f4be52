// The loss and the share of right pictures over the steps of training, with the step that is looked at.

import { element } from "../shared/dom.mjs"
import { text } from "../shared/numbers.mjs"
import { BLUE, VERMILION } from "../shared/theme.mjs"

/** @import { Numbers } from "../shared/message.mjs" */

const SVG = "http://www.w3.org/2000/svg"
const HIGH = 104
const SPACE = { left: 44, right: 44, top: 12, bottom: 22 }

/** @typedef {{ losses: Numbers["values"], right: Numbers["values"], count: number }} Shown */

export class Curve {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.svg = /** @type {SVGSVGElement} */ (document.createElementNS(SVG, "svg"))
    this.svg.setAttribute("role", "img")
    this.svg.setAttribute("height", String(HIGH))
    parent.append(this.svg)
    this.lines = drawn(this.svg, "g", {})
    this.hand = drawn(this.svg, "line", { class: "hand", y1: SPACE.top, y2: HIGH - SPACE.bottom })
    this.dots = [drawn(this.svg, "circle", { r: 4, fill: VERMILION }), drawn(this.svg, "circle", { r: 4, fill: BLUE })]
    legend(parent)
    this.wide = 300
    /** @type {Shown | undefined} */
    this.shown = undefined
    this.at = 0
  }

  /** @param {number} wide */
  fit(wide) {
    if (wide === this.wide || wide < 1) return
    this.wide = wide
    if (this.shown) this.draw(this.shown)
  }

  /**
   * @param {Numbers["values"]} losses
   * @param {Numbers["values"]} right
   * @param {number} count of pictures
   */
  show(losses, right, count) {
    this.shown = { losses, right, count }
    this.draw(this.shown)
  }

  /** @param {Shown} shown */
  draw({ losses, right, count }) {
    this.svg.setAttribute("width", String(this.wide))
    const steps = losses.length - 1
    const last = `at the end ${text(Number(losses[steps]))} and ${right[steps]} of ${count} right`
    this.svg.setAttribute("aria-label", `Loss over ${steps} steps: at first ${text(Number(losses[0]))}, ${last}.`)
    this.lines.replaceChildren()
    for (const share of [0, 0.5, 1]) {
      const y = this.y(share)
      drawn(this.lines, "line", { class: "rule", x1: SPACE.left, x2: this.wide - SPACE.right, y1: y, y2: y })
      written(this.lines, `${100 * share} %`, this.wide - SPACE.right + 5, y + 4, "start")
      written(this.lines, text(share * Number(this.most().toPrecision(2))), SPACE.left - 5, y + 4, "end")
    }
    for (const at of [0, steps]) written(this.lines, String(at), this.x(at), HIGH - 6, "middle")
    written(this.lines, "step", this.x(steps / 2), HIGH - 6, "middle")
    this.line(
      [...right].map((one) => Number(one) / count),
      BLUE,
      "6 4",
    )
    this.line(
      [...losses].map((one) => Number(one) / this.most()),
      VERMILION,
      "",
    )
    this.mark(this.at)
  }

  /** @param {number[]} heights @param {string} colour @param {string} dash */
  line(heights, colour, dash) {
    const points = heights.map((high, at) => `${this.x(at).toFixed(1)},${this.y(high).toFixed(1)}`).join(" ")
    drawn(this.lines, "polyline", {
      points,
      fill: "none",
      stroke: colour,
      "stroke-width": 2.5,
      "stroke-dasharray": dash,
    })
  }

  most() {
    return Math.max(1e-9, ...(this.shown ? [...this.shown.losses].map(Number) : []))
  }

  /** @param {number} step */
  x(step) {
    const steps = Math.max(1, (this.shown?.losses.length ?? 0) - 1)
    return SPACE.left + (step / steps) * (this.wide - SPACE.left - SPACE.right)
  }

  /** @param {number} share */
  y(share) {
    return SPACE.top + (1 - share) * (HIGH - SPACE.top - SPACE.bottom)
  }

  /** @param {number} step */
  mark(step) {
    this.at = step
    if (!this.shown) return
    const { losses, right, count } = this.shown
    const x = String(this.x(step))
    this.hand.setAttribute("x1", x)
    this.hand.setAttribute("x2", x)
    const heights = [Number(losses[step]) / this.most(), Number(right[step]) / count]
    this.dots.forEach((dot, at) => {
      dot.setAttribute("cx", x)
      dot.setAttribute("cy", String(this.y(heights[at])))
    })
  }
}

/** @param {HTMLElement} parent */
function legend(parent) {
  const list = element("ul", "legend", parent)
  for (const [name, colour, dash] of [
    ["loss, left scale", VERMILION, ""],
    ["pictures that are right, right scale", BLUE, "6 4"],
  ]) {
    const entry = element("li", "", list)
    const svg = document.createElementNS(SVG, "svg")
    svg.setAttribute("width", "34")
    svg.setAttribute("height", "10")
    svg.setAttribute("aria-hidden", "true")
    drawn(svg, "line", { x1: 0, x2: 34, y1: 5, y2: 5, stroke: colour, "stroke-width": 2.5, "stroke-dasharray": dash })
    entry.append(svg)
    element("span", "", entry, name)
  }
}

/** @param {Element} parent @param {string} tag @param {Record<string, string | number>} how */
function drawn(parent, tag, how) {
  const node = /** @type {SVGElement} */ (document.createElementNS(SVG, tag))
  for (const [name, value] of Object.entries(how)) node.setAttribute(name, String(value))
  parent.append(node)
  return node
}

/** @param {Element} parent @param {string} said @param {number} x @param {number} y @param {string} anchor */
function written(parent, said, x, y, anchor) {
  drawn(parent, "text", { x, y, "text-anchor": anchor }).textContent = said
}
