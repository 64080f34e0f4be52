// A layout as SVG that stands alone: colours and sizes are attributes, so that it can be saved as it is.

import { FAMILIES, FONT, LINE, SMALL } from "./scales.mjs"

const SPACE = "http://www.w3.org/2000/svg"
const PLUS = 6

/**
 * @import { Drawing, FoldedItem, FrameItem, Item, Join, Label, SlabItem } from "./boxes.mjs"
 * @import { Slab } from "./scales.mjs"
 * @typedef {Record<string, string | number | boolean>} Attributes
 */

/**
 * A colour mixed with white (share > 0) or black (share < 0).
 * @param {string} colour
 * @param {number} share
 */
export function shaded(colour, share) {
  const target = share > 0 ? 255 : 0
  const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16))
  const mixed = parts.map((part) => Math.round(part + (target - part) * Math.abs(share)))
  return `#${mixed.map((part) => part.toString(16).padStart(2, "0")).join("")}`
}

/**
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} attributes
 * @param {ParentNode} [parent]
 */
export function make(tag, attributes, parent) {
  const node = document.createElementNS(SPACE, tag)
  setAll(node, attributes)
  parent?.append(node)
  return node
}

/** @param {Element} node @param {Attributes} attributes */
export function setAll(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value))
}

/** @param {number} value */
const n = (value) => Number(value.toFixed(1))

/**
 * Draws a layout into an empty <svg>; returns the group of each path, in reading order.
 * @param {SVGSVGElement} svg
 * @param {Drawing} layout
 */
export function drawInto(svg, layout) {
  const sheet = document.createDocumentFragment()
  const flow = {
    fill: "none",
    stroke: "currentColor",
    "stroke-opacity": 0.6,
    "stroke-width": 1.3,
    "aria-hidden": "true",
  }
  if (layout.lines.length) make("path", { ...flow, class: "flow", d: layout.lines.join("") }, sheet)
  if (layout.dashes.length) make("path", { ...flow, "stroke-dasharray": "4 3", d: layout.dashes.join("") }, sheet)
  const groups = new Map(layout.items.map((item) => [item.node.path, drawItem(item, sheet)]))
  const joins = make("g", { "aria-hidden": "true" }, sheet)
  for (const join of layout.joins) drawJoin(join, joins)
  svg.replaceChildren(sheet)
  return groups
}

/**
 * A slab like those of the diagram, for the legend.
 * @param {Slab} slab
 * @param {string} family
 */
export function sample(slab, family) {
  const [width, height] = [slab.w + slab.dx + 2, slab.h + slab.dy + 2]
  const svg = make("svg", {
    width: n(width),
    height: n(height),
    viewBox: `0 0 ${n(width)} ${n(height)}`,
    "aria-hidden": "true",
  })
  drawSlab({ ...slab, x: 1, y: slab.dy + 1 }, FAMILIES[family].colour, svg)
  return svg
}

/** @param {Item} item @param {ParentNode} parent */
function drawItem(item, parent) {
  const { node, role } = item
  const group = make(
    "g",
    { "data-path": node.path, class: role, role: "button", tabindex: -1, "aria-description": node.words },
    parent,
  )
  if (role !== "slab") group.setAttribute("aria-expanded", String(role === "frame"))
  if (item.role === "slab") drawLayer(item, group)
  else if (item.role === "folded") drawFolded(item, group)
  else drawFrame(item, group)
  if (item.label) drawLabel(item.label, group)
  group.setAttribute("aria-label", calledAs(group) || node.title)
  return group
}

/**
 * What is written on it, as it is read out: the signs before titles say what `aria-expanded` says.
 * @param {Element} group
 */
function calledAs(group) {
  const written = [...group.querySelectorAll("text")].map((text) => text.textContent).join(" ")
  return written.replace(/[▸▾⚠]/g, "").trim()
}

/** @param {SlabItem} item @param {SVGGElement} group */
function drawLayer(item, group) {
  const { x, y, w, h, dy, node, family } = item
  // A plate is too thin to be hit.
  const wide = { x: n(x - 1.5), y: n(y - dy), width: n(w + 3), height: n(h + dy) }
  make("rect", { ...wide, fill: "none", "pointer-events": "all" }, group)
  if (node.output || node.problem) drawSlab(item, FAMILIES[family].colour, group)
  else make("rect", { ...box(item), ...GHOST, class: "edge" }, group)
}

/** A layer that is not reached. */
const GHOST = { rx: 2, fill: "none", stroke: "currentColor", "stroke-opacity": 0.6, "stroke-dasharray": "3 3" }

/** @param {FoldedItem} item @param {SVGGElement} group */
function drawFolded(item, group) {
  const edge = { fill: "none", stroke: "currentColor", "stroke-opacity": 0.6 }
  for (let back = 2; back > 0 && item.stack; back--) {
    make("path", { d: behind(item, back * item.stack), ...edge }, group)
  }
  make("rect", { ...card(item), class: "edge" }, group)
  heading(item, group)
  if (item.node.output) drawSlab(item.inner, FAMILIES[item.family].colour, group)
}

/** @param {FrameItem} item @param {SVGGElement} group */
function drawFrame(item, group) {
  const { problem, merge } = item.node
  /** @type {Attributes} */
  const wrong = problem ? { stroke: FAMILIES.Impossible.colour, "stroke-opacity": 1 } : {}
  /** @type {Attributes} */
  const aside = merge === "aux" ? { "stroke-dasharray": "4 3" } : {}
  const edge = { ...wrong, ...aside, class: "edge", "pointer-events": "none" }
  make("rect", { ...card(item), "fill-opacity": 0.03, ...edge }, group)
  make("rect", { ...box(item), height: item.head, fill: "none", "pointer-events": "all" }, group)
  const text = heading(item, group)
  if (!item.shape) return
  const style = { dx: 8, "font-size": SMALL, "font-weight": 400, "fill-opacity": 0.75 }
  text.append(" ")
  make("tspan", style, text).textContent = item.shape
}

/** @typedef {{ x: number, y: number, w: number, h: number }} Box */

/** @param {Box} place */
const box = ({ x, y, w, h }) => ({ x: n(x), y: n(y), width: n(w), height: n(h) })

/** @param {Box} item */
const card = (item) => ({
  ...box(item),
  rx: 7,
  fill: "currentColor",
  "fill-opacity": 0.05,
  stroke: "currentColor",
  "stroke-opacity": 0.6,
})

/**
 * What is seen of a card that lies `by` to the right of and above another.
 * @param {FoldedItem} item
 * @param {number} by
 */
function behind({ x, y, w, h, stack }, by) {
  const [left, top, right, bottom] = [x + by, y - by, x + w + by, y + h - by].map(n)
  const round = 7
  return [
    `M${left} ${top + stack}`,
    `Q${left} ${top} ${left + round} ${top}`,
    `H${right - round}`,
    `Q${right} ${top} ${right} ${top + round}`,
    `V${bottom - round}`,
    `Q${right} ${bottom} ${right - stack} ${bottom}`,
  ].join("")
}

/** @param {FoldedItem | FrameItem} item @param {SVGGElement} group */
function heading(item, group) {
  const text = make(
    "text",
    {
      x: n(item.x + 8),
      y: n(item.y + 15),
      "font-size": FONT,
      "font-weight": 600,
      fill: "currentColor",
    },
    group,
  )
  text.append(item.title)
  return text
}

/**
 * Front, top and right faces, the light from above.
 * @param {Slab & { x: number, y: number }} slab
 * @param {string} colour
 * @param {ParentNode} group
 */
function drawSlab({ x, y, w, h, dx, dy }, colour, group) {
  const top = `M${n(x)} ${n(y)}l${n(dx)} ${n(-dy)}h${n(w)}l${n(-dx)} ${n(dy)}z`
  const side = `M${n(x + w)} ${n(y)}l${n(dx)} ${n(-dy)}v${n(h)}l${n(-dx)} ${n(dy)}z`
  const line = { stroke: shaded(colour, -0.5), "stroke-width": 0.9, "stroke-linejoin": "round" }
  make("path", { d: side, fill: shaded(colour, -0.25), ...line, class: "edge" }, group)
  make("path", { d: top, fill: shaded(colour, 0.4), ...line, class: "edge" }, group)
  make("rect", { ...box({ x, y, w, h }), fill: colour, ...line, class: "edge" }, group)
}

/** @param {NonNullable<Label>} label @param {SVGGElement} group */
function drawLabel({ lines, x, y }, group) {
  const text = make("text", { "text-anchor": "middle", fill: "currentColor" }, group)
  lines.forEach((line, at) => {
    /** @type {Attributes} */
    const faint = line.faint ? { "fill-opacity": 0.75 } : {}
    /** @type {Attributes} */
    const alarm = line.alarm ? { "font-weight": 600 } : {}
    const place = { x: n(x), y: n(y + at * LINE), "font-size": line.size }
    if (at) text.append(" ")
    make("tspan", { ...place, ...faint, ...alarm }, text).textContent = line.text
  })
}

/** @param {Join} join @param {SVGGElement} parent */
function drawJoin(join, parent) {
  if (join.kind === "split") make("circle", { cx: n(join.x), cy: n(join.y), r: 2.2, fill: "currentColor" }, parent)
  else if (join.kind === "concat") drawBar(join, parent)
  else drawPlus(join, parent)
}

/** @param {Join} join @param {SVGGElement} parent */
function drawBar({ x, y, from = y, to = y }, parent) {
  const place = { x: n(x - 3), y: n(from - 8), width: 6, height: n(to - from + 16), rx: 3 }
  make("rect", { ...place, fill: "currentColor", "fill-opacity": 0.75 }, parent)
}

/** @param {Join} join @param {SVGGElement} parent */
function drawPlus({ x, y }, parent) {
  const ring = { stroke: "currentColor", "stroke-width": 1.3 }
  make("circle", { cx: n(x), cy: n(y), r: PLUS, fill: "none", ...ring }, parent)
  make("path", { d: `M${n(x - 3)} ${n(y)}h6M${n(x)} ${n(y - 3)}v6`, ...ring }, parent)
}
