// Where everything stands. A box is a piece of the network with what it needs around its axis, the height at which data
// comes in: `width`, `above`, `below`; data leaves `out` below the axis. What is drawn begins `left` of its left edge
// and ends `right` before its right one. `place(x, y, drawing)` puts it, its axis at y.

import { flowBox } from "./rows.mjs"
import { familyOf, FONT, isPlate, LINE, shapeText, shareText, slabOf, SMALL, textWidth, wrapped } from "./scales.mjs"
import { isContainer } from "./tree.mjs"
import { falling, rising, wire } from "./wires.mjs"

const EDGE = 12
const LABEL = 88
const NOTE = 190
const PAD = 9
const HEAD = 21
const SIDE = 20
const FAN = 30
const LANE = 12
const BRANCH = 10
const STACK = 4

/** All that is drawn of a tree in so much room: { width, height, items, lines, dashes, joins }. */
export function layoutOf(tree, open, whole, room) {
  const context = { open, whole, largest: largestOf(tree) }
  const box = boxesOf(tree, room - 2 * EDGE, context)
  const drawing = { items: [], lines: [], dashes: [], joins: [] }
  box.place(EDGE, box.above + EDGE, drawing)
  return { ...drawing, width: box.width + 2 * EDGE, height: box.above + box.below + 2 * EDGE }
}

const largestOf = (tree) => Math.max(tree[0].output[1], tree[0].output[2])

/** Layers one after the other, those between containers with the plates behind them. */
function boxesOf(nodes, room, context) {
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

/** A layer and the plates that follow it, side against side, with the first one's name and shape below. */
function layersBox(nodes, context) {
  const slabs = nodes.map((node) => slabOf(node, context.largest))
  const lines = labelOf(nodes)
  const last = slabs.at(-1)
  const gap = (i) => (i ? (isPlate(nodes[i - 1]) ? 2 : 3) : 0)
  const drawn = slabs.reduce((sum, slab, i) => sum + slab.w + gap(i), 0) + last.dx
  const width = Math.max(drawn, ...lines.map((line) => textWidth(line.text, line.size)))
  const tallest = Math.max(...slabs.map((slab) => slab.h))
  const side = (width - drawn) / 2
  const place = (x, y, { items }) => {
    let left = x + side
    nodes.forEach((node, i) => {
      left += gap(i)
      const label = i ? null : { lines, x: x + width / 2, y: y + tallest / 2 + LINE }
      items.push({ role: "slab", node, family: familyOf(node), x: left, y: y - slabs[i].h / 2, ...slabs[i], label })
      left += slabs[i].w
    })
  }
  const above = tallest / 2 + Math.max(...slabs.map((slab) => slab.dy))
  return { width, above, below: tallest / 2 + lines.length * LINE + 6, left: side, right: side, out: 0, place }
}

function labelOf(nodes) {
  const [first] = nodes
  if (first.problem) return problemLines(first)
  const title = (text) => wrapped(text, LABEL, FONT).map((one) => ({ text: one, size: FONT }))
  if (isPlate(first)) return nodes.flatMap((node) => title(node.title))
  return [...title(first.title), ...(first.output ? [faint(shapeText(first.output))] : [])]
}

const faint = (text) => ({ text, size: SMALL, faint: true })

function problemLines(node) {
  const why = wrapped(node.problem, NOTE, SMALL).map((text) => ({ text, size: SMALL }))
  return [{ text: `⚠ ${node.title}`, size: FONT, alarm: true }, ...why]
}

function containerBox(node, room, context) {
  if (node.bare) return contentsOf(node, room, context)
  const opened = context.open.has(node.path)
  const box = opened ? frameBox(node, contentsOf(node, room - 2 * PAD, context), context) : foldedBox(node, context)
  return node.merge === "aux" ? asideBox(box) : box
}

function contentsOf(node, room, context) {
  if (node.merge === "residual") return residualBox(node, room, context)
  if (node.kind === "Parallel") return parallelBox(node, room, context)
  return boxesOf(node.parts[0].nodes, room, context)
}

/** A container that is folded: a card with its title, its output as a slab, its shape and parameters. */
function foldedBox(node, context) {
  const slab = slabOf({ ...node, output: givenBy(node) }, context.largest)
  const lines = foldedLines(node, context.whole)
  const title = `▸ ${node.title}`
  const widest = Math.max(slab.w + slab.dx, textWidth(title, FONT), ...lines.map((line) => textWidth(line.text, line.size)))
  const [width, stack] = [widest + 2 * PAD, node.times ? STACK : 0]
  const above = slab.h / 2 + slab.dy + HEAD + 2
  const height = above + slab.h / 2 + lines.length * LINE + PAD
  const place = (x, y, { items }) => {
    const inner = { ...slab, x: x + (width - slab.w - slab.dx) / 2, y: y - slab.h / 2 }
    const label = { lines, x: x + width / 2, y: y + slab.h / 2 + LINE }
    const family = familyOf(node)
    items.push({ role: "folded", node, family, x, y: y - above, w: width, h: height, title, inner, label, stack })
  }
  return { width: width + 2 * stack, above: above + 2 * stack, below: height - above, left: 0, right: 0, out: 0, place }
}

function foldedLines(node, whole) {
  if (!node.output) return [faint(node.problem ? "impossible" : "not reached")]
  const count = node.parameters.toLocaleString("en")
  const parameters = node.parameters ? `${count} ${node.parameters === 1 ? "parameter" : "parameters"}` : "no parameters"
  const share = whole && node.parameters ? [faint(`${shareText(node.parameters, whole)} of all`)] : []
  return [{ text: shapeText(givenBy(node) ?? node.output), size: SMALL }, faint(parameters), ...share]
}

/** The shape that a container makes: of a side head, which lets maps pass, what its last layer gives. */
const givenBy = (node) => (node.merge === "aux" ? node.parts[0].nodes.at(-1)?.output : node.output)

/** A container that stands open: a frame around what it holds. */
function frameBox(node, content, context) {
  const title = `▾ ${node.title}`
  const given = givenBy(node)
  const shape = given ? `→ ${shapeText(given)}` : ""
  const head = textWidth(title, FONT) + (shape ? textWidth(shape, SMALL) + 10 : 0)
  const notes = node.problem ? problemLines(node).slice(1) : []
  const widest = Math.max(content.width, head, ...notes.map((line) => textWidth(line.text, line.size)))
  const width = widest + 2 * PAD
  const above = content.above + HEAD + 4
  const below = content.below + PAD + notes.length * LINE
  const place = (x, y, drawing) => {
    const frame = { role: "frame", node, family: familyOf(node), x, y: y - above, w: width, h: above + below, title, shape }
    const label = notes.length ? { lines: notes, x: x + width / 2, y: y + content.below + LINE } : null
    drawing.items.push({ ...frame, head: HEAD, label })
    const left = x + (width - content.width) / 2
    content.place(left, y, drawing)
    drawing.lines.push(wire(x, y, left + content.left, y))
    if (node.merge === "aux") return
    drawing.lines.push(wire(left + content.width - content.right, y + content.out, x + width, y + content.out))
  }
  return { width, above, below, left: 0, right: 0, out: content.out, through: true, place }
}

/** A residual: its body along the axis, its shortcut as an arc above, the sum where they meet. */
function residualBox(node, room, context) {
  const [body, shortcut] = node.parts.map((part) => boxesOf(part.nodes, room - 2 * SIDE, context))
  const arc = node.parts[1].nodes.length > 0
  const inner = Math.max(body.width, arc ? shortcut.width : 0)
  const width = inner + 2 * SIDE
  const up = body.above + LANE + (arc ? shortcut.below : 0)
  const place = (x, y, drawing) => {
    const [left, end, top] = [x + SIDE, x + width - 8, y - up]
    const from = left + (inner - body.width) / 2
    body.place(from, y, drawing)
    const exit = y + body.out
    drawing.lines.push(wire(x, y, from + body.left, y, !body.through))
    drawing.lines.push(wire(from + body.width - body.right, exit, end - 6, exit, true), wire(end + 6, exit, x + width, exit))
    const over = left + (inner - shortcut.width) / 2
    if (arc) shortcut.place(over, top, drawing)
    const [begins, ends] = arc ? [over + shortcut.left, over + shortcut.width - shortcut.right] : [end - 26, end - 26]
    const [rise, fall] = [Math.min(begins, left + 14), Math.max(ends, end - 26)]
    drawing.lines.push(rising(x + 4, y, rise, top), wire(rise, top, begins, top))
    drawing.lines.push(wire(ends, top, fall, top), falling(fall, top, end, exit - 6))
    drawing.joins.push({ kind: "split", x: x + 4, y }, { kind: "add", x: end, y: exit })
  }
  return { width, above: up + (arc ? shortcut.above : 3), below: Math.max(body.below, 9), left: 0, right: 0, out: body.out, through: true, place }
}

/** Branches one below the other, between where they part and where they meet. */
function parallelBox(node, room, context) {
  const branches = node.parts.map((part) => boxesOf(part.nodes, room - 2 * FAN, context))
  const inner = Math.max(...branches.map((box) => box.width))
  const height = branches.reduce((sum, box) => sum + box.above + box.below, 0) + BRANCH * (branches.length - 1)
  const [width, half] = [inner + 2 * FAN, height / 2]
  const place = (x, y, drawing) => {
    const [left, meet, exits] = [x + FAN, x + width - 8, []]
    let top = y - half
    for (const box of branches) {
      const axis = top + box.above
      box.place(left, axis, drawing)
      // Bent before labels begin, then straight.
      drawing.lines.push(wire(x + 4, y, left, axis), wire(left, axis, left + box.left, axis, !box.through))
      const [end, exit] = [left + box.width - box.right, axis + box.out]
      // Straight as far as the widest branch reaches, so that no line crosses a branch beside it.
      drawing.lines.push(wire(end, exit, left + inner, exit))
      drawing.lines.push(node.merge === "add" ? wire(left + inner, exit, meet - 6, y) : wire(left + inner, exit, meet, exit))
      exits.push(exit)
      top = axis + box.below + BRANCH
    }
    drawing.lines.push(wire(x, y, x + 4, y), wire(node.merge === "add" ? meet + 6 : meet, y, x + width, y))
    const [from, to] = [Math.min(...exits, y), Math.max(...exits, y)]
    drawing.joins.push({ kind: "split", x: x + 4, y }, { kind: node.merge, x: meet, y, from, to })
  }
  return { width, above: half, below: half, left: 0, right: 0, out: 0, through: true, place }
}

/** A side head hangs below the flow, which passes it by. */
function asideBox(box) {
  const drop = box.above + 14
  const place = (x, y, drawing) => {
    box.place(x + 16, y + drop, drawing)
    drawing.lines.push(wire(x, y, x + box.width + 16, y))
    drawing.dashes.push(`M${x + 4} ${y}C${x + 4} ${y + drop} ${x + 4} ${y + drop} ${x + 16} ${y + drop}`)
    drawing.joins.push({ kind: "split", x: x + 4, y })
  }
  return { width: box.width + 16, above: 6, below: drop + box.below, left: 0, right: 0, out: 0, through: true, place }
}
