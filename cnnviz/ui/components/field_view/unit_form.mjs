// The unit that is looked through, typed: its layer, row and column.

import { element } from "../shared/dom.mjs"

/** @import { Place, Unit } from "./seeing.mjs" */

export class UnitForm {
  /** @param {HTMLElement} parent @param {(unit: Unit) => void} pin told the unit, which may be beyond the map */
  constructor(parent, pin) {
    this.root = element("span", "form", parent)
    this.layer = element("select", "", labelled(this.root, "Layer"))
    this.row = placeInput(this.root, "Row")
    this.column = placeInput(this.root, "Column")
    /** @type {Unit} */
    this.unit = [1, 0, 0]
    this.root.addEventListener("change", () => pin(this.typed()))
  }

  /** The unit as it was typed; what was left empty is as it was. @returns {Unit} */
  typed() {
    const place = (/** @type {HTMLInputElement} */ input, /** @type {number} */ usual) =>
      input.value ? Math.round(Number(input.value)) - 1 : usual
    return [Number(this.layer.value), place(this.row, this.unit[1]), place(this.column, this.unit[2])]
  }

  /** @param {Place[]} places @param {Unit} unit */
  show(places, unit) {
    this.unit = unit
    const titles = places.slice(1).map(({ title }) => title)
    if ([...this.layer.options].map((option) => option.text).join() !== titles.join()) {
      this.layer.replaceChildren()
      titles.forEach((title, at) => (element("option", "", this.layer, title).value = String(at + 1)))
    }
    this.layer.value = String(unit[0])
    const { size } = places[unit[0]]
    ;[this.row, this.column].forEach((input, k) => {
      input.value = String(unit[k + 1] + 1)
      input.max = String(size[k])
    })
  }
}

/** @param {Element} parent @param {string} label */
function placeInput(parent, label) {
  const input = element("input", "", labelled(parent, label))
  input.type = "number"
  input.min = "1"
  return input
}

/** @param {Element} parent @param {string} text */
function labelled(parent, text) {
  const label = element("label", "", parent)
  element("span", "", label, text)
  return label
}
