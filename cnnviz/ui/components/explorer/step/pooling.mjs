// Pooling, one number for each window of a map: the arithmetic of cnnviz/ops/pooling.py, float32 where it is.

import { cells } from "../../shared/geometry.mjs"
import {
  averages,
  bellWeights,
  countable,
  framed,
  gaussians,
  larger,
  medians,
  norms,
  plus,
  reduced,
  sharesOut,
  smaller,
  stretch,
} from "./pooled_maps.mjs"

/**
 * @import { Axis } from "../../shared/geometry.mjs"
 * @import { Maps } from "./pooled_maps.mjs"
 *
 * @typedef {object} Pool
 * @property {string} kind
 * @property {number} power of Lp
 * @property {number} sigma of Gaussian
 * @property {boolean} counted Whether padding counts in an average.
 *
 * @typedef {{ row: number, column: number, value: number, inside: boolean, share: number }} PooledCell
 * @typedef {{ row: number, column: number, value: number, inside: boolean, counts: boolean }} Met A cell of a window.
 * @typedef {(found: Met[], rows: Axis, columns: Axis, pool: Pool) => number[]} Shares
 */

/**
 * One number per window of a plane (rows.size columns.size) -> float32 (rows.output columns.output).
 * @param {Float32Array} plane
 * @param {Axis} rows
 * @param {Axis} columns
 * @param {Pool} pool
 */
export function pooled(plane, rows, columns, pool) {
  if (!rows.output || !columns.output) return new Float32Array(0)
  return RULES[pool.kind].maps(plane, stretch(rows, 0, rows.output), stretch(columns, 0, columns.output), pool)
}

/**
 * One window taken apart: its cells in reading order, with the share at which each enters, the index of the
 * winning cell (−1 where all of them mix), how many cells hold what it holds (0 where all mix), and the pooled number.
 * @param {Float32Array} plane
 * @param {Axis} rows
 * @param {Axis} columns
 * @param {Pool} pool
 * @param {number} row
 * @param {number} column
 */
export function poolWindow(plane, rows, columns, pool, row, column) {
  const across = cells(columns, column)
  const bare = cells(rows, row).flatMap((r) => across.map((c) => cellAt(plane, rows, columns, pool, r, c)))
  const shares = RULES[pool.kind].shares(bare, rows, columns, pool)
  const [result] = RULES[pool.kind].maps(plane, stretch(rows, row, 1), stretch(columns, column, 1), pool)
  const winner = pool.kind === "max" || pool.kind === "min" ? shares.indexOf(1) : -1
  return {
    cells: bare.map(({ row, column, value, inside }, k) => ({ row, column, value, inside, share: shares[k] })),
    winner,
    equal: winner < 0 ? 0 : bare.filter(({ inside, value }) => inside && value === bare[winner].value).length,
    result,
  }
}

/**
 * @param {Float32Array} plane
 * @param {Axis} rows
 * @param {Axis} columns
 * @param {Pool} pool
 * @param {number} row
 * @param {number} column
 * @returns {Met}
 */
function cellAt(plane, rows, columns, pool, row, column) {
  const inside = row >= 0 && row < rows.size && column >= 0 && column < columns.size
  const counts = countable(rows, pool, row) && countable(columns, pool, column)
  return { row, column, value: inside ? plane[row * columns.size + column] : 0, inside, counts }
}

/**
 * 1 for the first cell in reading order that no other one beats, 0 for the rest.
 * @param {Met[]} found
 * @param {(a: number, b: number) => boolean} beats
 */
function winnerShares(found, beats) {
  const real = found.filter((cell) => cell.inside)
  const best = real.reduce((held, cell) => (beats(cell.value, held.value) ? cell : held), real[0])
  return found.map((cell) => Number(cell === best))
}

/** @type {Shares} */
function medianShares(found) {
  const sorted = found.filter((cell) => cell.inside).sort((a, b) => a.value - b.value)
  const middles = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return found.map((cell) => middles.filter((one) => one === cell).length / 2)
}

/**
 * Weights, those of cells that do not count taken away, in proportion to their sum.
 * @param {number[]} weights
 */
function inProportion(weights) {
  const total = weights.reduce(plus, 0)
  return weights.map((weight) => (total ? weight / total : 0))
}

/** @type {Shares} */
function normShares(found, _rows, _columns, { power }) {
  const scale = Math.max(...found.map((cell) => Math.abs(cell.value))) || 1
  return inProportion(found.map((cell) => Math.abs(cell.value / scale) ** power))
}

/** @type {Shares} */
function gaussianShares(found, rows, columns, pool) {
  const weights = [...bellWeights(rows, columns, pool)]
  if (!sharesOut(rows, columns, pool)) return weights
  return inProportion(weights.map((weight, k) => (found[k].counts ? weight : 0)))
}

/**
 * Per kind: the pooled numbers of a stretch of windows, and the shares of one window's cells.
 * @type {Record<string, { maps: Maps, shares: Shares }>}
 */
const RULES = {
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
