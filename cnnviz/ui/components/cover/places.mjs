// The places of the patch: which one is meant by a pointer, a key or a typed number.

/**
 * @typedef {[row: number, column: number]} Place Counted from 0.
 *
 * @typedef {object} Patch Sizes and starts in pixels of the picture.
 * @property {number} rows
 * @property {number} columns
 * @property {number[]} tops
 * @property {number[]} lefts
 * @property {number[]} levels Red, green and blue that it is painted with.
 */

/** @type {Record<string, Place>} */
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }

/**
 * Which of some starts, in order, is closest.
 * @param {number[]} starts
 * @param {number} to
 */
export function nearest(starts, to) {
  let best = 0
  for (let at = 1; at < starts.length; at++) if (Math.abs(starts[at] - to) < Math.abs(starts[best] - to)) best = at
  return best
}

/**
 * The nearest place that there is.
 * @param {Place} place
 * @param {Patch} patch
 * @returns {Place}
 */
export function within([row, column], { tops, lefts }) {
  const along = (/** @type {number} */ at, /** @type {number} */ count) =>
    Math.max(0, Math.min(count - 1, Math.round(at) || 0))
  return [along(row, tops.length), along(column, lefts.length)]
}

/**
 * Where a key leads from a place; undefined where it leads nowhere.
 * @param {string} key
 * @param {Place} from
 * @param {Patch} patch
 * @returns {Place | undefined}
 */
export function reached(key, [row, column], patch) {
  if (key === "Home") return [0, 0]
  if (key === "End") return [patch.tops.length - 1, patch.lefts.length - 1]
  const step = STEPS[key]
  return step && within([row + step[0], column + step[1]], patch)
}

/**
 * The place with the largest number.
 * @param {ArrayLike<number>} values row by row
 * @param {number} columns
 * @returns {Place}
 */
export function largest(values, columns) {
  let best = 0
  for (let at = 1; at < values.length; at++) if (values[at] > values[best]) best = at
  return [Math.floor(best / columns), best % columns]
}
