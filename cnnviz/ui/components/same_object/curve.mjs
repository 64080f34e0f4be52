// The answers against the shift, each as a share of its own at the first place, with the hand's place marked.

import { element, write } from "../shared/dom.mjs"
import { BLUE, GREEN, SIGNAL, VERMILION } from "../shared/theme.mjs"
import { WAYS } from "./answers.mjs"
import { percent, shareOf } from "./words.mjs"

/**
 * @import { Answers, Way } from "./answers.mjs"
 * @import { Stop } from "./sweep.mjs"
 *
 * @typedef {{ left: number, right: number, low: number, high: number }} Range
 */

/** @type {Record<Way, { name: string, colour: string, dash: string }>} */
export const LINES = {
  cell: { name: "one cell of the map", colour: GREEN, dash: "2 3" },
  dense: { name: "dense template", colour: VERMILION, dash: "7 4" },
  maximum: { name: "global max pooling", colour: BLUE, dash: "" },
  mean: { name: "global mean pooling", colour: SIGNAL, dash: "10 3 2 3" },
}
const HIGH = 210
const SPACE = { left: 52, right: 12, top: 10, bottom: 42 }
const SVG = "http://www.w3.org/2000/svg"

/**
 * Shares of all answers, and the ends of their axis, which holds 0 and 100 %.
 * @param {Stop[]} stops
 * @param {Answers} first
 */
export function sharesOf(stops, first) {
  const shares = new Map(WAYS.map((way) => [way, stops.map(({ answers }) => shareOf(first[way], answers[way]))]))
  const finite = [...shares.values()].flat().filter((share) => Number.isFinite(share))
  const low = Math.min(0, ...finite)
  const high = Math.max(1, ...finite)
  return { shares, low: Math.floor(low * 4) / 4, high: Math.min(3, Math.ceil(high * 4) / 4) }
}

export class Curve {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.root = element("div", "curve", parent)
    this.title = element("p", "detail", this.root)
    this.svg = /** @type {SVGSVGElement} */ (document.createElementNS(SVG, "svg"))
    this.svg.setAttribute("role", "img")
    this.root.append(this.svg)
    this.lines = drawn(this.svg, "g", {})
    this.hand = drawn(this.svg, "line", { class: "hand", y1: SPACE.top, y2: HIGH - SPACE.bottom })
    this.dots = WAYS.map((way) => drawn(this.svg, "circle", { r: 5, fill: LINES[way].colour, class: "dot" }))
    legend(this.root)
    this.wide = 300
    /** @type {Range} */
    this.range = { left: -1, right: 1, low: 0, high: 1 }
    /** @type {{ stops: Stop[], first: Answers } | null} */
    this.shown = null
    /** @type {{ right: number, first: Answers, now: Answers } | null} */
    this.marked = null
  }

  /** @param {number} wide */
  fit(wide) {
    this.wide = Math.max(200, wide)
    if (this.shown) this.show(this.shown.stops, this.shown.first)
  }

  /**
   * @param {Stop[]} stops
   * @param {Answers} first
   */
  show(stops, first) {
    this.shown = { stops, first }
    const { shares, low, high } = sharesOf(stops, first)
    this.range = { left: stops[0].right, right: stops[stops.length - 1].right, low, high }
    this.svg.setAttribute("width", String(this.wide))
    this.svg.setAttribute("height", String(HIGH))
    this.lines.replaceChildren()
    this.axes()
    for (const way of WAYS) {
      const points = stops.flatMap(({ right }, at) => this.point(right, (shares.get(way) ?? [])[at]))
      const { colour, dash } = LINES[way]
      const how = { fill: "none", stroke: colour, "stroke-width": 2.5, "stroke-dasharray": dash }
      drawn(this.lines, "polyline", { points: points.join(" "), ...how })
    }
    this.svg.setAttribute("aria-label", this.told(stops, shares))
    if (this.marked) this.mark(this.marked.right, this.marked.first, this.marked.now)
  }

  axes() {
    const { left, right, low, high } = this.range
    for (let share = low; share <= high + 1e-9; share += high - low > 1.5 ? 0.5 : 0.25) {
      const y = this.y(share)
      drawn(this.lines, "line", { class: "rule", x1: SPACE.left, x2: this.wide - SPACE.right, y1: y, y2: y })
      written(this.lines, percent(share), SPACE.left - 6, y + 4, "end")
    }
    for (const at of [left, Math.round(left / 2), 0, Math.round(right / 2), right])
      written(this.lines, String(at).replace("-", "−"), this.x(at), HIGH - SPACE.bottom + 17, "middle")
    written(this.lines, "columns to the right", (this.wide + SPACE.left) / 2, HIGH - 6, "middle")
  }

  /** @param {number} right */
  x(right) {
    const { left, right: end } = this.range
    return SPACE.left + ((right - left) / Math.max(1, end - left)) * (this.wide - SPACE.left - SPACE.right)
  }

  /** @param {number} share */
  y(share) {
    const { low, high } = this.range
    const within = Math.min(high, Math.max(low, share))
    return SPACE.top + ((high - within) / (high - low)) * (HIGH - SPACE.top - SPACE.bottom)
  }

  /** @param {number} right @param {number} share */
  point(right, share) {
    return Number.isFinite(share) ? [`${this.x(right).toFixed(1)},${this.y(share).toFixed(1)}`] : []
  }

  /**
   * The hand's place, with what was computed there.
   * @param {number} right
   * @param {Answers} first
   * @param {Answers} now
   */
  mark(right, first, now) {
    this.marked = { right, first, now }
    // Nothing to stand on before the first curves are worked out; the last ones may end before the hand.
    this.svg.style.visibility = this.shown ? "" : "hidden"
    const { left, right: end } = this.range
    const x = String(this.x(Math.min(end, Math.max(left, right))))
    this.hand.setAttribute("x1", x)
    this.hand.setAttribute("x2", x)
    WAYS.forEach((way, at) => {
      const share = shareOf(first[way], now[way])
      this.dots[at].setAttribute("cx", x)
      this.dots[at].setAttribute("cy", String(this.y(Number.isFinite(share) ? share : 0)))
      this.dots[at].toggleAttribute("hidden", !Number.isFinite(share))
    })
  }

  /** @param {number} down */
  name(down) {
    const rows = Math.abs(down)
    const where = down ? `${rows} row${rows === 1 ? "" : "s"} ${down > 0 ? "down" : "up"}` : "in its own rows"
    write(this.title, `The answer as a share of that at the first place, the thing moved left and right, ${where}`)
  }

  /**
   * The curves in words.
   * @param {Stop[]} stops
   * @param {Map<Way, number[]>} shares
   */
  told(stops, shares) {
    const said = WAYS.map((way) => {
      const finite = (shares.get(way) ?? []).filter((share) => Number.isFinite(share))
      if (!finite.length) return `${LINES[way].name}: 0 at the first place`
      return `${LINES[way].name} from ${percent(Math.min(...finite))} to ${percent(Math.max(...finite))}`
    })
    const ends = `${stops[0].right} to ${stops[stops.length - 1].right} columns`.replaceAll("-", "−")
    return `Answers at shifts of ${ends}, as shares of the first: ${said.join("; ")}.`
  }
}

/** @param {HTMLElement} parent */
function legend(parent) {
  const list = element("ul", "legend", parent)
  for (const way of WAYS) {
    const entry = element("li", "", list)
    const svg = document.createElementNS(SVG, "svg")
    svg.setAttribute("width", "34")
    svg.setAttribute("height", "10")
    svg.setAttribute("aria-hidden", "true")
    const { colour, dash } = LINES[way]
    drawn(svg, "line", { x1: 0, x2: 34, y1: 5, y2: 5, stroke: colour, "stroke-width": 2.5, "stroke-dasharray": dash })
    entry.append(svg)
    element("span", "", entry, LINES[way].name)
  }
}

/**
 * @param {Element} parent
 * @param {string} tag
 * @param {Record<string, string | number>} how
 */
function drawn(parent, tag, how) {
  const node = /** @type {SVGElement} */ (document.createElementNS(SVG, tag))
  for (const [name, value] of Object.entries(how)) node.setAttribute(name, String(value))
  parent.append(node)
  return node
}

/**
 * @param {Element} parent
 * @param {string} said
 * @param {number} x
 * @param {number} y
 * @param {string} anchor
 */
function written(parent, said, x, y, anchor) {
  drawn(parent, "text", { x, y, "text-anchor": anchor }).textContent = said
}
