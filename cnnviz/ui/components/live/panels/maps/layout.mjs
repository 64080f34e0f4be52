// Where the maps of a layer lie on its canvas, and what is to be seen there.

import { text } from "../../../shared/numbers.mjs"

/**
 * @typedef {object} Layout
 * @property {number} rows Of a map.
 * @property {number} columns
 * @property {number} scale Pixels of the page for one of a map.
 * @property {number} gap Pixels of a map between two.
 * @property {number} beside How many maps lie beside each other.
 * @property {number} shown How many have room.
 * @property {[rows: number, columns: number]} size Of the canvas.
 *
 * @typedef {{ map: number, row: number, column: number }} Place
 */

// About how many pixels of the page a map takes, and the least gap between maps.
const TILE = 52
const GAP = 4
// Pixels of the page for one value of a vector: of few values, of many.
const CELLS = [22, 7]
const FEW = 32

/**
 * Lays out `count` maps of a layer's shape (maps h w) or (units) in `width` pixels: at most `lines` lines of them.
 * @param {number[]} shape
 * @param {number} count
 * @param {number} width
 * @param {number} lines
 * @returns {Layout}
 */
export function layoutOf(shape, count, width, lines) {
  const vector = shape.length === 1
  const [rows, columns] = vector ? [1, 1] : shape.slice(1)
  const scale = vector
    ? CELLS[count > FEW ? 1 : 0]
    : columns > 2 * TILE
      ? Math.min(1, width / columns)
      : Math.max(1, Math.round(TILE / columns))
  const gap = vector ? 0 : Math.max(1, Math.round(GAP / scale))
  const beside = Math.max(1, Math.min(count, Math.floor((width / scale + gap) / (columns + gap))))
  const shown = Math.min(count, beside * lines)
  const high = Math.ceil(shown / beside) * (rows + gap) - gap
  return { rows, columns, scale, gap, beside, shown, size: [high, Math.min(shown, beside) * (columns + gap) - gap] }
}

/**
 * The map and the pixel in it at a point of the layout's canvas, in pixels of the page; or null.
 * @param {Layout} layout
 * @param {number} x
 * @param {number} y
 * @returns {Place | null}
 */
export function placeAt({ rows, columns, scale, gap, beside, shown }, x, y) {
  const [down, across] = [Math.floor(y / scale), Math.floor(x / scale)]
  const [line, place] = [Math.floor(down / (rows + gap)), Math.floor(across / (columns + gap))]
  const [row, column] = [down - line * (rows + gap), across - place * (columns + gap)]
  const map = line * beside + place
  if (Math.min(down, across) < 0 || place >= beside || map >= shown || row >= rows || column >= columns) return null
  return { map, row, column }
}

/**
 * Where a map's first pixel lies: row and column of the canvas.
 * @param {Layout} layout
 * @param {number} map
 */
export function cornerOf({ rows, columns, gap, beside }, map) {
  return [Math.floor(map / beside) * (rows + gap), (map % beside) * (columns + gap)]
}

/**
 * The smallest and the largest of a vector's values; not numbers are left out.
 * @param {Iterable<number>} values
 */
export function endsOf(values) {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  return low <= high ? [low, high] : [0, 0]
}

/**
 * A map (h w) of bytes from a range's one end to its other in words: its mean, and where it is strongest.
 * @param {ArrayLike<number>} values
 * @param {number} from where the map begins in them
 * @param {[rows: number, columns: number]} size
 * @param {number[]} range
 */
export function mapWords(values, from, [rows, columns], [low, high]) {
  const written = (/** @type {number} */ byte) => text(Number((low + ((high - low) * byte) / 255).toPrecision(2)))
  let [sum, most, least, at] = [0, -1, 256, 0]
  for (let k = 0; k < rows * columns; k++) {
    const value = values[from + k]
    sum += value
    least = Math.min(least, value)
    if (value > most) [most, at] = [value, k]
  }
  return [
    `about ${written(least)} to ${written(most)}, on average ${written(sum / (rows * columns))},`,
    `largest at row ${Math.floor(at / columns) + 1}, column ${(at % columns) + 1}`,
  ].join(" ")
}
