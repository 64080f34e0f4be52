// What is said of the patch at a place.

import { rounded, text } from "../shared/numbers.mjs"

/** @typedef {{ name: string, share: number, logit: number }} Said Of a class, its share from 0 to 1 and its logit. */

/**
 * A share as figures/way/views.py says it.
 * @param {number} share
 */
export function percent(share) {
  if (share >= 0.9995 && share < 1) return "over 99.9 %"
  return share > 0 && share < 0.0005 ? "under 0.1 %" : `${text(Math.round(1000 * share) / 10)} %`
}

/**
 * A class without the patch and with it.
 * @param {Said} without
 * @param {Said} covered
 */
export function change(without, covered) {
  return `${without.name}: ${percent(without.share)} without the patch, ${percent(covered.share)} with it.`
}

/**
 * What a cell of a map stands for.
 * @param {number} lost
 * @param {boolean} byShare
 */
export function lost(lost, byShare) {
  const size = rounded(Math.abs(byShare ? 100 * lost : lost), 3)
  const much = byShare ? `${size} percentage points` : size
  const less = byShare ? "of its share" : "of its logit"
  return lost < 0 ? `gains ${much} ${less}` : `loses ${much} ${less}`
}

/**
 * A number as it is written into a cell: one decimal, of small ones two digits.
 * @param {number} value
 */
export function written(value) {
  return Math.abs(value) >= 1 ? Math.round(10 * value) / 10 : Number(value.toPrecision(2))
}
