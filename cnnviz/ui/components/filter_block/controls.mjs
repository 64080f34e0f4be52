// What can be set beside the scene: the view and its angles, how near, which filter, what stands on the block's slices,
// and where it stands.

import { button, element } from "../shared/dom.mjs"
import { MOST, VIEWS } from "./deep/projection.mjs"
import { FACTOR } from "./hand.mjs"

/**
 * @import { Cell } from "../shared/geometry.mjs"
 * @import { View } from "./deep/scene.mjs"
 * @import { Shown } from "./inks.mjs"
 * @import { Layer } from "./layer.mjs"
 * @import { Angles } from "./deep/projection.mjs"
 *
 * @typedef {object} ControlHooks
 * @property {(angles: Angles) => void} look towards a view, on the way of a hand
 * @property {(angles: Angles) => void} turn at once
 * @property {(factor: number) => void} zoom
 * @property {(filter: number) => void} choose
 * @property {(shown: Shown) => void} show
 * @property {(cell: Cell) => void} go
 * @property {(plane: number) => void} hold
 */

/** @type {Record<Shown, string>} */
const SHOWN = { weights: "its weights", values: "the pixels under it", products: "their products" }

export class Controls {
  /**
   * @param {HTMLElement} above the scene
   * @param {HTMLElement} below it
   * @param {ControlHooks} hooks
   */
  constructor(above, below, hooks) {
    const views = element("div", "views", above)
    views.setAttribute("role", "group")
    views.setAttribute("aria-label", "View")
    /** @type {[Angles, HTMLButtonElement][]} */
    this.views = Object.entries(VIEWS).map(([name, angles]) => [angles, button(name, views, () => hooks.look(angles))])
    const angles = () => ({ turn: read(this.turn), tilt: read(this.tilt) })
    this.turn = numberInput(above, "Turn °", -MOST, MOST, () => hooks.turn(angles()))
    this.tilt = numberInput(above, "Tilt °", -MOST, MOST, () => hooks.turn(angles()))
    button("−", above, () => hooks.zoom(1 / FACTOR), "Show more cells (−)")
    button("+", above, () => hooks.zoom(FACTOR), "Show fewer cells, larger (+)")
    const faces = selectInput(above, "On the block", (value) => hooks.show(/** @type {Shown} */ (value)))
    this.faces = faces.select
    fill(this.faces, Object.entries(SHOWN))
    const filter = selectInput(below, "Filter", (value) => hooks.choose(Number(value)))
    this.filter = filter.select
    this.filterLabel = filter.label
    const cell = () => /** @type {Cell} */ ([read(this.row) - 1, read(this.column) - 1])
    this.row = numberInput(below, "Row", 1, 1, () => hooks.go(cell()))
    this.column = numberInput(below, "Column", 1, 1, () => hooks.go(cell()))
    this.plane = numberInput(below, "Plane in the flat view", 1, 1, () => hooks.hold(read(this.plane) - 1))
  }

  /** @param {Layer} layer @param {boolean} folded whether the flat view shows some planes only */
  take(layer, folded) {
    fill(
      this.filter,
      layer.header.filters.map((name, at) => [String(at), `${at + 1}: ${name}`]),
    )
    this.filterLabel.hidden = layer.filters === 1
    this.row.max = String(layer.down)
    this.column.max = String(layer.across)
    this.plane.max = String(layer.channels)
    const label = /** @type {HTMLElement} */ (this.plane.parentElement)
    label.hidden = !folded
  }

  /** @param {View} view @param {number} plane in hand */
  draw({ angles, moment: { filter, cell }, shown }, plane) {
    for (const [{ turn, tilt }, node] of this.views)
      node.setAttribute("aria-pressed", String(turn === angles.turn && tilt === angles.tilt))
    put(this.turn, String(Math.round(angles.turn)))
    put(this.tilt, String(Math.round(angles.tilt)))
    put(this.row, String(cell[0] + 1))
    put(this.column, String(cell[1] + 1))
    put(this.plane, String(plane + 1))
    put(this.filter, String(filter))
    put(this.faces, shown)
  }
}

/** @param {HTMLInputElement} input what is empty or no number is none */
function read(input) {
  return input.value === "" ? NaN : Number(input.value)
}

/** Not into what is typed into. @param {HTMLInputElement | HTMLSelectElement} node @param {string} value */
function put(node, value) {
  const root = /** @type {ShadowRoot | Document} */ (node.getRootNode())
  if (node.value !== value && (root.activeElement !== node || node instanceof HTMLSelectElement)) node.value = value
}

/**
 * @param {HTMLElement} parent
 * @param {string} name
 * @param {number} low
 * @param {number} high
 * @param {() => void} act
 */
function numberInput(parent, name, low, high, act) {
  const label = element("label", "", parent)
  element("span", "", label, name)
  const input = element("input", "", label)
  Object.assign(input, { type: "number", min: String(low), max: String(high), step: "1" })
  input.addEventListener("change", act)
  return input
}

/**
 * @param {HTMLElement} parent
 * @param {string} name
 * @param {(value: string) => void} act
 */
function selectInput(parent, name, act) {
  const label = element("label", "", parent)
  element("span", "", label, name)
  const select = element("select", "", label)
  select.addEventListener("change", () => act(select.value))
  return { label, select }
}

/** @param {HTMLSelectElement} select @param {[value: string, name: string][]} options */
function fill(select, options) {
  select.replaceChildren()
  for (const [value, name] of options) Object.assign(element("option", "", select), { value, textContent: name })
}
