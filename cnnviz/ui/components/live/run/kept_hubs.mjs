// Hubs of runs that were shown before: a page that comes back goes on where it was.

import { Hub } from "./hub.mjs"
import { personHere } from "./person.mjs"

const MOST = 4

/** @type {Map<string, Hub>} */
const kept = new Map()

/**
 * The hub of the run with this id.
 * @param {string} id
 * @param {() => Hub} make where it was not shown before
 */
export function takeHub(id, make = ofServer) {
  const hub = kept.get(id)
  kept.delete(id)
  return hub ?? make()
}

function ofServer() {
  return new Hub(new URL(".", location.href).href, undefined, personHere())
}

/**
 * Keeps a hub, which asks nothing any more, for a page that comes back.
 * @param {Hub} hub
 */
export function keepHub(hub) {
  hub.polling.rest()
  if (hub.id) kept.set(hub.id, hub)
  const [oldest] = kept.keys()
  if (kept.size > MOST) kept.delete(oldest)
}
