// What is written beside layers, in lines.

import { FONT, isPlate, SMALL, shapeText, shareText, wrapped } from "./scales.mjs"

/**
 * @import { Line } from "./boxes.mjs"
 * @import { Node } from "./tree.mjs"
 */

const LABEL = 96
const NOTE = 190

/** @param {string} text @returns {Line} */
const faint = (text) => ({ text, size: SMALL, faint: true })

/**
 * Of a layer and the plates that follow it: the first one's name and shape.
 * @param {Node[]} nodes
 * @returns {Line[]}
 */
export function labelOf(nodes) {
  const [first] = nodes
  if (first.problem) return problemLines(first)
  const title = (/** @type {string} */ text) => wrapped(text, LABEL, FONT).map((part) => ({ text: part, size: FONT }))
  if (isPlate(first)) return nodes.flatMap((node) => title(node.title))
  return [...title(first.title), ...(first.output ? [faint(shapeText(first.output))] : [])]
}

/**
 * Of a layer that is impossible: why.
 * @param {Node} node
 * @returns {Line[]}
 */
export function problemLines(node) {
  const why = wrapped(node.problem, NOTE, SMALL).map((text) => ({ text, size: SMALL }))
  return [{ text: `⚠ ${node.title}`, size: FONT, alarm: true }, ...why]
}

/**
 * Of a folded container: its shape and parameters.
 * @param {Node} node
 * @param {number} whole the network's parameters, 0 where they are not known
 * @returns {Line[]}
 */
export function foldedLines(node, whole) {
  if (!node.output) return [faint(node.problem ? "impossible" : "not reached")]
  const shape = { text: shapeText(shapeOf(node) ?? node.output), size: SMALL }
  // While a lesson asks for them, they are not told.
  if (node.parameters === null) return [shape]
  const count = node.parameters.toLocaleString("en")
  const unit = node.parameters === 1 ? "parameter" : "parameters"
  const share = whole && node.parameters ? [faint(`${shareText(node.parameters, whole)} of all`)] : []
  return [shape, faint(node.parameters ? `${count} ${unit}` : "no parameters"), ...share]
}

/**
 * The shape that a container makes: of a side head, which lets maps pass, what its last layer gives.
 * @param {Node} node
 */
export function shapeOf(node) {
  return node.merge === "aux" ? node.parts[0].nodes.at(-1)?.output : node.output
}
