// Which pixel of which map becomes which unit: cnnviz/nets/inside/flatten.py. All counted from 0, told from 1.

import { text } from "../shared/numbers.mjs"

/**
 * @typedef {[maps: number, rows: number, columns: number]} Shape
 * @typedef {[map: number, row: number, column: number]} Place
 */

/** @param {Shape} shape @param {Place} place */
export function unitOf([, rows, columns], [map, row, column]) {
  return (map * rows + row) * columns + column
}

/** @param {Shape} shape @param {number} unit @returns {Place} */
export function placeOf([, rows, columns], unit) {
  const map = Math.floor(unit / (rows * columns))
  const within = unit % (rows * columns)
  return [map, Math.floor(within / columns), within % columns]
}

/**
 * The way of one number, there and back, with its arithmetic.
 * @param {Shape} shape
 * @param {number} unit
 * @param {number} value
 */
export function wayOf([maps, rows, columns], unit, value) {
  const [map, row, column] = placeOf([maps, rows, columns], unit)
  const all = (maps * rows * columns).toLocaleString("en")
  const before = [`${map} whole ${map === 1 ? "map" : "maps"}`, `${row} whole ${row === 1 ? "row" : "rows"}`]
  return (
    `Map ${map + 1}, row ${row + 1}, column ${column + 1} holds ${text(value)}. It becomes unit ${map} · ${rows} · ` +
    `${columns} + ${row} · ${columns} + ${column + 1} = ${(unit + 1).toLocaleString("en")} of ${all}: before it come ` +
    `${before.join(", ")} and ${column} ${column === 1 ? "pixel" : "pixels"}. ` +
    `Back: ${unit} = ${map} · ${rows * columns} + ${row} · ${columns} + ${column}.`
  )
}
