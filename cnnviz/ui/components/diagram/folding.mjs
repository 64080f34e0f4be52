// Which blocks stand open, and what is seen of those within folded ones.

import { openAtFirst } from "./tree.mjs"

/** @import { Node } from "./tree.mjs" */

/**
 * How many slabs and folded blocks are shown at first.
 * @param {number} room
 */
export const budgetFor = (room) => Math.min(30, Math.max(12, Math.floor(room / 40)))

/**
 * The paths that stand open: as at first, but for what somebody has opened (true) or folded (false).
 * @param {Iterable<string>} first
 * @param {Map<string, boolean>} chosen
 */
export function openNow(first, chosen) {
  const open = new Set(first)
  for (const [path, stands] of chosen) {
    if (stands) open.add(path)
    else open.delete(path)
  }
  return open
}

/**
 * The paths that stand open in so much room.
 * @param {Node[]} tree
 * @param {number} room
 * @param {Map<string, boolean>} chosen
 */
export function openIn(tree, room, chosen) {
  return openNow(openAtFirst(tree, budgetFor(room)), chosen)
}

/**
 * The path of what is drawn for a layer: its own, or that of the innermost folded block around it.
 * @param {string} path
 * @param {Node[]} tree
 * @param {{ has(path: string): boolean }} drawn
 */
export function seenAs(path, tree, drawn) {
  let seen = ""
  const visit = (/** @type {Node[]} */ nodes, /** @type {string} */ holder) => {
    for (const node of nodes) {
      const here = drawn.has(node.path) ? node.path : holder
      if (node.path === path) seen = here
      for (const part of node.parts) visit(part.nodes, here)
    }
  }
  visit(tree, "")
  return seen
}
