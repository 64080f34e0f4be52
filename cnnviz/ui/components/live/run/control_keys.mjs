// Which runs this browser controls: their control ids by their view ids, in its own storage and in no address.

const STORED = "cnnviz-control"
// Runs remembered, those that were started last.
const MOST = 200

// Where nothing can be stored, and until this page is left.
/** @type {Map<string, string>} */
const unstored = new Map()

/** @returns {Map<string, unknown>} */
function stored() {
  try {
    const pairs = /** @type {unknown[]} */ (JSON.parse(localStorage.getItem(STORED) ?? "[]"))
    return new Map(pairs.flatMap((pair) => (Array.isArray(pair) ? [[pair[0], pair[1]]] : [])))
  } catch {
    return new Map()
  }
}

/**
 * The id that controls the run with this view id; "" where this browser has none.
 * @param {string} view
 */
export function controlOf(view) {
  const control = unstored.get(view) ?? stored().get(view)
  return typeof control === "string" ? control : ""
}

/**
 * From now on this browser controls the run.
 * @param {string} view
 * @param {string} control
 */
export function rememberControl(view, control) {
  unstored.set(view, control)
  // Another tab may have stored some meanwhile.
  const all = stored()
  all.delete(view)
  all.set(view, control)
  try {
    localStorage.setItem(STORED, JSON.stringify([...all].slice(-MOST)))
  } catch {
    // Storage is blocked or full.
  }
}
