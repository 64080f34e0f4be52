// Lines along which data flows, as SVG path data.

const BEND = 7

/** @typedef {[x: number, y: number]} Point */

/** @param {number} x @param {number} y */
const at = (x, y) => `${x.toFixed(1)} ${y.toFixed(1)}`
/** @param {number} x @param {number} y */
const head = (x, y) => `M${at(x - 5, y - 3.5)}L${at(x, y)}L${at(x - 5, y + 3.5)}`

/**
 * From one place to another further right, straight or as a soft S; `arrow` puts a head at its end.
 * @param {number} x0
 * @param {number} y0
 * @param {number} x1
 * @param {number} y1
 */
export function wire(x0, y0, x1, y1, arrow = false) {
  const middle = (x0 + x1) / 2
  const level = Math.abs(y1 - y0) < 0.5
  const path = level
    ? `M${at(x0, y0)}L${at(x1, y1)}`
    : `M${at(x0, y0)}C${at(middle, y0)} ${at(middle, y1)} ${at(x1, y1)}`
  return arrow && x1 - x0 > 6 ? path + head(x1, y1) : path
}

/**
 * Through corners, each rounded; the last stretch runs to the right and ends in a head.
 * @param {Point[]} corners
 */
export function bent(corners) {
  let path = `M${at(...corners[0])}`
  for (let i = 1; i < corners.length - 1; i++) {
    const [before, corner, after] = [corners[i - 1], corners[i], corners[i + 1]]
    path += `L${at(...towards(corner, before))}Q${at(...corner)} ${at(...towards(corner, after))}`
  }
  const end = corners[corners.length - 1]
  return `${path}L${at(...end)}${head(...end)}`
}

/**
 * A place on the way from a corner to its neighbour, at most half of the way.
 * @param {Point} corner
 * @param {Point} neighbour
 * @returns {Point}
 */
function towards([x, y], [toX, toY]) {
  const length = Math.hypot(toX - x, toY - y)
  const share = length ? Math.min(BEND, length / 2) / length : 0
  return [x + (toX - x) * share, y + (toY - y) * share]
}

/**
 * From (x0, y0) up to the height `top`, as a quarter of an ellipse that ends in (x1, top).
 * @param {number} x0
 * @param {number} y0
 * @param {number} x1
 * @param {number} top
 */
export const rising = (x0, y0, x1, top) =>
  `M${at(x0, y0)}C${at(x0, y0 + 0.7 * (top - y0))} ${at(x0 + 0.3 * (x1 - x0), top)} ${at(x1, top)}`

/**
 * From (x0, top) down to (x1, y1): `rising` mirrored, with a head that points down.
 * @param {number} x0
 * @param {number} top
 * @param {number} x1
 * @param {number} y1
 */
export const falling = (x0, top, x1, y1) =>
  `M${at(x0, top)}C${at(x1 - 0.3 * (x1 - x0), top)} ${at(x1, y1 + 0.7 * (top - y1))} ${at(x1, y1)}` +
  `M${at(x1 - 3.5, y1 - 5)}L${at(x1, y1)}L${at(x1 + 3.5, y1 - 5)}`
