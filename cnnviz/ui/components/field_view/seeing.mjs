// Which pixels a unit sees, from the axes its layers' windows slide along, and how that is said.
// Layers are counted from 1, place 0 is the image; a unit is [layer, row, column], rows and columns counted
// from 0 here, from 1 in what is read.

import { countedSpan } from "../shared/counting.mjs"
import { axis, cells, ends } from "../shared/geometry.mjs"

/**
 * @import { Axis } from "../shared/geometry.mjs"
 * @import { Numbers } from "../shared/message.mjs"
 *
 * @typedef {[layer: number, row: number, column: number]} Unit
 * @typedef {[top: number, left: number, bottom: number, right: number]} Box First and last, both in it.
 * @typedef {{ size: number, jump: number, padding: number }} Field What units see along one axis.
 *
 * @typedef {object} Told A place as Python says it: see cnnviz/figures/networks/receptive_fields.py.
 * @property {string} title
 * @property {number} channels
 * @property {Parameters<typeof axis>[0][] | null} axes The windows that made it.
 * @property {Field[]} fields
 * @property {[top: number, bottom: number, left: number, right: number]} frame Invented zeros that are drawn around it.
 *
 * @typedef {Omit<Told, "axes"> & { size: number[], axes: Axis[] | null, values: Float32Array }} Place
 *
 * @typedef {object} Seen What a unit sees of a place: a box, padding and all, and the rows and columns read.
 * @property {Box} box
 * @property {number[]} rows
 * @property {number[]} columns
 */

/**
 * The places of a message, with their values row by row: the image, then each layer's map.
 * @param {{ places: Told[] }} header
 * @param {Map<string, Numbers>} arrays
 * @returns {Place[]}
 */
export function placesOf(header, arrays) {
  return header.places.map((place, at) => {
    const { values, shape } = /** @type {{ values: Float32Array, shape: number[] }} */ (arrays.get(String(at)))
    return { ...place, size: shape, axes: place.axes?.map((given) => axis(given)) ?? null, values }
  })
}

/**
 * Values with cells of `outside` around them.
 * @param {Pick<Place, "values" | "size" | "frame">} place
 */
export function framedValues({ values, size: [rows, columns], frame: [top, bottom, left, right] }, outside = 0) {
  const wide = left + columns + right
  const framed = new Float32Array((top + rows + bottom) * wide).fill(outside)
  for (let row = 0; row < rows; row++)
    framed.set(values.subarray(row * columns, (row + 1) * columns), (top + row) * wide + left)
  return framed
}

/**
 * From a unit back along one axis (0 rows, 1 columns): on every map, the image first, its window's ends and the cells
 * in it.
 * @param {Place[]} places
 * @param {number} layer
 * @param {number} index
 * @param {number} which
 */
function backAlong(places, layer, index, which) {
  let [first, last] = [index, index]
  let real = [index]
  const found = [{ first, last, real }]
  for (let at = layer; at > 0; at--) {
    const slid = places[at].axes?.[which]
    if (slid) {
      first = cells(slid, first)[0]
      last = ends(cells(slid, last))[1]
      const met = new Set(real.flatMap((unit) => cells(slid, unit)))
      real = [...met].filter((cell) => cell >= 0 && cell < slid.size).sort((a, b) => a - b)
    }
    found.unshift({ first, last, real })
  }
  return found
}

/**
 * What a unit sees of the image and of each map up to its own.
 * @param {Place[]} places
 * @param {Unit} unit
 * @returns {Seen[]}
 */
export function windowsOf(places, [layer, row, column]) {
  const [down, across] = [backAlong(places, layer, row, 0), backAlong(places, layer, column, 1)]
  return down.map((rows, k) => ({
    box: [rows.first, across[k].first, rows.last, across[k].last],
    rows: rows.real,
    columns: across[k].real,
  }))
}

/**
 * The unit of a map whose window on the image has its middle nearest to a pixel: [row, column].
 * @param {Pick<Place, "fields" | "size">} place
 * @param {[number, number]} pixel
 * @returns {[number, number]}
 */
export function nearestUnit(place, pixel) {
  const [row, column] = place.fields.map(({ size, jump, padding }, which) => {
    const index = Math.round((pixel[which] + padding - (size - 1) / 2) / jump)
    return within(index, place.size[which])
  })
  return [row, column]
}

/**
 * The nearest place of so many.
 * @param {number} index
 * @param {number} count
 */
function within(index, count) {
  return Math.max(0, Math.min(count - 1, index))
}

/**
 * The nearest unit that there is.
 * @param {Place[]} places
 * @param {Unit} unit
 * @returns {Unit}
 */
export function keptUnit(places, [layer, row, column]) {
  const at = Math.max(1, Math.min(places.length - 1, layer))
  return [at, within(row, places[at].size[0]), within(column, places[at].size[1])]
}

/**
 * The cells beside a box, as up to four rectangles that do not overlap.
 * @param {Box} box
 * @param {number} rows
 * @param {number} columns
 */
export function beside([top, left, bottom, right], rows, columns) {
  const [above, below] = [within(top, rows + 1), within(bottom + 1, rows + 1)]
  const [before, after] = [within(left, columns + 1), within(right + 1, columns + 1)]
  return [
    { top: 0, left: 0, rows: above, columns },
    { top: below, left: 0, rows: rows - below, columns },
    { top: above, left: 0, rows: below - above, columns: before },
    { top: above, left: after, rows: below - above, columns: columns - after },
  ].filter((part) => part.rows > 0 && part.columns > 0)
}

/**
 * A box's rows × columns.
 * @param {Box} box
 */
export function extent([top, left, bottom, right]) {
  return `${bottom - top + 1} × ${right - left + 1}`
}

/**
 * Whether cells between the first and the last one read are left out.
 * @param {Pick<Seen, "rows" | "columns">} seen
 */
export function gapped({ rows, columns }) {
  return [rows, columns].some((read) => read.length > 0 && ends(read)[1] - read[0] + 1 > read.length)
}

/**
 * Which rows and columns a box reaches over, padding and all.
 * @param {Box} box
 */
export function placed([top, left, bottom, right]) {
  return `${countedSpan("row", top, bottom)}, ${countedSpan("column", left, right)}`
}

/**
 * How much of the image a unit sees: in percent, of its pixels those that are read.
 * @param {Place[]} places
 * @param {Unit} unit
 */
export function shareSentence(places, unit) {
  const [{ rows, columns }] = windowsOf(places, unit)
  const share = (100 * rows.length * columns.length) / (places[0].size[0] * places[0].size[1])
  if (!share) return ""
  const digits = share < 1 ? 2 : share < 99.5 ? 1 : 0
  return `It reads ${share < 0.01 ? "less than 0.01" : share.toFixed(digits)} % of the picture.`
}

/**
 * What a unit sees of the image, in words and numbers.
 * @param {Place[]} places
 * @param {Unit} unit
 */
export function unitSentence(places, unit) {
  const [layer, row, column] = unit
  const seen = windowsOf(places, unit)[0]
  const { box, rows, columns } = seen
  const [height, width] = places[0].size
  const name = `The unit in row ${row + 1}, column ${column + 1} of layer ${places[layer].title.replace(" · ", ", ")},`
  if (!rows.length || !columns.length) return `${name} sees no pixel of the image, only padding.`
  const [[top, bottom], [left, right]] = [ends(rows), ends(columns)]
  /** @type {Box} */
  const inside = [top, left, bottom, right]
  const whole = rows.length === height && columns.length === width ? " That is all of the image." : ""
  const pixels = rows.length * columns.length
  const gaps = gapped(seen) ? ` With gaps: it reads ${pixels.toLocaleString("en")} of these pixels.` : ""
  if (inside.every((end, k) => end === box[k]))
    return `${name} sees ${extent(box)} pixels of the image: ${placed(box)}.${whole}${gaps}`
  const beyond = box[0] < 0 || box[1] < 0 || box[2] >= height || box[3] >= width
  const rest = beyond
    ? "the part beyond the border is invented by padding"
    : "the rest lies between windows or under padding"
  const real = `Of the image it sees ${extent(inside)}, ${placed(inside)}`
  return `${name} reaches over ${extent(box)} pixels. ${real}; ${rest}.${whole}${gaps}`
}
