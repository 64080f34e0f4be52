// What the layers of a network make of a picture, step by step: cnnviz/nets/forward.py for the steps that
// cnnviz/nets/inside/plain_steps.py knows.

import { axis, cells } from "../../shared/geometry.mjs"
import { activation, correlated } from "../../shared/maps/convolving.mjs"

/**
 * @import { Axis } from "../../shared/geometry.mjs"
 * @import { Values } from "../../shared/message.mjs"
 *
 * @typedef {object} Step A layer.
 * @property {string} path
 * @property {string} kind
 * @property {Parameters<typeof axis>[0]} [rows] Where its windows stand.
 * @property {Parameters<typeof axis>[0]} [columns]
 * @property {number} [filters]
 * @property {number} [groups]
 * @property {number} [eps]
 * @property {boolean} [flat] Whether it makes a vector of maps.
 *
 * @typedef {{ values: Float32Array, shape: number[] }} Maps Values (c h w) or (n).
 * @typedef {(name: string) => Values | undefined} Weights A layer's tensors, by their short names.
 */

/** @type {Record<string, (step: Step, maps: Maps, weights: Weights) => Maps>} */
const KINDS = { conv: convolved, dense, norm: normalised, max: pooled, average: pooled, same: (_, maps) => maps }

/**
 * What every layer makes of a picture as the network reads it, by its path.
 * @param {Step[]} steps
 * @param {(name: string) => Values | undefined} weights tensors by their names in torch's state_dict
 * @param {Maps} picture
 */
export function outputs(steps, weights, picture) {
  /** @type {Map<string, Maps>} */
  const made = new Map()
  let maps = picture
  for (const step of steps) {
    const tensor = (/** @type {string} */ name) => weights(`${step.path}.${name}`)
    maps = (KINDS[step.kind] ?? activated)(step, maps, tensor)
    if (step.flat) maps = { values: maps.values, shape: [maps.values.length] }
    made.set(step.path, maps)
  }
  return made
}

/**
 * e to each logit over their sum.
 * @param {Float32Array} logits
 */
export function softmax(logits) {
  const largest = Math.max(...logits)
  const raised = logits.map((logit) => Math.exp(logit - largest))
  const sum = raised.reduce((all, one) => all + one, 0)
  return raised.map((one) => one / sum)
}

/**
 * @param {Step} step
 * @returns {[rows: Axis, columns: Axis]}
 */
function axesOf({ rows, columns }) {
  return [
    axis(/** @type {NonNullable<Step["rows"]>} */ (rows)),
    axis(/** @type {NonNullable<Step["rows"]>} */ (columns)),
  ]
}

/**
 * @param {Step} step
 * @param {Maps} maps
 * @returns {Maps}
 */
function activated({ kind }, { values, shape }) {
  return { values: values.map((value) => activation(value, kind)), shape }
}

/**
 * @param {Float32Array} values
 * @param {number} count
 */
function cut(values, count) {
  const size = values.length / count
  return Array.from({ length: count }, (_, at) => values.subarray(at * size, (at + 1) * size))
}

/**
 * @param {Float32Array[]} planes
 * @param {number[]} sides
 * @returns {Maps}
 */
function joined(planes, sides) {
  const size = planes[0].length
  const values = new Float32Array(planes.length * size)
  for (const [at, plane] of planes.entries()) values.set(plane, at * size)
  return { values, shape: [planes.length, ...sides] }
}

/**
 * @param {Step} step
 * @param {Maps} maps
 * @param {Weights} weights
 */
function convolved(step, { values, shape }, weights) {
  const [rows, columns] = axesOf(step)
  const { filters = 1, groups = 1 } = step
  const planes = cut(values, shape[0]).map((plane) => framed(plane, rows, columns))
  const [kernels, bias] = [/** @type {Float32Array} */ (weights("weight")), weights("bias")]
  const [depth, each] = [shape[0] / groups, filters / groups]
  const made = cut(kernels, filters).map((filter, at) => {
    const from = Math.floor(at / each) * depth
    return correlated(planes.slice(from, from + depth), cut(filter, depth), rows, columns, Number(bias?.[at] ?? 0))
  })
  return joined(made, [rows.output, columns.output])
}

/**
 * A map with zeros around it.
 * @param {Float32Array} plane
 * @param {Axis} rows
 * @param {Axis} columns
 */
function framed(plane, rows, columns) {
  if (rows.padded === rows.size && columns.padded === columns.size) return plane
  const wide = new Float32Array(rows.padded * columns.padded)
  for (let row = 0; row < rows.size; row++) {
    const line = plane.subarray(row * columns.size, (row + 1) * columns.size)
    wide.set(line, (row + rows.before) * columns.padded + columns.before)
  }
  return wide
}

/**
 * The largest or the mean of what each window holds of a map; what lies beyond it does not count.
 * @param {Step} step
 * @param {Maps} maps
 */
function pooled(step, { values, shape }) {
  const [rows, columns] = axesOf(step)
  const within = (/** @type {Axis} */ one, /** @type {number} */ at) =>
    cells(one, at).filter((cell) => cell >= 0 && cell < one.size)
  const [down, across] = [rows, columns].map((one) => Array.from({ length: one.output }, (_, at) => within(one, at)))
  const reduced = step.kind === "max" ? largest : mean
  const made = cut(values, shape[0]).map((plane) => {
    const window = new Float32Array(down.length * across.length)
    let at = 0
    for (const high of down) for (const wide of across) window[at++] = reduced(plane, high, wide, columns.size)
    return window
  })
  return joined(made, [rows.output, columns.output])
}

/**
 * @param {Float32Array} plane
 * @param {number[]} rows
 * @param {number[]} columns
 * @param {number} across
 */
function largest(plane, rows, columns, across) {
  let most = -Infinity
  for (const row of rows) for (const column of columns) most = Math.max(most, plane[row * across + column])
  return most
}

/**
 * @param {Float32Array} plane
 * @param {number[]} rows
 * @param {number[]} columns
 * @param {number} across
 */
function mean(plane, rows, columns, across) {
  let sum = 0
  for (const row of rows) for (const column of columns) sum += plane[row * across + column]
  return sum / (rows.length * columns.length)
}

/**
 * @param {Step} _
 * @param {Maps} maps
 * @param {Weights} weights
 */
function dense(_, { values }, weights) {
  const [kernels, bias] = [/** @type {Float32Array} */ (weights("weight")), weights("bias")]
  const units = kernels.length / values.length
  const made = new Float32Array(units)
  for (let unit = 0; unit < units; unit++) {
    let sum = 0
    for (let at = 0, from = unit * values.length; at < values.length; at++) sum += values[at] * kernels[from + at]
    made[unit] = Math.fround(sum) + Number(bias?.[unit] ?? 0)
  }
  return { values: made, shape: [units] }
}

/**
 * (x − mean) / √(variance + ε) · weight + bias, with the statistics kept while training.
 * @param {Step} step
 * @param {Maps} maps
 * @param {Weights} weights
 */
function normalised({ eps = 0 }, { values, shape }, weights) {
  const number = (/** @type {string} */ name, /** @type {number} */ at, /** @type {number} */ otherwise) =>
    Number(weights(name)?.[at] ?? otherwise)
  const planes = cut(values, shape[0]).map((plane, at) => {
    const scale = number("weight", at, 1) / Math.sqrt(number("running_var", at, 1) + eps)
    const shift = number("bias", at, 0) - number("running_mean", at, 0) * scale
    return plane.map((value) => value * scale + shift)
  })
  return joined(planes, shape.slice(1))
}
