// What a learner tries on a kernel. A kernel is its rows of weights; every change gives new rows and leaves the old
// ones as they are.

/** @typedef {number[][]} Rows */

/** @param {Rows} rows */
export function transposed(rows) {
  return rows[0].map((_, j) => rows.map((row) => row[j]))
}

/**
 * Turned by 180°, as true convolution does.
 * @param {Rows} rows
 */
export function flipped(rows) {
  return rows.map((row) => [...row].reverse()).reverse()
}

/**
 * Turned by 90°, clockwise.
 * @param {Rows} rows
 */
export function rotated(rows) {
  return transposed([...rows].reverse())
}

const RING = [
  [0, 0],
  [0, 1],
  [0, 2],
  [1, 2],
  [2, 2],
  [2, 1],
  [2, 0],
  [1, 0],
]

/**
 * The ring of eight outer cells of a 3 × 3 kernel turned by one place, counter-clockwise.
 * @param {Rows} rows
 */
export function ringTurned(rows) {
  const turned = rows.map((row) => [...row])
  RING.forEach(([i, j], place) => {
    const [from, to] = RING[(place + 1) % 8]
    turned[i][j] = rows[from][to]
  })
  return turned
}

/** @param {Rows} rows */
export function sum(rows) {
  return rows.flat().reduce((a, b) => a + b, 0)
}

/**
 * Scaled so that the weights add up to 1, or, where they add up to 0, so that their sizes do.
 * @param {Rows} rows
 */
export function normalised(rows) {
  const total = sum(rows)
  const size = rows.flat().reduce((a, b) => a + Math.abs(b), 0)
  const by = Math.abs(total) > 1e-9 * size ? total : size
  return by ? rows.map((row) => row.map((value) => value / by)) : rows
}

/** @param {Rows} rows */
export function negated(rows) {
  return rows.map((row) => row.map((value) => -value))
}

/**
 * Cut or filled up with zeros at the right and the bottom.
 * @param {Rows} rows
 * @param {number} height
 * @param {number} width
 */
export function resized(rows, height, width) {
  return Array.from({ length: height }, (_, i) => Array.from({ length: width }, (_, j) => rows[i]?.[j] ?? 0))
}
