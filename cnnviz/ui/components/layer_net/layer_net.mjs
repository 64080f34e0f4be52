// A layer as circles and arrows: see cnnviz/figures/circles/layer_net.py.

import { announce } from "../shared/announcer.mjs"
import { canvasColours, css, scaleFor } from "../shared/colours.mjs"
import { button, element, write } from "../shared/dom.mjs"
import { unpacked } from "../shared/message.mjs"
import { component } from "../shared/mount.mjs"
import { added, arrowsInto, arrowsOf, channelOf, layerOf, mapOf } from "../shared/net/sums.mjs"
import { nearest, Wires } from "../shared/net/wires.mjs"
import { NextFrame } from "../shared/next_frame.mjs"
import { WidthWatch } from "../shared/width.mjs"
import { painted, Slices } from "./slices.mjs"
import { arrowWords, channelWords, mapWords, placeIn } from "./words.mjs"

/**
 * @import { Arrow, Layer } from "../shared/net/sums.mjs"
 * @import { Wire } from "../shared/net/wires.mjs"
 * @typedef {{ count: string, truths: string[], which: number }} About what the layer is made of, what the drawing is to
 *   say, and the map that is lit at first
 * @typedef {{ from: number | null, to: number | null }} Lit a channel, a map, or the arrow between them
 */

const SHADES = 9

class LayerNet {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.count = element("p", "count", root)
    this.stage = element("div", "stage", root)
    this.wires = new Wires(this.stage)
    this.rows = ["inputs", "outputs"].map((name) => element("div", `row ${name}`, this.stage))
    this.rows.forEach((row, at) => {
      row.setAttribute("role", "group")
      row.setAttribute("aria-label", at ? "Maps that come out" : "Channels that go in")
    })
    const choose = element("div", "choose", root)
    this.from = this.menu(choose, "From")
    this.to = this.menu(choose, "To")
    this.legend = element("ul", "legend", choose)
    this.reading = element("p", "reading", root)
    this.slices = new Slices(root)
    this.truths = element("ul", "truths", root)
    this.trouble = element("p", "trouble", root)
    this.frame = new NextFrame(() => this.light())
    this.width = new WidthWatch(this.stage, () => this.lay())
    /** @type {Layer | null} */
    this.layer = null
    /** @type {Lit} */
    this.pinned = { from: null, to: 0 }
    /** @type {Lit | null} */
    this.pointed = null
    /** @type {Wire[]} */
    this.laid = []
    /** @type {HTMLButtonElement[][]} */
    this.circles = [[], []]
    this.palette = new Uint32Array(256)
    this.known = -1
    this.listen()
  }

  /** @param {HTMLElement} parent @param {string} label */
  menu(parent, label) {
    const holder = element("label", "", parent, `${label} `)
    const menu = element("select", "", holder)
    menu.setAttribute("aria-label", label)
    menu.addEventListener("change", () => {
      const [from, to] = [this.from, this.to].map(({ value }) => (value ? Number(value) : null))
      this.pin(this.within({ from, to }, label === "From"))
    })
    return menu
  }

  listen() {
    this.stage.addEventListener("pointermove", (event) => this.point(this.under(event)))
    this.stage.addEventListener("pointerleave", () => this.point(null))
    this.stage.addEventListener("click", (event) => {
      const lit = this.under(event)
      if (lit) this.pin(lit)
    })
    this.stage.addEventListener("keydown", (event) => this.key(event))
  }

  /** @param {Mounted<Uint8Array<ArrayBuffer>, {}>} mounted */
  receive({ data }) {
    const message = unpacked(data, { copied: true })
    const colours = message.arrays.get("palette")?.values
    if (!(colours instanceof Uint8Array)) throw new Error("the colours are missing")
    this.palette = canvasColours(colours)
    this.layer = layerOf(message)
    const about = /** @type {About} */ (message.header)
    if (about.which !== this.known) this.pinned = { from: null, to: about.which }
    this.known = about.which
    this.pinned = this.within(this.pinned, false)
    this.pointed = null
    write(this.trouble, "")
    write(this.count, about.count)
    this.truths.replaceChildren()
    for (const truth of about.truths) element("li", "", this.truths, truth)
    this.fill(this.layer)
    this.width.start()
    this.lay()
  }

  /** Circles, menus and the legend. @param {Layer} layer */
  fill(layer) {
    const { channels, names } = layer.header
    const planes = [channels.map((_, at) => channelOf(layer, at)), names.map((_, at) => mapOf(layer, at))]
    const wide = [layer.columns.size, layer.columns.output]
    this.circles = [channels, names].map((named, side) => {
      this.rows[side].replaceChildren()
      return named.map((name, at) => {
        const circle = button("", this.rows[side], () => {}, side ? `Map ${name}` : `Channel ${name}`)
        painted(circle, planes[side][at], wide[side], scaleFor(planes[side][at], this.palette))
        element("span", "name", circle, side ? String(at + 1) : name)
        circle.addEventListener("focus", () => this.pin(this.litBy(side, at)))
        return circle
      })
    })
    this.options(this.from, "all channels", channels)
    this.options(this.to, "all maps", names)
    this.explainColours(layer)
  }

  /** @param {HTMLSelectElement} menu @param {string} all @param {string[]} names */
  options(menu, all, names) {
    menu.replaceChildren()
    for (const [at, name] of [all, ...names].entries()) {
      const option = element("option", "", menu, name)
      option.value = at ? String(at - 1) : ""
    }
  }

  /** @param {Layer} layer */
  explainColours(layer) {
    this.legend.replaceChildren()
    const ramp = Array.from({ length: SHADES }, (_, k) => css(this.palette[Math.round((255 * k) / (SHADES - 1))]))
    const entries = [
      ["ramp data", "Maps and slices: 0 in the middle, each to its largest; in a sum all alike"],
      ["line adds data", `Adds at ${placeIn(layer)}; wider: more`],
      ["line takes data", "Takes away"],
    ]
    for (const [look, words] of entries) {
      const entry = element("li", "", this.legend)
      const sample = element("span", look, entry)
      if (look.startsWith("ramp")) sample.style.background = `linear-gradient(to right, ${ramp.join(", ")})`
      element("span", "", entry, words)
    }
  }

  /**
   * The same, where such an arrow is there; else the circle that was asked for last.
   * @param {Lit} lit
   * @param {boolean} keepFrom
   * @returns {Lit}
   */
  within({ from, to }, keepFrom) {
    if (!this.layer) return { from, to }
    const { channels, names } = this.layer.header
    const start = from !== null && from < channels.length ? from : null
    const end = to !== null && to < names.length ? to : null
    if (start === null && end === null) return { from: null, to: 0 }
    if (start === null || end === null) return { from: start, to: end }
    const there = arrowsInto(this.layer, end).some((arrow) => arrow.from === start)
    if (there) return { from: start, to: end }
    return keepFrom ? { from: start, to: null } : { from: null, to: end }
  }

  /** @param {number} side @param {number} at @returns {Lit} */
  litBy(side, at) {
    return side ? { from: null, to: at } : { from: at, to: null }
  }

  /**
   * What is under a pointer: a circle, or the nearest arrow.
   * @param {MouseEvent} event
   * @returns {Lit | null}
   */
  under(event) {
    const circle = event.target instanceof Element ? event.target.closest("button") : null
    for (const [side, circles] of this.circles.entries()) {
      const at = circles.indexOf(/** @type {HTMLButtonElement} */ (circle))
      if (at >= 0) return this.litBy(side, at)
    }
    const box = this.stage.getBoundingClientRect()
    const wire = nearest(this.laid, event.clientX - box.left, event.clientY - box.top)
    return wire ? { from: wire.arrow.from, to: wire.arrow.to } : null
  }

  /** @param {Lit | null} lit */
  point(lit) {
    if (same(lit, this.pointed)) return
    this.pointed = lit
    this.frame.ask()
  }

  /** @param {Lit} lit */
  pin(lit) {
    this.pinned = lit
    this.pointed = null
    this.frame.ask()
  }

  /** Left and right to the next circle of a row, up and down through what enters a map. @param {KeyboardEvent} event */
  key(event) {
    const { layer } = this
    if (event.ctrlKey || event.metaKey || event.altKey || !layer) return
    const across = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    const along = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (!across && !along) return
    event.preventDefault()
    const { from, to } = this.pinned
    const side = to === null ? 0 : 1
    const circles = this.circles[side]
    const at = (side ? to : from) ?? 0
    if (across) {
      circles[Math.max(0, Math.min(circles.length - 1, at + across))].focus()
      return
    }
    if (!side) return
    const stops = [null, ...arrowsInto(layer, at).map((arrow) => arrow.from)]
    this.pin({ from: stops[(stops.indexOf(from) + (along ?? 0) + stops.length) % stops.length], to: at })
  }

  /** The arrows from circle to circle, where those stand now. */
  lay() {
    if (!this.layer) return
    const room = Math.max(28, Math.min(56, Math.floor(this.stage.clientWidth / this.circles[1].length) - 5))
    this.root.style.setProperty("--circle", `${room}px`)
    const home = this.stage.getBoundingClientRect()
    const [starts, ends] = this.circles.map((circles) => circles.map((one) => one.children[0].getBoundingClientRect()))
    this.laid = arrowsOf(this.layer).map((arrow) => ({
      arrow,
      x1: Math.round(starts[arrow.from].left + starts[arrow.from].width / 2 - home.left),
      y1: Math.round(starts[arrow.from].bottom - home.top + 20),
      x2: Math.round(ends[arrow.to].left + ends[arrow.to].width / 2 - home.left),
      y2: Math.round(ends[arrow.to].top - home.top - 2),
    }))
    this.wires.lay(this.laid)
    this.light()
  }

  light() {
    const { layer } = this
    if (!layer) return
    const started = performance.now()
    const lit = this.pointed ?? this.pinned
    const chosen = this.laid.filter(
      ({ arrow }) => (lit.from === null || arrow.from === lit.from) && (lit.to === null || arrow.to === lit.to),
    )
    this.wires.light(chosen.map((wire) => ({ wire, adds: added(layer, wire.arrow) })))
    this.circles.forEach((circles, side) => {
      circles.forEach((circle, at) => {
        const on = chosen.some(({ arrow }) => (side ? arrow.to : arrow.from) === at)
        circle.classList.toggle("on", on)
        circle.setAttribute("aria-pressed", String(at === (side ? lit.to : lit.from)))
        circle.tabIndex = at === (side ? this.pinned.to : this.pinned.from) || (at === 0 && this.loose(side)) ? 0 : -1
      })
    })
    this.from.value = this.pinned.from === null ? "" : String(this.pinned.from)
    this.to.value = this.pinned.to === null ? "" : String(this.pinned.to)
    this.explainLit(
      layer,
      lit,
      chosen.map(({ arrow }) => arrow),
    )
    this.root.dataset.took = (performance.now() - started).toFixed(2)
  }

  /** Whether no circle of a row is the one to begin with. @param {number} side */
  loose(side) {
    return (side ? this.pinned.to : this.pinned.from) === null
  }

  /** @param {Layer} layer @param {Lit} lit @param {Arrow[]} arrows */
  explainLit(layer, { from, to }, arrows) {
    const only = from !== null && to !== null ? arrows[0] : null
    const said = only
      ? arrowWords(layer, only)
      : to !== null
        ? mapWords(layer, to)
        : channelWords(layer, arrows, from ?? 0)
    if (to !== null) this.slices.sum(layer, to, only, this.palette)
    else this.slices.fan(layer, arrows, this.palette)
    write(this.reading, said)
    if (!this.pointed) announce(this.root, said)
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

/** @param {Lit | null} one @param {Lit | null} other */
function same(one, other) {
  return one === other || (!!one && !!other && one.from === other.from && one.to === other.to)
}

export default component("layer_net", LayerNet, "The layer could not be drawn")
