// What a place of the walk says.

import { counted, countedSpan } from "../shared/counting.mjs"
import { text } from "../shared/numbers.mjs"

/** @import { Place, Sums } from "./sums.mjs" */

/**
 * Which window it is, and what comes of it.
 * @param {Sums} sums
 * @param {Place} place
 */
export function placeSentence(sums, [depth, row, column]) {
  const [deep, high, wide] = sums.kernel.shape
  const under = [
    countedSpan("slice", depth, depth + deep - 1),
    countedSpan("row", row, row + high - 1),
    countedSpan("column", column, column + wide - 1),
  ]
  const where = `depth ${depth + 1}, row ${row + 1}, column ${column + 1}`
  return `Output at ${where}: the kernel covers ${under.join(", ")}.`
}

/**
 * The sum of what the slices add.
 * @param {Sums} sums
 * @param {Place} place
 */
export function sumSentence(sums, place) {
  const shares = sums.shares(place)
  const parts = shares.map(({ sum }) => (sum < 0 ? `(${text(sum)})` : text(sum)))
  const products = counted(sums.kernel.values.length, "product")
  const said = parts.length > 1 ? `${parts.join(" + ")} = ` : ""
  return `${products}, slice by slice: ${said}${text(sums.made[sums.index(place)])}`
}
