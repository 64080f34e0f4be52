// The arrows between circles, on an SVG that lies behind them.

import { BLUE, VERMILION } from "../theme.mjs"

/**
 * @import { Arrow } from "./sums.mjs"
 * @typedef {{ arrow: Arrow, x1: number, y1: number, x2: number, y2: number }} Wire in pixels
 * @typedef {{ wire: Wire, adds: number }} Lit
 */

const SVG = "http://www.w3.org/2000/svg"
// Pixels beside an arrow at which it is still the one pointed at, those of its head, and of the widest.
const NEAR = 7
const HEAD = 6
const WIDEST = 5

/**
 * The wire nearest to a point; undefined where none is near.
 * @param {Wire[]} wires
 * @param {number} x
 * @param {number} y
 */
export function nearest(wires, x, y) {
  let best = NEAR
  /** @type {Wire | undefined} */
  let found
  for (const wire of wires) {
    const away = distance(wire, x, y)
    if (away >= best) continue
    best = away
    found = wire
  }
  return found
}

/** @param {Wire} wire @param {number} x @param {number} y */
function distance({ x1, y1, x2, y2 }, x, y) {
  const [dx, dy] = [x2 - x1, y2 - y1]
  const share = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)))
  return Math.hypot(x - x1 - share * dx, y - y1 - share * dy)
}

export class Wires {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.svg = document.createElementNS(SVG, "svg")
    this.svg.setAttribute("class", "wires data")
    this.svg.setAttribute("aria-hidden", "true")
    parent.append(this.svg)
    this.all = document.createElementNS(SVG, "path")
    this.all.setAttribute("class", "all")
    this.heads = document.createElementNS(SVG, "path")
    this.heads.setAttribute("class", "heads")
    this.svg.append(this.all, this.heads)
    /** @type {SVGElement[]} */
    this.lit = []
  }

  /** @param {Wire[]} wires */
  lay(wires) {
    this.all.setAttribute("d", wires.map(({ x1, y1, x2, y2 }) => `M${x1} ${y1}L${x2} ${y2}`).join(""))
    this.heads.setAttribute("d", wires.map((wire) => headOf(wire, HEAD)).join(""))
  }

  /** @param {Lit[]} lit */
  light(lit) {
    const most = lit.reduce((size, { adds }) => Math.max(size, Math.abs(adds)), 0) || 1
    for (const node of this.lit) node.remove()
    this.lit = lit.flatMap(({ wire, adds }) => {
      const wide = 1.5 + (WIDEST - 1.5) * (Math.abs(adds) / most)
      const line = document.createElementNS(SVG, "path")
      line.setAttribute("d", `M${wire.x1} ${wire.y1}L${wire.x2} ${wire.y2}`)
      line.setAttribute("stroke-width", wide.toFixed(1))
      if (adds < 0) line.setAttribute("stroke-dasharray", "7 4")
      const head = document.createElementNS(SVG, "path")
      head.setAttribute("d", headOf(wire, HEAD + wide))
      for (const node of [line, head]) node.setAttribute("class", "lit")
      line.setAttribute("stroke", adds < 0 ? BLUE : VERMILION)
      head.setAttribute("fill", adds < 0 ? BLUE : VERMILION)
      return [line, head]
    })
    this.svg.append(...this.lit)
  }
}

/** @param {Wire} wire @param {number} size */
function headOf({ x1, y1, x2, y2 }, size) {
  const angle = Math.atan2(y2 - y1, x2 - x1)
  const [left, right] = [angle + 2.7, angle - 2.7].map(
    (side) => `${(x2 + size * Math.cos(side)).toFixed(1)} ${(y2 + size * Math.sin(side)).toFixed(1)}`,
  )
  return `M${x2} ${y2}L${left}L${right}Z`
}
