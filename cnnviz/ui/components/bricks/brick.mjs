// A layer as a brick: a line that says what it makes, its settings, and the layers that it holds.

import { countedPath } from "../shared/counting.mjs"
import { button, element } from "../shared/dom.mjs"
import { drawEditor, field, writeSettings } from "./editors.mjs"
import * as trees from "./trees.mjs"

/**
 * @import { Numbers, Stack } from "./bricks.mjs"
 * @import { Layer, Place } from "./trees.mjs"
 * @typedef {{ layer: Layer, place: Place, path: string }} Brick
 */

/**
 * Layers one below the other, and a menu that adds one more.
 * @param {Stack} stack
 * @param {Element} parent
 * @param {Layer[]} layers
 * @param {Place} place of the list
 * @param {string} path of what holds them, "" at the top
 */
export function drawSequence(stack, parent, layers, place, path) {
  layers.forEach((layer, at) => {
    drawBrick(stack, parent, { layer, place: [...place, at], path: path ? `${path}.${at}` : String(at) })
  })
  if (!stack.data.still) drawAdder(stack, parent, [...place, layers.length], path)
}

/**
 * @param {Stack} stack
 * @param {Element} parent
 * @param {Place} place
 * @param {string} path of what holds the list
 */
function drawAdder(stack, parent, place, path) {
  const select = element("select", "adder", parent)
  select.setAttribute("aria-label", path ? `Add a layer here, in ${countedPath(path)}` : "Add a layer here")
  select.dataset.spot = `add ${place.slice(0, -1).join(".")}`
  element("option", "", select, "+ Add a layer …")
  for (const kind of stack.data.kinds) element("option", "", select, kind)
  select.addEventListener("change", () => {
    const fresh = trees.freshLayer(select.value)
    stack.become(trees.added(stack.tree, place, fresh), place.slice(0, -1), { said: `${select.value} added.` })
  })
  // Closed, a menu takes the first kind at the first arrow: it is opened to choose from.
  select.addEventListener("keydown", (event) => {
    if (!["ArrowDown", "ArrowUp", " ", "Enter"].includes(event.key) || !("showPicker" in select)) return
    event.preventDefault()
    select.showPicker()
  })
}

/** @param {Stack} stack @param {Element} parent @param {Brick} brick */
function drawBrick(stack, parent, brick) {
  const { layer, place, path } = brick
  const box = element("div", "brick", parent)
  box.dataset.kind = layer.layer
  box.dataset.path = path
  const problem = stack.problemOf(path)
  const inside = element("details", "", box)
  inside.open = stack.open.has(layer) || problem !== ""
  inside.addEventListener("toggle", () => (inside.open ? stack.open.add(layer) : stack.open.delete(layer)))
  const { title, record } = stack.known(layer, path)
  drawHead(inside, path, title, record)
  // Beside the line that opens the brick, not in it: a button in a button is reached by nobody who listens.
  if (!stack.data.still) drawActions(stack, element("div", "actions", box), brick, title)
  if (problem) element("p", "problem", inside, problem)
  drawSettings(stack, element("div", "settings", inside), brick)
  for (const list of trees.listsOf(layer, place, path)) {
    const inner = element("div", "sequence inner", inside)
    if (list.title) element("div", "part", inner, list.title)
    drawSequence(stack, inner, trees.nodeAt(stack.tree, list.place), list.place, list.path)
  }
  if (layer.layer === "Parallel" && !stack.data.still) drawBranchButtons(stack, inside, brick)
}

/**
 * @param {Element} inside
 * @param {string} path
 * @param {string} title
 * @param {Numbers | undefined} record
 */
function drawHead(inside, path, title, record) {
  const head = element("summary", "", inside)
  head.dataset.spot = `brick ${path}`
  head.tabIndex = -1
  element("span", "number", head, countedPath(path))
  element("b", "", head, title)
  element("span", "shape", head, record ? `→ ${record.output}` : "")
  element("span", "count", head, record?.parameters ? `${record.parameters} parameters` : "")
}

/**
 * What can be done with a brick: its buttons are one stop of the tab key, and its keys do the same.
 * @param {Stack} stack
 * @param {Element} parent
 * @param {Brick} brick
 * @param {string} title
 */
function drawActions(stack, parent, { place, path }, title) {
  const [at, last] = [Number(place.at(-1)), trees.nodeAt(stack.tree, place.slice(0, -1)).length - 1]
  const beside = (/** @type {number} */ by) => `${path.slice(0, path.lastIndexOf(".") + 1)}${at + by}`
  parent.setAttribute("role", "toolbar")
  parent.setAttribute("aria-label", `Change ${countedPath(path)} ${title}`)
  const all = [
    { sign: "↑", what: "Move up", change: () => trees.moved(stack.tree, place, -1), to: beside(-1), off: at === 0 },
    { sign: "↓", what: "Move down", change: () => trees.moved(stack.tree, place, 1), to: beside(1), off: at === last },
    { sign: "×2", what: "Double", change: () => trees.doubled(stack.tree, place), to: beside(1), off: false },
    {
      sign: "✕",
      what: "Remove",
      change: () => trees.removed(stack.tree, place),
      to: at === last ? beside(-1) : path,
      off: false,
    },
  ]
  for (const { sign, what, change, to, off } of all) {
    const act = () => {
      const kept = stack.onHead ? `brick ${to}` : `${sign} ${to}`
      stack.become(change(), place.slice(0, -1), { spot: kept, said: `${what}: ${title}.` })
    }
    const made = button(sign, parent, act, `${sign === "×2" ? "×2: " : ""}${what} ${title}`)
    made.dataset.spot = `${sign} ${path}`
    made.dataset.key = KEYS[sign]
    made.tabIndex = -1
    made.disabled = off
  }
}

/** The key, on a brick, that does what a button does. @type {Record<string, string>} */
const KEYS = { "↑": "Alt+ArrowUp", "↓": "Alt+ArrowDown", "×2": "d", "✕": "Delete" }

/** @param {Stack} stack @param {Element} parent @param {Brick} brick */
function drawSettings(stack, parent, { layer, place, path }) {
  if (stack.data.still) {
    writeSettings(parent, stack.data.schema[layer.layer], layer)
    return
  }
  for (const setting of stack.data.schema[layer.layer]) {
    const changed = (/** @type {any} */ value) => trees.changed(stack.tree, place, setting.name, value)
    drawEditor(parent, setting, {
      value: layer[setting.name] ?? setting.usual,
      change: (value) => stack.become(changed(value), place, { said: `${setting.label} changed.` }),
      spot: `${path} ${setting.name}`,
    })
  }
  drawPlace(stack, parent, place, path)
}

/**
 * Where the brick stands, to be typed.
 * @param {Stack} stack
 * @param {Element} parent
 * @param {Place} place
 * @param {string} path
 */
function drawPlace(stack, parent, place, path) {
  const [at, count] = [Number(place.at(-1)), trees.nodeAt(stack.tree, place.slice(0, -1)).length]
  const change = (/** @type {number} */ now) => {
    // A place that there is none of is the nearest; nothing typed leaves the brick where it is.
    const to = now ? Math.min(count, Math.max(1, Math.round(now))) - 1 : at
    const spot = `${path.slice(0, path.lastIndexOf(".") + 1)}${to} place`
    stack.become(trees.moved(stack.tree, place, to - at), place.slice(0, -1), { spot, said: `Now in place ${to + 1}.` })
    stack.drawAnew()
  }
  const input = field(parent, `place of ${count}`, "number", { value: at + 1, change, spot: `${path} place` })
  input.min = "1"
  input.max = String(count)
}

/** @param {Stack} stack @param {Element} box @param {Brick} brick */
function drawBranchButtons(stack, box, { layer, place }) {
  const branch = (/** @type {number} */ k) => [...place, "branches", k]
  const count = layer.branches.length
  const add = () => stack.become(trees.added(stack.tree, branch(count), []), place, { said: "Branch added." })
  button("+ branch", box, add, "Add a branch").dataset.spot = "+ branch"
  if (count < 2) return
  const remove = () => stack.become(trees.removed(stack.tree, branch(count - 1)), place, { said: "Branch removed." })
  button("− branch", box, remove, "Remove the last branch").dataset.spot = "− branch"
}
