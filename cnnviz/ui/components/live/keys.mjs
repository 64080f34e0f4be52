// Which runs this browser controls: their control ids by their view ids, in its own storage and in no address.

const KEYS_STORED = "cnnviz-control"
// Runs remembered, those that were started last.
const KEYS_MOST = 200

// Where nothing can be stored, and until this page is left.
const keysHere = new Map()

function keysStored() {
  try {
    const said = JSON.parse(localStorage.getItem(KEYS_STORED))
    return Array.isArray(said) ? new Map(said.filter((one) => Array.isArray(one))) : new Map()
  } catch {
    return new Map()
  }
}

/** The id that controls the run with this view id; "" where this browser has none. */
export function keyOf(view) {
  const found = keysHere.get(view) ?? keysStored().get(view)
  return typeof found === "string" ? found : ""
}

/** From now on this browser controls the run. */
export function keepKey(view, control) {
  keysHere.set(view, control)
  // Another tab may have stored some meanwhile.
  const stored = keysStored()
  stored.delete(view)
  stored.set(view, control)
  try {
    localStorage.setItem(KEYS_STORED, JSON.stringify([...stored].slice(-KEYS_MOST)))
  } catch {
    // Storage is blocked or full.
  }
}
