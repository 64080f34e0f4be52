// Containers as boxes around what they hold.

import { FLUSH, widest } from "./boxes.mjs"
import { foldedLines, problemLines, shapeOf } from "./labels.mjs"
import { FONT, familyOf, LINE, SMALL, shapeText, slabOf, textWidth } from "./scales.mjs"
import { falling, rising, wire } from "./wires.mjs"

/**
 * @import { Box, Drawing } from "./boxes.mjs"
 * @import { Node } from "./tree.mjs"
 */

const PAD = 9
const HEAD = 21
const FAN = 30
const SIDE = 20
const LANE = 12
const BRANCH = 10
const STACK = 4

/** How much less room there is within an open frame, a residual, and branches. */
export const NARROWER = { frame: 2 * PAD, residual: 2 * SIDE, parallel: 2 * FAN }

/**
 * A container that is folded: a card with its title, its output as a slab, its shape and parameters.
 * @param {Node} node
 * @param {{ whole: number, largest: number }} network its parameters and its largest side
 * @returns {Box}
 */
export function foldedBox(node, { whole, largest }) {
  const slab = slabOf({ ...node, output: shapeOf(node) ?? null }, largest)
  const lines = foldedLines(node, whole)
  const title = `▸ ${node.title}`
  const inner = Math.max(slab.w + slab.dx, textWidth(title, FONT), widest(lines, textWidth))
  const [width, stack] = [inner + 2 * PAD, node.times ? STACK : 0]
  const above = slab.h / 2 + slab.dy + HEAD + 2
  const below = slab.h / 2 + lines.length * LINE + PAD
  /** @type {Box["place"]} */
  const place = (x, y, { items }) => {
    items.push({
      role: "folded",
      node,
      family: familyOf(node),
      x,
      y: y - above,
      w: width,
      h: above + below,
      title,
      inner: { ...slab, x: x + (width - slab.w - slab.dx) / 2, y: y - slab.h / 2 },
      label: { lines, x: x + width / 2, y: y + slab.h / 2 + LINE },
      stack,
    })
  }
  return { ...FLUSH, width: width + 2 * stack, above: above + 2 * stack, below, place }
}

/**
 * A container that stands open: a frame around what it holds.
 * @param {Node} node
 * @param {Box} content
 * @returns {Box}
 */
export function frameBox(node, content) {
  const title = `▾ ${node.title}`
  const given = shapeOf(node)
  const shape = given ? `→ ${shapeText(given)}` : ""
  const head = textWidth(title, FONT) + (shape ? textWidth(shape, SMALL) + 10 : 0)
  const notes = node.problem ? problemLines(node).slice(1) : []
  const width = Math.max(content.width, head, widest(notes, textWidth)) + 2 * PAD
  const above = content.above + HEAD + 4
  const below = content.below + PAD + notes.length * LINE
  /** @type {Box["place"]} */
  const place = (x, y, drawing) => {
    const label = notes.length ? { lines: notes, x: x + width / 2, y: y + content.below + LINE } : null
    const frame = { x, y: y - above, w: width, h: above + below, title, shape, head: HEAD, label }
    drawing.items.push({ role: "frame", node, family: familyOf(node), ...frame })
    const left = x + (width - content.width) / 2
    content.place(left, y, drawing)
    drawing.lines.push(wire(x, y, left + content.left, y))
    if (node.merge === "aux") return
    drawing.lines.push(wire(left + content.width - content.right, y + content.out, x + width, y + content.out))
  }
  return { width, above, below, left: 0, right: 0, out: content.out, through: true, place }
}

/**
 * A residual: its body along the axis, its shortcut as an arc above, the sum where they meet.
 * @param {Box} body
 * @param {Box | null} shortcut null where the input itself is added
 * @returns {Box}
 */
export function residualBox(body, shortcut) {
  const inner = Math.max(body.width, shortcut?.width ?? 0)
  const up = body.above + LANE + (shortcut?.below ?? 0)
  /** @type {Box["place"]} */
  const place = (x, y, drawing) => {
    const [left, end, exit] = [x + SIDE, x + inner + 2 * SIDE - 8, y + body.out]
    const from = left + (inner - body.width) / 2
    body.place(from, y, drawing)
    drawing.lines.push(
      wire(x, y, from + body.left, y, !body.through),
      wire(from + body.width - body.right, exit, end - 6, exit, true),
      wire(end + 6, exit, x + inner + 2 * SIDE, exit),
    )
    placeShortcut(shortcut, { left, inner, top: y - up, from: [x + 4, y], to: [end, exit] }, drawing)
    drawing.joins.push({ kind: "split", x: x + 4, y }, { kind: "add", x: end, y: exit })
  }
  return {
    width: inner + 2 * SIDE,
    above: up + (shortcut?.above ?? 3),
    below: Math.max(body.below, 9),
    left: 0,
    right: 0,
    out: body.out,
    through: true,
    place,
  }
}

/**
 * @param {Box | null} shortcut
 * @param {{ left: number, inner: number, top: number, from: [number, number], to: [number, number] }} arc where it may
 *   lie, its height, where it begins and ends
 * @param {Drawing} drawing
 */
function placeShortcut(shortcut, { left, inner, top, from, to }, drawing) {
  let [begins, ends] = [to[0] - 26, to[0] - 26]
  if (shortcut) {
    const over = left + (inner - shortcut.width) / 2
    shortcut.place(over, top, drawing)
    begins = over + shortcut.left
    ends = over + shortcut.width - shortcut.right
  }
  const [rise, fall] = [Math.min(begins, left + 14), Math.max(ends, to[0] - 26)]
  drawing.lines.push(rising(from[0], from[1], rise, top), wire(rise, top, begins, top))
  drawing.lines.push(wire(ends, top, fall, top), falling(fall, top, to[0], to[1] - 6))
}

/**
 * Branches one below the other, between where they part and where they meet.
 * @param {Box[]} branches
 * @param {string} merge "add" or "concat"
 * @returns {Box}
 */
export function parallelBox(branches, merge) {
  const inner = Math.max(...branches.map((box) => box.width))
  const half = (branches.reduce((sum, box) => sum + box.above + box.below, 0) + BRANCH * (branches.length - 1)) / 2
  const width = inner + 2 * FAN
  /** @type {Box["place"]} */
  const place = (x, y, drawing) => {
    const meet = x + width - 8
    const exits = placeBranches(branches, { x, y, top: y - half, inner }, drawing)
    const begin = x + FAN + inner
    for (const exit of exits) {
      drawing.lines.push(merge === "add" ? wire(begin, exit, meet - 6, y) : wire(begin, exit, meet, exit))
    }
    drawing.lines.push(wire(x, y, x + 4, y), wire(merge === "add" ? meet + 6 : meet, y, x + width, y))
    const [from, to] = [Math.min(...exits, y), Math.max(...exits, y)]
    drawing.joins.push({ kind: "split", x: x + 4, y }, { kind: merge, x: meet, y, from, to })
  }
  return { ...FLUSH, width, above: half, below: half, through: true, place }
}

/**
 * Places branches and the lines to and through them; the heights at which these leave.
 * @param {Box[]} branches
 * @param {{ x: number, y: number, top: number, inner: number }} where they begin and part, and how wide the widest is
 * @param {Drawing} drawing
 */
function placeBranches(branches, { x, y, top, inner }, drawing) {
  const left = x + FAN
  let edge = top
  return branches.map((box) => {
    const axis = edge + box.above
    edge = axis + box.below + BRANCH
    box.place(left, axis, drawing)
    const [end, exit] = [left + box.width - box.right, axis + box.out]
    drawing.lines.push(
      // Bent before labels begin, then straight.
      wire(x + 4, y, left, axis),
      wire(left, axis, left + box.left, axis, !box.through),
      // Straight as far as the widest branch reaches, so that no line crosses a branch beside it.
      wire(end, exit, left + inner, exit),
    )
    return exit
  })
}

/**
 * A side head hangs below the flow, which passes it by.
 * @param {Box} box
 * @returns {Box}
 */
export function asideBox(box) {
  const drop = box.above + 14
  /** @type {Box["place"]} */
  const place = (x, y, drawing) => {
    box.place(x + 16, y + drop, drawing)
    drawing.lines.push(wire(x, y, x + box.width + 16, y))
    drawing.dashes.push(`M${x + 4} ${y}C${x + 4} ${y + drop} ${x + 4} ${y + drop} ${x + 16} ${y + drop}`)
    drawing.joins.push({ kind: "split", x: x + 4, y })
  }
  return { ...FLUSH, width: box.width + 16, above: 6, below: drop + box.below, through: true, place }
}
