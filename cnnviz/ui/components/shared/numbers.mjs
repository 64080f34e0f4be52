// The one rule by which every number is rounded and written: that of cnnviz/numbers.py, sign for sign.

// Digits looked at beyond the last one kept: no float comes closer to a tie than that without being one.
const BEYOND = 40

/**
 * Four significant digits, a true minus sign; what would round to 0 beside 1 (below 0.000001) is 0.
 * @param {number} value
 */
export function text(value) {
  return rounded(value, 4)
}

/**
 * The same with so many significant digits.
 * @param {number} value
 * @param {number} digits
 */
export function rounded(value, digits) {
  if (Number.isNaN(value)) return "not a number"
  const size = Math.abs(value)
  if (size < 1e-6) return "0"
  const sign = value < 0 ? "−" : ""
  if (size === Infinity) return `${sign}∞`
  return sign + (size < 1e6 ? plainly(size, digits) : withExponent(size, digits))
}

/**
 * @param {number} size
 * @param {number} kept
 */
function plainly(size, kept) {
  const decimals = Math.max(0, kept - 1 - Math.floor(Math.log10(size)))
  const digits = tiesToEven(size.toFixed(decimals + BEYOND), size.toFixed(decimals))
  return digits.includes(".") ? digits.replace(/\.?0*$/, "") : digits
}

/**
 * 1.235e6 and 1.235e+10: as Python writes an exponent of two digits, less its leading +0.
 * @param {number} size
 * @param {number} kept
 */
function withExponent(size, kept) {
  const [longer] = size.toExponential(kept - 1 + BEYOND).split("e")
  const [digits, exponent] = size.toExponential(kept - 1).split("e+")
  return `${tiesToEven(longer, digits)}e${exponent.length > 1 ? "+" : ""}${exponent}`
}

/**
 * The digits JavaScript rounded, or, where it rounded a tie up from an even digit, those before.
 * @param {string} longer
 * @param {string} digits
 */
function tiesToEven(longer, digits) {
  const kept = longer.slice(0, -BEYOND)
  return /^50*$/.test(longer.slice(-BEYOND)) && /[02468]\.?$/.test(kept) ? kept : digits
}
