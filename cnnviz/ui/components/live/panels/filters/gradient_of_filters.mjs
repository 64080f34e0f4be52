// The loss's gradient by the first layer's weights: the same grid as the filters, signed, on a scale of its own.

import { element, write } from "../../../shared/dom.mjs"
import { text } from "../../../shared/numbers.mjs"
import { Legend } from "../../drawing/legend.mjs"
import { FilterGrid } from "./filter_grid.mjs"
import { gradientWords, lengthWords, whyNone } from "./gradient_words.mjs"
import { WeightTable } from "./weight_table.mjs"
import { largestSize } from "./weights.mjs"

/**
 * @import { Snapshot } from "../../run/run.js"
 * @import { GridHooks } from "./filter_grid.mjs"
 * @import { About } from "./gradient_words.mjs"
 *
 * @typedef {object} Look
 * @property {number} limit The end of the scale; 0 for the largest number of this step.
 * @property {Uint32Array} palette
 * @property {string[] | null} classes
 * @property {number} width
 * @property {boolean} close Whether that is little room.
 *
 * @typedef {{ chosen: number, pinned: number }} Framed Filters.
 */

/** A number as it was kept: to three digits. @param {number} value */
const digits = (value) => Number(value.toPrecision(3))

export class GradientOfFilters {
  /**
   * @param {HTMLElement} parent for the pictures
   * @param {HTMLElement} detail for the numbers
   * @param {GridHooks} hooks
   */
  constructor(parent, detail, hooks) {
    this.root = element("div", "", parent)
    this.drawn = element("div", "", this.root)
    this.grid = new FilterGrid(this.drawn, hooks, "Gradient of")
    this.legend = new Legend(this.drawn)
    this.sentence = element("p", "live-sentence")
    parent.after(this.sentence)
    this.facts = element("p", "", detail)
    this.table = new WeightTable(detail, "Gradient")
    this.painted = ""
  }

  renew() {
    this.painted = ""
    this.grid.renew()
  }

  /**
   * Shows the gradient of a snapshot, or, without one, nothing.
   * @param {Snapshot | null} snapshot
   * @param {About} about
   * @param {Look} look
   * @param {Framed} framed
   */
  show(snapshot, about, look, framed) {
    const gradient = snapshot?.gradient
    this.root.hidden = this.sentence.hidden = !snapshot
    this.drawn.hidden = this.facts.hidden = this.table.root.hidden = !gradient
    if (!snapshot) return
    if (!gradient) return write(this.sentence, whyNone(snapshot.step, about))
    const limit = look.limit || largestSize(gradient)
    this.paint(snapshot, gradient, about, { ...look, limit })
    this.grid.mark(framed.chosen, framed.pinned)
    const size = gradient.length / snapshot.shape[0]
    const values = gradient.subarray(framed.chosen * size, (framed.chosen + 1) * size)
    write(this.facts, lengthWords(framed.chosen, values))
    this.table.show({
      values: Array.from(values, digits),
      shape: snapshot.shape.slice(1),
      limit,
      palette: look.palette,
    })
  }

  /**
   * @param {Snapshot} snapshot
   * @param {Float32Array} gradient
   * @param {About} about
   * @param {Look} look
   */
  paint({ seq, step, shape, gradients }, gradient, about, { limit, palette, classes, width, close }) {
    this.grid.arrange(shape, false, classes, width, close)
    const painted = `${this.grid.built} ${seq} ${limit}`
    if (painted === this.painted) return
    this.painted = painted
    this.grid.paint(gradient, shape, { limit, palette })
    const end = text(Number(limit.toPrecision(3)))
    this.legend.show(palette, [`−${end}`, "0 · gradient", end])
    const whole = gradients[about.tensor.name] ?? null
    write(this.sentence, gradientWords({ step, whole, largest: largestSize(gradient), limit }, about))
    this.grid.name(`The gradients of ${shape[0]} filters.`)
  }
}
