import assert from "node:assert/strict"
import { test } from "node:test"

import { budgetFor, openNow, seenAs } from "../../../cnnviz/ui/components/diagram/folding.mjs"
import { openAtFirst } from "../../../cnnviz/ui/components/diagram/tree.mjs"
import { block, conv, layer, NETWORKS, treeFor } from "./networks.mjs"

test("small networks are open at first, large ones folded, impossible layers always seen", () => {
  assert.deepEqual(openAtFirst(treeFor(block("a", conv()), conv()), 30), new Set(["0"]))
  const large = treeFor(
    ...Array.from({ length: 8 }, (_, i) => block("a", ...Array.from({ length: i + 2 }, () => conv()))),
  )
  assert.deepEqual(openAtFirst(large, 30), new Set())
  assert.deepEqual(openAtFirst(NETWORKS.broken, 1), new Set(["1"]))
  const deeper = treeFor(block("a", block("b", layer("Conv", "", null, { problem: "No." })), block("c", conv())))
  assert.deepEqual(openAtFirst(deeper, 1), new Set(["0", "0.0"]))
  assert.deepEqual([340, 800, 1400].map(budgetFor), [12, 20, 30])
  assert.deepEqual(
    openNow(
      new Set(["0", "1"]),
      new Map([
        ["1", false],
        ["2", true],
      ]),
    ),
    new Set(["0", "2"]),
  )
})

test("a layer is seen as itself or as the folded block around it", () => {
  const tree = treeFor(block("a", block("b", conv(), conv()), conv()), conv())
  const drawn = new Set(["input", "0", "0.0", "0.1", "1"])
  assert.deepEqual(
    ["0.0.1", "0.1", "1", "9"].map((path) => seenAs(path, tree, drawn)),
    ["0.0", "0.1", "1", ""],
  )
})
