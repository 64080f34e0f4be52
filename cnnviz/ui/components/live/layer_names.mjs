// What a layer of a run is called: its place, as people count, and its title.

import { countedPath } from "../counting.mjs"

/** "5.branch3.1 · Conv 16@3×3" for the layer at 4.branch2.0. */
export function layerName(layers, path) {
  const title = layers.find((layer) => layer.path === path)?.title
  return title ? `${countedPath(path)} · ${title}` : countedPath(path)
}
