// Which pixels a unit sees, from the axes its layers' windows slide along, and how that is said.
// Layers are counted from 1, place 0 is the image; a unit is [layer, row, column], rows and columns counted
// from 0 here, from 1 in what is read.

import { countedSpan } from "../counting.mjs"
import { axis, cells } from "../explorer/geometry.mjs"

/** The places of a message, with their values row by row: the image, then each layer's map. */
export function placesOf(header, rest) {
  let at = 768
  return header.places.map((place) => {
    const bytes = 4 * place.size[0] * place.size[1]
    const values = new Float32Array(rest.slice(at, (at += bytes)).buffer)
    return { ...place, axes: place.axes?.map(axis) ?? null, values }
  })
}

/** Values with cells of `outside` around them. */
export function framedValues({ values, size: [rows, columns], frame: [top, bottom, left, right] }, outside = 0) {
  const wide = left + columns + right
  const framed = new Float32Array((top + rows + bottom) * wide).fill(outside)
  for (let row = 0; row < rows; row++) framed.set(values.subarray(row * columns, (row + 1) * columns), (top + row) * wide + left)
  return framed
}

/** From a unit back along one axis (0 rows, 1 columns): on every map, the image first, its window's ends and the cells in it. */
function backAlong(places, layer, index, which) {
  let [first, last, real] = [index, index, [index]]
  const found = [{ first, last, real }]
  for (let at = layer; at > 0; at--) {
    const slid = places[at].axes?.[which]
    if (slid) {
      first = cells(slid, first)[0]
      last = cells(slid, last).at(-1)
      const met = new Set(real.flatMap((unit) => cells(slid, unit)))
      real = [...met].filter((cell) => cell >= 0 && cell < slid.size).sort((a, b) => a - b)
    }
    found.unshift({ first, last, real })
  }
  return found
}

/** What a unit sees of the image and of each map up to its own: a box, padding and all, and the rows and columns read. */
export function windowsOf(places, [layer, row, column]) {
  const [down, across] = [backAlong(places, layer, row, 0), backAlong(places, layer, column, 1)]
  return down.map((rows, k) => ({
    box: [rows.first, across[k].first, rows.last, across[k].last],
    rows: rows.real,
    columns: across[k].real,
  }))
}

/** The unit of a map whose window on the image has its middle nearest to a pixel. */
export function nearestUnit(place, pixel) {
  return place.fields.map(({ size, jump, padding }, which) => {
    const index = Math.round((pixel[which] + padding - (size - 1) / 2) / jump)
    return Math.max(0, Math.min(place.size[which] - 1, index))
  })
}

/** The nearest unit that there is. */
export function keptUnit(places, [layer, row, column]) {
  const at = Math.max(1, Math.min(places.length - 1, layer))
  const within = (index, count) => Math.max(0, Math.min(count - 1, index))
  return [at, within(row, places[at].size[0]), within(column, places[at].size[1])]
}

/** The cells beside a box, as up to four rectangles that do not overlap. */
export function beside([top, left, bottom, right], rows, columns) {
  const within = (place, count) => Math.max(0, Math.min(count, place))
  const [above, below] = [within(top, rows), within(bottom + 1, rows)]
  const [before, after] = [within(left, columns), within(right + 1, columns)]
  return [
    { top: 0, left: 0, rows: above, columns },
    { top: below, left: 0, rows: rows - below, columns },
    { top: above, left: 0, rows: below - above, columns: before },
    { top: above, left: after, rows: below - above, columns: columns - after },
  ].filter((part) => part.rows > 0 && part.columns > 0)
}

/** A box's rows × columns. */
export function extent([top, left, bottom, right]) {
  return `${bottom - top + 1} × ${right - left + 1}`
}

/** Whether cells between the first and the last one read are left out. */
export function gapped({ rows, columns }) {
  return [rows, columns].some((read) => read.length > 0 && read.at(-1) - read[0] + 1 > read.length)
}

/** What a unit sees of the image, in words and numbers. */
export function unitSentence(places, unit) {
  const [layer, row, column] = unit
  const seen = windowsOf(places, unit)[0]
  const { box, rows, columns } = seen
  const [height, width] = places[0].size
  const name = `The unit in row ${row + 1}, column ${column + 1} of layer ${places[layer].title.replace(" · ", ", ")},`
  if (!rows.length || !columns.length) return `${name} sees no pixel of the image, only padding.`
  const inside = [rows[0], columns[0], rows.at(-1), columns.at(-1)]
  const where = ([top, left, bottom, right]) => `${countedSpan("row", top, bottom)}, ${countedSpan("column", left, right)}`
  const whole = rows.length === height && columns.length === width ? " That is all of the image." : ""
  const pixels = rows.length * columns.length
  const gaps = gapped(seen) ? ` With gaps: it reads ${pixels.toLocaleString("en")} of these pixels.` : ""
  if (inside.every((end, k) => end === box[k])) {
    return `${name} sees ${extent(box)} pixels of the image: ${where(box)}.${whole}${gaps}`
  }
  const beyond = box[0] < 0 || box[1] < 0 || box[2] >= height || box[3] >= width
  const rest = beyond ? "the part beyond the border is invented by padding" : "the rest lies between windows or under padding"
  return `${name} reaches over ${extent(box)} pixels. Of the image it sees ${extent(inside)}, ${where(inside)}; ${rest}.${whole}${gaps}`
}
