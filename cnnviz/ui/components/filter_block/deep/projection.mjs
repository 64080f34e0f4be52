// A parallel projection: x goes right, y down and z away from the eye; what is parallel stays parallel, so a plane of
// the scene is drawn by one transformation of the canvas.

/**
 * @typedef {[x: number, y: number]} Point
 * @typedef {{ turn: number, tilt: number }} Angles In degrees: 0, 0 is from the front, a turn of 90 from the side.
 * @typedef {{ x: Point, y: Point, z: Point }} Axes Where a step along each axis of the scene leads on the screen.
 */

// Beyond that one would look at the backs of the planes.
export const MOST = 90
/** @type {Record<string, Angles>} */
export const VIEWS = {
  Front: { turn: 0, tilt: 0 },
  Side: { turn: 90, tilt: 0 },
  Oblique: { turn: 46, tilt: 20 },
}
// A plane seen at less than this share of its area cannot be pointed at.
const EDGE_ON = 1e-3

/**
 * @param {Angles} angles
 * @returns {Axes}
 */
export function axesOf({ turn, tilt }) {
  const [across, down] = [(turn * Math.PI) / 180, (tilt * Math.PI) / 180]
  const [sine, cosine] = [Math.sin(across), Math.cos(across)]
  return {
    x: [cosine, sine * Math.sin(down)],
    y: [0, Math.cos(down)],
    z: [sine, -cosine * Math.sin(down)],
  }
}

/**
 * @param {Axes} axes
 * @param {Point} origin of the scene on the screen
 * @param {number} scale pixels of a unit
 * @param {[number, number, number]} place
 * @returns {Point}
 */
export function projected({ x, y, z }, origin, scale, [right, down, away]) {
  return [
    origin[0] + scale * (right * x[0] + down * y[0] + away * z[0]),
    origin[1] + scale * (right * x[1] + down * y[1] + away * z[1]),
  ]
}

/**
 * Where on a plane, in units right and down from its corner, a point of the screen lies; null where the plane is seen
 * from its edge.
 * @param {Axes} axes
 * @param {Point} corner of the plane on the screen
 * @param {number} scale
 * @param {Point} point
 * @returns {Point | null}
 */
export function onPlane({ x, y }, corner, scale, point) {
  const area = x[0] * y[1] - x[1] * y[0]
  if (Math.abs(area) < EDGE_ON) return null
  const [across, down] = [(point[0] - corner[0]) / scale, (point[1] - corner[1]) / scale]
  return [(across * y[1] - down * y[0]) / area, (down * x[0] - across * x[1]) / area]
}

/**
 * How wide and high a box of these sides is on the screen.
 * @param {Axes} axes
 * @param {[number, number, number]} sides
 * @returns {Point}
 */
export function extent({ x, y, z }, [wide, high, deep]) {
  const along = (/** @type {0 | 1} */ way) =>
    wide * Math.abs(x[way]) + high * Math.abs(y[way]) + deep * Math.abs(z[way])
  return [along(0), along(1)]
}

/**
 * Angles that can be: whole degrees, never from behind; what is no number stays as it was.
 * @param {Angles} wanted
 * @param {Angles} before
 * @returns {Angles}
 */
export function allowed(wanted, before) {
  const one = (/** @type {number} */ value, /** @type {number} */ old) =>
    Number.isFinite(value) ? Math.max(-MOST, Math.min(MOST, value)) : old
  return { turn: one(wanted.turn, before.turn), tilt: one(wanted.tilt, before.tilt) }
}
