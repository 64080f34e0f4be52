// The stages of a detector: edges, corners, a pattern of dots, over one picture or several sizes of it:
// cnnviz/ops/detectors/chain.py.

import { padded } from "../shared/borders.mjs"
import { axis, sides } from "../shared/geometry.mjs"
import { activated, correlated } from "../shared/maps/convolving.mjs"

/**
 * @import { Plane } from "./scene.mjs"
 *
 * @typedef {object} Recipe The weights of a detector, one Float32Array a channel, and the sides of their kernels.
 * @property {Float32Array[][]} edges
 * @property {Float32Array[][]} corners
 * @property {Float32Array[]} pattern
 * @property {number} grid
 *
 * @typedef {{ pitch: number, corner: number, found: number, way: string }} Settings
 * @typedef {{ shares: number[], pitches: [number, number] }} Ranges Of a pyramid and of a family of patterns.
 *
 * @typedef {object} Level One pass of the filters.
 * @property {number} rows
 * @property {number} columns
 * @property {number} pitch
 * @property {number} stride
 * @property {number} pool
 * @property {number} shrunk
 *
 * @typedef {{ level: Level, edges: Plane[], corners: Plane[], pattern: Plane }} Pass What one pass computed: corners
 *   after their threshold, the pattern's sums before theirs.
 */

const EDGE = 3
const CORNER = 5
const STEP = 2

/**
 * The passes that a way makes over a picture of this size.
 * @param {Settings} settings
 * @param {number} rows
 * @param {number} columns
 * @param {Ranges} ranges
 * @returns {Level[]}
 */
export function levels({ way, pitch }, rows, columns, { shares, pitches }) {
  const plain = { rows, columns, pitch, stride: 1, pool: 1, shrunk: 1 }
  if (way === "stride") return [{ ...plain, stride: STEP }]
  if (way === "pool") return [{ ...plain, pitch: Math.floor((pitch + 1) / STEP), pool: STEP }]
  if (way === "pyramid")
    return shares.map((share) => ({
      ...plain,
      rows: Math.floor(rows * share + 0.5),
      columns: Math.floor(columns * share + 0.5),
      shrunk: share,
    }))
  if (way !== "family") return [plain]
  return Array.from({ length: pitches[1] - pitches[0] }, (_, k) => ({ ...plain, pitch: pitches[0] + 1 + k }))
}

/**
 * Pixels of the picture from one cell of the last map to the next.
 * @param {Level} level
 */
export function jump({ stride, pool, shrunk }) {
  return (stride * pool) / shrunk
}

/**
 * Every pass over a picture. What several passes share is computed once.
 * @param {Plane} picture
 * @param {Recipe} recipe
 * @param {Settings} settings
 * @param {Ranges} ranges
 * @returns {Pass[]}
 */
export function passes(picture, recipe, settings, ranges) {
  /** @type {Map<string, { edges: Plane[], corners: Plane[] }>} */
  const known = new Map()
  return levels(settings, picture.rows, picture.columns, ranges).map((level) => {
    const kind = [level.rows, level.columns, level.stride, level.pool].join()
    const shared = known.get(kind) ?? cornersOf(picture, recipe, settings.corner, level)
    known.set(kind, shared)
    const taps = { window: recipe.grid, dilation: level.pitch, mode: "constant" }
    return { level, ...shared, pattern: mapped(shared.corners, recipe.pattern, taps) }
  })
}

/**
 * @param {Plane} picture
 * @param {Recipe} recipe
 * @param {number} threshold
 * @param {Level} level
 */
function cornersOf(picture, recipe, threshold, level) {
  const seen = level.shrunk === 1 ? picture : shrink(picture, level.rows, level.columns)
  const edges = recipe.edges.map((weights) => relu(mapped([seen], weights, { window: EDGE, stride: level.stride })))
  const corners = recipe.corners
    .map((weights) => relu(mapped(edges, weights, { window: CORNER, bias: -threshold })))
    .map((map) => (level.pool > 1 ? pooled(map, level.pool) : map))
  return { edges, corners }
}

/**
 * One filter over some planes, as many numbers as pixels unless it strides.
 * @param {Plane[]} planes
 * @param {Float32Array[]} weights
 * @param {{ window: number, stride?: number, dilation?: number, bias?: number, mode?: string }} how
 * @returns {Plane}
 */
function mapped(planes, weights, { window, stride = 1, dilation = 1, bias = 0, mode = "nearest" }) {
  const [rows, columns] = [planes[0].rows, planes[0].columns].map((size) => {
    const [before, after] = sides("same", size, window, stride, dilation, [0, 0])
    return axis({ size, window, stride, dilation, before, after })
  })
  // A channel that a filter passes over needs no border.
  const none = new Float32Array(0)
  const framed = planes.map(({ values }, k) =>
    weights[k].some((weight) => weight) ? padded(values, rows, columns, mode, 0) : none,
  )
  return { rows: rows.output, columns: columns.output, values: correlated(framed, weights, rows, columns, bias) }
}

/** @param {Plane} plane @returns {Plane} */
function relu({ rows, columns, values }) {
  return { rows, columns, values: activated(values, "ReLU") }
}

/**
 * The largest of each window of `size` × `size`, one beside the other.
 * @param {Plane} plane
 * @param {number} size
 * @returns {Plane}
 */
function pooled({ rows, columns, values }, size) {
  const [high, wide] = [Math.floor(rows / size), Math.floor(columns / size)]
  const largest = new Float32Array(high * wide)
  for (let row = 0; row < high * size; row++)
    for (let column = 0; column < wide * size; column++) {
      const at = Math.floor(row / size) * wide + Math.floor(column / size)
      largest[at] = Math.max(largest[at], values[row * columns + column]) // none is negative
    }
  return { rows: high, columns: wide, values: largest }
}

/**
 * A picture on fewer pixels, each the mean of the area that it covers.
 * @param {Plane} picture
 * @param {number} rows
 * @param {number} columns
 * @returns {Plane}
 */
function shrink(picture, rows, columns) {
  const down = areas(picture.rows, rows)
  const across = areas(picture.columns, columns)
  const values = new Float32Array(rows * columns)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      let sum = 0
      for (const [i, much] of down[row])
        for (const [j, wide] of across[column]) sum += much * wide * picture.values[i * picture.columns + j]
      values[row * columns + column] = sum
    }
  return { rows, columns, values }
}

/**
 * For each of fewer pixels, those that it covers and how much each counts.
 * @param {number} size
 * @param {number} fewer
 */
function areas(size, fewer) {
  const step = size / fewer
  return Array.from({ length: fewer }, (_, at) => {
    /** @type {[pixel: number, share: number][]} */
    const covered = []
    for (let pixel = Math.floor(at * step); pixel < Math.min(size, (at + 1) * step); pixel++) {
      const share = (Math.min((at + 1) * step, pixel + 1) - Math.max(at * step, pixel)) / step
      if (share > 0) covered.push([pixel, share])
    }
    return covered
  })
}

/**
 * Products that all passes take, as layers count them: those with weights of 0 too.
 * @param {Recipe} recipe
 * @param {Level[]} every
 */
export function multiplyAdds(recipe, every) {
  const filters = recipe.corners.length
  const shared = new Set()
  let total = 0
  for (const { rows, columns, stride, pool } of every) {
    const kind = [rows, columns, stride, pool].join()
    const cells = Math.ceil(rows / stride) * Math.ceil(columns / stride)
    if (!shared.has(kind)) total += cells * recipe.edges.length * (EDGE ** 2 + filters * CORNER ** 2)
    shared.add(kind)
    total += Math.floor(cells / pool ** 2) * filters * recipe.grid ** 2
  }
  return total
}
