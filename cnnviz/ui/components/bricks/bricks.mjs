// Layers stacked like bricks: add, move, double, remove, change, undo. The numbers beside them come from the server.

import { countedPath } from "../counting.mjs"
import { element, write } from "../dom.mjs"
import { brickAdded, brickDoubled, brickMoved, brickRemoved, completed, freshLayer, listsOf, settingChanged, treeAt } from "./trees.mjs"

const MOST_UNDONE = 200
const stacks = new WeakMap()
let stackMounts = 0

function button(parent, label, title, act) {
  const node = element("button", "", parent)
  Object.assign(node, { type: "button", textContent: label, title })
  node.setAttribute("aria-label", title)
  node.addEventListener("click", (event) => {
    event.preventDefault()
    act()
  })
  return node
}

class Stack {
  constructor(root) {
    this.root = root
    this.mount = ++stackMounts
    this.edition = ""
    this.editions = 0
    this.past = []
    this.future = []
    this.open = new WeakSet()
    this.titles = new Map()
    root.replaceChildren()
    const bar = element("div", "bar", root)
    this.undo = button(bar, "↶ Undo", "Undo (Ctrl+Z)", () => this.back())
    this.redo = button(bar, "↷ Redo", "Redo (Ctrl+Shift+Z)", () => this.forth())
    this.whole = element("div", "whole", root)
    this.list = element("div", "sequence", root)
    this.trouble = element("p", "trouble", root)
    this.trouble.setAttribute("role", "status")
    // Streamlit listens for r and c on the document.
    root.addEventListener("keydown", (event) => this.key(event))
    this.guard()
  }

  /** Notes when a redraw would take a node from under a finger or a half-typed number. */
  guard() {
    this.root.addEventListener("pointerdown", () => (this.pressed = true))
    for (const kind of ["pointerup", "pointercancel", "pointerleave"]) {
      this.root.addEventListener(kind, () => {
        this.pressed = false
        this.drawSoon()
      })
    }
    this.root.addEventListener("input", (event) => (this.typing = event.target.type === "number" || event.target.type === "text"))
    for (const kind of ["change", "focusout"]) {
      this.root.addEventListener(kind, () => {
        this.typing = false
        this.drawSoon()
      })
    }
  }

  /** Draws once the event at hand is over and has moved the focus where it will. */
  drawSoon() {
    clearTimeout(this.drawing)
    this.drawing = setTimeout(() => !this.pressed && !this.typing && this.stale && this.draw())
  }

  key(event) {
    event.stopPropagation()
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || this.typing) return
    event.preventDefault()
    if (event.shiftKey) this.forth()
    else this.back()
  }

  /** A message: numbers for what was built here, or another network from the menu or a file. */
  show(data) {
    this.data = data
    write(this.trouble, data.trouble)
    const ours = Boolean(this.edition) && data.edition === this.edition
    const told = JSON.stringify(data.tree)
    if (!ours && (!this.edition || !data.edition) && told !== this.told) {
      if (this.tree) this.past.push(this.tree)
      this.tree = { ...data.tree, layers: data.tree.layers.map(completed) }
      this.edition = ""
    }
    if (ours || !this.edition) this.told = told
    this.stale = true
    this.drawSoon()
  }

  /** A new tree, changed at `place`: drawn at once, and told to the server. The focus goes to `spot`, if given. */
  become(tree, place = [], spot = "") {
    if (tree === this.tree) return
    // What was open stays so, though the way to the change is made of new objects.
    for (let depth = 1; depth <= place.length; depth++) {
      const way = place.slice(0, depth)
      if (this.open.has(Object(treeAt(this.tree, way)))) this.open.add(Object(treeAt(tree, way)))
    }
    this.past.push(this.tree)
    if (this.past.length > MOST_UNDONE) this.past.shift()
    this.future = []
    this.next = spot
    this.set(tree)
  }

  back() {
    if (!this.past.length) return
    this.future.push(this.tree)
    this.set(this.past.pop())
  }

  forth() {
    if (!this.future.length) return
    this.past.push(this.tree)
    this.set(this.future.pop())
  }

  set(tree) {
    this.tree = tree
    this.edition = `${this.mount}-${++this.editions}`
    this.stale = true
    this.drawSoon()
    this.send()
  }

  send() {
    clearTimeout(this.waiting)
    this.waiting = setTimeout(() => this.tell({ edition: this.edition, text: JSON.stringify(this.tree) }), 60)
  }

  draw() {
    this.stale = false
    const focused = this.next || this.root.getRootNode().activeElement?.dataset.spot
    this.next = ""
    this.undo.disabled = !this.past.length
    this.redo.disabled = !this.future.length
    this.drawWhole()
    this.list.replaceChildren()
    this.sequence(this.list, this.tree.layers, ["layers"], "")
    // What had the focus keeps it, though it was drawn anew; of a brick that is gone, what stands in its place.
    if (focused) (this.spot(focused) ?? this.list.querySelector(".adder:last-child"))?.focus()
  }

  spot(name) {
    return this.root.querySelector(`[data-spot="${CSS.escape(name)}"]`)
  }

  drawWhole() {
    this.whole.replaceChildren()
    if (!this.data.sized) return
    const name = this.field(this.whole, "Name", "text", this.tree.name, (value) => this.become({ ...this.tree, name: value }), "name")
    name.classList.add("name")
    ;["channels", "rows", "columns"].forEach((side, k) => {
      this.field(this.whole, `Input ${side}`, "number", this.tree.input[k], (value) => {
        this.become({ ...this.tree, input: this.tree.input.map((old, at) => (at === k ? value : old)) })
      }, side)
    })
  }

  field(parent, label, type, value, act, spot = "") {
    const holder = element("label", "setting", parent)
    write(element("span", "", holder), label)
    const input = element("input", "", holder)
    Object.assign(input, { type, value })
    if (spot) input.dataset.spot = spot
    input.addEventListener("change", () => act(type === "number" ? Number(input.value) : input.value))
    return input
  }

  sequence(parent, layers, place, path) {
    layers.forEach((layer, at) => this.brick(parent, layer, [...place, at], path ? `${path}.${at}` : String(at)))
    this.adder(parent, [...place, layers.length])
  }

  adder(parent, place) {
    const select = element("select", "adder", parent)
    select.setAttribute("aria-label", "Add a layer here")
    select.dataset.spot = `add ${place.slice(0, -1).join(".")}`
    element("option", "", select).textContent = "+ Add a layer …"
    for (const kind of this.data.kinds) element("option", "", select).textContent = kind
    select.addEventListener("change", () => this.become(brickAdded(this.tree, place, freshLayer(select.value)), place.slice(0, -1)))
    // Closed, a menu takes the first kind at the first arrow: it is opened to choose from.
    select.addEventListener("keydown", (event) => {
      if (!["ArrowDown", "ArrowUp", " ", "Enter"].includes(event.key) || !select.showPicker) return
      event.preventDefault()
      select.showPicker()
    })
  }

  brick(parent, layer, place, path) {
    // Until the server has answered, its numbers are those of another network; names are remembered.
    const pending = this.edition && this.data.edition !== this.edition
    const record = pending ? undefined : this.data.records[path]
    const kind = JSON.stringify(layer)
    if (record) this.titles.set(kind, record.title)
    const title = this.titles.get(kind) ?? layer.layer
    const box = element("details", "brick", parent)
    box.dataset.kind = layer.layer
    box.dataset.path = path
    const wrong = !pending && Boolean(this.data.problem.sentence) && this.data.problem.path === path
    box.open = this.open.has(layer) || wrong
    box.addEventListener("toggle", () => (box.open ? this.open.add(layer) : this.open.delete(layer)))
    const head = element("summary", "", box)
    head.dataset.spot = `brick ${path}`
    write(element("span", "number", head), countedPath(path))
    write(element("b", "", head), title)
    write(element("span", "shape", head), record ? `→ ${record.output}` : "")
    write(element("span", "count", head), record?.parameters ? `${record.parameters} parameters` : "")
    this.actions(element("span", "actions", head), place, path, title)
    if (wrong) write(element("p", "problem", box), this.data.problem.sentence)
    this.settings(element("div", "settings", box), layer, place, path)
    for (const list of listsOf(layer, place, path)) {
      const inner = element("div", "sequence inner", box)
      if (list.title) write(element("div", "part", inner), list.title)
      this.sequence(inner, treeAt(this.tree, list.place), list.place, list.path)
    }
    if (layer.layer === "Parallel") {
      button(box, "+ branch", "Add a branch", () => this.become(brickAdded(this.tree, [...place, "branches", layer.branches.length], []), place))
      if (layer.branches.length > 1) button(box, "− branch", "Remove the last branch", () => this.become(brickRemoved(this.tree, [...place, "branches", layer.branches.length - 1]), place))
    }
  }

  actions(parent, place, path, title) {
    const beside = (by) => path.replace(/\d+$/, (at) => Number(at) + by)
    const last = treeAt(this.tree, place.slice(0, -1)).length - 1
    const act = (label, what, change, spot) => {
      const made = button(parent, label, `${what} ${title}`, () => this.become(change(), place.slice(0, -1), spot))
      made.dataset.spot = `${label} ${path}`
      return made
    }
    act("↑", "Move up", () => brickMoved(this.tree, place, -1), `↑ ${beside(-1)}`).disabled = place.at(-1) === 0
    act("↓", "Move down", () => brickMoved(this.tree, place, 1), `↓ ${beside(1)}`).disabled = place.at(-1) === last
    act("×2", "Double", () => brickDoubled(this.tree, place), `×2 ${beside(1)}`)
    act("✕", "Remove", () => brickRemoved(this.tree, place), `✕ ${place.at(-1) === last ? beside(-1) : path}`)
  }

  settings(parent, layer, place, path) {
    for (const setting of this.data.schema[layer.layer]) {
      const value = layer[setting.name] ?? setting.usual
      const spot = `${path} ${setting.name}`
      EDITORS[setting.kind](this, parent, setting, value, (now) => this.become(settingChanged(this.tree, place, setting.name, now), place), spot)
    }
  }
}

/** How a setting of each kind is edited: (stack, parent, setting, value, change, spot). */
const EDITORS = {
  number(stack, parent, setting, value, change, spot) {
    const input = stack.field(parent, setting.label, "number", value, change, spot)
    Object.assign(input, { step: setting.step })
  },
  text(stack, parent, setting, value, change, spot) {
    stack.field(parent, setting.label, "text", value, change, spot)
  },
  pair(stack, parent, setting, value, change, spot) {
    ;["rows", "columns"].forEach((side, k) => {
      stack.field(parent, `${setting.label}, ${side}`, "number", value[k], (now) => change(value.map((old, at) => (at === k ? now : old))), `${spot} ${side}`)
    })
  },
  switch(stack, parent, setting, value, change, spot) {
    const holder = element("label", "setting", parent)
    write(element("span", "", holder), setting.label)
    const input = element("input", "", holder)
    Object.assign(input, { type: "checkbox", checked: value })
    input.dataset.spot = spot
    input.addEventListener("change", () => change(input.checked))
  },
  choice(stack, parent, setting, value, change, spot) {
    const holder = element("label", "setting", parent)
    write(element("span", "", holder), setting.label)
    const select = element("select", "", holder)
    select.dataset.spot = spot
    for (const option of setting.options) element("option", "", select).textContent = option
    select.value = value
    select.addEventListener("change", () => change(select.value))
  },
  padding(stack, parent, setting, value, change, spot) {
    const explicit = Array.isArray(value)
    const options = { ...setting, options: ["valid", "same", "pixels"] }
    EDITORS.choice(stack, parent, options, explicit ? "pixels" : value, (now) => change(now === "pixels" ? [[1, 1], [1, 1]] : now), spot)
    if (!explicit) return
    ;["top", "bottom", "left", "right"].forEach((side, k) => {
      const set = (now) => change(value.map((pair, way) => pair.map((old, end) => (2 * way + end === k ? now : old))))
      stack.field(parent, side, "number", value[k >> 1][k & 1], set, `${spot} ${side}`)
    })
  },
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".bricks")
  if (!stacks.has(root)) stacks.set(root, new Stack(root))
  const stack = stacks.get(root)
  stack.tell = (value) => setStateValue("network", value)
  stack.show(data)
  if (stack.edition && data.edition !== stack.edition) stack.send()
  return () => {
    clearTimeout(stack.waiting)
    clearTimeout(stack.drawing)
  }
}
