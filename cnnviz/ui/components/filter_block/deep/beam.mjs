// The filter in the stack: a slice of it on every plane that it sees, and the block that holds the slices together.

import { coloursOf, css } from "../../shared/colours.mjs"
import { VERMILION } from "../../shared/theme.mjs"
import { polygon } from "./strokes.mjs"

/**
 * @import { Scale } from "../../shared/colours.mjs"
 * @import { Crop } from "./cropping.mjs"
 * @import { Layer, Moment, Term } from "../layer.mjs"
 * @import { Stack } from "./stack.mjs"
 */

// How far the block reaches beyond its first and last slice, in planes.
const BEYOND = 0.3

/** The cells under the block. @param {Layer} layer @param {Moment} moment @returns {Crop} */
export function windowOf(layer, { cell }) {
  const [top, left] = layer.corner(cell)
  return { top, left, rows: layer.span[0], columns: layer.span[1] }
}

/**
 * A slice's numbers as colours on its plane; what a dilated filter skips stays as it is.
 * @param {CanvasRenderingContext2D} pen
 * @param {number} ratio
 * @param {Stack} stack
 * @param {Layer} layer
 * @param {Crop} window
 * @param {Term} term
 * @param {{ numbers: ArrayLike<number>, scale: Scale }} shown
 */
export function slice(pen, ratio, stack, layer, window, term, { numbers, scale }) {
  stack.onFace(pen, ratio, term.plane)
  coloursOf(scale, numbers).forEach((colour, tap) => {
    const [row, column] = layer.offset(tap)
    pen.fillStyle = css(colour)
    pen.fillRect(window.left + column, window.top + row, 1, 1)
  })
  pen.setTransform(ratio, 0, 0, ratio, 0, 0)
}

/**
 * The block's sides from one depth to another, those towards the eye, see-through.
 * @param {CanvasRenderingContext2D} pen
 * @param {Stack} stack
 * @param {Crop} window
 * @param {number} near in planes
 * @param {number} far
 */
export function sides(pen, stack, window, near, far) {
  const [front, back] = [stack.corners(near, window), stack.corners(far, window)]
  const { z } = stack.axes
  // Towards the eye are those on the side to which depth leads away.
  const seen = [z[0] >= 0 ? [1, 2] : [3, 0], z[1] <= 0 ? [0, 1] : [2, 3]]
  pen.fillStyle = `${VERMILION}2e`
  pen.strokeStyle = VERMILION
  pen.lineWidth = 1.25
  for (const [from, to] of seen) polygon(pen, [front[from], front[to], back[to], back[from]], "both")
}

/**
 * A frame around the block's end towards the eye.
 * @param {CanvasRenderingContext2D} pen
 * @param {Stack} stack
 * @param {Crop} window
 * @param {number} first plane
 */
export function cap(pen, stack, window, first) {
  pen.strokeStyle = VERMILION
  pen.lineWidth = 2
  polygon(pen, stack.corners(first - BEYOND, window), "line")
}

/**
 * The block's edges from end to end, also where planes hide them.
 * @param {CanvasRenderingContext2D} pen
 * @param {Stack} stack
 * @param {Crop} window
 * @param {number} near in planes
 * @param {number} far
 */
export function through(pen, stack, window, near, far) {
  const back = stack.corners(far, window)
  pen.strokeStyle = VERMILION
  pen.lineWidth = 1
  pen.setLineDash([4, 3])
  pen.beginPath()
  stack.corners(near, window).forEach((corner, at) => {
    pen.moveTo(...corner)
    pen.lineTo(...back[at])
  })
  pen.stroke()
  pen.setLineDash([])
}

/** The sides of a stack with the ends of a block that go beyond it. @param {Stack} stack */
export function withBlock({ sides, gap }) {
  return /** @type {[number, number, number]} */ ([sides[0], sides[1], sides[2] + 2 * BEYOND * gap])
}

/** Where the block ends: in planes before its first and after its last. @param {Term[]} terms */
export function reach(terms) {
  return { near: terms[0].plane - BEYOND, far: terms[terms.length - 1].plane + BEYOND }
}
