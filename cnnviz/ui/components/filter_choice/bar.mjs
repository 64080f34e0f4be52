// Where a bar stands between the ends of a scale.

/** @typedef {[low: number, high: number]} Ends the smallest and the largest value of a scale, around 0 */

/**
 * A bar from 0 to a value, in percent of the height between the ends; none where nothing was measured.
 * @param {number | null} value
 * @param {Ends | null} ends
 */
export function barOf(value, ends) {
  if (value === null || !ends || ends[1] <= ends[0]) return { bottom: 0, height: 0, falls: false }
  const [low, high] = ends
  const place = (/** @type {number} */ at) => (100 * (Math.min(high, Math.max(low, at)) - low)) / (high - low)
  const [bottom, top] = [place(Math.min(0, value)), place(Math.max(0, value))]
  return { bottom, height: top - bottom, falls: value < 0 }
}
