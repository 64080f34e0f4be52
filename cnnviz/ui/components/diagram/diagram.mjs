// A network as a drawing that folds, enlarges and is read layer by layer. The server hears only of layers picked.

import { button, element, write } from "../shared/dom.mjs"
import { component } from "../shared/mount.mjs"
import { drawInto } from "./drawing.mjs"
import { openIn, seenAs } from "./folding.mjs"
import { layoutOf } from "./layout.mjs"
import { drawLegend } from "./legend.mjs"
import { saveSvg } from "./saving.mjs"
import { everyNode, isContainer, treeOf } from "./tree.mjs"
import { usual, View } from "./view.mjs"
import { reachedBy } from "./walking.mjs"

/**
 * @import { Layout } from "./layout.mjs"
 * @import { Network, Node } from "./tree.mjs"
 * @typedef {{ network: Network, picked: string, pickable: boolean }} Data a network, the path of the layer that is
 *   outlined, and whether the server hears of layers picked
 * @typedef {{ pick: string }} Triggers a layer's path
 */

const HINT =
  "Point at a layer or tap it to read about it. Arrow keys move, Enter folds and unfolds, Ctrl and the wheel enlarge."
const KEYS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"]
// Pixels below which the drawing is rather scrolled than squeezed.
const NARROWEST = 240

class Diagram {
  /** @param {HTMLElement} root @param {Data} data */
  constructor(root, data) {
    this.root = root
    this.data = data
    /** What somebody has opened (true) or folded (false), by path. @type {Map<string, boolean>} */
    this.chosen = new Map()
    /** The place, among what is drawn, of what the keys reach. */
    this.at = 0
    /** The path of the layer that is read about. */
    this.reading = ""
    /** How wide the window was when the network was drawn. */
    this.width = 0
    /** @type {Node[]} */
    this.tree = []
    /** @type {Map<string, Node>} */
    this.nodes = new Map()
    /** @type {Layout} */
    this.layout = { items: [], lines: [], dashes: [], joins: [], width: 1, height: 1 }
    /** @type {Map<string, SVGGElement>} */
    this.groups = new Map()
    /** @type {Set<string>} */
    this.open = new Set()
    const bar = element("div", "bar", root)
    this.view = new View(root, (zoom) => this.saySize(zoom))
    this.percent = this.fillBar(bar)
    this.details = element("p", "details", root)
    this.legend = element("div", "legend", root)
    this.listen(this.view)
    this.watcher = new ResizeObserver(() => this.width !== this.view.node.clientWidth && this.draw())
  }

  /** @param {HTMLElement} bar @returns {HTMLElement} the button that says how large the drawing is */
  fillBar(bar) {
    const { view } = this
    button("Expand all", bar, () => this.turnAll(true), "Expand all: open every block")
    button("Collapse all", bar, () => this.turnAll(false), "Collapse all: fold every block")
    const tools = element("span", "tools", bar)
    button("−", tools, () => view.enlarge(view.zoom / 1.25), "Smaller")
    const percent = button("100 %", tools, () => view.enlarge(1), "Back to 100 %")
    button("+", tools, () => view.enlarge(view.zoom * 1.25), "Larger")
    button("Fit", tools, () => view.fit(), "Fit: show the whole network at once")
    button("Save SVG", bar, () => this.save(), "Save SVG: save this drawing as a file")
    return percent
  }

  /** The button that says how large the drawing is, and leads back. @param {number} zoom */
  saySize(zoom) {
    const percent = `${Math.round(100 * zoom)} %`
    write(this.percent, percent)
    this.percent.setAttribute("aria-label", `${percent}: back to 100 %`)
  }

  /** @param {View} view */
  listen({ svg, node }) {
    svg.setAttribute("role", "group")
    svg.setAttribute("aria-roledescription", "network diagram")
    svg.addEventListener("pointerover", (event) => this.read(pathOf(event)))
    // Chromium would let an <svg> that listens for focus be focused itself.
    node.addEventListener("focusin", (event) => {
      const path = pathOf(event)
      if (path) this.focused(path)
    })
    svg.addEventListener("click", (event) => !this.view.moved && this.press(pathOf(event)))
    svg.addEventListener("keydown", (event) => this.key(event))
  }

  /** @param {Mounted<Data, {}, Triggers>} mounted */
  receive({ data, setTriggerValue }) {
    this.tell = setTriggerValue
    this.data = data
    this.tree = treeOf(data.network)
    this.nodes = new Map([...everyNode(this.tree)].map((node) => [node.path, node]))
    this.view.svg.setAttribute("aria-label", data.network.words)
    drawLegend(this.legend, this.tree)
    this.draw()
    this.watcher.observe(this.view.node)
    this.read(this.nodes.has(this.reading) ? this.reading : "")
  }

  stop() {
    this.watcher.disconnect()
  }

  draw() {
    const { network, picked } = this.data
    const { svg } = this.view
    const had = svg.contains(/** @type {ShadowRoot} */ (this.root.getRootNode()).activeElement)
    const path = this.layout.items[this.at]?.node.path
    this.width = this.view.node.clientWidth
    const room = Math.max(NARROWEST, this.width)
    this.open = openIn(this.tree, room, this.chosen)
    this.layout = layoutOf(this.tree, this.open, network.problem ? 0 : network.parameters, room)
    this.groups = drawInto(svg, this.layout)
    this.reach(Math.max(0, this.placeOf(path)))
    if (had) this.group.focus({ preventScroll: true })
    this.groups.get(seenAs(picked, this.tree, this.groups))?.classList.add("picked")
    this.size(room)
  }

  /** @param {number} room */
  size(room) {
    const { width, height } = this.layout
    const base = usual(this.layout, room)
    this.view.svg.setAttribute("viewBox", `0 0 ${width} ${height}`)
    this.view.show({ width: width * base, height: height * base })
  }

  /** What the keys reach. */
  get group() {
    return this.groupAt(this.at)
  }

  /** @param {number} at */
  groupAt(at) {
    return /** @type {SVGGElement} */ (this.groups.get(this.layout.items[at].node.path))
  }

  /** @param {string | undefined} path */
  placeOf(path) {
    return this.layout.items.findIndex((item) => item.node.path === path)
  }

  /** The tab key leads to the item at this place. @param {number} at */
  reach(at) {
    this.at = at
    this.group.setAttribute("tabindex", "0")
  }

  /** @param {string | undefined} path */
  read(path) {
    const node = path === undefined ? undefined : this.nodes.get(path)
    if (node) this.reading = node.path
    const sentence = node ? node.words : `${this.data.network.words} ${HINT}`
    if (node || !this.reading || path === "") write(this.details, sentence)
    this.details.classList.toggle("alarm", Boolean(node?.problem))
  }

  /** @param {string} path */
  focused(path) {
    this.group.setAttribute("tabindex", "-1")
    this.reach(this.placeOf(path))
    this.read(path)
  }

  /** @param {string | undefined} path */
  press(path) {
    const node = path === undefined ? undefined : this.nodes.get(path)
    if (!node) return
    this.read(node.path)
    if (isContainer(node)) this.turn(node.path)
    else if (this.data.pickable) this.tell?.("pick", node.path)
  }

  /** Opens or folds a block. @param {string} path */
  turn(path) {
    this.chosen.set(path, !this.open.has(path))
    this.at = this.placeOf(path)
    this.draw()
  }

  /** @param {boolean} open */
  turnAll(open) {
    for (const node of this.nodes.values()) if (isContainer(node)) this.chosen.set(node.path, open)
    this.draw()
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const { items } = this.layout
    if (event.key === "Enter" || event.key === " ") this.press(items[this.at].node.path)
    else if (KEYS.includes(event.key)) this.groupAt(reachedBy(event.key, items, this.at)).focus()
    else return
    event.preventDefault()
  }

  save() {
    saveSvg(this.view.svg, this.layout, getComputedStyle(this.root), this.data.network.name)
  }
}

/** The path of what an event is about. @param {Event} event */
function pathOf(event) {
  const node = event.target instanceof Element ? event.target.closest("[data-path]") : null
  return node?.getAttribute("data-path") ?? undefined
}

export default component("diagram", Diagram, "This network could not be drawn")
