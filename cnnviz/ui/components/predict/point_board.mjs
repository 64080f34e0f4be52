// A matrix, one of whose cells is pointed at.

import { canvasColours } from "../shared/colours.mjs"
import { cellSide, Grid } from "../shared/plane/grid.mjs"
import { BLUE, GREEN, VERMILION } from "../shared/theme.mjs"
import { within } from "./spots.mjs"

/**
 * @import { Scale } from "../shared/colours.mjs"
 * @import { Cell } from "../shared/geometry.mjs"
 * @import { Numbers } from "../shared/message.mjs"
 * @import { Legend } from "../shared/plane/grid.mjs"
 * @import { Mark } from "../shared/plane/painting.mjs"
 * @import { Board, Field, Go, Header } from "./board.d.ts"
 * @import { Given } from "./spots.mjs"
 */

// Pixels of a cell at most, and of the whole in height.
const [LARGEST, TALLEST] = [26, 176]
// Right cells that are named.
const NAMED = 3

/** @implements {Board} */
export class PointBoard {
  /** @param {HTMLElement} parent @param {Header} header @param {Map<string, Numbers>} arrays @param {Go} go */
  constructor(parent, header, arrays, go) {
    const { values, shape } = /** @type {Numbers} */ (arrays.get("matrix"))
    const palette = canvasColours(/** @type {Uint8Array} */ (arrays.get("palette")?.values))
    this.header = header
    this.values = /** @type {Float32Array} */ (values)
    this.size = /** @type {[number, number]} */ (shape)
    /** @type {Scale} */
    this.scale = { palette, low: header.low ?? 0, high: header.high ?? 1 }
    /** @type {Given | null} */
    this.given = null
    const { frame, open } = header
    this.grid = new Grid(parent, "pointed", {
      point: () => {},
      go: (cell) => open && go(cell),
      from: () => /** @type {Cell} */ (this.given ?? (frame ? [frame[0], frame[1]] : [0, 0])),
      play: () => open && go(this.given ?? [0, 0]),
    })
    if (!open) {
      this.grid.plane.canvas.tabIndex = -1
      this.grid.plane.canvas.setAttribute("role", "img")
    }
    this.grid.show({ size: this.size, values: this.values, scale: this.scale })
    this.fields = open ? [this.field("Row", 0), this.field("Column", 1)] : []
  }

  /** @param {string} label @param {0 | 1} at @returns {Field} */
  field(label, at) {
    const most = this.size[at]
    return {
      label,
      most,
      shown: (given) => (given ? String(given[at] + 1) : ""),
      typed: (text, given) => {
        if (!text) return null
        const cell = [...(given ?? [0, 0])]
        cell[at] = within(Math.round(Number(text)) - 1, 0, most - 1)
        return cell
      },
    }
  }

  /** @param {Given} cell */
  held([row, column]) {
    return this.values[row * this.size[1] + column]
  }

  /** @param {number} wide */
  fit(wide) {
    const [rows, columns] = this.size
    const most = Math.max(1, Math.min(LARGEST, Math.floor(TALLEST / rows)))
    this.grid.fit(cellSide(wide, columns, 1, 0, [1, most]))
  }

  /** @param {Given | null} given */
  draw(given) {
    this.given = given
    const { frame, key = [] } = this.header
    /** @type {Mark[]} */
    const marks = []
    if (frame) marks.push({ kind: "box", ...boxOf(frame), colour: BLUE, width: 2 })
    if (given) marks.push({ kind: "box", ...boxOf([...given, 1, 1]), colour: VERMILION, width: 3 })
    for (const cell of /** @type {number[][]} */ (key)) {
      marks.push({ kind: "dot", ...boxOf([...cell, 1, 1]), colour: GREEN })
      if (cell.join() !== given?.join()) marks.push({ kind: "box", ...boxOf([...cell, 1, 1]), colour: GREEN, width: 3 })
    }
    const [rows, columns] = this.size
    const told = given ? `Row ${given[0] + 1}, column ${given[1] + 1} is chosen.` : "Nothing is chosen."
    this.grid.draw(marks, `${rows} × ${columns}`, this.header.open ? told : this.answered(given))
  }

  /** What a closed board shows, in words. @param {Given | null} given */
  answered(given) {
    const place = (/** @type {number[]} */ cell) => `row ${cell[0] + 1}, column ${cell[1] + 1}`
    const right = /** @type {number[][]} */ (this.header.key ?? []).map(place)
    const more = right.length > NAMED ? `; and ${right.length - NAMED} more` : ""
    return `${given ? `You chose ${place(given)}. ` : ""}Right: ${right.slice(0, NAMED).join("; ")}${more}.`
  }

  /** @param {Legend} legend */
  explain(legend) {
    const { frame, open, given } = this.header
    if (frame) legend.frame(BLUE, "the window")
    if (open || given) legend.frame(VERMILION, "yours")
    if (!open) legend.frame(GREEN, "right (with a corner)")
    legend.ramp("").show(this.scale)
  }
}

/** @param {number[]} box */
function boxOf([top, left, rows, columns]) {
  return { top, left, rows, columns }
}
