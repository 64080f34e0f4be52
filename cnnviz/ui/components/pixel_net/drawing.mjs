// The circles of the small network in their columns, and what runs between them.

import { colourOf, css, GREYS, inkOn, limitOf, scaleFor, signedScale } from "../shared/colours.mjs"
import { button, element, write } from "../shared/dom.mjs"
import { arrowsInto } from "../shared/net/sums.mjs"
import { Wires } from "../shared/net/wires.mjs"
import { text } from "../shared/numbers.mjs"

/**
 * @import { Scale } from "../shared/colours.mjs"
 * @import { Wire } from "../shared/net/wires.mjs"
 * @import { Net, Passed } from "./net.mjs"
 * @typedef {"sum" | "unit" | "answer" | "linear"} Kind
 * @typedef {{ kind: Kind, at: number }} Node
 * @typedef {{ into: Node, from: number, wire: Wire }} Joint from a channel, a sum or a unit
 */

const TITLES = ["Window", "Sums", "1 × 1, ReLU", "1 × 1, ReLU"]

export class Drawing {
  /**
   * @param {HTMLElement} parent
   * @param {(node: Node, stay: boolean) => void} look
   */
  constructor(parent, look) {
    this.root = element("div", "net", parent)
    this.wires = new Wires(this.root)
    this.columns = TITLES.map((title) => {
      const column = element("div", "column", this.root)
      element("p", "title", column, title)
      return column
    })
    this.look = look
    /** @type {HTMLElement[]} */
    this.blocks = []
    /** @type {Map<string, HTMLButtonElement>} */
    this.nodes = new Map()
    /** @type {Joint[]} */
    this.joints = []
  }

  /** @param {Net} net */
  build(net) {
    for (const column of this.columns) while (column.children.length > 1) column.lastChild?.remove()
    const { channels, names } = net.layer.header
    this.blocks = channels.map((name) => {
      const block = element("div", "block", this.columns[0])
      element("canvas", "plane", block).setAttribute("aria-hidden", "true")
      element("span", "name", block, name)
      return block
    })
    this.nodes.clear()
    names.forEach((name, at) => this.node({ kind: "sum", at }, name, 1))
    for (let at = 0; at < 2 * names.length; at++) this.node({ kind: "unit", at }, `unit ${at + 1}`, 2)
    this.node({ kind: "answer", at: 0 }, "Answer", 3)
    this.node({ kind: "linear", at: 0 }, "Linear classifier", 3)
  }

  /** @param {Node} node @param {string} name @param {number} column */
  node(node, name, column) {
    const circle = button("", this.columns[column], () => this.look(node, true))
    circle.className = `node ${node.kind}`
    element("span", "value data", circle)
    circle.append(" ")
    element("span", "name", circle, name)
    circle.addEventListener("pointerenter", () => this.look(node, false))
    circle.addEventListener("focus", () => this.look(node, true))
    this.nodes.set(keyOf(node), circle)
  }

  /** Lays the wires from circle to circle, where those stand now. @param {Net} net */
  lay(net) {
    const home = this.root.getBoundingClientRect()
    const boxes = new Map([...this.nodes].map(([key, node]) => [key, node.children[0].getBoundingClientRect()]))
    const blocks = this.blocks.map((block) => block.children[0].getBoundingClientRect())
    this.joints = jointsOf(net).map(({ into, from }) => {
      const start =
        into.kind === "sum" ? blocks[from] : boxes.get(into.kind === "answer" ? `unit${from}` : `sum${from}`)
      const end = boxes.get(keyOf(into))
      if (!start || !end) throw new Error("a circle is missing")
      const wire = {
        arrow: { from, to: into.at, slice: 0 },
        x1: Math.round(start.right - home.left),
        y1: Math.round(start.top + start.height / 2 - home.top),
        x2: Math.round(end.left - home.left - 2),
        y2: Math.round(end.top + end.height / 2 - home.top),
      }
      return { into, from, wire }
    })
    this.wires.lay(this.joints.map(({ wire }) => wire))
  }

  /**
   * The numbers of one window.
   * @param {Net} net
   * @param {Passed} passed
   * @param {Float32Array[]} windows of each channel
   * @param {Uint32Array} palette
   */
  show(net, passed, windows, palette) {
    windows.forEach((values, at) => {
      const canvas = /** @type {HTMLCanvasElement} */ (this.blocks[at].children[0])
      const { window } = net.layer.columns
      canvas.width = window
      canvas.height = values.length / window
      const scale = scaleFor(values, palette)
      const colours = Uint32Array.from(values, (value) => colourOf(scale, value))
      const pixels = new Uint8ClampedArray(colours.buffer)
      canvas.getContext("2d")?.putImageData(new ImageData(pixels, window, canvas.height), 0, 0)
      const name = net.layer.header.channels[at]
      write(this.blocks[at].children[1], values.length === 1 ? `${name} ${text(values[0])}` : name)
    })
    this.values("sum", passed.sums, signedScale(palette, limitOf(passed.sums)))
    this.values("unit", passed.units, { palette: GREYS, low: 0, high: limitOf(passed.units) })
    this.values("answer", [passed.answer], { palette: GREYS, low: 0, high: 1 })
    this.values("linear", [passed.classified], signedScale(palette, Math.max(1, Math.abs(passed.classified))))
  }

  /** @param {Kind} kind @param {number[]} values @param {Scale} scale */
  values(kind, values, scale) {
    values.forEach((value, at) => {
      const node = this.nodes.get(keyOf({ kind, at }))
      if (!node) return
      const shown = /** @type {HTMLElement} */ (node.children[0])
      const colour = colourOf(scale, value)
      write(shown, text(Number(value.toPrecision(3))))
      shown.style.background = css(colour)
      shown.style.color = inkOn(colour)
    })
  }

  /** Lights what enters a circle. @param {Net} net @param {Passed} passed @param {Node} node */
  light(net, passed, node) {
    const entering = this.joints.filter(({ into }) => into.kind === node.kind && into.at === node.at)
    const lit = entering.map((joint) => ({ wire: joint.wire, adds: addedBy(net, passed, joint) }))
    this.wires.light(lit.filter(({ adds }) => adds !== 0))
    for (const [key, circle] of this.nodes) circle.setAttribute("aria-pressed", String(key === keyOf(node)))
  }
}

/** @param {Node} node */
function keyOf({ kind, at }) {
  return `${kind}${at}`
}

/**
 * Everything that is joined, weights of 0 as well.
 * @param {Net} net
 * @returns {{ into: Node, from: number }[]}
 */
function jointsOf({ layer }) {
  const read = layer.kernels.map((_, at) => at)
  const units = [...read, ...read].map((_, at) => at)
  const join = (/** @type {Node} */ into, /** @type {number[]} */ starts) => starts.map((from) => ({ into, from }))
  return [
    ...read.flatMap((at) =>
      join(
        { kind: "sum", at },
        arrowsInto(layer, at).map(({ from }) => from),
      ),
    ),
    ...units.flatMap((at) => join({ kind: "unit", at }, read)),
    ...join({ kind: "answer", at: 0 }, units),
    ...join({ kind: "linear", at: 0 }, read),
  ]
}

/**
 * What comes through one joint.
 * @param {Net} net
 * @param {Passed} passed
 * @param {{ into: Node, from: number }} joint
 */
function addedBy({ layer, first, second, linear }, { parts, features, units }, { into: { kind, at }, from }) {
  if (kind === "sum") return parts[at][from - layer.header.starts[at]]
  if (kind === "unit") return first.weights[at * features.length + from] * features[from]
  return kind === "answer" ? second.weights[from] * units[from] : linear[from] * features[from]
}
