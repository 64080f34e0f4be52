// A network as the tree that its JSON is (see cnnviz/nets/text.py), changed one brick at a time. A place is the way to
// a brick from the top: ["layers", 3, "branches", 1, 0]. Every change gives a new tree and leaves the old one be.

/** What stands at a place: a layer, or a list of layers. */
export function treeAt(tree, place) {
  return place.reduce((node, key) => node[key], tree)
}

/** Copies only the way to the place: every other layer stays the very same object. */
function within(tree, place, change) {
  const copy = Array.isArray(tree) ? [...tree] : { ...tree }
  if (place.length === 1) change(copy, place[0])
  else copy[place[0]] = within(tree[place[0]], place.slice(1), change)
  return copy
}

export function brickAdded(tree, place, layer) {
  return within(tree, place, (list, at) => list.splice(at, 0, structuredClone(layer)))
}

export function brickRemoved(tree, place) {
  return within(tree, place, (list, at) => list.splice(at, 1))
}

export function brickDoubled(tree, place) {
  return within(tree, place, (list, at) => list.splice(at + 1, 0, structuredClone(list[at])))
}

/** One place up (-1) or down (1) among its neighbours; the same tree where there is none. */
export function brickMoved(tree, place, by) {
  const to = place.at(-1) + by
  if (to < 0 || to >= treeAt(tree, place.slice(0, -1)).length) return tree
  return within(tree, place, (list, at) => list.splice(to, 0, ...list.splice(at, 1)))
}

export function settingChanged(tree, place, name, value) {
  return within(tree, [...place, name], (layer, key) => (layer[key] = value))
}

/** The lists of layers inside a layer: { title, place, path } with `path` as the records name it. */
export function listsOf(layer, place, path) {
  const list = (title, keys, name) => ({ title, place: [...place, ...keys], path: name ? `${path}.${name}` : path })
  if (layer.layer === "Block") return [list("", ["body"], "")]
  if (layer.layer === "Auxiliary") return [list("head", ["head"], "head")]
  if (layer.layer === "Residual") return [list("body", ["body"], "body"), list("shortcut (empty: the input itself)", ["shortcut"], "shortcut")]
  if (layer.layer !== "Parallel") return []
  return layer.branches.map((_, k) => list(`branch ${k + 1}`, ["branches", k], `branch${k}`))
}

/** A fresh layer of a kind; containers get the lists they need. */
export function freshLayer(kind) {
  const lists = { Block: { name: "block", body: [] }, Residual: { body: [], shortcut: [] }, Parallel: { branches: [[], []] }, Auxiliary: { head: [] } }
  return { layer: kind, ...lists[kind] }
}

/** A tree in which every container names its lists, which its JSON leaves out while they are empty. */
export function completed(layer) {
  const whole = { ...freshLayer(layer.layer), ...layer }
  for (const key of ["body", "shortcut", "head"]) if (whole[key]) whole[key] = whole[key].map(completed)
  if (whole.branches) whole.branches = whole.branches.map((branch) => branch.map(completed))
  return whole
}
