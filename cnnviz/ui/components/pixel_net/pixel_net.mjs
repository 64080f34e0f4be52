// One window of a picture through all channels as a small network: see cnnviz/figures/circles/pixel_net.py.

import { announce } from "../shared/announcer.mjs"
import { canvasColours, coloursOf, css, GREYS, limitOf, scaleFor, signedScale } from "../shared/colours.mjs"
import { element, write } from "../shared/dom.mjs"
import { unpacked } from "../shared/message.mjs"
import { component } from "../shared/mount.mjs"
import { channelOf } from "../shared/net/sums.mjs"
import { NextFrame } from "../shared/next_frame.mjs"
import { WidthWatch } from "../shared/width.mjs"
import { Drawing } from "./drawing.mjs"
import { netOf, passed } from "./net.mjs"
import { Picker } from "./picker.mjs"
import { answerWords, linearWords, sumWords, unitWords } from "./words.mjs"

/**
 * @import { Node } from "./drawing.mjs"
 * @import { Net, Passed } from "./net.mjs"
 * @import { Place } from "./picker.mjs"
 */

const SHADES = 9
/** @type {Record<string, (net: Net, passed: Passed, at: number) => string>} */
const WORDS = { sum: sumWords, unit: unitWords, answer: answerWords, linear: linearWords }

class PixelNet {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    const board = element("div", "board", root)
    const left = element("div", "left", board)
    const picker = (/** @type {HTMLElement} */ parent, /** @type {string} */ title) =>
      new Picker(parent, title, {
        point: (share, stay) => this.point(share, stay),
        leave: () => this.leave(),
        step: (by) => this.step(by),
      })
    this.picture = picker(left, "The picture")
    const typed = element("div", "typed", left)
    this.inputs = ["Row", "Column"].map((name, axis) => this.typed(typed, name, axis))
    this.drawing = new Drawing(board, (node, stay) => this.look(node, stay))
    this.drawing.root.addEventListener("pointerleave", () => this.look(this.kept, true))
    const right = element("div", "right", board)
    this.answer = picker(right, "The small network")
    this.linear = picker(right, "A linear classifier")
    this.reading = element("p", "reading", root)
    this.legend = element("ul", "legend", root)
    this.trouble = element("p", "trouble", root)
    this.frame = new NextFrame(() => this.draw())
    this.width = new WidthWatch(this.drawing.root, () => this.lay())
    /** @type {Net | null} */
    this.net = null
    this.palette = new Uint32Array(256)
    /** @type {Place} */
    this.at = [0, 0]
    this.chosen = this.at
    this.meant = ""
    /** @type {Node} */
    this.kept = { kind: "sum", at: 0 }
    this.node = this.kept
  }

  /** @param {HTMLElement} parent @param {string} name @param {number} axis */
  typed(parent, name, axis) {
    const holder = element("label", "", parent, `${name} `)
    const input = element("input", "", holder)
    Object.assign(input, { type: "number", min: "1" })
    input.setAttribute("aria-label", `${name} of the window`)
    input.addEventListener("change", () => {
      const to = /** @type {Place} */ ([...this.chosen])
      to[axis] = Math.round(Number(input.value)) - 1 || 0
      this.go(to)
    })
    return input
  }

  /** @param {Mounted<Uint8Array<ArrayBuffer>, {}>} mounted */
  receive({ data }) {
    const message = unpacked(data, { copied: true })
    const colours = message.arrays.get("palette")?.values
    if (!(colours instanceof Uint8Array)) throw new Error("the colours are missing")
    this.palette = canvasColours(colours)
    const net = netOf(message)
    this.net = net
    const { at } = net.layer.header
    // Where the explorer went, this goes as well.
    if (at.join() !== this.meant) this.chosen = at
    this.meant = at.join()
    if (this.kept.at >= 2 * net.layer.kernels.length) this.kept = { kind: "sum", at: 0 }
    this.node = this.kept
    write(this.trouble, "")
    this.drawing.build(net)
    this.paint(net)
    this.explainColours()
    this.width.start()
    this.lay()
    this.go(this.chosen)
  }

  /** @param {Net} net */
  paint({ layer, answer, classified, yes }) {
    const { rows, columns, header } = layer
    const channels = header.channels.map((_, at) => channelOf(layer, at))
    const size = `${rows.size} × ${columns.size} pixels.`
    this.picture.paint(pictured(channels, this.palette), columns.size, `The picture, ${size}`)
    const shade = { palette: GREYS, low: 0, high: Math.max(1, limitOf(answer)) }
    this.answer.paint(coloursOf(shade, answer), columns.output, "The small network's answers.")
    const scale = signedScale(this.palette, limitOf(classified))
    this.linear.paint(coloursOf(scale, classified), columns.output, "The linear classifier's answers.")
    for (const [picker, map] of /** @type {[Picker, Float32Array][]} */ ([
      [this.answer, answer],
      [this.linear, classified],
    ])) {
      const count = map.reduce((sum, value) => sum + Number(value >= yes), 0)
      write(picker.fact, `Yes (${yes} or more) at ${count.toLocaleString("en")} of ${map.length.toLocaleString("en")}`)
    }
  }

  explainColours() {
    this.legend.replaceChildren()
    const shaded = (/** @type {Uint32Array} */ palette) =>
      Array.from({ length: SHADES }, (_, k) => css(palette[Math.round((255 * k) / (SHADES - 1))])).join(", ")
    for (const [colours, words] of [
      [shaded(this.palette), "Sums and linear classifier: 0 in the middle, to the largest"],
      [shaded(GREYS), "After ReLU: 0 black, answer 1 white; units to the largest"],
    ]) {
      const entry = element("li", "", this.legend)
      element("span", "ramp data", entry).style.background = `linear-gradient(to right, ${colours})`
      element("span", "", entry, words)
    }
    for (const [look, words] of [
      ["line adds data", "Adds; wider: more"],
      ["line takes data", "Takes away"],
    ]) {
      const entry = element("li", "", this.legend)
      element("span", look, entry)
      element("span", "", entry, words)
    }
  }

  /** @param {Place} share @param {boolean} stay */
  point(share, stay) {
    if (!this.net) return
    const sizes = [this.net.layer.rows.output, this.net.layer.columns.output]
    const to = /** @type {Place} */ (share.map((one, axis) => Math.floor(one * sizes[axis])))
    this.go(to, stay)
  }

  /** Back to the place that was chosen last. */
  leave() {
    this.go(this.chosen)
  }

  /** @param {Place} by */
  step(by) {
    this.go([this.chosen[0] + by[0], this.chosen[1] + by[1]])
  }

  /** @param {Place} to @param {boolean} stay whether it is chosen, not only pointed at */
  go(to, stay = true) {
    if (!this.net) return
    const sizes = [this.net.layer.rows.output, this.net.layer.columns.output]
    this.at = /** @type {Place} */ (to.map((one, axis) => Math.max(0, Math.min(sizes[axis] - 1, one))))
    if (stay) this.chosen = this.at
    this.frame.ask()
  }

  /** @param {Node} node @param {boolean} stay */
  look(node, stay) {
    if (stay) this.kept = node
    this.node = node
    this.frame.ask()
  }

  lay() {
    if (!this.net) return
    this.drawing.lay(this.net)
    this.frame.ask()
  }

  draw() {
    const { net } = this
    if (!net) return
    const started = performance.now()
    const { rows, columns, header } = net.layer
    const [row, column] = this.at
    const through = passed(net, this.at)
    this.drawing.show(
      net,
      through,
      header.channels.map((_, at) => windowOf(net, at, this.at)),
      this.palette,
    )
    this.drawing.light(net, through, this.node)
    const corner = [row * rows.stride - rows.before, column * columns.stride - columns.before]
    this.picture.mark(corner[0], corner[1], rows.span, columns.span)
    for (const picker of [this.answer, this.linear]) picker.mark(row, column, 1, 1)
    this.inputs.forEach((input, axis) => {
      input.max = String([rows.output, columns.output][axis])
      if (!input.matches(":focus") || Number(input.value) - 1 !== this.at[axis]) input.value = String(this.at[axis] + 1)
    })
    const said = `Row ${row + 1}, column ${column + 1}. ${WORDS[this.node.kind](net, through, this.node.at)}`
    write(this.reading, said)
    announce(this.root, said)
    Object.assign(this.root.dataset, { at: this.at.join(), took: (performance.now() - started).toFixed(2) })
  }

  /** @param {string} why */
  explain(why) {
    write(this.trouble, why)
  }

  stop() {
    this.frame.stop()
    this.width.stop()
  }
}

/**
 * What an output's window holds of a channel, row by row.
 * @param {Net} net
 * @param {number} channel
 * @param {Place} at
 */
function windowOf({ layer: { planes, rows, columns } }, channel, [row, column]) {
  return Float32Array.from({ length: rows.window * columns.window }, (_, tap) => {
    const down = row * rows.stride + rows.dilation * Math.floor(tap / columns.window)
    return planes[channel][down * columns.padded + column * columns.stride + columns.dilation * (tap % columns.window)]
  })
}

/**
 * Three channels as colours, one as it is.
 * @param {Float32Array[]} channels
 * @param {Uint32Array} palette
 */
function pictured(channels, palette) {
  if (channels.length !== 3) return coloursOf(scaleFor(channels[0], palette), channels[0])
  const [red, green, blue] = channels.map((one) => one.map((value) => Math.round(255 * value)))
  return Uint32Array.from(red, (value, k) => 0xff000000 | (blue[k] << 16) | (green[k] << 8) | value)
}

export default component("pixel_net", PixelNet, "The small network could not be drawn")
