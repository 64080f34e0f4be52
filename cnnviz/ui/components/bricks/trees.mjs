// A network as the tree that its JSON is (see cnnviz/nets/text.py), changed one brick at a time. Every change gives a
// new tree and leaves the old one be.

/**
 * @typedef {{ layer: string, [setting: string]: any }} Layer its kind, and its settings by name
 * @typedef {{ name: string, input: number[], layers: Layer[] }} Tree
 * @typedef {(string | number)[]} Place the way to a brick from the top: ["layers", 3, "branches", 1, 0]
 * @typedef {{ title: string, place: Place, path: string }} Inner a list of layers inside a layer, `path` as the
 *   records name it
 */

/**
 * What stands at a place: a layer, or a list of layers.
 * @param {Tree} tree
 * @param {Place} place
 * @returns {any}
 */
export function nodeAt(tree, place) {
  return place.reduce((/** @type {any} */ node, key) => node[key], tree)
}

/**
 * Copies only the way to the place: every other layer stays the very same object.
 * @template {object} Node
 * @param {Node} node
 * @param {Place} place
 * @param {(holder: any, key: any) => void} change
 * @returns {Node}
 */
function within(node, place, change) {
  /** @type {any} */
  const copy = Array.isArray(node) ? [...node] : { ...node }
  const [key, ...rest] = place
  if (rest.length) copy[key] = within(copy[key], rest, change)
  else change(copy, key)
  return copy
}

/** @param {Tree} tree @param {Place} place @param {Layer | Layer[]} layer */
export function added(tree, place, layer) {
  return within(tree, place, (list, at) => list.splice(at, 0, structuredClone(layer)))
}

/** @param {Tree} tree @param {Place} place */
export function removed(tree, place) {
  return within(tree, place, (list, at) => list.splice(at, 1))
}

/** @param {Tree} tree @param {Place} place */
export function doubled(tree, place) {
  return within(tree, place, (list, at) => list.splice(at + 1, 0, structuredClone(list[at])))
}

/**
 * One place up (-1) or down (1) among its neighbours; the same tree where there is none.
 * @param {Tree} tree
 * @param {Place} place
 * @param {number} by
 */
export function moved(tree, place, by) {
  const to = Number(place.at(-1)) + by
  if (to < 0 || to >= nodeAt(tree, place.slice(0, -1)).length) return tree
  return within(tree, place, (list, at) => list.splice(to, 0, ...list.splice(at, 1)))
}

/** @param {Tree} tree @param {Place} place @param {string} name of the setting @param {unknown} value */
export function changed(tree, place, name, value) {
  return within(tree, [...place, name], (layer, key) => {
    layer[key] = value
  })
}

/**
 * The lists of layers inside a layer.
 * @param {Layer} layer
 * @param {Place} place
 * @param {string} path
 * @returns {Inner[]}
 */
export function listsOf(layer, place, path) {
  const list = (/** @type {string} */ title, /** @type {Place} */ keys, /** @type {string} */ name) => ({
    title,
    place: [...place, ...keys],
    path: name ? `${path}.${name}` : path,
  })
  if (layer.layer === "Block") return [list("", ["body"], "")]
  if (layer.layer === "Auxiliary") return [list("head", ["head"], "head")]
  if (layer.layer === "Residual")
    return [list("body", ["body"], "body"), list("shortcut (empty: the input itself)", ["shortcut"], "shortcut")]
  if (layer.layer !== "Parallel") return []
  return layer.branches.map((/** @type {Layer[]} */ _, /** @type {number} */ k) =>
    list(`branch ${k + 1}`, ["branches", k], `branch${k}`),
  )
}

/**
 * A fresh layer of a kind; containers get the lists they need.
 * @param {string} kind
 * @returns {Layer}
 */
export function freshLayer(kind) {
  /** @type {Record<string, object>} */
  const lists = {
    Block: { name: "block", body: [] },
    Residual: { body: [], shortcut: [] },
    Parallel: { branches: [[], []] },
    Auxiliary: { head: [] },
  }
  return { layer: kind, ...lists[kind] }
}

/**
 * A layer in which every container names its lists, which its JSON leaves out while they are empty.
 * @param {Layer} layer
 * @returns {Layer}
 */
export function completed(layer) {
  const whole = { ...freshLayer(layer.layer), ...layer }
  for (const key of ["body", "shortcut", "head"]) if (whole[key]) whole[key] = whole[key].map(completed)
  if (whole.branches) whole.branches = whole.branches.map((/** @type {Layer[]} */ branch) => branch.map(completed))
  return whole
}
