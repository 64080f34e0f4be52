// Which pictures this browser has started, in its own storage: one that was made is there again after a reload.

const STORED = "cnnviz-made"
const MOST = 60

/** @typedef {{ view: string, control: string }} Ids Who has the first may look, who has the second may stop. */

/** @returns {Map<string, Ids>} */
function stored() {
  try {
    const pairs = /** @type {unknown[]} */ (JSON.parse(localStorage.getItem(STORED) ?? "[]"))
    return new Map(pairs.flatMap((pair) => (Array.isArray(pair) && isIds(pair[1]) ? [[pair[0], pair[1]]] : [])))
  } catch {
    return new Map()
  }
}

/** @param {any} ids @returns {ids is Ids} */
function isIds(ids) {
  return typeof ids?.view === "string" && typeof ids?.control === "string"
}

/**
 * The job that made, or makes, what is wanted; null where this browser started none.
 * @param {string} wanted
 */
export function remembered(wanted) {
  return stored().get(wanted) ?? null
}

/**
 * @param {string} wanted
 * @param {Ids | null} ids null: it is gone
 */
export function remember(wanted, ids) {
  // Another tab may have stored some meanwhile.
  const all = stored()
  all.delete(wanted)
  if (ids) all.set(wanted, ids)
  try {
    localStorage.setItem(STORED, JSON.stringify([...all].slice(-MOST)))
  } catch {
    // Storage is blocked or full.
  }
}
