// What changed, said once and politely to those who listen: one place a component, which says the last of what came
// in quick succession.

import { element, write } from "./dom.mjs"

// Milliseconds without news after which it is said.
const QUIET = 500

/** @typedef {{ node: HTMLElement, timer: number }} Region */

/** @type {WeakMap<HTMLElement, Region>} */
const regions = new WeakMap()

/**
 * Says the sentence to those who listen, unless a later one comes first.
 * @param {HTMLElement} root of the component
 * @param {string} sentence
 */
export function announce(root, sentence) {
  const region = regionOf(root)
  clearTimeout(region.timer)
  region.timer = window.setTimeout(() => write(region.node, sentence), QUIET)
}

/** @param {HTMLElement} root */
function regionOf(root) {
  const known = regions.get(root)
  if (known?.node.parentElement === root) return known
  const region = { node: element("p", "spoken", root), timer: 0 }
  region.node.setAttribute("aria-live", "polite")
  regions.set(root, region)
  return region
}
