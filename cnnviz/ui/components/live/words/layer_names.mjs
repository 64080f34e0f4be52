// What a layer of a run is called: its place, as people count, and its title.

import { countedPath } from "../../shared/counting.mjs"

/** @import { Layer, Tensor } from "../run/run.js" */

/**
 * "5.branch3.1 · Conv 16@3×3" for the layer at 4.branch2.0.
 * @param {Layer[]} layers
 * @param {string} path
 */
export function layerName(layers, path) {
  const title = layers.find((layer) => layer.path === path)?.title
  return title ? `${countedPath(path)} · ${title}` : countedPath(path)
}

/**
 * The tensors that hold kernels or a dense layer's weights; the first reads the pixels.
 * @param {Tensor[]} tensors
 */
export function weightTensors(tensors) {
  return tensors.filter(({ name, shape }) => shape.length > 1 && name.endsWith("weight"))
}
