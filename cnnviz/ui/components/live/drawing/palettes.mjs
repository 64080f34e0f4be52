// The theme's colours, and ramps between them.

import { GREYS } from "../../shared/colours.mjs"

/**
 * @typedef {number[]} Colour Red, green and blue, 0 to 255.
 * @typedef {{ signed: Uint32Array, rising: Uint32Array, grey: Uint32Array }} Palettes 256 canvas words each: blue
 *   below 0 and orange above, dark to light, grey.
 */

// The theme's own colours (.streamlit/config.toml), for a page without one.
const DIVERGING = "#08519c #3182bd #6baed6 #9ecae1 #deebf7 #fee6ce #fdbe85 #fd8d3c #e6550d #a63603"
const SEQUENTIAL = "#440154 #482878 #3e4989 #31688e #26828e #1f9e89 #35b779 #6dcd59 #b4de2c #fde725"
const CATEGORICAL = "#0072b2 #e69f00 #009e73 #cc79a7 #56b4e9 #d55e00"

/**
 * The colours in a list of hexadecimal ones, or of rgb().
 * @param {string} list
 * @returns {Colour[]}
 */
export function coloursIn(list) {
  return [...list.matchAll(/#([0-9a-f]{6})|rgba?\(([^)]*)\)/gi)].map(([, hex, parts]) =>
    hex
      ? [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16))
      : parts
          .split(/[\s,/]+/)
          .slice(0, 3)
          .map(Number),
  )
}

/**
 * 256 canvas words evenly spread between colours.
 * @param {Colour[]} stops
 */
export function ramp(stops) {
  return Uint32Array.from({ length: 256 }, (_, place) => {
    const at = (place / 255) * (stops.length - 1)
    const from = Math.min(stops.length - 2, Math.floor(at))
    const [red, green, blue] = [0, 1, 2].map((k) =>
      Math.round(stops[from][k] + (at - from) * (stops[from + 1][k] - stops[from][k])),
    )
    return 0xff000000 | (blue << 16) | (green << 8) | red
  })
}

/** @type {Map<string, Uint32Array>} */
const ramps = new Map()
// What the theme says at a node: asking for it again costs as much as drawing.
/** @type {WeakMap<Element, Palettes>} */
let known = new WeakMap()

/** The theme is asked for anew; call it when it may have changed. */
export function forgetPalettes() {
  known = new WeakMap()
}

/**
 * The theme's palettes at a node.
 * @param {Element} node
 */
export function palettesAt(node) {
  const found = known.get(node) ?? themed(node)
  known.set(node, found)
  return found
}

/**
 * @param {Element} node
 * @returns {Palettes}
 */
function themed(node) {
  const style = getComputedStyle(node)
  const rampOf = (/** @type {string} */ name, /** @type {string} */ usual) => {
    const said = style.getPropertyValue(name)
    const list = coloursIn(said).length > 1 ? said : usual
    const found = ramps.get(list) ?? ramp(coloursIn(list))
    ramps.set(list, found)
    return found
  }
  return {
    signed: rampOf("--st-chart-diverging-colors", DIVERGING),
    rising: rampOf("--st-chart-sequential-colors", SEQUENTIAL),
    grey: GREYS,
  }
}

// As much of the ink as --cnn-edge takes: at least 3 : 1 on the page's background, light or dark.
const EDGE = 0.55

/**
 * The faintest colour of a line that carries meaning, between the page's ink and its background.
 * @param {string} ink
 * @param {string} background
 */
export function faintest(ink, background) {
  const [[over], [under]] = [coloursIn(ink), coloursIn(background)]
  if (!over || !under) return ink
  return `rgb(${over.map((part, k) => Math.round(EDGE * part + (1 - EDGE) * under[k])).join(",")})`
}

/**
 * The theme's colours of lines at a node: at least six.
 * @param {Element} node
 */
export function lineColours(node) {
  const said = coloursIn(getComputedStyle(node).getPropertyValue("--st-chart-categorical-colors"))
  return said.length > 5 ? said : coloursIn(CATEGORICAL)
}
