// What is marked on the picture: what was found, missed or found wrongly, and for the learner's own shape where its
// corners stand and where the dots do.

import { jump } from "./chain.mjs"
import { middle, thirds } from "./scene.mjs"
import { apart, cornersApart } from "./words.mjs"

/**
 * @import { Level, Pass } from "./chain.mjs"
 * @import { Find, Tally } from "./found.mjs"
 * @import { Frame } from "./overlay.mjs"
 * @import { Task } from "./reading.mjs"
 * @import { Thing } from "./scene.mjs"
 */

// Pixels of the picture: how far a frame stands off, and how large marks are.
const OFF = 3
const CORNER = 2
const DOT = 3
const RING = 9

/**
 * @param {Find[]} found
 * @param {Tally} tally
 * @param {Thing | undefined} own
 * @param {Pass[]} passes
 * @param {Task} task
 * @returns {Frame[]}
 */
export function framesOf(found, { hits, misses, alarms }, own, passes, task) {
  /** @type {Frame[]} */
  const frames = [...hits.map((thing) => around(thing, "hit")), ...misses.map((thing) => around(thing, "miss"))]
  const kind = task.things.length ? "alarm" : "hit"
  for (const { row, column, side } of task.things.length ? alarms : found)
    frames.push({ kind, row, column, side: side + OFF })
  return own ? [...frames, ...marks(own, passes, task)] : frames
}

/**
 * The finds of one pass on its own map: a ring each.
 * @param {Find[]} found
 * @param {Level} level
 * @returns {Frame[]}
 */
export function ringsOf(found, level) {
  const far = jump(level)
  const own = found.filter(({ side }) => Math.abs(side + 1 - 3 * level.pitch * far) < 0.01)
  return own.map(({ row, column }) => ({ kind: "hit", row: row / far, column: column / far, side: RING }))
}

/** @param {Thing} thing @param {"hit" | "miss"} kind @returns {Frame} */
function around(thing, kind) {
  const [row, column] = middle(thing)
  const angle = ((thing.turn % 90) * Math.PI) / 180
  return { kind, row, column, side: thing.side * (Math.cos(angle) + Math.sin(angle)) + OFF }
}

/**
 * @param {Thing} own
 * @param {Pass[]} passes
 * @param {Task} task
 * @returns {Frame[]}
 */
function marks(own, passes, { kind, recipe }) {
  const [row, column] = middle(own)
  const wanted = cornersApart(kind, own.side)
  const [{ level }] = [...passes].sort(
    (a, b) => Math.abs(apart(kind, a.level) - wanted) - Math.abs(apart(kind, b.level) - wanted),
  )
  const pitch = level.pitch * jump(level)
  const [, first, second] = thirds(own.side)
  const places = [0, first, second + 1, own.side + 1].map((at) => at - (own.side + 1) / 2)
  const angle = (own.turn * Math.PI) / 180
  const seen = kind.dots.filter(({ weight }) => weight > 0)
  const turned = seen.map(({ row: i, column: j }) => ({
    row: row + places[i] * Math.cos(angle) + places[j] * Math.sin(angle),
    column: column + places[j] * Math.cos(angle) - places[i] * Math.sin(angle),
  }))
  const middleOfGrid = (recipe.grid - 1) / 2
  return [
    ...turned.map((at) => /** @type {Frame} */ ({ kind: "corner", ...at, side: CORNER })),
    ...seen.map(
      (dot) =>
        /** @type {Frame} */ ({
          kind: "dot",
          row: row + (dot.row - middleOfGrid) * pitch,
          column: column + (dot.column - middleOfGrid) * pitch,
          side: DOT,
        }),
    ),
  ]
}
