import assert from "node:assert/strict"
import { test } from "node:test"

import * as trees from "../../../cnnviz/ui/components/bricks/trees.mjs"

const TREE = {
  version: 1,
  name: "n",
  input: [1, 8, 8],
  layers: [
    { layer: "Conv", filters: 4 },
    { layer: "Parallel", branches: [[{ layer: "Pool" }], [{ layer: "Conv", filters: 2 }, { layer: "Activation" }]] },
    { layer: "Flatten" },
  ],
}
const kinds = (layers) => layers.map((one) => one.layer)

/** Changes a copy and makes sure that the tree given stays as it was. */
function changed(change, ...given) {
  const before = structuredClone(TREE)
  const after = change(TREE, ...given)
  assert.deepEqual(TREE, before)
  return after
}

test("a brick is added where it is asked for, at the end and inside a branch too", () => {
  assert.deepEqual(kinds(changed(trees.added, ["layers", 1], { layer: "Dropout" }).layers), [
    "Conv",
    "Dropout",
    "Parallel",
    "Flatten",
  ])
  assert.deepEqual(kinds(changed(trees.added, ["layers", 3], { layer: "Dense" }).layers), [
    "Conv",
    "Parallel",
    "Flatten",
    "Dense",
  ])
  const inside = changed(trees.added, ["layers", 1, "branches", 0, 1], { layer: "BatchNorm" })
  assert.deepEqual(kinds(inside.layers[1].branches[0]), ["Pool", "BatchNorm"])
})

test("what is added and taken away again leaves the tree as it was", () => {
  const more = trees.added(TREE, ["layers", 1, "branches", 1, 1], { layer: "LRN" })
  assert.deepEqual(trees.removed(more, ["layers", 1, "branches", 1, 1]), TREE)
})

test("a doubled brick stands twice, and changing one leaves the other alone", () => {
  const twice = changed(trees.doubled, ["layers", 0])
  const other = trees.changed(twice, ["layers", 1], "filters", 9)
  assert.deepEqual(
    other.layers.slice(0, 2).map((one) => one.filters),
    [4, 9],
  )
})

test("a brick moves up and down and stays at the ends", () => {
  assert.deepEqual(kinds(changed(trees.moved, ["layers", 2], -1).layers), ["Conv", "Flatten", "Parallel"])
  assert.deepEqual(kinds(changed(trees.moved, ["layers", 0], 1).layers), ["Parallel", "Conv", "Flatten"])
  assert.equal(trees.moved(TREE, ["layers", 0], -1), TREE)
  assert.equal(trees.moved(TREE, ["layers", 1, "branches", 1, 1], 1), TREE)
})

test("the lists inside a container have the paths that the records name", () => {
  const paths = (layer) => trees.listsOf(layer, ["layers", 4], "4").map((list) => [list.path, list.place.slice(2)])
  assert.deepEqual(paths(TREE.layers[1]), [
    ["4.branch0", ["branches", 0]],
    ["4.branch1", ["branches", 1]],
  ])
  assert.deepEqual(paths({ layer: "Residual" }), [
    ["4.body", ["body"]],
    ["4.shortcut", ["shortcut"]],
  ])
  assert.deepEqual(paths({ layer: "Block" }), [["4", ["body"]]])
  assert.deepEqual(paths({ layer: "Conv" }), [])
})

test("lists that JSON leaves out are there once a tree is completed, however deep", () => {
  const whole = trees.completed({
    layer: "Block",
    body: [
      { layer: "Residual" },
      { layer: "Parallel", branches: [[{ layer: "Residual", body: [{ layer: "Conv" }] }]] },
    ],
  })
  assert.deepEqual(whole.body[0], { layer: "Residual", body: [], shortcut: [] })
  assert.deepEqual(whole.body[1].branches[0][0].shortcut, [])
  assert.deepEqual(kinds(whole.body[1].branches[0][0].body), ["Conv"])
})
