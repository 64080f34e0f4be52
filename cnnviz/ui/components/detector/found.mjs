// What a detector found, and what is really there: cnnviz/ops/detectors/found.py.

import { jump } from "./chain.mjs"
import { middle } from "./scene.mjs"

/**
 * @import { Level, Pass } from "./chain.mjs"
 * @import { Thing } from "./scene.mjs"
 *
 * @typedef {{ row: number, column: number, side: number, value: number }} Find A place's middle and side in pixels of
 *   the picture, and how far its sum is above the threshold.
 * @typedef {{ hits: Thing[], misses: Thing[], alarms: Find[] }} Tally
 */

/**
 * All places whose sum is above the threshold, strongest first; of several next to each other only the strongest.
 * @param {Pass[]} passes
 * @param {number} threshold
 * @param {number} grid
 */
export function finds(passes, threshold, grid) {
  const every = passes.flatMap(({ level, pattern }) =>
    [...pattern.values.keys()]
      .filter((at) => pattern.values[at] > threshold)
      .map((at) => ({
        ...place(level, grid, Math.floor(at / pattern.columns), at % pattern.columns),
        value: pattern.values[at] - threshold,
      })),
  )
  every.sort((a, b) => b.value - a.value || a.row - b.row || a.column - b.column || a.side - b.side)
  /** @type {Find[]} */
  const kept = []
  for (const find of every) if (kept.every((one) => distance(find, one) > one.side / 2)) kept.push(find)
  return kept
}

/**
 * The middle of the dots around a cell of a pattern's map, in pixels of the picture, and the side that they fit.
 * @param {Level} level
 * @param {number} grid
 * @param {number} row
 * @param {number} column
 */
function place(level, grid, row, column) {
  const reach = (grid - 1) * level.pitch
  const shift = reach / 2 - Math.floor(reach / 2) + 0.5
  // Under a stride, windows begin with their first pixel in the picture, and stand that much later.
  const late = (level.stride - 1) / 2
  const far = jump(level)
  return { row: (row + shift) * far + late, column: (column + shift) * far + late, side: reach * far - 1 }
}

/**
 * A find hits a thing of that kind where it stands on its middle; anything else that was found is a false alarm.
 * @param {Find[]} found
 * @param {Thing[]} things
 * @param {string} kind
 * @returns {Tally}
 */
export function tally(found, things, kind) {
  const wanted = things.filter((thing) => thing.kind === kind)
  return {
    hits: wanted.filter((thing) => found.some((find) => isOn(find, thing))),
    misses: wanted.filter((thing) => !found.some((find) => isOn(find, thing))),
    alarms: found.filter((find) => !wanted.some((thing) => isOn(find, thing))),
  }
}

/**
 * The largest sum near a thing's middle, over all passes.
 * @param {Pass[]} passes
 * @param {Thing} thing
 * @param {number} grid
 */
export function bestNear(passes, thing, grid) {
  let sum = -Infinity
  for (const { level, pattern } of passes)
    pattern.values.forEach((value, at) => {
      if (value <= sum) return
      if (isOn(place(level, grid, Math.floor(at / pattern.columns), at % pattern.columns), thing)) sum = value
    })
  return sum
}

/**
 * @param {{ row: number, column: number }} find
 * @param {Thing} thing
 */
export function isOn(find, thing) {
  const [row, column] = middle(thing)
  return distance(find, { row, column }) <= Math.max(3, thing.side / 4)
}

/**
 * @param {{ row: number, column: number }} a
 * @param {{ row: number, column: number }} b
 */
function distance(a, b) {
  return Math.max(Math.abs(a.row - b.row), Math.abs(a.column - b.column))
}
