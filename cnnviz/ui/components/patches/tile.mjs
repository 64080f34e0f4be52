// One patch, large; below it the picture that it comes from, with its place framed, and its number.

import { button, element } from "../shared/dom.mjs"

/**
 * @typedef {[top: number, left: number, height: number, width: number]} Frame shares of the picture's sides
 * @typedef {{
 *   patch: string, ratio: number, crisp: boolean, whole: string, sides: [number, number], frame: Frame, number: string,
 *   facts: string[], told: string, go: { image: string, unit: number[] } | null, goes: string,
 * }} PatchEntry see cnnviz/figures/looks/groups.py
 */

export class Tile {
  /** @param {PatchEntry} entry @param {(image: string, unit: number[]) => void} open */
  constructor(entry, open) {
    this.node = element("li")
    const { go } = entry
    const stage = element("div", "stage", this.node)
    const patch = element("img", entry.crisp ? "crisp data" : "data", stage)
    patch.src = entry.patch
    patch.alt = entry.told
    // As large as fits the square.
    Object.assign(patch.style, { width: share(Math.min(1, entry.ratio)), height: share(Math.min(1, 1 / entry.ratio)) })
    const below = element("div", "below", this.node)
    below.append(whole(entry))
    const facts = element("div", "facts", below)
    element("b", "", facts, entry.number)
    for (const fact of entry.facts) element("span", "", facts, fact)
    if (go) button("Way", this.node, () => open(go.image, go.unit), `${entry.goes}: ${entry.told}`).className = "way"
  }
}

/** The picture, its patch framed. @param {PatchEntry} entry */
function whole({ whole, sides, frame }) {
  const node = element("div", "whole")
  const [rows, columns] = sides
  const image = element("img", "data", node)
  image.src = whole
  image.alt = ""
  node.style.aspectRatio = String(columns / rows)
  const mark = element("div", "window", node)
  const [top, left, height, width] = frame.map(share)
  Object.assign(mark.style, { top, left, height, width })
  return node
}

/** @param {number} part of 1 */
function share(part) {
  return `${100 * part}%`
}
