// Bars above and below zero, and the numbers beside them.

import { shorter, writeInto } from "../../shared/plane/writing.mjs"
import { ORANGE } from "../../shared/theme.mjs"

/** @typedef {[low: number, high: number]} Ends The values at the bottom and at the top of a plot. */

// The finest value that a dragged bar takes.
const GRAIN = 10
const INVENTED = ORANGE

/**
 * A value as a height above the bottom of a plot.
 * @param {number} value
 * @param {number} low
 * @param {number} high
 * @param {number} tall
 */
export function heightOf(value, low, high, tall) {
  return ((value - low) / (high - low)) * tall
}

/**
 * The value at a height, to the grain.
 * @param {number} height
 * @param {number} low
 * @param {number} high
 * @param {number} tall
 */
export function valueAt(height, low, high, tall) {
  const value = low + (Math.max(0, Math.min(tall, height)) / tall) * (high - low)
  return Math.round(value * GRAIN) / GRAIN
}

/**
 * The ends of a plot: all values, zero, at least `room` on both sides of it, and a little air.
 * @param {Iterable<number>} values
 * @param {[number, number]} room
 * @returns {Ends}
 */
export function endsOf(values, room = [0, 0]) {
  const low = Math.min(-room[0], ...values)
  const high = Math.max(room[1], ...values)
  const air = (high - low || 1) * 0.15
  return [low < 0 ? low - air : -air / 2, high + air]
}

/**
 * The differences of neighbours, x[k] − x[k − 1], the first against 0.
 * @param {ArrayLike<number>} values
 */
export function differences(values) {
  return Array.from(values, (value, k) => value - (k ? values[k - 1] : 0))
}

/**
 * A bar with its number, in a column of the plot whose top left corner is (left, top).
 * @param {{ pen: CanvasRenderingContext2D, left: number, top: number, step: number, tall: number, ends: Ends,
 *   ink: string, family: string }} plot
 * @param {number} value
 * @param {string} colour
 * @param {boolean} [invented]
 */
export function drawBar(plot, value, colour, invented = false) {
  const { pen, left, top, step, tall, ink, family } = plot
  const [low, high] = plot.ends
  const zero = top + tall - heightOf(0, low, high, tall)
  const y = top + tall - heightOf(value, low, high, tall)
  const [x, wide] = [left + step * 0.18, step * 0.64]
  pen.fillStyle = colour
  pen.globalAlpha = invented ? 0.35 : 1
  pen.fillRect(x, Math.min(y, zero), wide, Math.max(2, Math.abs(y - zero)))
  pen.globalAlpha = 1
  if (invented) {
    pen.setLineDash([3, 3])
    pen.strokeStyle = INVENTED
    pen.lineWidth = 1.5
    pen.strokeRect(x, top + 4, wide, tall - 8)
    pen.setLineDash([])
  }
  pen.fillStyle = ink
  pen.textAlign = "center"
  pen.textBaseline = value < 0 ? "top" : "bottom"
  const beside = value < 0 ? y + 3 : Math.min(y, zero) - 3
  writeInto(pen, shorter(value), left + step / 2, beside, step - 2, Math.min(18, Math.max(12, step * 0.22)), family)
}
