// The timeline as a GIF: the first layer's filters, the loss so far, and where they stand.

import { axisTicks, lossRange, Smoothing } from "./axes.mjs"
import { Gif } from "./gif.mjs"
import { placeWords } from "./saying.mjs"
import { latest } from "./story.mjs"
import { WEIGHT_GAP, weightColumns, weightLargest, weightScale } from "./weights.mjs"

const MOST_FRAMES = 72
const MOST_FILTERS = 64
const FRAME_SECONDS = 0.12
const LAST_SECONDS = 2
const WIDE = 480
const MARGIN = 12
const HEAD = 26
const CURVE = 96

// Places in the palette; from SIGNED on, the signed colours.
const BACK = 0
const INK = 1
const EDGE = 2
const TRAIN = 3
const CHECK = 4
const HERE = 5
const SIGNED = 6

/** The snapshots that a film shows: all, or so many evenly spread ones, the first and the last among them. */
export function filmed(count, most = MOST_FRAMES) {
  const frames = Math.min(count, most)
  return Array.from({ length: frames }, (_, k) => (frames < 2 ? 0 : Math.round((k * (count - 1)) / (frames - 1))))
}

/** 256 colours: background, ink, edges, three lines, then the signed palette (canvas words) in what is left. */
export function filmPalette(fixed, signed) {
  return Array.from({ length: 256 }, (_, k) => {
    if (k < SIGNED) return fixed[k]
    const word = signed[Math.round(((k - SIGNED) / (255 - SIGNED)) * 255)]
    return [word & 255, (word >> 8) & 255, (word >> 16) & 255]
  })
}

/** The place in the palette of a weight on the scale from −limit to limit. */
export function filmColour(value, limit) {
  const share = Math.max(0, Math.min(1, (value / limit + 1) / 2))
  return SIGNED + Math.round((share || 0) * (255 - SIGNED))
}

/** What all frames have in common: sizes, scales, the smoothed loss. */
export function filmPlan(hub) {
  const shown = hub.snapshots.filter((one) => one.filters)
  const [count, ...shape] = shown[0].shape
  const filters = Math.min(count, MOST_FILTERS)
  const columns = weightColumns(shape, false)
  const scale = Math.max(1, Math.min(weightScale(WIDE, filters, shape[1], columns), Math.floor(WIDE / columns)))
  const beside = Math.max(1, Math.floor((WIDE + WEIGHT_GAP) / (columns * scale + WEIGHT_GAP)))
  const grid = Math.ceil(filters / beside) * (shape[1] * scale + WEIGHT_GAP)
  const smooth = new Smoothing().of(hub.scalars.loss)
  const checked = hub.evaluations.filter((one) => one.part === "validation")
  return {
    shown, shape, filters, columns, scale, beside, smooth, checked,
    width: WIDE + 2 * MARGIN,
    height: HEAD + grid + CURVE + 3 * MARGIN,
    curveTop: HEAD + grid + 2 * MARGIN,
    limit: Math.max(...shown.map((one) => weightLargest(one.filters))) || 1,
    range: lossRange(smooth, checked, false).slice(0, 2),
    steps: hub.scalars.step,
    end: Math.max(1, hub.scalars.step.at(-1) ?? 1),
  }
}

/** A frame as places in the palette; `words(text)` gives { width, rows } of 0 and 1, or null. */
export function filmFrame(plan, snapshot, words) {
  const pixels = new Uint8Array(plan.width * plan.height)
  const box = (left, top, width, height, colour) => {
    for (let y = Math.max(0, top); y < Math.min(plan.height, top + height); y++) {
      pixels.fill(colour, y * plan.width + Math.max(0, left), y * plan.width + Math.min(plan.width, left + width))
    }
  }
  stamp(pixels, plan.width, words(placeWords(snapshot)), MARGIN, 6)
  paintFilters(plan, snapshot, box)
  paintLoss(plan, snapshot, box)
  stamp(pixels, plan.width, words("loss"), plan.width - 50, plan.curveTop + 2)
  return pixels
}

function paintFilters({ shape, filters, columns, scale, beside, limit }, { filters: values }, box) {
  const [channels, rows, across] = shape
  for (let filter = 0; filter < filters; filter++) {
    const left = MARGIN + (filter % beside) * (columns * scale + WEIGHT_GAP)
    const top = HEAD + MARGIN / 2 + Math.floor(filter / beside) * (rows * scale + WEIGHT_GAP)
    for (let at = 0; at < channels * rows * across; at++) {
      const [channel, row, column] = [Math.floor(at / (rows * across)), Math.floor(at / across) % rows, at % across]
      const x = left + (channel * (across + 1) + column) * scale
      box(x, top + row * scale, scale, scale, filmColour(values[filter * channels * rows * across + at], limit))
    }
  }
}

function paintLoss({ curveTop, range, smooth, steps, checked, end, width }, snapshot, box) {
  const room = width - 2 * MARGIN
  const xOf = (step) => MARGIN + Math.round((step / end) * (room - 1))
  const yOf = (value) => Math.max(curveTop, curveTop + Math.round((1 - (value - range[0]) / (range[1] - range[0])) * (CURVE - 1)))
  for (const tick of axisTicks(...range, 3)) box(MARGIN, yOf(tick), room, 1, EDGE)
  const line = (list, stepOf, valueOf, colour) => {
    let before = null
    for (const one of list) {
      const [x, y] = [xOf(stepOf(one)), yOf(valueOf(one))]
      if (!Number.isFinite(y)) continue
      const [fromX, fromY] = before ?? [x, y]
      const parts = Math.max(1, x - fromX, Math.abs(y - fromY))
      for (let k = 0; k <= parts; k++) box(Math.round(fromX + ((x - fromX) * k) / parts), Math.round(fromY + ((y - fromY) * k) / parts), 2, 2, colour)
      before = [x, y]
    }
  }
  box(xOf(snapshot.step), curveTop, 2, CURVE, HERE)
  const known = latest(steps, snapshot.step, (one) => one) + 1
  line(Array.from({ length: known }, (_, at) => at), (at) => steps[at], (at) => smooth[at], TRAIN)
  line(checked.filter((one) => one.step <= snapshot.step), (one) => one.step, (one) => one.loss, CHECK)
}

function stamp(pixels, width, mask, left, top) {
  if (!mask) return
  mask.rows.forEach((row, y) => row.forEach((on, x) => {
    if (on && left + x < width) pixels[(top + y) * width + left + x] = INK
  }))
}

/** Words as rows of 0 and 1, drawn on a canvas; the same words are drawn once. */
export function lettering(font) {
  const known = new Map()
  return (text) => {
    if (!known.has(text)) {
      const canvas = document.createElement("canvas")
      Object.assign(canvas, { width: WIDE, height: 18 })
      const brush = canvas.getContext("2d", { willReadFrequently: true })
      brush.font = font
      brush.textBaseline = "middle"
      brush.fillText(text, 0, 9)
      const { data } = brush.getImageData(0, 0, WIDE, 18)
      known.set(text, { rows: Array.from({ length: 18 }, (_, y) => Array.from({ length: WIDE }, (_, x) => (data[4 * (y * WIDE + x) + 3] > 110 ? 1 : 0))) })
    }
    return known.get(text)
  }
}

/** The film of a run as a Blob; `told(done, count)` after each frame, and false from it ends the work: null. */
export async function film(hub, fixed, signed, words, told) {
  const plan = filmPlan(hub)
  const gif = new Gif(plan.width, plan.height, filmPalette(fixed, signed))
  const places = filmed(plan.shown.length)
  for (const [k, at] of places.entries()) {
    gif.add(filmFrame(plan, plan.shown[at], words), k === places.length - 1 ? LAST_SECONDS : FRAME_SECONDS)
    if (told(k + 1, places.length) === false) return null
    // The page goes on between two frames.
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
  return gif.blob()
}
