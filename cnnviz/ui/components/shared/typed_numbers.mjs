// Single numbers as people type them: see cnnviz/ops/kernel_text/numbers.py, which the same table tests.

const MINUS = /[\u2212\u2010-\u2015\u2796\u02d7\ufe58\ufe63\u207b]/g
const SLASH = /[÷∕⁄]/g
const INVISIBLE = /\p{Cf}/gu
const DIGITS = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?[fld]?$/i
const DECIMAL_COMMA = /^[+-]?\d+,\d+(e[+-]?\d+)?$/i
const THOUSANDS = /^[+-]?[1-9]\d{0,2}(,\d{3})+$/

/**
 * The number typed into a cell: plain, a fraction like 1/9, a percentage, with a decimal comma; NaN where it is none.
 * @param {string} text
 */
export function number(text) {
  const word = inAscii(text).trim()
  if (/^(true|false)$/i.test(word)) return Number(/^t/i.test(word))
  const value = word.endsWith("%") ? quotient(word.slice(0, -1).trim()) / 100 : quotient(word)
  return Number.isFinite(value) ? value : NaN
}

/**
 * Every minus, digit and sign of division in its plain form.
 * @param {string} text
 */
function inAscii(text) {
  const narrow = text.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
  const vulgar = narrow.replace(
    /^(\s*[+-]?)([¼-¾⅐-⅞↉])(\s*%?\s*)$/,
    (_, sign, one, rest) => sign + one.normalize("NFKC") + rest,
  )
  return vulgar.replace(MINUS, "-").replace(SLASH, "/").replace(INVISIBLE, "")
}

/** @param {string} word */
function quotient(word) {
  const parts = word.split("/").map((part) => part.trim())
  // With a comma it may be a thousand as well.
  if (parts.length === 1 && DECIMAL_COMMA.test(word) && !THOUSANDS.test(word)) return Number(word.replace(",", "."))
  if (parts.length > 2 || !parts.every((part) => DIGITS.test(part))) return NaN
  return parts.map(parseFloat).reduce((a, b) => a / b)
}
