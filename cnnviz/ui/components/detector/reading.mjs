// What Python asks for: a message of cnnviz/figures/why/detectors.py, read.

import { canvasColours } from "../shared/colours.mjs"
import { unpacked } from "../shared/message.mjs"
import { levels } from "./chain.mjs"

/**
 * @import { Numbers } from "../shared/message.mjs"
 * @import { Level, Ranges, Recipe } from "./chain.mjs"
 * @import { Outlines, Plane, Thing } from "./scene.mjs"
 * @import { Knob } from "./sliders.mjs"
 * @import { Kind } from "./words.mjs"
 *
 * @typedef {Record<"row" | "column" | "side" | "turn" | "corner" | "found" | "pitch", number> &
 *   Record<string, number>} Values
 *
 * @typedef {object} Task
 * @property {Kind & { corners: string[] }} kind
 * @property {string[]} directions
 * @property {Recipe} recipe
 * @property {Ranges} ranges
 * @property {Values} values
 * @property {Knob[]} knobs
 * @property {string} way
 * @property {Record<string, { label: string, sentence: string }>} ways
 * @property {Level[]} level The passes to begin with.
 * @property {Thing[]} things None where the learner drew the picture.
 * @property {Plane | null} picture
 * @property {number} rows
 * @property {number} columns
 * @property {Outlines} outlines
 * @property {Uint32Array} palette
 * @property {string} moving
 * @property {boolean} [asking]
 */

const MOVING = "Arrow keys move your shape."

/**
 * @param {Uint8Array<ArrayBuffer>} message
 * @returns {Task}
 */
export function taskOf(message) {
  const { header, arrays } = unpacked(message)
  const numbers = (/** @type {string} */ name) => /** @type {Numbers} */ (arrays.get(name))
  const picture = arrays.has("picture") ? planeOf(numbers("picture")) : null
  const [rows, columns] = picture ? [picture.rows, picture.columns] : header.size
  const settings = { ...header.values, way: header.way }
  return {
    ...header,
    recipe: {
      edges: filtersOf(numbers("edges")),
      corners: filtersOf(numbers("corners")),
      pattern: filtersOf(numbers("pattern"))[0],
      grid: numbers("pattern").shape[3],
    },
    picture,
    rows,
    columns,
    level: levels(settings, rows, columns, header.ranges),
    palette: canvasColours(/** @type {Uint8Array} */ (numbers("palette").values)),
    moving: header.things.length ? MOVING : "",
  }
}

/** @param {Numbers} numbers @returns {Plane} */
function planeOf({ values, shape: [rows, columns] }) {
  return { rows, columns, values: /** @type {Float32Array} */ (values) }
}

/**
 * Weights (filters channels i j), one array a channel.
 * @param {Numbers} numbers
 */
function filtersOf({ values, shape: [filters, channels, high, wide] }) {
  const size = high * wide
  return Array.from({ length: filters }, (_, filter) =>
    Array.from({ length: channels }, (_, channel) => {
      const at = (filter * channels + channel) * size
      return /** @type {Float32Array} */ (values).slice(at, at + size)
    }),
  )
}
