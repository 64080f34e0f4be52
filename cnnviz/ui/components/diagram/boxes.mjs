// What stands on the drawing, and where. A box is a piece of the network with what it needs around its axis, the height
// at which data comes in; data leaves `out` below the axis. What is drawn begins `left` of its left edge and ends
// `right` before its right one.

/**
 * @import { Slab } from "./scales.mjs"
 * @import { Node } from "./tree.mjs"
 * @typedef {{ text: string, size: number, faint?: boolean, alarm?: boolean }} Line of a text
 * @typedef {{ lines: Line[], x: number, y: number } | null} Label centred at x, its first line at y
 * @typedef {{ node: Node, family: string, x: number, y: number, w: number, h: number, label: Label }} Placed
 * @typedef {Placed & Slab & { role: "slab" }} SlabItem a layer
 * @typedef {Placed & {
 *   role: "folded", title: string, inner: Slab & { x: number, y: number }, stack: number,
 * }} FoldedItem a container that is folded; with a `stack`, one of several
 * @typedef {Placed & { role: "frame", title: string, shape: string, head: number }} FrameItem a container that is open
 * @typedef {SlabItem | FoldedItem | FrameItem} Item
 * @typedef {{ kind: string, x: number, y: number, from?: number, to?: number }} Join where lines part or meet
 * @typedef {{ items: Item[], lines: string[], dashes: string[], joins: Join[] }} Drawing lines as SVG path data
 * @typedef {{
 *   width: number, above: number, below: number, left: number, right: number, out: number, through?: boolean,
 *   place(x: number, y: number, drawing: Drawing): void,
 * }} Box `place` draws it with its axis at y; `through` says that it draws the line that leads in
 */

/** What a box is when it reaches from edge to edge at the height of its axis. */
export const FLUSH = { left: 0, right: 0, out: 0 }

/** @param {Box[]} boxes @param {number} gap */
export function widthOf(boxes, gap) {
  return boxes.reduce((sum, box) => sum + box.width, gap * (boxes.length - 1))
}

/** @param {Line[]} lines @param {(text: string, size: number) => number} measure */
export function widest(lines, measure) {
  return Math.max(0, ...lines.map(({ text, size }) => measure(text, size)))
}
