// One frame of a run's film, as places in its palette: the first layer's filters, the loss so far, where they stand.

import { axisTicks, lossRange, Smoothing } from "../panels/curves/axes.mjs"
import { columnsOf, GAP, largestSize, scaleOf } from "../panels/filters/weights.mjs"
import { latestStep } from "../run/snapshots.mjs"
import { placeWords } from "../words/figures.mjs"

/**
 * @import { Colour } from "../drawing/palettes.mjs"
 * @import { Evaluation, Scalars, Snapshot } from "../run/run.js"
 *
 * @typedef {Snapshot & { filters: Float32Array }} Filmed A snapshot whose filters can be drawn.
 * @typedef {{ snapshots: Snapshot[], scalars: Pick<Scalars, "step" | "loss">, evaluations: Evaluation[] }} Subject
 * @typedef {ReturnType<typeof planOf>} Plan
 * @typedef {{ rows: number[][] } | null} Mask Words as rows of 0 and 1.
 * @typedef {(left: number, top: number, width: number, height: number, colour: number) => void} Box
 */

const MOST_FILTERS = 64
const WIDE = 480
const MARGIN = 12
const HEAD = 26
const CURVE = 96

// Places in the palette; from SIGNED on, the signed colours.
const INK = 1
const EDGE = 2
const TRAIN = 3
const CHECK = 4
const HERE = 5
const SIGNED = 6

/**
 * 256 colours: background, ink, edges, three lines, then the signed palette (canvas words) in what is left.
 * @param {Colour[]} fixed
 * @param {Uint32Array} signed
 */
export function paletteOf(fixed, signed) {
  return Array.from({ length: 256 }, (_, k) => {
    if (k < SIGNED) return fixed[k]
    const word = signed[Math.round(((k - SIGNED) / (255 - SIGNED)) * 255)]
    return [word & 255, (word >> 8) & 255, (word >> 16) & 255]
  })
}

/**
 * The place in the palette of a weight on the scale from −limit to limit.
 * @param {number} value
 * @param {number} limit
 */
export function placeOf(value, limit) {
  const share = Math.max(0, Math.min(1, (value / limit + 1) / 2))
  return SIGNED + Math.round((share || 0) * (255 - SIGNED))
}

/**
 * What all frames have in common: sizes, scales, the smoothed loss.
 * @param {Subject} subject
 */
export function planOf({ snapshots, scalars, evaluations }) {
  const shown = /** @type {Filmed[]} */ (snapshots.filter((snapshot) => snapshot.filters))
  const [count, ...shape] = shown[0].shape
  const filters = Math.min(count, MOST_FILTERS)
  const columns = columnsOf(shape, false)
  const scale = Math.max(1, Math.min(scaleOf(WIDE, filters, shape[1], columns), Math.floor(WIDE / columns)))
  const beside = Math.max(1, Math.floor((WIDE + GAP) / (columns * scale + GAP)))
  const grid = Math.ceil(filters / beside) * (shape[1] * scale + GAP)
  const smooth = new Smoothing().of(scalars.loss)
  const checked = evaluations.filter(({ part }) => part === "validation")
  const [low, high] = lossRange(smooth, checked, false)
  return {
    shown,
    shape,
    filters,
    columns,
    scale,
    beside,
    smooth,
    checked,
    width: WIDE + 2 * MARGIN,
    height: HEAD + grid + CURVE + 3 * MARGIN,
    curveTop: HEAD + grid + 2 * MARGIN,
    limit: Math.max(...shown.map((snapshot) => largestSize(snapshot.filters))) || 1,
    low,
    high,
    steps: scalars.step,
    end: Math.max(1, scalars.step.at(-1) ?? 1),
  }
}

/**
 * A frame as places in the palette.
 * @param {Plan} plan
 * @param {Filmed} snapshot
 * @param {(text: string) => Mask} words
 */
export function frameOf(plan, snapshot, words) {
  const pixels = new Uint8Array(plan.width * plan.height)
  /** @type {Box} */
  const box = (left, top, width, height, colour) => {
    for (let y = Math.max(0, top); y < Math.min(plan.height, top + height); y++) {
      pixels.fill(colour, y * plan.width + Math.max(0, left), y * plan.width + Math.min(plan.width, left + width))
    }
  }
  stamp(pixels, plan.width, words(placeWords(snapshot)), MARGIN, 6)
  drawFilters(plan, snapshot, box)
  drawLoss(plan, snapshot, box)
  stamp(pixels, plan.width, words("loss"), plan.width - 50, plan.curveTop + 2)
  return pixels
}

/**
 * @param {Plan} plan
 * @param {Filmed} snapshot
 * @param {Box} box
 */
function drawFilters({ shape, filters, columns, scale, beside, limit }, { filters: values }, box) {
  const [channels, rows, across] = shape
  const size = channels * rows * across
  for (let filter = 0; filter < filters; filter++) {
    const left = MARGIN + (filter % beside) * (columns * scale + GAP)
    const top = HEAD + MARGIN / 2 + Math.floor(filter / beside) * (rows * scale + GAP)
    for (let at = 0; at < size; at++) {
      const [channel, row, column] = [Math.floor(at / (rows * across)), Math.floor(at / across) % rows, at % across]
      const x = left + (channel * (across + 1) + column) * scale
      box(x, top + row * scale, scale, scale, placeOf(values[filter * size + at], limit))
    }
  }
}

/**
 * @param {Plan} plan
 * @param {Filmed} snapshot
 * @param {Box} box
 */
function drawLoss({ curveTop, low, high, smooth, steps, checked, end, width }, { step }, box) {
  const room = width - 2 * MARGIN
  const xOf = (/** @type {number} */ at) => MARGIN + Math.round((at / end) * (room - 1))
  const yOf = (/** @type {number} */ value) =>
    Math.max(curveTop, curveTop + Math.round((1 - (value - low) / (high - low)) * (CURVE - 1)))
  for (const tick of axisTicks(low, high, 3)) box(MARGIN, yOf(tick), room, 1, EDGE)
  box(xOf(step), curveTop, 2, CURVE, HERE)
  const known = latestStep(steps, step) + 1
  drawLine(
    smooth.slice(0, known).map((loss, at) => [xOf(steps[at]), yOf(loss)]),
    TRAIN,
    box,
  )
  const seen = checked.filter((evaluation) => evaluation.step <= step)
  drawLine(
    seen.map((evaluation) => [xOf(evaluation.step), yOf(evaluation.loss)]),
    CHECK,
    box,
  )
}

/**
 * @param {number[][]} points [x, y] each; those that are no number are left out
 * @param {number} colour
 * @param {Box} box
 */
function drawLine(points, colour, box) {
  /** @type {number[] | null} */
  let before = null
  for (const [x, y] of points) {
    if (!Number.isFinite(y)) continue
    const [fromX, fromY] = before ?? [x, y]
    const parts = Math.max(1, x - fromX, Math.abs(y - fromY))
    for (let k = 0; k <= parts; k++)
      box(Math.round(fromX + ((x - fromX) * k) / parts), Math.round(fromY + ((y - fromY) * k) / parts), 2, 2, colour)
    before = [x, y]
  }
}

/**
 * @param {Uint8Array} pixels
 * @param {number} width
 * @param {Mask} mask
 * @param {number} left
 * @param {number} top
 */
function stamp(pixels, width, mask, left, top) {
  for (const [y, row] of mask?.rows.entries() ?? [])
    for (const [x, on] of row.entries()) if (on && left + x < width) pixels[(top + y) * width + left + x] = INK
}
