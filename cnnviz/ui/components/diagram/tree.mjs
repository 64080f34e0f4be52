// The tree that is drawn: a network's layers, with repeated ones gathered, and which of its blocks stand open.

import { isPlate } from "./scales.mjs"

// Repeats of up to this many layers in a row are gathered: a residual and its ReLU are two.
const LONGEST = 4

export const isContainer = (node) => node.parts.length > 0

/** The input and all layers of a described network, repeats gathered. */
export function treeOf(network) {
  const words = `Input: ${network.input.map((side) => side.toLocaleString("en")).join(" × ")}.`
  const input = { path: "input", kind: "Input", title: "Input", output: network.input, parts: [], problem: "", words }
  return [input, ...gathered(network.nodes)]
}

/** Siblings with what repeats in a row, and holds layers, as one node of kind Run: its title says how often. */
export function gathered(nodes) {
  const inner = nodes.map((node) => ({
    ...node,
    parts: node.parts.map((part) => ({ ...part, nodes: bared(node, gathered(part.nodes)) })),
  }))
  const marks = nodes.map((node) => JSON.stringify(markOf(node)))
  const found = []
  for (let at = 0; at < nodes.length; ) {
    const [size, times] = repeatAt(nodes, marks, at)
    if (times > 1) found.push(runOf(inner.slice(at, at + size * times), size, times))
    else found.push(inner[at])
    at += times > 1 ? size * times : 1
  }
  return found
}

/** A block that holds nothing but one container, and plates, needs no second frame around that: it is `bare`. */
function bared(holder, nodes) {
  const large = nodes.filter((node) => !isPlate(node))
  const [only] = large
  const frameless = large.length === 1 && ["Residual", "Parallel"].includes(only.kind) && !only.problem
  if (holder.kind !== "Block" || !frameless) return nodes
  return nodes.map((node) => (node === only ? { ...node, bare: true } : node))
}

/** What two layers have in common that only repeat each other: all but paths, names and receptive fields. */
function markOf(node) {
  const parts = node.parts.map((part) => part.nodes.map(markOf))
  const title = node.kind === "Block" ? "" : node.title
  return [node.kind, title, node.input, node.output, node.parameters, parts, node.problem && node.path]
}

/** How many layers from `at` on repeat, and how many times; the shortest of those that reach furthest. */
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

function runOf(nodes, size, times) {
  const group = nodes.slice(0, size)
  const sum = (key) => nodes.reduce((total, node) => total + (node[key] ?? 0), 0)
  const last = nodes.at(-1)
  const [named, end] = [group[0], nodes.at(-size)]
  const parameters = last.output ? sum("parameters") : null
  const said = last.output
    ? ` ${sum("parameters").toLocaleString("en")} parameters and ${sum("macs").toLocaleString("en")} multiply-adds together.`
    : ""
  const alike = group.map((node) => node.title).join(", then ")
  return {
    path: `${nodes[0].path}×`,
    kind: "Run",
    title: `${times} × ${fromTo(named.title, end.title)}`,
    times,
    input: nodes[0].input,
    output: last.output,
    parameters,
    parts: [{ name: "", nodes }],
    merge: "",
    problem: "",
    words: `${times} times the same layers one after the other: ${alike}.${said}`,
  }
}

/** The first and the last of some names, what they begin with said once: block 2, … block 9 as block 2 … 9. */
function fromTo(first, last) {
  if (first === last) return first
  let same = 0
  while (first[same] === last[same]) same++
  return `${first} … ${last.slice(last.lastIndexOf(" ", same) + 1)}`
}

/** Every node of a tree, those that hold others before them. */
export function* everyNode(nodes) {
  for (const node of nodes) {
    yield node
    for (const part of node.parts) yield* everyNode(part.nodes)
  }
}

/** The paths of the containers that stand open at first: level by level, while no more than `budget` things are seen. */
export function openAtFirst(tree, budget) {
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

/** What comes to light where a container is opened. */
function childrenOf(container) {
  const inside = container.parts.flatMap((part) => part.nodes)
  return inside.flatMap((node) => (node.bare ? childrenOf(node) : [node]))
}

const mayOpen = (node) => isContainer(node) && node.kind !== "Run"

/** The paths of those that hold an impossible layer. */
function heldBy(nodes) {
  const paths = []
  for (const node of nodes) {
    const inside = node.parts.flatMap((part) => heldBy(part.nodes))
    const holds = node.parts.some((part) => part.nodes.some((one) => one.problem))
    if (holds || inside.length || (node.problem && isContainer(node))) paths.push(node.path, ...inside)
  }
  return paths
}
