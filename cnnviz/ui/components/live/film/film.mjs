// The timeline as a GIF.

import { coloursIn, lineColours, palettesAt } from "../drawing/palettes.mjs"
import { contextOf } from "../drawing/sheet.mjs"
import { frameOf, paletteOf, planOf } from "./frame.mjs"
import { Gif } from "./gif.mjs"

/** @import { Mask, Subject } from "./frame.mjs" */

const MOST_FRAMES = 72
const FRAME_SECONDS = 0.12
const LAST_SECONDS = 2
// Pixels of words: as wide as a frame, as high as a line.
const LETTERS = [480, 18]
// From this opacity on a pixel of a letter is drawn.
const OPAQUE = 110
// Colours of the theme, and what they are where it has none.
const FIXED = [
  ["--st-background-color", "#ffffff"],
  ["--st-text-color", "#1f2933"],
  ["--st-border-color", "#d5dde5"],
]

/**
 * The snapshots that a film shows: all, or so many evenly spread ones, the first and the last among them.
 * @param {number} count
 * @param {number} most
 */
export function frameIndices(count, most = MOST_FRAMES) {
  const frames = Math.min(count, most)
  return Array.from({ length: frames }, (_, k) => (frames < 2 ? 0 : Math.round((k * (count - 1)) / (frames - 1))))
}

/**
 * Words as rows of 0 and 1, drawn on a canvas; the same words are drawn once.
 * @param {string} font
 */
function lettering(font) {
  /** @type {Map<string, Mask>} */
  const known = new Map()
  return (/** @type {string} */ text) => {
    const mask = known.get(text) ?? maskOf(text, font)
    known.set(text, mask)
    return mask
  }
}

/**
 * @param {string} text
 * @param {string} font
 */
function maskOf(text, font) {
  const [width, height] = LETTERS
  const canvas = document.createElement("canvas")
  Object.assign(canvas, { width, height })
  const brush = contextOf(canvas, { willReadFrequently: true })
  brush.font = font
  brush.textBaseline = "middle"
  brush.fillText(text, 0, height / 2)
  const { data } = brush.getImageData(0, 0, width, height)
  const inked = (/** @type {number} */ y, /** @type {number} */ x) => (data[4 * (y * width + x) + 3] > OPAQUE ? 1 : 0)
  return {
    rows: Array.from({ length: height }, (_, y) => Array.from({ length: width }, (_, x) => inked(y, x))),
  }
}

/**
 * The film of a run in the theme's colours; `progress` hears of each frame, and false from it ends the work: null.
 * @param {Subject} subject
 * @param {Element} root
 * @param {(done: number, count: number) => boolean} progress
 */
export async function filmOf(subject, root, progress) {
  const plan = planOf(subject)
  const gif = new Gif(plan.width, plan.height, paletteOf(inksAt(root), palettesAt(root).signed))
  const words = lettering(`13px ${getComputedStyle(root).fontFamily}`)
  const places = frameIndices(plan.shown.length)
  for (const [k, at] of places.entries()) {
    gif.add(frameOf(plan, plan.shown[at], words), k === places.length - 1 ? LAST_SECONDS : FRAME_SECONDS)
    if (!progress(k + 1, places.length)) return null
    // The page goes on between two frames.
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
  return gif.blob()
}

/**
 * The theme's background, ink, edges and lines: training, validation and cursor.
 * @param {Element} root
 */
function inksAt(root) {
  const style = getComputedStyle(root)
  const fixed = FIXED.map(([name, usual]) => coloursIn(`${style.getPropertyValue(name)} ${usual}`)[0])
  const [train, , cursor, , , check] = lineColours(root)
  return [...fixed, train, check, cursor]
}
