// How filters may be drawn, and what they stand for.

import { element } from "../../../shared/dom.mjs"
import { Choice } from "../../drawing/inputs.mjs"
import { ramp } from "../../drawing/palettes.mjs"
import { ALIKE } from "./look_alikes.mjs"

/** @import { Begun, Tensor } from "../../run/run.js" */

// Red below 0, green above: how many articles draw a class's weights. Not for all eyes, so it has to be asked for.
export const ARTICLES = ramp([
  [178, 24, 24],
  [255, 255, 255],
  [20, 120, 40],
])

/**
 * How alike look-alikes have to be.
 * @param {HTMLElement} bar
 * @param {() => void} redraw
 */
export function leastIn(bar, redraw) {
  const label = element("label", "live-choice", bar)
  const words = element("span", "", label)
  const input = element("input", "", label)
  Object.assign(input, { type: "range", min: 0.1, max: 0.99, step: 0.01, value: ALIKE })
  input.setAttribute("aria-label", "Cosine similarity from which two filters are look-alikes")
  input.addEventListener("input", redraw)
  return { label, words, input }
}

/**
 * The classes that the filters stand for, where the first layer is the last one as well; or null.
 * @param {Tensor[]} tensors
 * @param {Begun} begun
 */
export function classesOf([{ shape }, ...deeper], { classes }) {
  return !deeper.length && shape.length === 2 && shape[0] === classes.length ? classes : null
}

/**
 * In which colours filters are drawn, where there is a choice.
 * @param {HTMLElement} bar
 * @param {() => void} redraw
 */
export function looksIn(bar, redraw) {
  const [view, hue] = [new Choice(bar, "Colour", redraw), new Choice(bar, "Colours", redraw)]
  view.offer([
    ["picture", "red, green, blue as one picture"],
    ["apart", "channels side by side"],
  ])
  hue.offer([
    ["safe", "blue and orange, for all eyes"],
    ["articles", "red and green, as in many articles"],
  ])
  return { view, hue }
}
