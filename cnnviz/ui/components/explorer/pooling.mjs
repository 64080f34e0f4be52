// Pooling, one number for each window of a map: the arithmetic of cnnviz/ops/pooling.py, float32 where it is.

import { cells } from "./geometry.mjs"
import { correlated } from "./convolving.mjs"

/**
 * One number per window of a plane (rows.size columns.size) -> float32 (rows.output columns.output).
 * `pool` is { kind, power (of Lp), sigma (of Gaussian), counted (padding counts in an average) }.
 */
export function pooled(plane, rows, columns, pool) {
  if (!rows.output || !columns.output) return new Float32Array(0)
  return POOL_RULES[pool.kind].maps(plane, stretch(rows, 0, rows.output), stretch(columns, 0, columns.output), pool)
}

/**
 * One window taken apart: its cells in reading order, with the share at which each enters, the index of the
 * winning cell (−1 where all of them mix), how many cells hold what it holds (0 where all mix), and the pooled number.
 */
export function poolWindow(plane, rows, columns, pool, row, column) {
  const across = cells(columns, column)
  const bare = cells(rows, row).flatMap((r) => across.map((c) => poolCell(plane, rows, columns, pool, r, c)))
  const shares = POOL_RULES[pool.kind].shares(bare, rows, columns, pool)
  const [result] = POOL_RULES[pool.kind].maps(plane, stretch(rows, row, 1), stretch(columns, column, 1), pool)
  const winner = pool.kind === "max" || pool.kind === "min" ? shares.indexOf(1) : -1
  return {
    cells: bare.map(({ row, column, value, inside }, k) => ({ row, column, value, inside, share: shares[k] })),
    winner,
    equal: winner < 0 ? 0 : bare.filter(({ inside, value }) => inside && value === bare[winner].value).length,
    result,
  }
}

function poolCell(plane, rows, columns, pool, row, column) {
  const inside = row >= 0 && row < rows.size && column >= 0 && column < columns.size
  const counts = countable(rows, pool, row) && countable(columns, pool, column)
  return { row, column, value: inside ? plane[row * columns.size + column] : 0, inside, counts }
}

/** Whether a position counts in an average: the overhang of ceil mode never does, padding where it is said to. */
function countable(axis, pool, position) {
  const [low, high] = countedFrom(axis, pool)
  return position >= low && position < high
}

function countedFrom({ size, before, after }, { counted }) {
  return counted ? [-before, size + after] : [0, size]
}

/** The windows from output `first` on, and the frame of the axis that they cover, from position `start` on. */
function stretch(axis, first, output) {
  const start = first * axis.stride - axis.before
  return { ...axis, start, output, padded: (output - 1) * axis.stride + axis.window }
}

/** The plane under these windows, `outside` where it has no pixels. */
function framed(plane, rows, columns, outside) {
  const frame = new Float32Array(rows.padded * columns.padded).fill(outside)
  const left = Math.max(0, -columns.start)
  const right = Math.min(columns.padded, columns.size - columns.start)
  const bottom = Math.min(rows.padded, rows.size - rows.start)
  for (let row = Math.max(0, -rows.start); row < bottom; row++) {
    const from = (rows.start + row) * columns.size + columns.start
    frame.set(plane.subarray(from + left, from + right), row * columns.padded + left)
  }
  return frame
}

/** A window's maximum, minimum or sum, rows first and then columns: fewer steps, same answer. */
function reduced(frame, rows, columns, combine) {
  const { padded, output } = columns
  const down = new frame.constructor(rows.output * padded)
  for (let row = 0; row < rows.output; row++) {
    const from = row * rows.stride * padded
    sweep(down, row * padded, padded, frame, from, 1, rows.window, padded, combine)
  }
  const across = new frame.constructor(rows.output * output)
  for (let row = 0; row < rows.output; row++) {
    sweep(across, row * output, output, down, row * padded, columns.stride, columns.window, 1, combine)
  }
  return across
}

/** `count` windows of `taps` values each, `apart` apart, combined into `out`, which rounds after every step. */
function sweep(out, to, count, values, from, stride, taps, apart, combine) {
  for (let k = 0; k < count; k++) out[to + k] = values[from + k * stride]
  for (let tap = 1; tap < taps; tap++) {
    const start = from + tap * apart
    for (let k = 0; k < count; k++) out[to + k] = combine(out[to + k], values[start + k * stride])
  }
}

const larger = (a, b) => (b > a ? b : a)
const smaller = (a, b) => (b < a ? b : a)
const plus = (a, b) => a + b

/** How many cells of each window of an axis an average is taken over. */
function windowCounts(axis, pool) {
  const [low, high] = countedFrom(axis, pool)
  return Array.from({ length: axis.output }, (_, index) => {
    const start = axis.start + index * axis.stride
    return Math.min(start + axis.window, high) - Math.max(start, low)
  })
}

function averages(plane, rows, columns, pool) {
  const across = windowCounts(columns, pool)
  const counts = windowCounts(rows, pool).flatMap((count) => across.map((other) => count * other))
  return reduced(framed(plane, rows, columns, 0), rows, columns, plus).map((sum, k) => sum / counts[k])
}

/** The middle values of all windows; padding is none of them. */
function medians(plane, rows, columns) {
  const map = new Float32Array(rows.output * columns.output)
  const held = new Float32Array(rows.window * columns.window)
  for (let row = 0; row < rows.output; row++) {
    const top = rows.start + row * rows.stride
    for (let column = 0; column < columns.output; column++) {
      const count = gathered(held, plane, rows, columns, top, columns.start + column * columns.stride)
      map[row * columns.output + column] = middle(held, count)
    }
  }
  return map
}

/** Fills `held` with the real pixels of the window from (top, left) on, and says how many they are. */
function gathered(held, plane, rows, columns, top, left) {
  const bottom = Math.min(rows.size, top + rows.window)
  const right = Math.min(columns.size, left + columns.window)
  let count = 0
  for (let row = Math.max(0, top); row < bottom; row++) {
    for (let column = Math.max(0, left); column < right; column++) held[count++] = plane[row * columns.size + column]
  }
  return count
}

/** The median of the first `count` values, which it sorts; of two middles, their mean. */
function middle(held, count) {
  if (count > 32) held.subarray(0, count).sort()
  else sortFew(held, count)
  return Math.fround(held[(count - 1) >> 1] + held[count >> 1]) / 2
}

/** Insertion sort, faster than the built-in one up to some tens of values. */
function sortFew(held, count) {
  for (let k = 1; k < count; k++) {
    const value = held[k]
    let at = k
    while (at > 0 && held[at - 1] > value) held[at] = held[--at]
    held[at] = value
  }
}

/** (Σ |x|ᵖ)^(1/p); dividing by the map's largest first keeps |x|ᵖ from overflowing or vanishing. */
function norms(plane, rows, columns, pool) {
  const scale = largestSize(plane) || 1
  const scaled = framed(plane, rows, columns, 0).map((value) => value / scale)
  if (pool.power === 2) {
    const sums = reduced(scaled.map((value) => value * value), rows, columns, plus)
    return sums.map((sum) => Math.fround(Math.sqrt(sum)) * scale)
  }
  const powers = Float64Array.from(scaled)
  for (let k = 0; k < powers.length; k++) powers[k] = Math.abs(powers[k]) ** pool.power
  return Float32Array.from(reduced(powers, rows, columns, plus), (sum) => scale * sum ** (1 / pool.power))
}

function largestSize(plane) {
  let largest = 0
  for (let k = 0; k < plane.length; k++) largest = Math.max(largest, Math.abs(plane[k]))
  return largest
}

function gaussians(plane, rows, columns, pool) {
  const weights = [bellWeights(rows, columns, pool)]
  const sums = correlated([framed(plane, rows, columns, 0)], weights, rows, columns)
  if (!sharesOut(rows, columns, pool)) return sums
  // Weights that fall where nothing counts are shared out among the others.
  const totals = correlated([countedFrame(rows, columns, pool)], weights, rows, columns)
  return sums.map((sum, k) => sum / totals[k])
}

function sharesOut(rows, columns, pool) {
  return !pool.counted || rows.overhang > 0 || columns.overhang > 0
}

/** 1 where a cell under these windows counts, 0 elsewhere. */
function countedFrame(rows, columns, pool) {
  const down = Array.from({ length: rows.padded }, (_, k) => countable(rows, pool, rows.start + k))
  const across = Array.from({ length: columns.padded }, (_, k) => countable(columns, pool, columns.start + k))
  return Float32Array.from(down.flatMap((row) => across.map((column) => Number(row && column))))
}

/** A bell of width `sigma` pixels over one window, sum 1: float32 (rows.window columns.window). */
function bellWeights(rows, columns, pool) {
  const across = bell(pool.sigma, columns.window)
  return Float32Array.from(bell(pool.sigma, rows.window).flatMap((row) => across.map((column) => row * column)))
}

function bell(sigma, size) {
  const heights = Array.from({ length: size }, (_, k) => Math.exp(-((k - (size - 1) / 2) ** 2) / (2 * sigma ** 2)))
  const total = heights.reduce(plus)
  return heights.map((height) => height / total)
}

/** 1 for the first cell in reading order that no other one beats, 0 for the rest. */
function winnerShares(found, beats) {
  const real = found.filter((cell) => cell.inside)
  const best = real.reduce((held, cell) => (beats(cell.value, held.value) ? cell : held), real[0])
  return found.map((cell) => Number(cell === best))
}

function medianShares(found) {
  const sorted = found.filter((cell) => cell.inside).sort((a, b) => a.value - b.value)
  const middles = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return found.map((cell) => middles.filter((one) => one === cell).length / 2)
}

/** Weights, those of cells that do not count taken away, in proportion to their sum. */
function inProportion(weights) {
  const total = weights.reduce(plus, 0)
  return weights.map((weight) => (total ? weight / total : 0))
}

function normShares(found, rows, columns, { power }) {
  const scale = Math.max(...found.map((cell) => Math.abs(cell.value))) || 1
  return inProportion(found.map((cell) => Math.abs(cell.value / scale) ** power))
}

function gaussianShares(found, rows, columns, pool) {
  const weights = [...bellWeights(rows, columns, pool)]
  if (!sharesOut(rows, columns, pool)) return weights
  return inProportion(weights.map((weight, k) => (found[k].counts ? weight : 0)))
}

/** Per kind: the pooled numbers of a stretch of windows, and the shares of one window's cells. */
const POOL_RULES = {
  max: {
    maps: (plane, rows, columns) => reduced(framed(plane, rows, columns, -Infinity), rows, columns, larger),
    shares: (found) => winnerShares(found, (a, b) => a > b),
  },
  min: {
    maps: (plane, rows, columns) => reduced(framed(plane, rows, columns, Infinity), rows, columns, smaller),
    shares: (found) => winnerShares(found, (a, b) => a < b),
  },
  average: { maps: averages, shares: (found) => inProportion(found.map((cell) => Number(cell.counts))) },
  median: { maps: medians, shares: medianShares },
  Lp: { maps: norms, shares: normShares },
  Gaussian: { maps: gaussians, shares: gaussianShares },
}
