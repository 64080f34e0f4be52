// The scales that the layer's numbers are drawn in: grey where nothing is negative, two colours around 0 elsewhere.

import { GREYS, limitOf, scaleFor, signedScale } from "../shared/colours.mjs"
import { text } from "../shared/numbers.mjs"

/**
 * @import { Scale } from "../shared/colours.mjs"
 * @import { Layer } from "./layer.mjs"
 * @typedef {"weights" | "values" | "products"} Shown What stands on the block's slices.
 * @typedef {{ planes: Scale, weights: Scale, products: Scale, outputs: Scale }} Inks
 */

/**
 * The same scales at every place and for all filters: a colour means one number.
 * @param {Layer} layer
 * @param {Uint32Array} palette
 * @returns {Inks}
 */
export function inksOf(layer, palette) {
  const [seen, weights, made] = [layer.planes, layer.kernels, layer.outputs].map(
    ({ values }) => /** @type {Float32Array} */ (values),
  )
  const largest = limitOf(weights)
  const planes = scaleFor(seen, palette)
  return {
    planes,
    weights: signedScale(palette, largest),
    products: signedScale(palette, largest * planes.high),
    outputs: made.some((value) => value < 0)
      ? signedScale(palette, limitOf(made))
      : { palette: GREYS, low: 0, high: limitOf(made) },
  }
}

/** Which scale what is shown on the slices has. @param {Inks} inks @param {Shown} shown */
export function inkOf(inks, shown) {
  return shown === "values" ? inks.planes : inks[shown]
}

/** "−1 … 1". @param {Scale} scale */
export function endsOf({ low, high }) {
  return `${text(low)}\u00a0…\u00a0${text(high)}`
}
