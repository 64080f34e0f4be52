// The settings of one step (see cnnviz/figures/explored.py: values), as axes of windows and ranges of controls.

import { axis, largestFitting, sides } from "./geometry.mjs"

function across(values, name) {
  return [values[name], values[`${name}_split`] ? values[`${name}_across`] : values[name]]
}

/** How far a kernel reaches before and after its chosen centre, in pixels: no padding at all unless `ends`. */
function aroundCentre(values, window, dilation) {
  return values.ends ? [dilation * values.centre, dilation * (window - 1 - values.centre)] : [0, 0]
}

/** Rows and columns of an input of [rows, columns] pixels under a kernel of `window` = [rows, columns] cells. */
export function kernelAxes(values, size, window) {
  const stride = across(values, "stride")
  const dilation = across(values, "dilation")
  const explicit = [[values.top, values.bottom], [values.left, values.right]]
  return ["rows", "columns"].map((name, way) => {
    const centred = "centre" in values && way === 1
    const [before, after] = centred
      ? aroundCentre(values, window[1], dilation[1])
      : sides(values.padding, size[way], window[way], stride[way], dilation[way], explicit[way])
    return axis({ name, size: size[way], window: window[way], stride: stride[way], dilation: dilation[way], before, after })
  })
}

/** Rows and columns of a map of [rows, columns] pixels under the pooling window. */
export function poolAxes(values, size) {
  if (values.global) return ["rows", "columns"].map((name, way) => axis({ name, size: size[way], window: size[way] }))
  const [window, stride, padding] = ["window", "step", "poolpadding"].map((name) => across(values, name))
  return ["rows", "columns"].map((name, way) =>
    axis({ name, size: size[way], window: window[way], stride: stride[way], before: padding[way], after: padding[way], ceil: values.ceil }),
  )
}

export function poolOf(values) {
  return { kind: values.pool, power: values.power, sigma: values.poolsigma, counted: values.counted }
}

/** Whether windows fit along both axes. */
export function fitting(axes) {
  return axes.every((one) => one.missing <= 0)
}

/** The largest whole value up to `knob.high` with which windows still fit; `knob.low` - 1 where none does. */
export function reach(knob, values, axesOf) {
  const fits = (value) => fitting(axesOf({ ...values, [knob.name]: value }))
  if (fits(knob.low)) return largestFitting(fits, knob.low, knob.high)
  // In ceil mode a window larger than the map fits under a large stride only.
  return fits(knob.high) ? knob.high : knob.low - 1
}

/** Whether a control is of use beside the other values. */
export function useful(knob, values) {
  return Object.entries(knob.when ?? {}).every(([name, wanted]) => wanted.includes(values[name]))
}
