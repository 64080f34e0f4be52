// What is computed from a filter's weights: how far it moved, how it is painted, how large it is drawn.

// Pixels of the page for one weight: at most, and at least for filters up to so many weights wide.
const MOST_SCALE = 32
const LEAST_SCALES = [
  [3, 14],
  [5, 9],
  [7, 6],
  [11, 3],
  [Infinity, 2],
]
// Pixels of the page that all filters together should not be higher than, and their share of the width if that is more.
const ROOM = 250
const SHARE = 0.52
// What can be pressed is at least so many pixels wide and high.
const TARGET = 24
export const GAP = 6
// Pixels for one weight of a picture that stands for a class, at least and at most.
const CLASS_SCALES = [3, 8]

/**
 * L2 distance, cosine similarity (NaN beside a filter of zeros) and L2 norm of a filter, beside what it was.
 * @param {ArrayLike<number>} now
 * @param {ArrayLike<number>} start
 */
export function movement(now, start) {
  let [far, both, size, was] = [0, 0, 0, 0]
  for (let i = 0; i < now.length; i++) {
    far += (now[i] - start[i]) ** 2
    both += now[i] * start[i]
    size += now[i] ** 2
    was += start[i] ** 2
  }
  return { distance: Math.sqrt(far), cosine: both / Math.sqrt(size * was), norm: Math.sqrt(size) }
}

/**
 * L2 norm.
 * @param {ArrayLike<number>} values
 */
export function lengthOf(values) {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i] ** 2
  return Math.sqrt(sum)
}

/**
 * The largest finite size among the values, less those of `start` where it is given.
 * @param {ArrayLike<number>} values
 * @param {ArrayLike<number> | null} start
 */
export function largestSize(values, start = null) {
  let largest = 0
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(start ? values[i] - start[i] : values[i])
    if (size > largest && size < Infinity) largest = size
  }
  return largest
}

/**
 * How many columns of pixels a filter (c i j) takes: its channels side by side, one apart, or as one picture.
 * @param {number[]} shape
 * @param {boolean} picture
 */
export function columnsOf([channels, , columns], picture) {
  return picture ? columns : channels * (columns + 1) - 1
}

/**
 * @typedef {object} Painting
 * @property {number} limit The end of the scale.
 * @property {Uint32Array} palette
 * @property {boolean} [picture] Red, green and blue around mid grey in place of signed colours.
 * @property {ArrayLike<number> | null} [start] What is taken away from the values.
 * @property {number} across Columns of the words.
 */

/**
 * Paints a filter (c i j), which begins at `from` in `values`, into canvas words.
 * @param {Uint32Array} words
 * @param {ArrayLike<number>} values
 * @param {number} from
 * @param {number[]} shape
 * @param {Painting} painting
 */
export function paintFilter(words, values, from, shape, { limit, palette, picture, start = null, across }) {
  const [channels, rows, columns] = shape
  const [scale, size] = [127 / (limit || 1), rows * columns]
  const place = (/** @type {number} */ at) =>
    Math.max(0, Math.min(255, Math.floor((start ? values[at] - start[at] : values[at]) * scale + 128.5)))
  for (let at = 0; at < size; at++) {
    const target = Math.floor(at / columns) * across + (at % columns)
    const first = from + at
    if (picture)
      words[target] = 0xff000000 | (place(first + 2 * size) << 16) | (place(first + size) << 8) | place(first)
    else for (let k = 0; k < channels; k++) words[target + k * (columns + 1)] = palette[place(first + k * size)]
  }
}

/**
 * Whole pixels of the page for one weight of a picture that stands for a class: three of them fill the width.
 * @param {number} width
 * @param {number} columns
 */
export function classScale(width, columns) {
  return Math.max(CLASS_SCALES[0], Math.min(CLASS_SCALES[1], Math.floor((width - 2 * GAP) / 3 / columns)))
}

/**
 * Whole pixels of the page for one weight, so that `count` filters fill `width` and stay in sight together; where they
 * have to be `close`, as small as can still be pressed.
 * @param {number} width
 * @param {number} count
 * @param {number} rows
 * @param {number} columns
 */
export function scaleOf(width, count, rows, columns, close = false) {
  const usual = close ? 1 : (LEAST_SCALES.find(([side]) => rows <= side)?.[1] ?? 1)
  const least = Math.max(usual, Math.ceil(TARGET / Math.min(rows, columns)))
  const room = Math.max(ROOM, SHARE * width)
  for (let scale = MOST_SCALE; scale > least; scale--) {
    const beside = Math.floor((width + GAP) / (columns * scale + GAP))
    if (beside && Math.ceil(count / beside) * (rows * scale + GAP) <= room) return scale
  }
  return least
}
