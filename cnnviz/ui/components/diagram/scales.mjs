// What sizes and colours mean: sides and channels as lengths, kinds of layers as colours, texts as widths.

export const FONT = 11
export const SMALL = 10.5
export const LINE = 13
export const PLATE = 5
export const BAR = 9

const TALLEST = 96
const GHOST = { h: 40, dx: 0, dy: 0 }

// Told apart with any kind of colour vision (Okabe, Ito 2008). What keeps the shape is a thin plate.
export const FAMILIES = {
  Input: { colour: "#8a94a3", name: "Input" },
  Conv: { colour: "#0072b2", name: "Convolution" },
  Pool: { colour: "#e69f00", name: "Pooling" },
  Dense: { colour: "#009e73", name: "Dense" },
  Flatten: { colour: "#cc79a7", name: "Flatten" },
  Norm: { colour: "#56b4e9", name: "Normalisation", plate: true },
  Activation: { colour: "#f0e442", name: "Activation", plate: true },
  Dropout: { colour: "#5b6470", name: "Dropout", plate: true },
  Folded: { colour: "#b9c0ca", name: "Folded: its output" },
  Impossible: { colour: "#d55e00", name: "Impossible" },
}

const ALIASES = { GlobalPool: "Pool", AdaptivePool: "Pool", BatchNorm: "Norm", LRN: "Norm" }

/** The name of a node's family in FAMILIES. */
export function familyOf(node) {
  if (node.problem) return "Impossible"
  const name = ALIASES[node.kind] ?? node.kind
  return FAMILIES[name] ? name : "Folded"
}

/** Whether a layer leaves shapes as they are, and is drawn as a thin plate. */
export function isPlate(node) {
  return !node.problem && Boolean(FAMILIES[familyOf(node)].plate)
}

/** Pixels for a side of `side` in a network whose largest side is `largest`: by its root, so that small ones show. */
export function lengthOf(side, largest) {
  return Math.max(4, TALLEST * Math.sqrt(side / largest))
}

/** Pixels along the flow for so many channels: by their logarithm. */
export function thicknessOf(channels) {
  return 3.2 * Math.log2(1 + channels)
}

/** Pixels for a vector of so many values: by their logarithm. */
export function barOf(values) {
  return 7 * Math.log2(1 + values)
}

/** A slab's front (w h) and how far its back lies to the right and up (dx dy). */
export function slabOf(node, largest) {
  const shape = node.output
  const plate = isPlate(node)
  if (!shape) return { ...GHOST, w: plate ? PLATE : 16 }
  if (shape.length === 1) return { w: plate ? PLATE : BAR, h: barOf(shape[0]), dx: 3, dy: 2 }
  const [channels, rows, columns] = shape
  const back = lengthOf(columns, largest)
  return { w: plate ? PLATE : thicknessOf(channels), h: lengthOf(rows, largest), dx: 0.17 * back, dy: 0.11 * back }
}

/** A shape in little room. */
export function shapeText(shape) {
  return shape.length === 1 ? shape[0].toLocaleString("en") : shape.join("×")
}

/** How much of all parameters a part holds. */
export function shareText(part, whole) {
  const percent = (100 * part) / whole
  if (percent >= 9.95 || percent === 0) return `${Math.round(percent)} %`
  return percent < 0.05 ? "< 0.1 %" : `${percent.toFixed(1)} %`
}

const NARROW = /[ijltfrI.,:;·'|() ]/
const WIDE = /[@%MWmw→▸▾⊕]/

/** About how wide a text is, on the safe side for the usual fonts. */
export function textWidth(text, size) {
  let ems = 0
  for (const sign of text) ems += NARROW.test(sign) ? 0.36 : WIDE.test(sign) ? 0.92 : /[A-Z]/.test(sign) ? 0.68 : 0.57
  return ems * size
}

/** A text's words in lines no wider than `limit`, but for a word that is wider alone. */
export function wrapped(text, limit, size) {
  const lines = []
  for (const word of text.split(" ")) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word
    if (lines.length && textWidth(longer, size) <= limit) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}
