// What is seen, in sentences: every number in them was computed.

import { counted } from "../shared/counting.mjs"
import { text } from "../shared/numbers.mjs"

/**
 * @import { Answers } from "./answers.mjs"
 * @import { Orders } from "./orders.mjs"
 * @import { Shift } from "./plane_beyond.mjs"
 */

// A share of the first answer that is no more than rounding away from it.
const SAME = 1e-6

/** @param {Shift} by */
export function placeSentence([down, right]) {
  const parts = [
    down && `${counted(Math.abs(down), "row")} ${down > 0 ? "down" : "up"}`,
    right && `${counted(Math.abs(right), "column")} to the ${right > 0 ? "right" : "left"}`,
  ].filter(Boolean)
  return parts.length ? `Moved ${parts.join(" and ")}.` : "At its first place."
}

/**
 * Where both orders agree: inside.
 * @param {Orders} found
 * @param {Shift} by
 * @param {number} stride
 */
export function insideSentence(found, by, stride) {
  const { inside, differing, most, exact, cells } = found
  if (!inside) return "No cell sees, in both, pixels of the picture alone: the whole map is border."
  const all = counted(inside, "cell")
  if (exact)
    return differing[0]
      ? `${differing[0].toLocaleString("en")} of ${all} inside differ.`
      : `All ${all} inside: exactly 0. ${alongSentence(by)}`
  const wanted = by.map((pixels) => text(pixels / stride)).join(" and ")
  const part = differing[0]
    ? `${differing[0].toLocaleString("en")} of ${all} inside differ, by up to ${text(most[0])}`
    : `all ${all} inside are 0 even so`
  return (
    `At stride ${stride} the map would have to move by ${wanted} cells, down and right, and there is no such place. ` +
    `Moved by ${text(cells[0])} and ${text(cells[1])}: ${part}.`
  )
}

/** @param {Shift} by */
function alongSentence(by) {
  const along = "The map moves along with the picture: equivariance"
  return by[0] || by[1] ? `${along}. It does not stay as it was: that would be invariance.` : `${along}.`
}

/**
 * The border: how large, and how much of it differs.
 * @param {Orders} found
 */
export function borderSentence({ inside, border, differing, most }) {
  if (!border) return "There is no border here."
  const share = `Border, hatched: ${border.toLocaleString("en")} of ${counted(inside + border, "cell")}`
  return differing[1]
    ? `${share}; ${differing[1].toLocaleString("en")} of them differ, by up to ${text(most[1])}.`
    : `${share}; none of them differs.`
}

/**
 * How an answer compares with that at the first place.
 * @param {number} first
 * @param {number} now
 */
export function shareOf(first, now) {
  return first === 0 ? NaN : now / first
}

/** @param {number} share */
export function percent(share) {
  return Number.isNaN(share)
    ? "–"
    : `${Math.round(100 * share)
        .toLocaleString("en")
        .replace("-", "−")} %`
}

/**
 * The one sentence above everything.
 * @param {Shift} by
 * @param {Orders} found
 * @param {Answers} first
 * @param {Answers} now
 */
export function summary(by, found, first, now) {
  const along = found.exact && found.inside && !found.differing[0]
  return [
    placeSentence(by),
    along ? "The map moves along." : found.inside ? "The map does not quite move along." : "",
    `Its maximum ${change(first.maximum, now.maximum)};`,
    `the dense template ${change(first.dense, now.dense)}.`,
  ]
    .filter(Boolean)
    .join(" ")
}

/**
 * @param {number} first
 * @param {number} now
 */
function change(first, now) {
  if (Math.abs(now - first) <= SAME * Math.abs(first)) return `stays at ${text(now)}`
  return `goes from ${text(first)} to ${text(now)}`
}

/**
 * After pooling to one number: what stays.
 * @param {Answers} first
 * @param {Answers} now
 */
export function invarianceSentence(first, now) {
  const stays = (/** @type {"maximum" | "mean"} */ way) =>
    Math.abs(now[way] - first[way]) <= SAME * Math.abs(first[way])
  if (stays("maximum") && stays("mean"))
    return "The maximum and the mean of the whole map are what they were: invariance. Where it is, they do not say."
  if (stays("maximum"))
    return (
      `The maximum is what it was: invariance. The mean is ${percent(shareOf(first.mean, now.mean))} of what it was: ` +
      "the border, or the stride, takes part in it."
    )
  return (
    "The maximum is another: part of the thing has left the picture, the border takes part, " +
    "or the stride meets other pixels."
  )
}

/**
 * How much the map changes before and after max pooling.
 * @param {number} plain
 * @param {number} pooled
 * @param {number} side
 */
export function poolingSentence(plain, pooled, side) {
  if (Number.isNaN(plain)) return "This map holds nothing above 0, so there is nothing to pool."
  if (Number.isNaN(pooled)) return `The map is too small for windows of ${side} × ${side}.`
  const moved = `It changes by ${percent(pooled)} of its length, the map itself by ${percent(plain)}.`
  return `${moved} It still moves along, in steps of ${side}: small shifts change it less.`
}

/**
 * What the dense template says.
 * @param {number} dense
 * @param {boolean} flat
 */
export function denseSentence(dense, flat) {
  if (flat) return "The thing is flat: its template is 0 everywhere and can find nothing."
  const word =
    Math.abs(dense - 1) < SAME
      ? "It is where it was learned."
      : Math.abs(dense) < 0.25
        ? "Silent."
        : "It still overlaps."
  return `It answers ${text(dense)}; 1 at the first place. ${word}`
}
