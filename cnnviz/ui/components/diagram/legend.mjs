// What colours, heights and thicknesses mean, for the layers that a diagram shows.

import { element } from "../dom.mjs"
import { sample } from "./drawing.mjs"
import { BAR, barOf, FAMILIES, familyOf, isPlate, lengthOf, slabOf } from "./scales.mjs"
import { everyNode, isContainer } from "./tree.mjs"

const SCALE = 0.42

/** Up to three whole numbers from the largest down, each about a quarter of the one before. */
export function steps(values) {
  const [largest, smallest] = [Math.max(...values), Math.min(...values)]
  const found = [largest]
  for (const part of [4, 16]) {
    const near = values.reduce((best, value) => (Math.abs(value * part - largest) < Math.abs(best * part - largest) ? value : best), largest)
    if (near < found.at(-1)) found.push(near)
  }
  if (found.length === 1 && smallest < largest) found.push(smallest)
  return found
}

/** The families and shapes that stand somewhere in a tree: { families, maps, vectors }. */
export function contentsOfTree(tree) {
  const nodes = [...everyNode(tree)]
  const used = new Set(nodes.map((node) => (isContainer(node) && !node.problem ? "Folded" : familyOf(node))))
  const shapes = nodes.filter((node) => node.output && !isPlate(node)).map((node) => node.output)
  return {
    families: Object.keys(FAMILIES).filter((name) => used.has(name)),
    maps: shapes.filter((shape) => shape.length === 3),
    vectors: shapes.filter((shape) => shape.length === 1),
  }
}

/** Fills the legend's element. */
export function drawLegend(holder, tree) {
  const { families, maps, vectors } = contentsOfTree(tree)
  const largest = Math.max(tree[0].output[1], tree[0].output[2])
  holder.replaceChildren()
  const kinds = element("div", "kinds", holder)
  for (const name of families) {
    const { plate, name: text } = FAMILIES[name]
    entry(kinds, { w: plate ? 4 : 11, h: 12, dx: 3, dy: 2 }, name, text)
  }
  const scale = element("div", "scale", holder)
  sides(scale, maps, largest)
  const channels = ruler(scale, "Thickness: the logarithm of the channels")
  for (const count of steps(maps.map((shape) => shape[0])).reverse()) {
    const { w } = slabOf({ kind: "Conv", output: [count, 1, 1] }, 1)
    entry(channels, { w, h: 12, dx: 3, dy: 2 }, "Conv", count.toLocaleString("en"))
  }
  if (!vectors.length) return
  const bars = ruler(scale, "Vectors: bars as tall as the logarithm of their values")
  for (const count of steps(vectors.map((shape) => shape[0]))) {
    entry(bars, { w: BAR * 0.6, h: SCALE * barOf(count), dx: 2, dy: 1 }, "Dense", count.toLocaleString("en"))
  }
}

function sides(scale, maps, largest) {
  const holder = ruler(scale, "Height: the root of a map's side, in pixels")
  for (const side of steps(maps.map((shape) => shape[1]))) {
    const length = SCALE * lengthOf(side, largest)
    entry(holder, { w: 8, h: length, dx: 0.17 * length, dy: 0.11 * length }, "Conv", side.toLocaleString("en"))
  }
}

function ruler(parent, text) {
  const holder = element("div", "ruler", parent)
  element("span", "", holder).textContent = text
  return element("div", "samples", holder)
}

function entry(parent, slab, family, text) {
  const holder = element("span", "entry", parent)
  holder.append(sample(slab, family))
  element("span", "", holder).textContent = text
}
