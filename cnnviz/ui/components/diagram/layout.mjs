// Where everything stands: layers and containers as boxes within boxes, placed from the outermost inwards.

import { FLUSH, widest } from "./boxes.mjs"
import { asideBox, foldedBox, frameBox, NARROWER, parallelBox, residualBox } from "./containers.mjs"
import { labelOf } from "./labels.mjs"
import { flowBox } from "./rows.mjs"
import { familyOf, isPlate, LINE, slabOf, textWidth } from "./scales.mjs"
import { isContainer } from "./tree.mjs"

/**
 * @import { Box, Drawing, Item } from "./boxes.mjs"
 * @import { Slab } from "./scales.mjs"
 * @import { Node } from "./tree.mjs"
 * @typedef {{ open: Set<string>, whole: number, largest: number }} Context the paths that stand open, the network's
 *   parameters and its largest side
 * @typedef {Drawing & { width: number, height: number }} Layout
 */

const EDGE = 12

/**
 * All that is drawn of a tree in so much room.
 * @param {Node[]} tree
 * @param {Set<string>} open the paths of the containers that stand open
 * @param {number} whole the network's parameters, 0 where they are not known
 * @param {number} room
 * @returns {Layout}
 */
export function layoutOf(tree, open, whole, room) {
  const box = boxOf(tree, room - 2 * EDGE, { open, whole, largest: largestOf(tree) })
  /** @type {Drawing} */
  const drawing = { items: [], lines: [], dashes: [], joins: [] }
  box.place(EDGE, box.above + EDGE, drawing)
  return { ...drawing, width: box.width + 2 * EDGE, height: box.above + box.below + 2 * EDGE }
}

/**
 * The largest side of a network, that of its input.
 * @param {Node[]} tree
 */
export function largestOf([input]) {
  return Math.max(...(input.output ?? []).slice(1))
}

/**
 * Layers one after the other, those between containers with the plates behind them.
 * @param {Node[]} nodes
 * @param {number} room
 * @param {Context} context
 * @returns {Box}
 */
function boxOf(nodes, room, context) {
  /** @type {Box[]} */
  const boxes = []
  for (let at = 0; at < nodes.length; ) {
    if (isContainer(nodes[at])) {
      boxes.push(containerBox(nodes[at++], room, context))
      continue
    }
    let end = at + 1
    while (end < nodes.length && isPlate(nodes[end])) end++
    boxes.push(layersBox(nodes.slice(at, end), context))
    at = end
  }
  return flowBox(boxes, room)
}

/** @param {Node} node @param {number} room @param {Context} context @returns {Box} */
function containerBox(node, room, context) {
  if (node.bare) return contentBox(node, room, context)
  const open = context.open.has(node.path)
  const box = open ? frameBox(node, contentBox(node, room - NARROWER.frame, context)) : foldedBox(node, context)
  return node.merge === "aux" ? asideBox(box) : box
}

/** What a container holds. @param {Node} node @param {number} room @param {Context} context @returns {Box} */
function contentBox(node, room, context) {
  const boxes = (/** @type {number} */ less) => node.parts.map((part) => boxOf(part.nodes, room - less, context))
  if (node.merge === "residual") {
    const [body, shortcut] = boxes(NARROWER.residual)
    return residualBox(body, node.parts[1].nodes.length ? shortcut : null)
  }
  if (node.kind === "Parallel") return parallelBox(boxes(NARROWER.parallel), node.merge)
  return boxes(0)[0]
}

/**
 * A layer and the plates that follow it, side against side, with the first one's name and shape below.
 * @param {Node[]} nodes
 * @param {Context} context
 * @returns {Box}
 */
function layersBox(nodes, context) {
  const slabs = nodes.map((node) => slabOf(node, context.largest))
  const lines = labelOf(nodes)
  const gaps = nodes.map((_, at) => (at ? (isPlate(nodes[at - 1]) ? 2 : 3) : 0))
  const drawn = slabs.reduce((sum, slab, at) => sum + slab.w + gaps[at], slabs[slabs.length - 1].dx)
  const width = Math.max(drawn, widest(lines, textWidth))
  const half = Math.max(...slabs.map((slab) => slab.h)) / 2
  const side = (width - drawn) / 2
  return {
    ...FLUSH,
    width,
    above: half + Math.max(...slabs.map((slab) => slab.dy)),
    below: half + lines.length * LINE + 6,
    left: side,
    right: side,
    place: (x, y, { items }) => {
      const row = slabItems(nodes, slabs, gaps, x + side, y)
      items.push({ ...row[0], label: { lines, x: x + width / 2, y: y + half + LINE } }, ...row.slice(1))
    },
  }
}

/**
 * Slabs side against side from x on, their middles at y.
 * @param {Node[]} nodes
 * @param {Slab[]} slabs
 * @param {number[]} gaps before each
 * @param {number} x
 * @param {number} y
 * @returns {Item[]}
 */
function slabItems(nodes, slabs, gaps, x, y) {
  let left = x
  return nodes.map((node, at) => {
    left += gaps[at]
    const item = { node, family: familyOf(node), x: left, y: y - slabs[at].h / 2, ...slabs[at], label: null }
    left += slabs[at].w
    return { role: "slab", ...item }
  })
}
