// Networks as the diagram is told of them, made of few words.

import { layoutOf } from "../../../cnnviz/ui/components/diagram/layout.mjs"
import { everyNode, isContainer, treeOf } from "../../../cnnviz/ui/components/diagram/tree.mjs"

export const MAPS = [64, 28, 28]

/** A described layer without its path, which `network` gives it. */
export const layer = (kind, title, output = MAPS, more = {}) => ({
  kind,
  title,
  output,
  input: MAPS,
  parameters: 10,
  macs: 20,
  parts: [],
  merge: "",
  problem: "",
  words: `${title}.`,
  ...more,
})
export const conv = (channels = 64, side = 28) => layer("Conv", `Conv ${channels}@3×3`, [channels, side, side])
export const relu = () => layer("Activation", "ReLU")
const part = (name, nodes) => ({ name, nodes })
export const block = (name, ...nodes) => layer("Block", name, MAPS, { parts: [part("", nodes)] })
const residual = (body, shortcut = []) =>
  layer("Residual", "Residual", MAPS, { merge: "residual", parts: [part("body", body), part("shortcut", shortcut)] })
export const parallel = (merge, ...branches) =>
  layer("Parallel", "branches", MAPS, { merge, parts: branches.map((nodes, i) => part(`branch${i}`, nodes)) })
export const aside = (...nodes) =>
  layer("Auxiliary", "Auxiliary head", MAPS, { merge: "aux", parts: [part("head", nodes)] })

function named(nodes, before = "") {
  return nodes.map((node, i) => {
    const path = `${before}${i}`
    const parts = node.parts.map(({ name, nodes: inside }) =>
      part(name, named(inside, name ? `${path}.${name}.` : `${path}.`)),
    )
    return { ...node, path, parts }
  })
}

export const treeFor = (...nodes) => treeOf({ name: "n", input: [3, 224, 224], nodes: named(nodes) })
const inception = () => parallel("concat", [conv(), relu()], [conv(), conv()], [], [conv(), conv(), relu(), conv()])
export const bottleneck = (projected) => residual([conv(), relu(), conv()], projected ? [conv()] : [])
export const NETWORKS = {
  flat: treeFor(
    conv(6, 28),
    relu(),
    conv(16, 10),
    layer("Flatten", "Flatten", [400]),
    layer("Dense", "Dense 10", [10]),
  ),
  inception: treeFor(
    conv(),
    block("a", inception()),
    block("b", inception(), conv()),
    aside(conv(), layer("Dense", "Dense 9", [9])),
    inception(),
  ),
  residual: treeFor(
    block("s", bottleneck(true), relu(), bottleneck(false), relu(), bottleneck(false), relu()),
    parallel("add", [conv()], [conv(), conv()]),
  ),
  deep: treeFor(
    block("a", block("b", residual([parallel("concat", [conv()], [bottleneck(true)])], [inception()]), conv()), conv()),
  ),
  broken: treeFor(
    conv(),
    block(
      "a",
      layer("Conv", "Conv 8@9×9", null, { parameters: null, problem: "It does not fit in 5 × 5. Add padding." }),
      relu(),
    ),
    conv(),
  ),
}
export const containers = (tree) => [...everyNode(tree)].filter(isContainer).map((node) => node.path)
export const opened = (tree, room = 1350, paths = containers(tree)) => layoutOf(tree, new Set(paths), 1000, room)
