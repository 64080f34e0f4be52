// A network as a drawing that folds, enlarges and is read layer by layer. The server hears only of layers picked.

import { element, write } from "../dom.mjs"
import { drawInto } from "./drawing.mjs"
import { layoutOf } from "./layout.mjs"
import { drawLegend } from "./legend.mjs"
import { bounded, dragged, fitting, keptAt, usual } from "./looking.mjs"
import { everyNode, isContainer, openAtFirst, treeOf } from "./tree.mjs"
import { reachedBy } from "./walking.mjs"

const HINT = "Point at a layer or tap it to read about it. Arrow keys move, Enter folds and unfolds, Ctrl and the wheel enlarge."
const KEYS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"]

const diagrams = new WeakMap()

/** How many slabs and folded blocks are shown at first. */
export const budgetFor = (room) => Math.min(30, Math.max(12, Math.floor(room / 40)))

/** The paths that stand open: as at first, but for what somebody has opened (true) or folded (false). */
export function openNow(first, chosen) {
  const open = new Set(first)
  for (const [path, stands] of chosen) stands ? open.add(path) : open.delete(path)
  return open
}

/** The path of what is drawn for a layer: its own, or that of the innermost folded block around it. */
export function seenAs(path, tree, drawn) {
  let seen = ""
  const visit = (nodes, holder) => {
    for (const node of nodes) {
      const here = drawn.has(node.path) ? node.path : holder
      if (node.path === path) seen = here
      for (const part of node.parts) visit(part.nodes, here)
    }
  }
  visit(tree, "")
  return seen
}

class Diagram {
  constructor(root) {
    this.root = root
    this.chosen = new Map()
    this.zoom = 1
    this.at = 0
    root.replaceChildren()
    this.bar = element("div", "bar", root)
    this.makeBar()
    this.view = element("div", "view", root)
    this.svg = document.createElementNS("http://www.w3.org/2000/svg", "svg")
    this.svg.setAttribute("role", "group")
    this.svg.setAttribute("aria-roledescription", "network diagram")
    this.view.append(this.svg)
    this.details = element("p", "details", root)
    this.legend = element("div", "legend", root)
    this.listen()
  }

  makeBar() {
    this.button("Expand all", "Open every block", () => this.all(true))
    this.button("Collapse all", "Fold every block", () => this.all(false))
    const tools = element("span", "tools", this.bar)
    this.button("−", "Smaller", () => this.enlarge(this.zoom / 1.25), tools)
    this.shown = this.button("100 %", "Back to 100 %", () => this.enlarge(1), tools)
    this.button("+", "Larger", () => this.enlarge(this.zoom * 1.25), tools)
    this.button("Fit", "Show the whole network at once", () => this.fit(), tools)
    this.button("Save SVG", "Save this drawing as an SVG file", () => this.save())
  }

  button(label, title, act, parent = this.bar) {
    const button = element("button", "", parent)
    Object.assign(button, { type: "button", textContent: label, title })
    button.setAttribute("aria-label", title)
    button.addEventListener("click", act)
    return button
  }

  listen() {
    const pathOf = (event) => event.target.closest?.("[data-path]")?.dataset.path
    this.svg.addEventListener("pointerover", (event) => this.read(pathOf(event)))
    // Chromium would let an <svg> that listens for focus be focused itself.
    this.view.addEventListener("focusin", (event) => pathOf(event) && this.focused(pathOf(event)))
    this.svg.addEventListener("click", (event) => !this.view.moved && this.press(pathOf(event)))
    this.svg.addEventListener("keydown", (event) => this.key(event))
    // Streamlit listens for r and c on the document.
    this.root.addEventListener("keydown", (event) => event.stopPropagation())
    this.view.addEventListener("wheel", (event) => this.wheel(event), { passive: false })
    dragged(this.view)
    this.watcher = new ResizeObserver(() => this.width !== this.view.clientWidth && this.tree && this.draw())
  }

  update({ network, picked, pickable }, tell) {
    Object.assign(this, { network, picked, pickable, tell })
    this.tree = treeOf(network)
    this.nodes = new Map([...everyNode(this.tree)].map((node) => [node.path, node]))
    this.svg.setAttribute("aria-label", network.words)
    drawLegend(this.legend, this.tree)
    this.watcher.observe(this.view)
    this.draw()
    this.read(this.nodes.has(this.reading) ? this.reading : "")
  }

  draw() {
    const started = performance.now()
    const had = this.svg.contains(this.root.getRootNode().activeElement)
    const path = this.layout?.items[this.at]?.node.path
    this.width = this.view.clientWidth
    const whole = this.network.problem ? 0 : this.network.parameters
    const room = Math.max(240, this.width)
    this.open = openNow(openAtFirst(this.tree, budgetFor(room)), this.chosen)
    this.layout = layoutOf(this.tree, this.open, whole, room)
    this.base = usual(this.layout, room)
    this.groups = drawInto(this.svg, this.layout)
    this.at = Math.max(0, this.layout.items.findIndex((item) => item.node.path === path))
    this.group(this.at).setAttribute("tabindex", 0)
    if (had) this.group(this.at).focus({ preventScroll: true })
    this.groups.get(seenAs(this.picked, this.tree, this.groups))?.classList.add("picked")
    this.size()
    this.root.dataset.drawn = String(performance.now())
    this.root.dataset.took = (performance.now() - started).toFixed(1)
  }

  size() {
    const { width, height } = this.layout
    const times = this.base * this.zoom
    const size = { viewBox: `0 0 ${width} ${height}`, width: Math.floor(width * times), height: Math.floor(height * times) }
    for (const name in size) this.svg.setAttribute(name, size[name])
    write(this.shown, `${Math.round(100 * this.zoom)} %`)
  }

  group(at) {
    return this.groups.get(this.layout.items[at].node.path)
  }

  read(path) {
    const node = this.nodes.get(path)
    if (node) this.reading = path
    if (node || !this.reading || path === "") write(this.details, node ? node.words : `${this.network.words} ${HINT}`)
    this.details.classList.toggle("alarm", Boolean(node?.problem))
  }

  focused(path) {
    this.group(this.at).setAttribute("tabindex", -1)
    this.at = this.layout.items.findIndex((item) => item.node.path === path)
    this.group(this.at).setAttribute("tabindex", 0)
    this.read(path)
  }

  press(path) {
    const node = this.nodes.get(path)
    if (!node) return
    this.read(path)
    if (isContainer(node)) this.turn(path)
    else if (this.pickable) this.tell(path)
  }

  turn(path) {
    this.chosen.set(path, !this.open.has(path))
    this.at = this.layout.items.findIndex((item) => item.node.path === path)
    this.draw()
  }

  all(stands) {
    for (const node of this.nodes.values()) if (isContainer(node)) this.chosen.set(node.path, stands)
    this.draw()
  }

  key(event) {
    const path = this.layout.items[this.at].node.path
    if (event.key === "Enter" || event.key === " ") this.press(path)
    else if (KEYS.includes(event.key)) this.group(reachedBy(event.key, this.layout.items, this.at)).focus()
    else return
    event.preventDefault()
  }

  wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return
    event.preventDefault()
    const box = this.view.getBoundingClientRect()
    this.enlarge(this.zoom * Math.exp(-event.deltaY / 400), event.clientX - box.left, event.clientY - box.top)
  }

  enlarge(zoom, x = this.view.clientWidth / 2, y = this.view.clientHeight / 2) {
    const times = bounded(zoom) / this.zoom
    const [left, top] = [keptAt(this.view.scrollLeft, x, times), keptAt(this.view.scrollTop, y, times)]
    this.zoom *= times
    this.size()
    this.view.scrollTo(left, top)
  }

  fit() {
    const most = parseFloat(getComputedStyle(this.view).maxHeight)
    const { width, height } = this.layout
    this.enlarge(fitting({ width: width * this.base, height: height * this.base }, { width: this.view.clientWidth, height: most || this.view.clientHeight }))
  }

  save() {
    const copy = this.svg.cloneNode(true)
    const style = getComputedStyle(this.root)
    const { width, height } = this.layout
    Object.assign(copy.style, { color: style.color, fontFamily: style.fontFamily })
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg")
    copy.setAttribute("width", width)
    copy.setAttribute("height", height)
    const sheet = copy.insertBefore(document.createElementNS(copy.namespaceURI, "rect"), copy.firstChild)
    for (const [name, value] of Object.entries({ width, height, fill: style.getPropertyValue("--st-background-color") })) sheet.setAttribute(name, value)
    for (const node of copy.querySelectorAll("[tabindex]")) for (const name of ["tabindex", "role", "aria-expanded"]) node.removeAttribute(name)
    const link = document.createElement("a")
    link.href = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }))
    link.download = `${this.network.name.replace(/[^\w-]+/g, "-").replace(/^-|-$/g, "").toLowerCase() || "network"}.svg`
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 10000)
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".diagram")
  try {
    if (!diagrams.has(root)) diagrams.set(root, new Diagram(root))
    diagrams.get(root).update(data, (path) => setTriggerValue("pick", path))
  } catch (error) {
    diagrams.get(root)?.watcher.disconnect()
    diagrams.delete(root)
    root.replaceChildren()
    element("p", "trouble", root).textContent = `This network could not be drawn: ${error.message}`
  }
  return () => diagrams.get(root)?.watcher.disconnect()
}
