// The wires that hold a unit: back from it and on from it, each time the one that matters most.

/**
 * @typedef {[from: number, place: number, to: number, place: number, loss: number]} Wire from a column and the place of
 *   a map in it to a column and the place of a unit, and what the unit loses when the map is silenced
 */

/**
 * The numbers of the wires from the image through a unit and on.
 * @param {Wire[]} wires
 * @param {number} column
 * @param {number} place
 */
export function threadThrough(wires, column, place) {
  return new Set([
    ...strongest(
      wires,
      column,
      place,
      (wire) => [wire[2], wire[3]],
      (wire) => [wire[0], wire[1]],
    ),
    ...strongest(
      wires,
      column,
      place,
      (wire) => [wire[0], wire[1]],
      (wire) => [wire[2], wire[3]],
    ),
  ])
}

/**
 * @param {Wire[]} wires
 * @param {number} column
 * @param {number} place
 * @param {(wire: Wire) => [number, number]} near
 * @param {(wire: Wire) => [number, number]} far
 */
function strongest(wires, column, place, near, far) {
  const found = []
  let at = /** @type {[number, number] | null} */ ([column, place])
  while (at) {
    let best = -1
    for (let k = 0; k < wires.length; k++) {
      const [c, p] = near(wires[k])
      if (c === at[0] && p === at[1] && wires[k][4] !== 0 && (best < 0 || size(wires[k]) > size(wires[best]))) best = k
    }
    if (best >= 0) found.push(best)
    at = best >= 0 ? far(wires[best]) : null
  }
  return found
}

/** @param {Wire} wire */
function size(wire) {
  return Math.abs(wire[4])
}

/**
 * Of each wire its share of the largest that ends in the same column, 0 to 1.
 * @param {Wire[]} wires
 */
export function shares(wires) {
  /** @type {Map<number, number>} */
  const most = new Map()
  for (const wire of wires) most.set(wire[2], Math.max(most.get(wire[2]) ?? 0, size(wire)))
  return wires.map((wire) => size(wire) / (most.get(wire[2]) || 1))
}
