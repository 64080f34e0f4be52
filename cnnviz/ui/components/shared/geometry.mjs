// Where windows stand, per axis: the arithmetic of cnnviz/ops/geometry.py.

/**
 * @typedef {[row: number, column: number]} Cell
 * @typedef {ReturnType<typeof axis>} Axis
 * @typedef {[Axis, Axis]} Axes Rows and columns.
 */

/**
 * A window sliding along one axis, sizes in pixels; `before` and `after` are padding, and `ceil` lets a last
 * window hang over the high end, and the only one by less than a stride. Where no window fits, `missing` pixels do, and
 * `output` is 0.
 * @param {{ size: number, window: number, stride?: number, dilation?: number, before?: number,
 *   after?: number, ceil?: boolean }} given
 */
export function axis({ size, window, stride = 1, dilation = 1, before = 0, after = 0, ceil = false }) {
  const span = dilation * (window - 1) + 1
  const padded = size + before + after
  // PyTorch's rule: rounding up makes one window of none.
  const missing = Math.max(0, span - padded - (ceil ? stride - 1 : 0))
  const slack = padded - span
  const fitting = missing ? 0 : Math.floor(slack / stride) + 1
  // PyTorch's rule: a window that would start in the padding at the high end is dropped.
  const overhanging = ceil && !missing && slack % stride && fitting * stride < size + before
  const output = overhanging ? fitting + 1 : fitting
  const overhang = output ? Math.max(0, (output - 1) * stride + span - padded) : 0
  const given = { size, window, stride, dilation, before, after, ceil }
  return Object.freeze({ ...given, span, padded, output, overhang, missing })
}

/**
 * The input positions under the window of output `index`; those below 0 or from `size` on are padding.
 * @param {Axis} axis
 * @param {number} index
 */
export function cells(axis, index) {
  const start = index * axis.stride - axis.before
  return Array.from({ length: axis.window }, (_, tap) => start + axis.dilation * tap)
}

/**
 * The output-size formula with this axis's numbers in it.
 * @param {Axis} axis
 */
export function formula(axis) {
  const { size, window, stride, dilation, before, after, ceil, span, padded, output } = axis
  const [open, close] = ceil ? "⌈⌉" : "⌊⌋"
  const dropped = ceil && padded - (output - 1) * stride - span > 0
  const less = dropped ? " − 1 (a window that would start beyond the image)" : ""
  const slack = `${size} + ${before} + ${after} − ${dilation}·(${window} − 1) − 1`
  return `${open}(${slack}) / ${stride}${close} + 1${less} = ${output}`
}

/**
 * Padding [before, after] that an amount (valid, same, full, explicit or centre) asks for; `centre` is the window's
 * cell, from 0, that meets every pixel, the last where there are fewer.
 * @param {string} amount
 * @param {number} size
 * @param {number} window
 * @param {number} stride
 * @param {number} dilation
 * @param {[number, number]} explicit
 * @param {number} [centre]
 * @returns {[number, number]}
 */
export function sides(amount, size, window, stride, dilation, explicit, centre = 0) {
  const reach = dilation * (window - 1)
  if (amount === "explicit") return [...explicit]
  if (amount === "centre") {
    const before = dilation * Math.min(centre, window - 1)
    return [before, reach - before]
  }
  if (amount === "full") return [reach, reach]
  if (amount !== "same") return [0, 0]
  // An output of ⌈size ÷ stride⌉; an odd pixel goes after (Keras's rule).
  const total = Math.max(0, (Math.ceil(size / stride) - 1) * stride + reach + 1 - size)
  return [Math.floor(total / 2), Math.ceil(total / 2)]
}

/**
 * Every output whose window holds an input position, real or invented, and the tap that meets it there.
 * @param {Axis} axis
 * @param {number} position
 */
export function users(axis, position) {
  const found = []
  for (let tap = axis.window - 1; tap >= 0; tap--) {
    const start = position + axis.before - axis.dilation * tap
    const index = start / axis.stride
    if (start >= 0 && Number.isInteger(index) && index < axis.output) found.push({ index, tap })
  }
  return found
}

/**
 * The largest value up to which everything from `low` on fits, at most `high`; low − 1 where nothing does.
 * @param {(value: number) => boolean} fits
 * @param {number} low
 * @param {number} high
 */
export function largestFitting(fits, low, high) {
  let value = low
  while (value <= high && fits(value)) value++
  return value - 1
}

/**
 * The first and the last of some places.
 * @param {number[]} places
 * @returns {[number, number]}
 */
export function ends(places) {
  return [places[0], places[places.length - 1]]
}
