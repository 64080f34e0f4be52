// What sizes and colours mean: sides and channels as lengths, kinds of layers as colours, texts as widths.

import { BLUE, DROPOUT, ENTRY, FOLDED, GREEN, ORANGE, PINK, SKY, VERMILION, YELLOW } from "../shared/theme.mjs"

export const FONT = 12.5
export const SMALL = 12
export const LINE = 15
const PLATE = 5
export const BAR = 9

const TALLEST = 96
const GHOST = { h: 40, dx: 0, dy: 0 }

/**
 * @import { Node, Shape } from "./tree.mjs"
 * @typedef {{ w: number, h: number, dx: number, dy: number }} Slab a front, and how far its back lies to the right
 *   and up
 */

// Told apart with any kind of colour vision (Okabe, Ito 2008). What keeps the shape is a thin plate.
/** @type {Record<string, { colour: string, name: string, plate?: boolean }>} */
export const FAMILIES = {
  Input: { colour: ENTRY, name: "Input" },
  Conv: { colour: BLUE, name: "Convolution" },
  Pool: { colour: ORANGE, name: "Pooling" },
  Dense: { colour: GREEN, name: "Dense" },
  Flatten: { colour: PINK, name: "Flatten" },
  Norm: { colour: SKY, name: "Normalisation", plate: true },
  Activation: { colour: YELLOW, name: "Activation", plate: true },
  Dropout: { colour: DROPOUT, name: "Dropout", plate: true },
  Folded: { colour: FOLDED, name: "Folded: its output" },
  Impossible: { colour: VERMILION, name: "Impossible" },
}

/** @type {Record<string, string>} */
const ALIASES = { GlobalPool: "Pool", AdaptivePool: "Pool", BatchNorm: "Norm", LRN: "Norm" }

/**
 * The name of a node's family in FAMILIES.
 * @param {Pick<Node, "kind" | "problem">} node
 */
export function familyOf(node) {
  if (node.problem) return "Impossible"
  const name = ALIASES[node.kind] ?? node.kind
  return FAMILIES[name] ? name : "Folded"
}

/**
 * Whether a layer leaves shapes as they are, and is drawn as a thin plate.
 * @param {Pick<Node, "kind" | "problem">} node
 */
export function isPlate(node) {
  return !node.problem && Boolean(FAMILIES[familyOf(node)].plate)
}

/**
 * Pixels for a side of `side` in a network whose largest side is `largest`: by its root, so that small ones show.
 * @param {number} side
 * @param {number} largest
 */
export function lengthOf(side, largest) {
  return Math.max(4, TALLEST * Math.sqrt(side / largest))
}

/**
 * Pixels along the flow for so many channels: by their logarithm.
 * @param {number} channels
 */
export function thicknessOf(channels) {
  return 3.2 * Math.log2(1 + channels)
}

/**
 * Pixels for a vector of so many values: by their logarithm.
 * @param {number} values
 */
export function barOf(values) {
  return 7 * Math.log2(1 + values)
}

/**
 * The slab that a layer's output is drawn as.
 * @param {Pick<Node, "kind" | "problem" | "output">} node
 * @param {number} largest side of the network
 * @returns {Slab}
 */
export function slabOf(node, largest) {
  const shape = node.output
  const plate = isPlate(node)
  if (!shape) return { ...GHOST, w: plate ? PLATE : 16 }
  if (shape.length === 1) return { w: plate ? PLATE : BAR, h: barOf(shape[0]), dx: 3, dy: 2 }
  const [channels, rows, columns] = shape
  const back = lengthOf(columns, largest)
  return { w: plate ? PLATE : thicknessOf(channels), h: lengthOf(rows, largest), dx: 0.17 * back, dy: 0.11 * back }
}

/**
 * A shape in little room.
 * @param {Shape} shape
 */
export function shapeText(shape) {
  return shape.length === 1 ? shape[0].toLocaleString("en") : shape.join("×")
}

/**
 * How much of all parameters a part holds.
 * @param {number} part
 * @param {number} whole
 */
export function shareText(part, whole) {
  const percent = (100 * part) / whole
  if (percent >= 9.95 || percent === 0) return `${Math.round(percent)} %`
  return percent < 0.05 ? "< 0.1 %" : `${percent.toFixed(1)} %`
}

const NARROW = /[ijltfrI.,:;·'|() ]/
const WIDE = /[@%MWmw→▸▾⊕]/

/**
 * About how wide a text is, on the safe side for the usual fonts.
 * @param {string} text
 * @param {number} size of the font
 */
export function textWidth(text, size) {
  let ems = 0
  for (const sign of text) ems += NARROW.test(sign) ? 0.36 : WIDE.test(sign) ? 0.92 : /[A-Z]/.test(sign) ? 0.68 : 0.57
  return ems * size
}

/**
 * A text's words in lines no wider than `limit`, but for a word that is wider alone.
 * @param {string} text
 * @param {number} limit
 * @param {number} size of the font
 */
export function wrapped(text, limit, size) {
  /** @type {string[]} */
  const lines = []
  for (const word of text.split(" ")) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word
    if (lines.length && textWidth(longer, size) <= limit) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}
