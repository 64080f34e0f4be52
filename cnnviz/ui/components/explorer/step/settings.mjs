// The settings of one step (see cnnviz/ui/stage_settings), as axes of windows and ranges of controls.

import { axis, largestFitting, sides } from "../../shared/geometry.mjs"

/**
 * @import { Axes } from "../../shared/geometry.mjs"
 * @import { Knob } from "../panel.js"
 * @import { Pool } from "./pooling.mjs"
 * @import { Values } from "./step.mjs"
 */

// The settings of the kernel's centre, down and across: it has as many places as the kernel has cells.
const CENTRES = ["centre_row", "centre_column"]

/**
 * The same for rows (0) and for columns (1).
 * @param {(way: number) => Axes[0]} axisAlong
 * @returns {Axes}
 */
function axesAlong(axisAlong) {
  return [axisAlong(0), axisAlong(1)]
}

/**
 * Along rows and along columns.
 * @param {Values} values
 * @param {string} name
 * @returns {[number, number]}
 */
function across(values, name) {
  return [values[name], values[`${name}_split`] ? values[`${name}_across`] : values[name]]
}

/**
 * How far a kernel reaches before and after its chosen centre, in pixels: no padding at all unless `ends`.
 * @param {Values} values
 * @param {number} window
 * @param {number} dilation
 * @returns {[number, number]}
 */
function aroundCentre(values, window, dilation) {
  return values.ends ? [dilation * values.centre, dilation * (window - 1 - values.centre)] : [0, 0]
}

/**
 * Rows and columns of an input of [rows, columns] pixels under a kernel of `window` = [rows, columns] cells.
 * @param {Values} values
 * @param {[number, number]} size
 * @param {[number, number]} window
 * @returns {Axes}
 */
export function kernelAxes(values, size, window) {
  const stride = across(values, "stride")
  const dilation = across(values, "dilation")
  /** @type {[number, number][]} */
  const explicit = [
    [values.top, values.bottom],
    [values.left, values.right],
  ]
  const centre = [values.centre_row - 1, values.centre_column - 1]
  return axesAlong((way) => {
    const centred = "centre" in values && way === 1
    const [before, after] = centred
      ? aroundCentre(values, window[1], dilation[1])
      : sides(values.padding, size[way], window[way], stride[way], dilation[way], explicit[way], centre[way])
    return axis({
      size: size[way],
      window: window[way],
      stride: stride[way],
      dilation: dilation[way],
      before,
      after,
    })
  })
}

/**
 * Rows and columns of a map of [rows, columns] pixels under the pooling window.
 * @param {Values} values
 * @param {[number, number]} size
 * @returns {Axes}
 */
export function poolAxes(values, size) {
  if (values.global) return axesAlong((way) => axis({ size: size[way], window: size[way] }))
  const [window, stride, padding] = ["window", "step", "poolpadding"].map((name) => across(values, name))
  return axesAlong((way) =>
    axis({
      size: size[way],
      window: window[way],
      stride: stride[way],
      before: padding[way],
      after: padding[way],
      ceil: values.ceil,
    }),
  )
}

/**
 * The pooling that the settings say.
 * @param {Values} values
 * @returns {Pool}
 */
export function poolOf(values) {
  return { kind: values.pool, power: values.power, sigma: values.poolsigma, counted: values.counted }
}

/**
 * Whether windows fit along both axes.
 * @param {Axes} axes
 */
export function fitting(axes) {
  return axes.every((one) => one.missing <= 0)
}

/**
 * The largest whole value up to `knob.high` with which windows still fit; `knob.low` - 1 where none does.
 * @param {Pick<Knob, "name" | "low" | "high">} knob
 * @param {Values} values
 * @param {(values: Values) => Axes} axesOf
 */
export function reach(knob, values, axesOf) {
  const way = CENTRES.indexOf(knob.name)
  if (way >= 0) return axesOf(values)[way].window
  const fits = (/** @type {number} */ value) => fitting(axesOf({ ...values, [knob.name]: value }))
  if (fits(knob.low)) return largestFitting(fits, knob.low, knob.high)
  // In ceil mode a window larger than the map fits under a large stride only.
  return fits(knob.high) ? knob.high : knob.low - 1
}

/**
 * Whether a control is of use beside the other values.
 * @param {{ when?: Values }} knob
 * @param {Values} values
 */
export function useful(knob, values) {
  return Object.entries(knob.when ?? {}).every(([name, wanted]) => wanted.includes(values[name]))
}
