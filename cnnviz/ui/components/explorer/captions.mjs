// What stands over input and output, and how their sizes come about.

import { counted } from "../shared/counting.mjs"
import { formula } from "../shared/geometry.mjs"

/**
 * @import { Shown } from "./panel.js"
 * @import { Work } from "./step/step.mjs"
 */

/**
 * "Input 8 × 8 × 3 · hatched: 1 px invented".
 * @param {Shown} shown
 */
export function inputCaption({ work, channels }) {
  const [rows, columns] = work.axes
  const [height, width] = work.step.size
  const depth = channels.length > 1 ? ` × ${channels.length}` : ""
  const added = [rows.before, rows.after, columns.before, columns.after]
  const sides = ["above", "below", "left", "right"].map((side, k) => added[k] && `${added[k]} ${side}`).filter(Boolean)
  const alike = added.every((count) => count === added[0])
  const frame = sides.length ? ` · hatched: ${alike ? `${added[0]} px` : sides.join(", ")} invented` : ""
  return `Input ${height} × ${width}${depth}${frame}`
}

/**
 * "8 numbers · dashed: 1 invented before, 1 after".
 * @param {Shown} shown
 */
export function dataCaption({ work }) {
  const { size, before, after } = work.axes[1]
  const invented = before + after ? ` · dashed: ${before} invented before, ${after} after` : ""
  return counted(size, "number") + invented
}

/**
 * "Output 6 × 6 · red · Sobel x".
 * @param {Shown} shown
 */
export function outputCaption({ work, name }) {
  const [rows, columns] = work.axes
  return `Output ${rows.output} × ${columns.output} · ${name}`
}

/**
 * The sizes of the output with this step's numbers in their formula.
 * @param {Work} work
 */
export function sizes(work) {
  const [rows, columns] = work.axes
  const rounded = rows.ceil ? "⌈ ⌉ rounds up" : "⌊ ⌋ rounds down"
  const window = work.pool ? "window" : "kernel"
  const what = `(input + padding before + after − dilation · (${window} − 1) − 1) / stride, ${rounded}, + 1`
  return rows.size === 1
    ? `Size: ${formula(columns)}, which is ${what}.`
    : `Rows: ${formula(rows)}. Columns: ${formula(columns)}. Each is ${what}.`
}
