// Which of the things drawn an arrow key leads to.

/** @typedef {{ x: number, y: number, w: number, h: number, role: string }} Item */

/** @param {Item} item */
const middle = ({ x, y, w, h, role }) => [x + w / 2, role === "frame" ? y + 8 : y + h / 2]

/**
 * The index that a key leads to from item `at`, or `at` itself where there is nothing that way.
 * @param {string} key
 * @param {Item[]} items
 * @param {number} at
 */
export function reachedBy(key, items, at) {
  const last = items.length - 1
  if (key === "Home") return 0
  if (key === "End") return last
  if (key === "ArrowRight") return Math.min(last, at + 1)
  if (key === "ArrowLeft") return Math.max(0, at - 1)
  return nearest(items, at, key === "ArrowDown" ? 1 : -1)
}

/**
 * The nearest item above (−1) or below (1), sideways counted double.
 * @param {Item[]} items
 * @param {number} at
 * @param {number} way
 */
function nearest(items, at, way) {
  const [x, y] = middle(items[at])
  let [best, least] = [at, Infinity]
  items.forEach((item, i) => {
    const [across, along] = [middle(item)[0] - x, (middle(item)[1] - y) * way]
    const distance = along + 2 * Math.abs(across)
    if (i !== at && along > 8 && distance < least) [best, least] = [i, distance]
  })
  return best
}
