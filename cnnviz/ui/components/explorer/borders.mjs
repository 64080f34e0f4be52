// Pixels invented around an image: the modes of cnnviz/ops/padding.py, for any amount of padding.

/** Which pixel of an axis every padded position shows, −1 where it is the constant. */
export function places(size, before, after, mode) {
  const place = PLACE_RULES[mode]
  return Int32Array.from({ length: before + size + after }, (_, at) => place(at - before, size))
}

/** A plane (rows.size columns.size) with its padding around it: (rows.padded columns.padded). */
export function padded(plane, rows, columns, mode, value) {
  const down = places(rows.size, rows.before, rows.after, mode)
  const across = places(columns.size, columns.before, columns.after, mode)
  const frame = new Float32Array(down.length * across.length).fill(value)
  down.forEach((row, i) => {
    if (row < 0) return
    const from = row * columns.size
    const to = i * across.length
    for (let j = 0; j < across.length; j++) if (across[j] >= 0) frame[to + j] = plane[from + across[j]]
  })
  return frame
}

/** The remainder that is never negative. */
function remainder(number, by) {
  return ((number % by) + by) % by
}

/** Up to the last pixel and back down, again and again; `twice` is 1 where the pixels at the turns stand twice. */
function mirroredPlace(at, size, twice) {
  const period = 2 * (size - 1 + twice)
  const place = remainder(at, period)
  return place < size ? place : period - twice - place
}

const PLACE_RULES = {
  constant: (at, size) => (at >= 0 && at < size ? at : -1),
  nearest: (at, size) => Math.min(size - 1, Math.max(0, at)),
  mirror: (at, size) => (size > 1 ? mirroredPlace(at, size, 0) : 0),
  reflect: (at, size) => mirroredPlace(at, size, 1),
  wrap: remainder,
}
