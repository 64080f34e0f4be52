// One step computed in the browser, and read in three ways: the window of an output, the outputs of an input, the
// inputs of a weight. Everything a page shows is one of them "as if hovering output cell (i, j)".

import { padded, places } from "./borders.mjs"
import { activated, correlated, flipped } from "./convolving.mjs"
import { cells, users } from "./geometry.mjs"
import { pooled, poolWindow } from "./pooling.mjs"
import { fitting, kernelAxes, poolAxes, poolOf } from "./settings.mjs"

// How much of the way from a window's mark to its middle decides between two windows that are as near.
const TIE = 0.01

/**
 * Works a subject out: { operation, values, size: [rows, columns], planes, window: [rows, columns], kernel } where
 * `planes` and `kernel` hold a Float32Array per channel. Returns null where no window fits.
 */
export function worked(subject) {
  return subject.operation === "pool" ? pooling(subject) : convolving(subject)
}

export function axesOf(subject, values = subject.values) {
  return subject.operation === "pool" ? poolAxes(values, subject.size) : kernelAxes(values, subject.size, subject.window)
}

function convolving(subject) {
  const { values, planes, kernel } = subject
  const axes = axesOf(subject)
  if (!fitting(axes)) return null
  const framed = planes.map((plane) => padded(plane, axes[0], axes[1], values.mode, values.value))
  const weights = values.flip ? kernel.map(flipped) : kernel
  const sums = correlated(framed, weights, axes[0], axes[1], values.bias)
  return { subject, axes, framed, shape: axes.map((one) => one.padded), weights, sums, output: activated(sums, values.activation) }
}

function pooling(subject) {
  const axes = axesOf(subject)
  if (!fitting(axes)) return null
  const pool = poolOf(subject.values)
  const shape = axes.map((one) => one.padded + one.overhang)
  const counts = pool.counted && (pool.kind === "average" || pool.kind === "Gaussian")
  const framed = [around(subject.planes[0], axes, shape, counts ? 0 : NaN)]
  const output = pooled(subject.planes[0], axes[0], axes[1], pool)
  return { subject, axes, framed, shape, pool, sums: output, output }
}

/** A map amid the cells that pooling adds: they hold `value`, or nothing (NaN) where they never count. */
function around(plane, [rows, columns], shape, value) {
  const result = new Float32Array(shape[0] * shape[1]).fill(NaN)
  for (let row = 0; row < rows.padded; row++) result.fill(value, row * shape[1], row * shape[1] + columns.padded)
  for (let row = 0; row < rows.size; row++) {
    result.set(plane.subarray(row * columns.size, (row + 1) * columns.size), (row + rows.before) * shape[1] + columns.before)
  }
  return result
}

/** Invented cells on the four sides of what windows slide over: [top, bottom, left, right]. */
export function frameOf({ axes: [rows, columns] }) {
  return [rows.before, rows.after + rows.overhang, columns.before, columns.after + columns.overhang]
}

/** The window of output (row, column) of a convolution: for each channel its values and products, and their sum. */
export function termsOf(work, row, column) {
  const [rows, columns] = work.axes
  const [down, right] = [cells(rows, row), cells(columns, column)]
  const at = down.flatMap((r) => right.map((c) => (r + rows.before) * work.shape[1] + c + columns.before))
  const outside = (position, axis) => position < 0 || position >= axis.size
  const invented = down.flatMap((r) => right.map((c) => outside(r, rows) || outside(c, columns)))
  const channels = work.framed.map((plane, k) => {
    const values = Float32Array.from(at, (place) => plane[place])
    const products = values.map((value, tap) => Math.fround(value * work.weights[k][tap]))
    return { values, products, sum: products.reduce((a, b) => a + b, 0) }
  })
  return { rows: down, columns: right, invented, channels }
}

/** The window of output (row, column) of a pooling. */
export function poolTerms(work, row, column) {
  const [rows, columns] = work.axes
  return { rows: cells(rows, row), columns: cells(columns, column), ...poolWindow(work.subject.planes[0], rows, columns, work.pool, row, column) }
}

/** All padded places along one axis that hold what `position` holds: itself, and for a real pixel its copies. */
function copies(axis, position, mode) {
  if (position < 0 || position >= axis.size || mode === "constant") return [position]
  const found = []
  places(axis.size, axis.before, axis.after, mode).forEach((source, place) => source === position && found.push(place - axis.before))
  return found
}

/** Every output that input (row, column) feeds, with the weight (per channel) with which it does: [{ row, column, weights }]. */
export function fedBy(work, row, column) {
  const [rows, columns] = work.axes
  const mode = work.subject.operation === "pool" ? "constant" : work.subject.values.mode
  const found = new Map()
  const inside = row >= 0 && row < rows.size && column >= 0 && column < columns.size
  const down = (inside ? copies(rows, row, mode) : [row]).flatMap((one) => users(rows, one))
  const right = (inside ? copies(columns, column, mode) : [column]).flatMap((one) => users(columns, one))
  for (const r of down) {
    for (const c of right) {
      const key = r.index * columns.output + c.index
      const entry = found.get(key) ?? { row: r.index, column: c.index, weights: (work.weights ?? [0]).map(() => 0) }
      work.weights?.forEach((weights, k) => (entry.weights[k] += weights[r.tap * columns.window + c.tap]))
      found.set(key, entry)
    }
  }
  return [...found.values()]
}

/** Where one weight lands as the kernel slides: first, last and step of the input rows and columns it touches. */
export function touchedBy(work, tap) {
  const [rows, columns] = work.axes
  const way = (axis, place) => ({ first: place * axis.dilation - axis.before, step: axis.stride, count: axis.output })
  return { rows: way(rows, Math.floor(tap / columns.window)), columns: way(columns, tap % columns.window) }
}

/** The output whose mark is nearest to input (row, column): the canonical case of pointing there. */
export function nearestOutput(work, row, column) {
  return work.axes.map((axis, way) => {
    const mark = centreAlong(work, axis, way, 0)
    const middle = (cells(axis, 0)[0] + cells(axis, 0).at(-1)) / 2
    // Of two that are as near, the one whose window's middle is nearer.
    const index = Math.round(([row, column][way] - mark - TIE * (middle - mark)) / axis.stride)
    return Math.min(axis.output - 1, Math.max(0, index))
  })
}

/** The input position under the kernel's centre for output (row, column): where its result stands. */
export function centreOf(work, row, column) {
  return work.axes.map((axis, way) => centreAlong(work, axis, way, [row, column][way]))
}

/**
 * Along one axis: the chosen weight's place, or the window's middle. An even window's lies between two cells; of the
 * places from one to the other the mark takes the one nearest to where the padding puts the result, `index` strides on.
 */
function centreAlong(work, axis, way, index) {
  const under = cells(axis, index)
  const { centre } = work.subject.values
  if (way === 1 && centre !== undefined) return under[0] + axis.dilation * centre
  const [low, high] = [under[Math.floor((axis.window - 1) / 2)], under[Math.ceil((axis.window - 1) / 2)]]
  return Math.min(high, Math.max(low, index * axis.stride))
}

/** The largest difference between two lists of numbers; Infinity where they differ in length. */
export function apart(ours, theirs) {
  if (ours.length !== theirs.length) return Infinity
  let most = 0
  for (let k = 0; k < ours.length; k++) most = Math.max(most, Math.abs(ours[k] - theirs[k]))
  return most
}
