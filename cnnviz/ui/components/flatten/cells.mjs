// A canvas of cells in groups, each of which is pointed at or walked to: the maps, and the vector.

import { css } from "../shared/colours.mjs"
import { element } from "../shared/dom.mjs"
import { VERMILION } from "../shared/theme.mjs"

/**
 * @typedef {object} Grid How units lie on the canvas: groups of rows × columns cells, `across` groups side by side.
 * @property {number} groups
 * @property {number} rows
 * @property {number} columns
 * @property {number} across
 * @property {number} high how many times as high as wide a cell is
 *
 * @typedef {object} Hooks
 * @property {(unit: number, stay: boolean) => void} point
 * @property {() => void} leave
 * @property {(key: string) => number | null} key which unit a key leads to
 */

// Pixels between two groups.
const GAP = 3

export class Cells {
  /**
   * @param {HTMLElement} parent
   * @param {string} name
   * @param {Hooks} hooks
   */
  constructor(parent, name, { point, leave, key }) {
    this.canvas = element("canvas", `cells ${name}`, parent)
    const { canvas } = this
    canvas.tabIndex = 0
    canvas.setAttribute("role", "application")
    /** @type {Grid} */
    this.grid = { groups: 0, rows: 1, columns: 1, across: 1, high: 1 }
    this.size = 1
    const told = (/** @type {MouseEvent} */ event, /** @type {boolean} */ stay) => {
      const unit = this.under(event)
      if (unit !== null) point(unit, stay)
    }
    canvas.addEventListener("pointermove", (event) => told(event, false))
    canvas.addEventListener("click", (event) => told(event, true))
    canvas.addEventListener("pointerleave", leave)
    canvas.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const to = key(event.key)
      if (to === null) return
      event.preventDefault()
      point(to, true)
    })
  }

  /** @param {number} width @param {Grid} grid */
  fit(width, grid) {
    this.grid = grid
    const { groups, rows, columns, across, high } = grid
    this.size = (width - GAP * (across - 1)) / (across * columns)
    const lines = Math.ceil(groups / across)
    const tall = lines * rows * this.size * high + GAP * (lines - 1)
    const ratio = window.devicePixelRatio || 1
    this.canvas.width = Math.round(width * ratio)
    this.canvas.height = Math.round(tall * ratio)
    this.canvas.style.height = `${tall}px`
    this.ratio = ratio
  }

  /** @param {MouseEvent} event */
  under(event) {
    const { groups, rows, columns, across, high } = this.grid
    const box = this.canvas.getBoundingClientRect()
    const [wide, tall] = [columns * this.size + GAP, rows * this.size * high + GAP]
    const [x, y] = [event.clientX - box.left, event.clientY - box.top]
    const [group, line] = [Math.min(across - 1, Math.floor(x / wide)), Math.floor(y / tall)]
    const number = line * across + group
    if (number >= groups || x < 0 || y < 0) return null
    const row = Math.min(rows - 1, Math.floor((y - line * tall) / (this.size * high)))
    const column = Math.min(columns - 1, Math.floor((x - group * wide) / this.size))
    return (number * rows + row) * columns + column
  }

  /**
   * Where a unit lies, in pixels.
   * @param {number} unit
   */
  boxOf(unit) {
    const { rows, columns, across, high } = this.grid
    const group = Math.floor(unit / (rows * columns))
    const [row, column] = [Math.floor((unit % (rows * columns)) / columns), unit % columns]
    return {
      x: (group % across) * (columns * this.size + GAP) + column * this.size,
      y: Math.floor(group / across) * (rows * this.size * high + GAP) + row * this.size * high,
    }
  }

  /** @param {Uint32Array} colours canvas words by unit @param {number} lit */
  draw(colours, lit) {
    const pen = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"))
    const { ratio = 1, size } = this
    const tall = size * this.grid.high
    pen.setTransform(ratio, 0, 0, ratio, 0, 0)
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height)
    // A hair more, so that no line shows between two cells.
    for (let unit = 0; unit < colours.length; unit++) {
      const { x, y } = this.boxOf(unit)
      pen.fillStyle = css(colours[unit])
      pen.fillRect(x, y, size + 0.3, tall + 0.3)
    }
    const { x, y } = this.boxOf(lit)
    pen.strokeStyle = "#fff"
    pen.lineWidth = 5
    pen.strokeRect(x - 1, y - 1, size + 2, tall + 2)
    pen.strokeStyle = VERMILION
    pen.lineWidth = 2.5
    pen.strokeRect(x - 1, y - 1, size + 2, tall + 2)
  }
}
