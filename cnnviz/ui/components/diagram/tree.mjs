// The tree that is drawn: a network's layers, with repeated ones gathered, and which of its blocks stand open.

import { isPlate } from "./scales.mjs"

// Repeats of up to this many layers in a row are gathered: a residual and its ReLU are two.
const LONGEST = 4

/**
 * @typedef {number[]} Shape channels, rows, columns; or one number of values
 * @typedef {{ name: string, nodes: Node[] }} Part layers that a container holds, one after the other
 * @typedef {{
 *   path: string, kind: string, title: string, input: Shape | null, output: Shape | null, parameters: number | null,
 *   macs: number | null, parts: Part[], merge: string, problem: string, words: string, bare?: boolean, times?: number,
 * }} Node a layer, with numbers where it is reached: see cnnviz/figures/networks/diagrams.py. A `bare` container stands
 *   in another one's frame; one of `times` repeats gathers them.
 * @typedef {{
 *   name: string, input: Shape, parameters: number, problem: string, words: string, nodes: Node[],
 * }} Network
 */

/** @param {Node} node */
export const isContainer = (node) => node.parts.length > 0

/**
 * The input and all layers of a described network, repeats gathered.
 * @param {Network} network
 * @returns {Node[]}
 */
export function treeOf(network) {
  const words = `Input: ${network.input.map((side) => side.toLocaleString("en")).join(" × ")}.`
  const none = { input: null, parameters: null, macs: null, parts: [], merge: "", problem: "" }
  const input = { ...none, path: "input", kind: "Input", title: "Input", output: network.input, words }
  return [input, ...gathered(network.nodes)]
}

/**
 * Siblings with what repeats in a row, and holds layers, as one node of kind Run: its title says how often.
 * @param {Node[]} nodes
 * @returns {Node[]}
 */
function gathered(nodes) {
  const inner = nodes.map((node) => ({
    ...node,
    parts: node.parts.map((part) => ({ ...part, nodes: bared(node, gathered(part.nodes)) })),
  }))
  const marks = nodes.map((node) => JSON.stringify(markOf(node)))
  /** @type {Node[]} */
  const found = []
  for (let at = 0; at < nodes.length; ) {
    const [size, times] = repeatAt(nodes, marks, at)
    if (times > 1) found.push(runOf(inner.slice(at, at + size * times), size, times))
    else found.push(inner[at])
    at += times > 1 ? size * times : 1
  }
  return found
}

/**
 * A block that holds nothing but one container, and plates, needs no second frame around that: it is `bare`.
 * @param {Node} holder
 * @param {Node[]} nodes
 */
function bared(holder, nodes) {
  const large = nodes.filter((node) => !isPlate(node))
  const [only] = large
  const frameless = large.length === 1 && ["Residual", "Parallel"].includes(only.kind) && !only.problem
  if (holder.kind !== "Block" || !frameless) return nodes
  return nodes.map((node) => (node === only ? { ...node, bare: true } : node))
}

/**
 * What two layers have in common that only repeat each other: all but paths, names and receptive fields.
 * @param {Node} node
 * @returns {unknown[]}
 */
function markOf(node) {
  const parts = node.parts.map((part) => part.nodes.map(markOf))
  const title = node.kind === "Block" ? "" : node.title
  return [node.kind, title, node.input, node.output, node.parameters, parts, node.problem && node.path]
}

/**
 * How many layers from `at` on repeat, and how many times; the shortest of those that reach furthest.
 * @param {Node[]} nodes
 * @param {string[]} marks
 * @param {number} at
 */
function repeatAt(nodes, marks, at) {
  let best = [1, 1]
  if (!isContainer(nodes[at])) return best
  for (let size = 1; size <= LONGEST && at + 2 * size <= nodes.length; size++) {
    let end = at + size
    while (end < nodes.length && marks[end] === marks[end - size]) end++
    const times = Math.floor((end - at) / size)
    if (times > 1 && times * size > best[0] * best[1]) best = [size, times]
  }
  return best
}

/**
 * Repeated layers as one node.
 * @param {Node[]} nodes
 * @param {number} size of what repeats, in layers
 * @param {number} times
 * @returns {Node}
 */
function runOf(nodes, size, times) {
  const last = nodes[nodes.length - 1]
  const end = nodes[nodes.length - size]
  const parameters = last.output && sumOf(nodes, "parameters")
  const macs = last.output && sumOf(nodes, "macs")
  const alike = nodes.slice(0, size).map((node) => node.title)
  return {
    path: `${nodes[0].path}×`,
    kind: "Run",
    title: `${times} × ${fromTo(nodes[0].title, end.title)}`,
    times,
    input: nodes[0].input,
    output: last.output,
    parameters,
    macs,
    parts: [{ name: "", nodes }],
    merge: "",
    problem: "",
    words: `${times} times the same layers one after the other: ${alike.join(", then ")}.${together(parameters, macs)}`,
  }
}

/** @param {Node[]} nodes @param {"parameters" | "macs"} key */
function sumOf(nodes, key) {
  return nodes.reduce((total, node) => total + (node[key] ?? 0), 0)
}

/** @param {number | null} parameters @param {number | null} macs */
function together(parameters, macs) {
  if (parameters === null || macs === null) return ""
  return ` ${parameters.toLocaleString("en")} parameters and ${macs.toLocaleString("en")} multiply-adds together.`
}

/**
 * The first and the last of some names, what they begin with said once: block 2, … block 9 as block 2 … 9.
 * @param {string} first
 * @param {string} last
 */
function fromTo(first, last) {
  if (first === last) return first
  let same = 0
  while (first[same] === last[same]) same++
  return `${first} … ${last.slice(last.lastIndexOf(" ", same) + 1)}`
}

/**
 * Every node of a tree, those that hold others before them.
 * @param {Node[]} nodes
 * @returns {Generator<Node, void, void>}
 */
export function* everyNode(nodes) {
  for (const node of nodes) {
    yield node
    for (const part of node.parts) yield* everyNode(part.nodes)
  }
}

/**
 * The paths of the containers that stand open at first: level by level, while no more than `budget` things are seen.
 * @param {Node[]} tree
 * @param {number} budget
 */
export function openAtFirst(tree, budget) {
  /** @type {Set<string>} */
  const open = new Set()
  let seen = tree.filter((node) => !isPlate(node)).length
  for (let level = tree.filter(mayOpen); level.length; ) {
    const children = level.flatMap(childrenOf)
    seen += children.filter((node) => !isPlate(node)).length - level.length
    if (seen > budget) break
    for (const node of level) open.add(node.path)
    level = children.filter(mayOpen)
  }
  for (const path of heldBy(tree)) open.add(path)
  return open
}

/**
 * What comes to light where a container is opened.
 * @param {Node} container
 * @returns {Node[]}
 */
function childrenOf(container) {
  const inside = container.parts.flatMap((part) => part.nodes)
  return inside.flatMap((node) => (node.bare ? childrenOf(node) : [node]))
}

/** @param {Node} node */
const mayOpen = (node) => isContainer(node) && node.kind !== "Run"

/**
 * The paths of those that hold an impossible layer.
 * @param {Node[]} nodes
 * @returns {string[]}
 */
function heldBy(nodes) {
  /** @type {string[]} */
  const paths = []
  for (const node of nodes) {
    const inside = node.parts.flatMap((part) => heldBy(part.nodes))
    const holds = node.parts.some((part) => part.nodes.some((one) => one.problem))
    if (holds || inside.length || (node.problem && isContainer(node))) paths.push(node.path, ...inside)
  }
  return paths
}
