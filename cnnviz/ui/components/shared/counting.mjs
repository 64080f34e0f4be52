// How places are told to people, who count from 1; code, links and files count from 0.

/**
 * The path of a layer, 4.branch2.0, as people count: 5.branch3.1.
 * @param {string} path
 */
export function countedPath(path) {
  return path.replace(/\d+/g, (digits) => String(Number(digits) + 1))
}

/**
 * How many of what: "1 map", "2 maps".
 * @param {number} count
 * @param {string} noun
 */
export function counted(count, noun) {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`
}

/**
 * Places from `first` to `last`, counted from 0 in code: "row 3", "rows 1 to 3".
 * @param {string} noun
 * @param {number} first
 * @param {number} last
 */
export function countedSpan(noun, first, last) {
  return first === last ? `${noun} ${first + 1}` : `${noun}s ${first + 1} to ${last + 1}`
}

/**
 * A place along an axis of `size`: "row 3", or, beyond its ends, how far: "2 rows before the first".
 * @param {string} noun
 * @param {number} place
 * @param {number} size
 */
export function countedPlace(noun, place, size) {
  if (place >= 0 && place < size) return `${noun} ${place + 1}`
  const away = place < 0 ? -place : place - size + 1
  return `${away} ${noun}${away === 1 ? "" : "s"} ${place < 0 ? "before the first" : "after the last"}`
}
