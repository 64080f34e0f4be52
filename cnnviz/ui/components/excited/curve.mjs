// How the number that is climbed has risen, as a line, and the best photo's beside it.

import { text } from "../shared/numbers.mjs"
import { curve } from "./words.mjs"

/** @import { Story } from "./story.mjs" */

const SVG = "http://www.w3.org/2000/svg"
const [WIDE, HIGH, LEFT, BELOW, AIR] = [320, 110, 46, 20, 8]

/**
 * Where numbers stand on the chart: step and number to its pixels.
 * @param {number[]} numbers all that have to be in sight
 * @param {number} steps
 */
export function placing(numbers, steps) {
  const low = Math.min(...numbers)
  const high = Math.max(...numbers)
  const range = high - low || 1
  return {
    low,
    high,
    x: (/** @type {number} */ step) => LEFT + ((WIDE - LEFT - AIR) * step) / Math.max(1, steps),
    y: (/** @type {number} */ value) => AIR + (HIGH - BELOW - AIR) * (1 - (value - low) / range),
  }
}

export class Curve {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.svg = document.createElementNS(SVG, "svg")
    this.svg.setAttribute("viewBox", `0 0 ${WIDE} ${HIGH}`)
    this.svg.setAttribute("role", "img")
    parent.append(this.svg)
  }

  /**
   * @param {Story | null} story
   * @param {string} number
   */
  draw(story, number) {
    const told = story?.told ?? []
    this.svg.setAttribute("aria-label", curve(told, number))
    this.svg.replaceChildren()
    const shown = told.filter(({ sum }) => Number.isFinite(sum))
    if (!story || !shown.length) return
    const { x, y, low, high } = placing([0, ...shown.map(({ sum }) => sum)], story.steps)
    this.add("line", { class: "zero", x1: LEFT, x2: WIDE - AIR, y1: y(0), y2: y(0) })
    this.add("polyline", { class: "rise", points: shown.map(({ step, sum }) => `${x(step)},${y(sum)}`).join(" ") })
    for (const end of new Set([low, 0, high])) {
      // Not on top of each other.
      if (end && Math.abs(y(end) - y(0)) < 14) continue
      this.add("text", { x: LEFT - 5, y: y(end) + 4, class: "number" }, text(end))
    }
    this.add("text", { x: LEFT, y: HIGH - 4 }, "step 0")
    this.add("text", { x: WIDE - AIR, y: HIGH - 4, class: "number" }, String(story.steps))
  }

  /**
   * @param {string} tag
   * @param {Record<string, string | number>} attributes
   * @param {string} [words]
   */
  add(tag, attributes, words = "") {
    const node = document.createElementNS(SVG, tag)
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value))
    node.textContent = words
    this.svg.append(node)
  }
}
