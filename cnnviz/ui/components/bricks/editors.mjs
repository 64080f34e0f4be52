// How a setting of each kind is edited.

import { element } from "../shared/dom.mjs"

/**
 * @typedef {"number" | "text" | "pair" | "switch" | "choice" | "padding"} Kind
 * @typedef {{ name: string, label: string, kind: Kind, usual: any, options: string[], step: string | number }} Setting
 * @typedef {{ value: any, change(value: any): void, spot: string }} Edited the setting's value now, what becomes of
 *   another one, and the name by which its node is found again
 */

/**
 * A labelled input; `change` gets what was typed or chosen, a number of a number input.
 * @param {Element} parent
 * @param {string} label
 * @param {"number" | "text"} type
 * @param {Edited} edited
 */
export function field(parent, label, type, { value, change, spot }) {
  const input = element("input", "", labelled(parent, label))
  input.type = type
  input.value = value
  input.dataset.spot = spot
  input.addEventListener("change", () => change(type === "number" ? Number(input.value) : input.value))
  return input
}

/**
 * The nodes with which a setting is edited, under `parent`.
 * @param {Element} parent
 * @param {Setting} setting
 * @param {Edited} edited
 */
export function drawEditor(parent, setting, edited) {
  EDITORS[setting.kind](parent, setting, edited)
}

/**
 * What settings are, where nothing can be changed.
 * @param {Element} parent
 * @param {Setting[]} settings
 * @param {Record<string, any>} layer
 */
export function writeSettings(parent, settings, layer) {
  for (const { name, label, usual } of settings) {
    const value = layer[name] ?? usual
    if (value === "" || value === null) continue
    element("span", "setting", parent, `${label}: ${written(value)}`)
  }
}

/** @param {any} value @returns {string} */
function written(value) {
  if (typeof value === "boolean") return value ? "yes" : "no"
  return Array.isArray(value) ? value.map(written).join(" × ") : String(value)
}

/** @type {Record<Kind, (parent: Element, setting: Setting, edited: Edited) => void>} */
const EDITORS = {
  number(parent, { label, step }, edited) {
    field(parent, label, "number", edited).step = String(step)
  },
  text(parent, { label }, edited) {
    field(parent, label, "text", edited)
  },
  pair(parent, { label }, { value, change, spot }) {
    ;["rows", "columns"].forEach((side, k) => {
      field(parent, `${label}, ${side}`, "number", {
        value: value[k],
        change: (now) => change(value.with(k, now)),
        spot: `${spot} ${side}`,
      })
    })
  },
  switch(parent, { label }, { value, change, spot }) {
    const input = element("input", "", labelled(parent, label))
    input.type = "checkbox"
    input.checked = value
    input.dataset.spot = spot
    input.addEventListener("change", () => change(input.checked))
  },
  choice(parent, { label, options }, edited) {
    menu(parent, label, options, edited)
  },
  padding(parent, { label }, { value, change, spot }) {
    const explicit = Array.isArray(value)
    menu(parent, label, ["valid", "same", "pixels"], {
      value: explicit ? "pixels" : value,
      change: (now) => change(now === "pixels" ? ONE_PIXEL : now),
      spot,
    })
    if (!explicit) return
    ;["top", "bottom", "left", "right"].forEach((side, k) => {
      const [way, end] = [k >> 1, k & 1]
      field(parent, side, "number", {
        value: value[way][end],
        change: (now) => change(value.with(way, value[way].with(end, now))),
        spot: `${spot} ${side}`,
      })
    })
  },
}

/** Padding of a pixel at each side: top and bottom, left and right. */
const ONE_PIXEL = [
  [1, 1],
  [1, 1],
]

/** @param {Element} parent @param {string} label */
function labelled(parent, label) {
  const holder = element("label", "setting", parent)
  element("span", "", holder, label)
  return holder
}

/** @param {Element} parent @param {string} label @param {string[]} options @param {Edited} edited */
function menu(parent, label, options, { value, change, spot }) {
  const select = element("select", "", labelled(parent, label))
  select.dataset.spot = spot
  for (const option of options) element("option", "", select, option)
  select.value = value
  select.addEventListener("change", () => change(select.value))
}
