// Log axes for norms and ratios.

/** @typedef {[from: number, to: number]} Decades Exponents of ten. */

const DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"

/**
 * Whole powers of ten around a range; at least one decade, a usual one for an empty range.
 * @param {number} low
 * @param {number} high
 * @returns {Decades}
 */
export function decadesAround(low, high) {
  if (!(low > 0 && high >= low)) return [-4, 0]
  // Plus 0, for a ceiling of −0.
  const [from, to] = [Math.floor(Math.log10(low) + 1e-9), Math.ceil(Math.log10(high) - 1e-9) + 0]
  return [from, Math.max(from + 1, to)]
}

/**
 * Where a value lies on an axis, from 0 to 1; what lies beyond is at its end.
 * @param {number} value
 * @param {Decades} decades
 */
export function placeOn(value, [from, to]) {
  return Math.max(0, Math.min(1, (Math.log10(value) - from) / (to - from)))
}

/**
 * At most about six ticks at powers of ten.
 * @param {Decades} decades
 */
export function powerTicks([from, to]) {
  const every = Math.ceil((to - from) / 5)
  const ticks = []
  for (let power = from; power <= to; power += every) {
    const digits = [...String(Math.abs(power))].map((digit) => DIGITS[Number(digit)]).join("")
    ticks.push({ at: (power - from) / (to - from), words: power === 0 ? "1" : `10${power < 0 ? "⁻" : ""}${digits}` })
  }
  return ticks
}
