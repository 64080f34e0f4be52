// Simple shapes in a picture: cnnviz/ops/detectors/scenes.py.

/**
 * @typedef {object} Thing A bright shape: where its first pixel stands before it is turned, its side in pixels, its
 *   turn in degrees, clockwise about its middle.
 * @property {string} kind
 * @property {number} row
 * @property {number} column
 * @property {number} side
 * @property {number} turn
 *
 * @typedef {{ rows: number, columns: number, values: Float32Array }} Plane
 * @typedef {Record<string, [row: number, column: number][]>} Outlines Corners of each kind on a grid of thirds.
 */

// Points on a side of a pixel at which a shape is asked whether it is there.
const FINE = 4

/**
 * Where the grid of a shape's thirds stands, in pixels from its first one; the last is where a stroke ends that begins
 * there.
 * @param {number} side
 */
export function thirds(side) {
  const pitch = Math.floor((side + 1) / 3 + 0.5)
  return [0, pitch, 2 * pitch - 1, side, pitch - 1]
}

/** @param {Thing} thing @returns {[row: number, column: number]} */
export function middle({ row, column, side }) {
  return [row + side / 2, column + side / 2]
}

/**
 * The corners of a thing where they stand in the picture.
 * @param {Thing} thing
 * @param {Outlines} outlines
 * @returns {[row: number, column: number][]}
 */
function placed(thing, outlines) {
  const places = thirds(thing.side)
  const [down, across] = middle(thing)
  const angle = (thing.turn * Math.PI) / 180
  const [cos, sin] = thing.turn ? [Math.cos(angle), Math.sin(angle)] : [1, 0]
  return outlines[thing.kind].map(([i, j]) => {
    const row = places[i] - thing.side / 2
    const column = places[j] - thing.side / 2
    return [row * cos + column * sin + down, column * cos - row * sin + across]
  })
}

/**
 * The things, white on black, grey where an outline crosses a pixel.
 * @param {Thing[]} things
 * @param {number} rows
 * @param {number} columns
 * @param {Outlines} outlines
 * @returns {Plane}
 */
export function drawn(things, rows, columns, outlines) {
  const values = new Float32Array(rows * columns)
  for (const thing of things) draw(thing, placed(thing, outlines), { rows, columns, values })
  return { rows, columns, values }
}

/**
 * @param {Thing} thing
 * @param {[row: number, column: number][]} points
 * @param {Plane} plane
 */
function draw(thing, points, { rows, columns, values }) {
  const [down, across] = middle(thing)
  const [top, bottom] = reach(down, thing.side, rows)
  const [left, right] = reach(across, thing.side, columns)
  const share = new Float32Array(rows * columns)
  for (let fine = top * FINE; fine < bottom * FINE; fine++) {
    const row = (fine + 0.5) / FINE
    const crossings = points.flatMap((point, k) => crossing(point, points[(k + 1) % points.length], row))
    for (let part = left * FINE; part < right * FINE; part++) {
      const column = (part + 0.5) / FINE
      if (crossings.filter((where) => column < where).length % 2)
        share[Math.floor(fine / FINE) * columns + Math.floor(part / FINE)] += 1 / FINE ** 2
    }
  }
  for (let k = 0; k < values.length; k++) if (share[k] > values[k]) values[k] = share[k]
}

/**
 * Where an edge crosses a row, if it does.
 * @param {[row: number, column: number]} from
 * @param {[row: number, column: number]} to
 * @param {number} row
 */
function crossing([top, left], [bottom, right], row) {
  return top > row !== bottom > row ? [left + ((right - left) * (row - top)) / (bottom - top)] : []
}

/**
 * The pixels that a thing can touch, however it is turned.
 * @param {number} at
 * @param {number} side
 * @param {number} size
 */
function reach(at, side, size) {
  return [Math.max(0, Math.trunc(at - 0.75 * side) - 1), Math.max(0, Math.min(size, Math.trunc(at + 0.75 * side) + 2))]
}
