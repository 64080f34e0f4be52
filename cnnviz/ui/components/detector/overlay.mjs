// Marks drawn over a map as lines, which cover nothing of it.

/**
 * @import { Plane } from "./scene.mjs"
 *
 * @typedef {object} Frame A mark about a middle, in pixels of the map.
 * @property {"hit" | "miss" | "alarm" | "dot" | "corner"} kind
 * @property {number} row
 * @property {number} column
 * @property {number} side
 */

const SVG = "http://www.w3.org/2000/svg"

export class Overlay {
  /** @param {HTMLElement} holder in which the map stands */
  constructor(holder) {
    holder.classList.add("overlaid")
    this.lines = document.createElementNS(SVG, "svg")
    this.lines.setAttribute("aria-hidden", "true")
    holder.append(this.lines)
  }

  /** @param {Plane} plane @param {Frame[]} frames */
  show({ rows, columns }, frames) {
    this.lines.setAttribute("viewBox", `0 0 ${columns} ${rows}`)
    this.lines.replaceChildren(...frames.map(drawn))
  }
}

/** @param {Frame} frame */
function drawn({ kind, row, column, side }) {
  const half = side / 2
  const shape = document.createElementNS(SVG, "path")
  shape.setAttribute("class", kind)
  shape.setAttribute("d", PATHS[kind](row, column, half))
  return shape
}

/** @param {number} row @param {number} column @param {number} half */
function box(row, column, half) {
  return `M${column - half} ${row - half}h${2 * half}v${2 * half}h${-2 * half}z`
}

/** @param {number} row @param {number} column @param {number} half */
function cross(row, column, half) {
  return `M${column - half} ${row - half}l${2 * half} ${2 * half}m0 ${-2 * half}l${-2 * half} ${2 * half}`
}

/** @param {number} row @param {number} column @param {number} half */
function ring(row, column, half) {
  return `M${column - half} ${row}a${half} ${half} 0 1 0 ${2 * half} 0a${half} ${half} 0 1 0 ${-2 * half} 0`
}

/** @type {Record<string, (row: number, column: number, half: number) => string>} */
const PATHS = {
  hit: box,
  miss: box,
  alarm: (row, column, half) => `${box(row, column, half)}${cross(row, column, half)}`,
  dot: ring,
  corner: cross,
}
