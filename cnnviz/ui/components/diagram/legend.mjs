// What colours, heights and thicknesses mean, for the layers that a diagram shows.

import { element } from "../shared/dom.mjs"
import { sample } from "./drawing.mjs"
import { largestOf } from "./layout.mjs"
import { BAR, barOf, FAMILIES, familyOf, isPlate, lengthOf, thicknessOf } from "./scales.mjs"
import { everyNode, isContainer } from "./tree.mjs"

const SCALE = 0.42

/**
 * @import { Slab } from "./scales.mjs"
 * @import { Node, Shape } from "./tree.mjs"
 */

/**
 * Up to three whole numbers from the largest down, each about a quarter of the one before.
 * @param {number[]} values
 */
export function steps(values) {
  const [largest, smallest] = [Math.max(...values), Math.min(...values)]
  const found = [largest]
  for (const part of [4, 16]) {
    const near = values.reduce(
      (best, value) => (Math.abs(value * part - largest) < Math.abs(best * part - largest) ? value : best),
      largest,
    )
    if (near < found[found.length - 1]) found.push(near)
  }
  if (found.length === 1 && smallest < largest) found.push(smallest)
  return found
}

/**
 * The families and shapes that stand somewhere in a tree.
 * @param {Node[]} tree
 */
function contentsOfTree(tree) {
  const nodes = [...everyNode(tree)]
  const used = new Set(nodes.map((node) => (isContainer(node) && !node.problem ? "Folded" : familyOf(node))))
  const shapes = nodes.flatMap((node) => (node.output && !isPlate(node) ? [node.output] : []))
  return {
    families: Object.keys(FAMILIES).filter((name) => used.has(name)),
    maps: shapes.filter((shape) => shape.length === 3),
    vectors: shapes.filter((shape) => shape.length === 1),
  }
}

/**
 * Fills the legend's element.
 * @param {HTMLElement} holder
 * @param {Node[]} tree
 */
export function drawLegend(holder, tree) {
  const { families, maps, vectors } = contentsOfTree(tree)
  holder.replaceChildren()
  const kinds = element("div", "kinds", holder)
  for (const name of families) {
    const { plate, name: text } = FAMILIES[name]
    drawEntry(kinds, { w: plate ? 4 : 11, h: 12, dx: 3, dy: 2 }, name, text)
  }
  const scale = element("div", "scale", holder)
  drawSides(ruler(scale, "Height: the root of a map's side, in pixels"), maps, largestOf(tree))
  drawChannels(ruler(scale, "Thickness: the logarithm of the channels"), maps)
  if (!vectors.length) return
  drawVectors(ruler(scale, "Vectors: bars as tall as the logarithm of their values"), vectors)
}

/** @param {HTMLElement} holder @param {Shape[]} maps @param {number} largest */
function drawSides(holder, maps, largest) {
  for (const side of steps(maps.map((shape) => shape[1]))) {
    const length = SCALE * lengthOf(side, largest)
    drawEntry(holder, { w: 8, h: length, dx: 0.17 * length, dy: 0.11 * length }, "Conv", side.toLocaleString("en"))
  }
}

/** @param {HTMLElement} holder @param {Shape[]} maps */
function drawChannels(holder, maps) {
  for (const count of steps(maps.map((shape) => shape[0])).reverse()) {
    const w = thicknessOf(count)
    drawEntry(holder, { w, h: 12, dx: 3, dy: 2 }, "Conv", count.toLocaleString("en"))
  }
}

/** @param {HTMLElement} holder @param {Shape[]} vectors */
function drawVectors(holder, vectors) {
  for (const count of steps(vectors.map((shape) => shape[0]))) {
    drawEntry(holder, { w: BAR * 0.6, h: SCALE * barOf(count), dx: 2, dy: 1 }, "Dense", count.toLocaleString("en"))
  }
}

/** @param {HTMLElement} parent @param {string} text */
function ruler(parent, text) {
  const holder = element("div", "ruler", parent)
  element("span", "", holder, text)
  return element("div", "samples", holder)
}

/** @param {HTMLElement} parent @param {Slab} slab @param {string} family @param {string} text */
function drawEntry(parent, slab, family, text) {
  const holder = element("span", "entry", parent)
  holder.append(sample(slab, family))
  element("span", "", holder, text)
}
