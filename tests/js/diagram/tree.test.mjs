import assert from "node:assert/strict"
import { test } from "node:test"

import { block, bottleneck, conv, relu, treeFor } from "./networks.mjs"

test("siblings that repeat each other are one node with how often; others stay", () => {
  const [, first, run] = treeFor(
    bottleneck(true),
    bottleneck(false),
    relu(),
    bottleneck(false),
    relu(),
    bottleneck(false),
    relu(),
  )
  assert.deepEqual([first.kind, run.kind, run.times, run.title], ["Residual", "Run", 3, "3 × Residual"])
  assert.deepEqual([run.path, run.parameters, run.parts[0].nodes.length], ["1×", 60, 6])
  assert.equal(treeFor(conv(), conv(), conv()).length, 4)
  assert.equal(treeFor(block("b 2", conv()), block("b 3", conv()))[1].title, "2 × b 2 … 3")
  assert.equal(treeFor(block("b 2", conv()), block("b 3", conv(), relu())).length, 3)
})

test("a block that holds one container needs no second frame, unless that repeats or is impossible", () => {
  const bare = (...nodes) => treeFor(block("b", ...nodes))[1].parts[0].nodes[0].bare ?? false
  assert.equal(bare(bottleneck(true), relu()), true)
  assert.equal(bare(bottleneck(true), conv()), false)
  assert.equal(bare(bottleneck(true), bottleneck(true)), false)
  assert.equal(bare({ ...bottleneck(true), problem: "No." }), false)
})
