// A layout as SVG that stands alone: colours and sizes are attributes, so that it can be saved as it is.

import { FAMILIES, FONT, LINE, SMALL } from "./scales.mjs"

const SPACE = "http://www.w3.org/2000/svg"
const PLUS = 6

/** A colour mixed with white (share > 0) or black (share < 0). */
export function shaded(colour, share) {
  const target = share > 0 ? 255 : 0
  const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16))
  const mixed = parts.map((part) => Math.round(part + (target - part) * Math.abs(share)))
  return `#${mixed.map((part) => part.toString(16).padStart(2, "0")).join("")}`
}

function make(tag, attributes, parent) {
  const node = document.createElementNS(SPACE, tag)
  for (const name in attributes) node.setAttribute(name, attributes[name])
  parent?.append(node)
  return node
}

const n = (value) => Number(value.toFixed(1))

/** Draws a layout into an empty <svg>; returns the group of each path, in reading order. */
export function drawInto(svg, layout) {
  const sheet = document.createDocumentFragment()
  const flow = { fill: "none", stroke: "currentColor", "stroke-opacity": 0.6, "stroke-width": 1.3, "aria-hidden": "true" }
  if (layout.lines.length) make("path", { ...flow, class: "flow", d: layout.lines.join("") }, sheet)
  if (layout.dashes.length) make("path", { ...flow, "stroke-dasharray": "4 3", d: layout.dashes.join("") }, sheet)
  const groups = new Map(layout.items.map((item) => [item.node.path, drawItem(item, sheet)]))
  const joins = make("g", { "aria-hidden": "true" }, sheet)
  for (const join of layout.joins) drawJoin(join, joins)
  svg.replaceChildren(sheet)
  return groups
}

/** A stack of faces like those of the diagram, for the legend. */
export function sample(slab, family) {
  const [width, height] = [slab.w + slab.dx + 2, slab.h + slab.dy + 2]
  const svg = make("svg", { width: n(width), height: n(height), viewBox: `0 0 ${n(width)} ${n(height)}`, "aria-hidden": "true" })
  drawSlab({ ...slab, x: 1, y: slab.dy + 1 }, FAMILIES[family].colour, svg)
  return svg
}

function drawItem(item, parent) {
  const { node, role } = item
  const group = make("g", { "data-path": node.path, class: role, role: "button", tabindex: -1, "aria-label": node.words }, parent)
  if (role !== "slab") group.setAttribute("aria-expanded", role === "frame")
  ITEMS[role](item, group)
  if (item.label) drawLabel(item.label, group)
  return group
}

const ITEMS = {
  slab(item, group) {
    // A plate is too thin to be hit.
    make("rect", { x: n(item.x - 1.5), y: n(item.y - item.dy), width: n(item.w + 3), height: n(item.h + item.dy), fill: "none", "pointer-events": "all" }, group)
    if (item.node.output || item.node.problem) drawSlab(item, FAMILIES[item.family].colour, group)
    else make("rect", { ...box(item), rx: 2, fill: "none", stroke: "currentColor", "stroke-opacity": 0.6, "stroke-dasharray": "3 3", class: "edge" }, group)
  },
  folded(item, group) {
    for (let back = 2; back > 0 && item.stack; back--) {
      make("path", { d: behind(item, back * item.stack), fill: "none", stroke: "currentColor", "stroke-opacity": 0.35 }, group)
    }
    make("rect", { ...card(item), class: "edge" }, group)
    heading(item, group)
    if (item.node.output) drawSlab(item.inner, FAMILIES[item.family].colour, group)
  },
  frame(item, group) {
    const edge = item.node.problem ? { stroke: FAMILIES.Impossible.colour, "stroke-opacity": 1 } : {}
    if (item.node.merge === "aux") edge["stroke-dasharray"] = "4 3"
    make("rect", { ...card(item), "fill-opacity": 0.03, ...edge, class: "edge", "pointer-events": "none" }, group)
    make("rect", { ...box(item), height: item.head, fill: "none", "pointer-events": "all" }, group)
    const text = heading(item, group)
    if (item.shape) make("tspan", { dx: 8, "font-size": SMALL, "font-weight": 400, "fill-opacity": 0.75 }, text).textContent = item.shape
  },
}

const box = ({ x, y, w, h }) => ({ x: n(x), y: n(y), width: n(w), height: n(h) })

const card = (item) => ({ ...box(item), rx: 7, fill: "currentColor", "fill-opacity": 0.05, stroke: "currentColor", "stroke-opacity": 0.35 })

/** What is seen of a card that lies `by` to the right of and above another. */
function behind({ x, y, w, h, stack }, by) {
  const [left, top, right, bottom] = [x + by, y - by, x + w + by, y + h - by].map(n)
  const round = 7
  return `M${left} ${top + stack}Q${left} ${top} ${left + round} ${top}H${right - round}Q${right} ${top} ${right} ${top + round}V${bottom - round}Q${right} ${bottom} ${right - stack} ${bottom}`
}

function heading(item, group) {
  const text = make("text", { x: n(item.x + 8), y: n(item.y + 15), "font-size": FONT, "font-weight": 600, fill: item.node.problem ? FAMILIES.Impossible.colour : "currentColor" }, group)
  text.append(item.title)
  return text
}

/** Front, top and right faces, the light from above. */
function drawSlab({ x, y, w, h, dx, dy }, colour, group) {
  const top = `M${n(x)} ${n(y)}l${n(dx)} ${n(-dy)}h${n(w)}l${n(-dx)} ${n(dy)}z`
  const side = `M${n(x + w)} ${n(y)}l${n(dx)} ${n(-dy)}v${n(h)}l${n(-dx)} ${n(dy)}z`
  const line = { stroke: shaded(colour, -0.5), "stroke-width": 0.6, "stroke-linejoin": "round" }
  make("path", { d: side, fill: shaded(colour, -0.25), ...line, class: "edge" }, group)
  make("path", { d: top, fill: shaded(colour, 0.4), ...line, class: "edge" }, group)
  make("rect", { ...box({ x, y, w, h }), fill: colour, ...line, class: "edge" }, group)
}

function drawLabel({ lines, x, y }, group) {
  const text = make("text", { "text-anchor": "middle", fill: "currentColor" }, group)
  lines.forEach((line, i) => {
    const span = make("tspan", { x: n(x), y: n(y + i * LINE), "font-size": line.size }, text)
    if (line.faint) span.setAttribute("fill-opacity", 0.75)
    if (line.alarm) for (const [name, value] of [["fill", FAMILIES.Impossible.colour], ["font-weight", 600]]) span.setAttribute(name, value)
    span.textContent = line.text
  })
}

function drawJoin(join, parent) {
  if (join.kind === "split") make("circle", { cx: n(join.x), cy: n(join.y), r: 2.2, fill: "currentColor" }, parent)
  else if (join.kind === "concat") drawBar(join, parent)
  else drawPlus(join, parent)
}

function drawBar({ x, from, to }, parent) {
  const height = to - from + 16
  make("rect", { x: n(x - 3), y: n(from - 8), width: 6, height: n(height), rx: 3, fill: "currentColor", "fill-opacity": 0.75 }, parent)
}

function drawPlus({ x, y }, parent) {
  const ring = { stroke: "currentColor", "stroke-width": 1.3 }
  make("circle", { cx: n(x), cy: n(y), r: PLUS, fill: "none", ...ring }, parent)
  make("path", { d: `M${n(x - 3)} ${n(y)}h6M${n(x)} ${n(y - 3)}v6`, ...ring }, parent)
}
