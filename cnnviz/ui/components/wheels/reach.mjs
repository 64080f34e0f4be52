// From which layer on one unit sees two pixels: what cnnviz/nets/inside/reaching.py computes, while a point is dragged.
// Layers are counted from 1; rows and columns from 0.

import { counted } from "../shared/counting.mjs"
import { axis, cells } from "../shared/geometry.mjs"

/**
 * @import { Axis, Cell } from "../shared/geometry.mjs"
 *
 * @typedef {{ size: number, jump: number, padding: number }} Field What units see along one axis.
 * @typedef {object} Layer
 * @property {string} step
 * @property {string} title
 * @property {Axis[]} axes The windows that made it, rows and columns.
 * @property {Field[]} fields
 * @property {number} weights Of this layer and all before it.
 * @property {number} macs Multiply-adds of this layer and all before it.
 *
 * @typedef {[top: number, left: number, bottom: number, right: number]} Box First and last, both in it.
 * @typedef {Uint8Array[]} Units Of each unit along one axis, the pixels that it reads.
 * @typedef {[rows: Units[], columns: Units[]]} Seen By layer.
 * @typedef {[Cell, Cell]} Points
 */

/**
 * The layers of a message.
 * @param {(Omit<Layer, "axes"> & { axes: Parameters<typeof axis>[0][] })[]} told
 * @returns {Layer[]}
 */
export function layersOf(told) {
  return told.map((layer) => ({ ...layer, axes: layer.axes.map((given) => axis(given)) }))
}

/**
 * Which pixels each unit of every layer reads.
 * @param {Layer[]} layers
 * @param {number[]} size
 * @returns {Seen}
 */
export function seenBy(layers, size) {
  return [seenAlong(layers, size[0], 0), seenAlong(layers, size[1], 1)]
}

/**
 * @param {Layer[]} layers
 * @param {number} size
 * @param {number} which 0 rows, 1 columns
 */
function seenAlong(layers, size, which) {
  /** @type {Units} */
  let units = Array.from({ length: size }, (_, at) => Uint8Array.from({ length: size }, (_, k) => Number(k === at)))
  return layers.map((layer) => {
    const slid = layer.axes[which]
    const before = units
    units = Array.from({ length: slid.output }, (_, index) => {
      const read = new Uint8Array(size)
      for (const cell of cells(slid, index))
        before[cell]?.forEach((one, at) => {
          read[at] |= one
        })
      return read
    })
    return units
  })
}

/**
 * The first layer of which one unit sees both points; 0 where there is none.
 * @param {Seen} seen
 * @param {Points} points
 */
export function firstLayer([rows, columns], [first, second]) {
  return 1 + rows.findIndex((units, at) => meets(units, first[0], second[0]) && meets(columns[at], first[1], second[1]))
}

/**
 * @param {Units} units
 * @param {number} first
 * @param {number} second
 */
function meets(units, first, second) {
  return units.some((read) => read[first] && read[second])
}

/**
 * Of a layer's units that see both points (of all where none does) the one whose window's middle is nearest to the
 * middle between them; of two the earlier.
 * @param {Layer} layer
 * @param {Units[]} units of that layer: along the rows, along the columns
 * @param {Points} points
 * @returns {Cell}
 */
export function unitOf(layer, units, [first, second]) {
  const [row, column] = layer.fields.map(({ size, jump, padding }, which) => {
    const [a, b] = [first[which], second[which]]
    const any = meets(units[which], a, b)
    let [best, least] = [0, Infinity]
    units[which].forEach((read, index) => {
      const away = Math.abs((size - 1) / 2 - padding + index * jump - (a + b) / 2)
      if (away < least && (!any || (read[a] && read[b]))) [best, least] = [index, away]
    })
    return best
  })
  return [row, column]
}

/**
 * A unit's window on the picture, padding and all.
 * @param {Layer} layer
 * @param {Cell} unit
 * @returns {Box}
 */
export function boxOf({ fields }, unit) {
  const [top, left] = fields.map(({ jump, padding }, which) => unit[which] * jump - padding)
  return [top, left, top + fields[0].size - 1, left + fields[1].size - 1]
}

/**
 * How far two points lie from each other, in words.
 * @param {Points} points
 */
export function apart([first, second]) {
  const [rows, columns] = [Math.abs(first[0] - second[0]), Math.abs(first[1] - second[1])]
  if (!rows && !columns) return "in the same place"
  const ways = [rows && counted(rows, "row"), columns && counted(columns, "column")].filter(Boolean)
  return `${ways.join(" and ")} apart`
}

/**
 * What there is to say.
 * @param {Layer[]} layers
 * @param {Seen} seen
 * @param {Points} points
 * @param {number} maps
 * @param {string} names what the points are
 */
export function answer(layers, seen, points, maps, names) {
  const reached = firstLayer(seen, points)
  if (!layers.length) return `Without a layer nothing sees both ${names}. Add one: they are ${apart(points)}.`
  const at = reached || layers.length
  const layer = layers[at - 1]
  const [rows, columns] = layer.fields.map((field) => field.size)
  const window = `${rows} × ${columns} pixels`
  const hubs = names === "wheels" ? ", hub to hub" : ""
  if (reached)
    return (
      `After layer ${at} one unit sees both ${names}: its window is ${window}, they are ${apart(points)}${hubs}. ` +
      `Up to there: ${counted(layer.weights, "weight")} and ${counted(layer.macs, "multiply-add")}, ` +
      `with ${counted(maps, "map")} in each layer.`
    )
  const covering = layer.fields.every((field, which) => covers(field, seen[which][at - 1].length, points, which))
  const wide = points[0].every((place, which) => Math.abs(place - points[1][which]) < layer.fields[which].size)
  if (wide)
    return (
      `No unit sees both ${names}, although windows of layer ${at} are ${window} and they are ` +
      `${apart(points)}${hubs}: ` +
      (covering ? "the window that holds both skips pixels between its taps. " : "none of them stands over both. ") +
      "Add a layer."
    )
  return (
    `No unit of ${counted(layers.length, "layer")} sees both ${names}: the largest window is ${window}, ` +
    `they are ${apart(points)}${hubs}. Add a layer.`
  )
}

/**
 * Whether a unit's window, gaps and all, holds both points along one axis.
 * @param {Field} field
 * @param {number} count of units
 * @param {Points} points
 * @param {number} which 0 rows, 1 columns
 */
function covers({ size, jump, padding }, count, points, which) {
  const [low, high] = points.map((point) => point[which]).sort((a, b) => a - b)
  return Array.from({ length: count }, (_, index) => index * jump - padding).some(
    (first) => first <= low && first + size - 1 >= high,
  )
}

/**
 * From which layer on one unit sees both wheels whole, from the outer edge of the one to that of the other.
 * @param {Seen} seen
 * @param {Points} points their hubs, the left one first
 * @param {number} radius
 */
export function wholeSentence(seen, [[row, left], [, right]], radius) {
  const layer = firstLayer(seen, [
    [row - radius, left - radius],
    [row + radius, right + radius],
  ])
  return layer ? `Whole, tyre to tyre, they fit after layer ${layer}.` : "Whole, tyre to tyre, they need more layers."
}

/**
 * A stack as runs of equal layers.
 * @param {string[]} stack
 */
export function runs(stack) {
  /** @type {{ step: string, count: number, first: number }[]} */
  const found = []
  stack.forEach((step, at) => {
    const last = found[found.length - 1]
    if (last?.step === step) last.count++
    else found.push({ step, count: 1, first: at })
  })
  return found
}
