// Which filters have learned nearly the same pattern, and what is said of them.

import { text } from "../../../shared/numbers.mjs"
import { movement } from "./weights.mjs"

/**
 * @typedef {[k: number, l: number, cosine: number]} Pair
 * @typedef {{ groups: number[][], closest: Pair | null }} Twins
 */

// Filters whose cosine similarity is above this look alike.
export const ALIKE = 0.9

/**
 * Which of `count` filters, one after the other in `values`, point the same way: groups of those linked by pairs whose
 * cosine similarity is above `least`, and the closest pair; null where no two can be compared.
 * @param {Float32Array} values
 * @param {number} count
 * @param {number} least
 * @returns {Twins}
 */
export function twinsOf(values, count, least = ALIKE) {
  const size = values.length / count
  const every = Array.from({ length: count }, (_, k) => values.subarray(k * size, (k + 1) * size))
  const lengths = every.map((filter) => Math.sqrt(filter.reduce((sum, value) => sum + value * value, 0)))
  let group = every.map((_, k) => k)
  /** @type {Pair | null} */
  let closest = null
  for (let k = 0; k < count; k++) {
    for (let l = k + 1; l < count; l++) {
      let both = 0
      for (let i = 0; i < size; i++) both += every[k][i] * every[l][i]
      const cosine = both / (lengths[k] * lengths[l])
      if (cosine > (closest?.[2] ?? -Infinity)) closest = [k, l, cosine]
      if (!(cosine > least)) continue
      const [to, from] = [group[k], group[l]]
      group = group.map((each) => (each === from ? to : each))
    }
  }
  const groups = [...new Set(group)].map((each) => group.flatMap((other, k) => (other === each ? [k] : [])))
  return { groups: groups.filter((members) => members.length > 1), closest }
}

/**
 * The `most` pairs of `count` filters whose directions are most alike, the most alike first.
 * @param {Float32Array} values
 * @param {number} count
 * @param {number} most
 * @returns {Pair[]}
 */
export function closestPairs(values, count, most) {
  const size = values.length / count
  const every = Array.from({ length: count }, (_, k) => values.subarray(k * size, (k + 1) * size))
  const pairs = every.flatMap((filter, k) =>
    every.slice(k + 1).map((other, at) => /** @type {Pair} */ ([k, k + 1 + at, movement(filter, other).cosine])),
  )
  return pairs
    .filter(([, , cosine]) => Number.isFinite(cosine))
    .sort((a, b) => b[2] - a[2])
    .slice(0, most)
}

/**
 * How many of `count` filters have a near-twin, and which; where none has, how alike the closest two are.
 * @param {Twins} twins
 * @param {number} count
 * @param {number} least
 */
export function twinWords({ groups, closest }, count, least = ALIKE) {
  const many = groups.reduce((sum, members) => sum + members.length, 0)
  const above = `(cosine similarity above ${least})`
  if (many) {
    const listed = groups.map((members, at) => `${letterOf(at)}: ${members.map((k) => k + 1).join(", ")}`)
    return `${many} of ${count} have a near-twin ${above}. ${listed.join("; ")}.`
  }
  const [k, l, cosine] = closest ?? [0, 0, 0]
  return [
    `None of ${count} has a near-twin`,
    `${above}.${closest ? ` The closest are ${k + 1} and ${l + 1}: ${text(cosine)}.` : ""}`,
  ].join(" ")
}

/**
 * The pairs that are most alike, in order: "3 and 17: 0.97".
 * @param {Pair[]} pairs
 */
export function pairWords(pairs) {
  return pairs.length
    ? [
        "Most alike:",
        `${pairs.map(([k, l, cosine]) => `${k + 1} and ${l + 1}: ${text(Number(cosine.toPrecision(3)))}`).join("; ")}.`,
      ].join(" ")
    : ""
}

/**
 * What a group is called: A, B, …, Z, A1 ….
 * @param {number} at
 */
export function letterOf(at) {
  return String.fromCharCode(65 + (at % 26)) + (at < 26 ? "" : Math.floor(at / 26))
}
