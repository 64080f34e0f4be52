// Layers stacked like bricks: add, move, double, remove, change, undo. The numbers beside them come from the server.

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
    this.open = new Set()
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
  }

  key(event) {
    event.stopPropagation()
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || event.target.tagName === "INPUT") return
    event.preventDefault()
    if (event.shiftKey) this.forth()
    else this.back()
  }

  show(data) {
    this.data = data
    write(this.trouble, data.trouble)
    // An answer to what was changed a moment ago must not undo what was changed since.
    if (!this.edition || data.edition === this.edition) {
      const tree = { ...data.tree, layers: data.tree.layers.map(completed) }
      // What the server refused stays in sight, to be put right.
      if (!data.trouble) this.tree = tree
      this.tree ??= tree
    }
    this.draw()
  }

  /** A new tree: drawn at once, and told to the server. */
  become(tree) {
    if (tree === this.tree) return
    this.past.push(this.tree)
    if (this.past.length > MOST_UNDONE) this.past.shift()
    this.future = []
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
    this.draw()
    clearTimeout(this.waiting)
    this.waiting = setTimeout(() => this.tell({ edition: this.edition, text: JSON.stringify(tree) }), 60)
  }

  draw() {
    const focused = this.root.getRootNode().activeElement?.dataset.spot
    this.undo.disabled = !this.past.length
    this.redo.disabled = !this.future.length
    this.drawWhole()
    this.list.replaceChildren()
    this.sequence(this.list, this.tree.layers, ["layers"], "")
    // The brick that had the focus keeps it, though it was drawn anew.
    if (focused) this.root.querySelector(`[data-spot="${focused}"]`)?.focus()
  }

  drawWhole() {
    if (this.whole.contains(this.root.getRootNode().activeElement)) return
    this.whole.replaceChildren()
    if (!this.data.sized) return
    const name = this.field(this.whole, "Name", "text", this.tree.name, (value) => this.become({ ...this.tree, name: value }))
    name.classList.add("name")
    ;["channels", "rows", "columns"].forEach((side, k) => {
      this.field(this.whole, `Input ${side}`, "number", this.tree.input[k], (value) => {
        this.become({ ...this.tree, input: this.tree.input.map((old, at) => (at === k ? value : old)) })
      })
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
    select.addEventListener("change", () => this.become(brickAdded(this.tree, place, freshLayer(select.value))))
  }

  brick(parent, layer, place, path) {
    // Until the server has answered, its numbers are those of another network; names are remembered.
    const record = this.edition && this.data.edition !== this.edition ? null : this.data.records[path]
    const kind = JSON.stringify(layer)
    if (record) this.titles.set(kind, record.title)
    const title = this.titles.get(kind) ?? layer.layer
    const box = element("details", "brick", parent)
    box.dataset.kind = layer.layer
    box.dataset.path = path
    box.open = this.open.has(path) || (this.data.problem.path === path && Boolean(this.data.problem.sentence))
    box.addEventListener("toggle", () => (box.open ? this.open.add(path) : this.open.delete(path)))
    const head = element("summary", "", box)
    head.dataset.spot = `brick ${path}`
    write(element("b", "", head), title)
    write(element("span", "shape", head), record ? `→ ${record.output}` : "")
    write(element("span", "count", head), record?.parameters ? `${record.parameters} parameters` : "")
    this.actions(element("span", "actions", head), place, path, title)
    if (this.data.problem.sentence && this.data.problem.path === path) write(element("p", "problem", box), this.data.problem.sentence)
    this.settings(element("div", "settings", box), layer, place, path)
    for (const list of listsOf(layer, place, path)) {
      const inner = element("div", "sequence inner", box)
      if (list.title) write(element("div", "part", inner), list.title)
      this.sequence(inner, treeAt(this.tree, list.place), list.place, list.path)
    }
    if (layer.layer === "Parallel") {
      button(box, "+ branch", "Add a branch", () => this.become(brickAdded(this.tree, [...place, "branches", layer.branches.length], [])))
      if (layer.branches.length > 1) button(box, "− branch", "Remove the last branch", () => this.become(brickRemoved(this.tree, [...place, "branches", layer.branches.length - 1])))
    }
  }

  actions(parent, place, path, title) {
    const act = (label, what, change) => {
      button(parent, label, `${what} ${title}`, () => this.become(change())).dataset.spot = `${label} ${path}`
    }
    act("↑", "Move up", () => brickMoved(this.tree, place, -1))
    act("↓", "Move down", () => brickMoved(this.tree, place, 1))
    act("×2", "Double", () => brickDoubled(this.tree, place))
    act("✕", "Remove", () => brickRemoved(this.tree, place))
  }

  settings(parent, layer, place, path) {
    for (const setting of this.data.schema[layer.layer]) {
      const value = layer[setting.name] ?? setting.usual
      const spot = `${path} ${setting.name}`
      EDITORS[setting.kind](this, parent, setting, value, (now) => this.become(settingChanged(this.tree, place, setting.name, now)), spot)
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
  return () => clearTimeout(stack.waiting)
}
