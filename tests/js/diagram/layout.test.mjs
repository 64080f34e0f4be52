import assert from "node:assert/strict"
import { test } from "node:test"

import { layoutOf } from "../../../cnnviz/ui/components/diagram/layout.mjs"
import { shapeText, textWidth } from "../../../cnnviz/ui/components/diagram/scales.mjs"
import { everyNode } from "../../../cnnviz/ui/components/diagram/tree.mjs"
import { aside, bottleneck, containers, conv, layer, MAPS, NETWORKS, opened, treeFor } from "./networks.mjs"

const ROOMS = [340, 760, 1350]
const every = (check) => {
  for (const [name, tree] of Object.entries(NETWORKS)) {
    for (const room of ROOMS)
      for (const paths of [containers(tree), containers(tree).slice(0, 1), []])
        check(opened(tree, room, paths), name, tree, paths, room)
  }
}
const overlap = (a, b) =>
  a.x < b.x + b.w - 0.01 && b.x < a.x + a.w - 0.01 && a.y < b.y + b.h - 0.01 && b.y < a.y + a.h - 0.01
const within = (a, b) =>
  a.x >= b.x - 0.01 && a.y >= b.y - 0.01 && a.x + a.w <= b.x + b.w + 0.01 && a.y + a.h <= b.y + b.h + 0.01
const linesOf = (item) =>
  (item.label?.lines ?? []).map((line, i) => {
    const w = textWidth(line.text, line.size)
    return { x: item.label.x - w / 2, y: item.label.y + 13 * i - 9, w, h: 11 }
  })
const headOf = (item) => (item.title ? [{ x: item.x + 8, y: item.y + 5, w: textWidth(item.title, 11), h: 12 }] : [])
const textsOf = (item) => [...headOf(item), ...linesOf(item)]

test("no two slabs or folded blocks overlap, nor do their labels", () => {
  every(({ items }, name) => {
    const solid = items.filter((item) => item.role !== "frame")
    const labels = items.flatMap(textsOf)
    solid.forEach((a, i) =>
      solid.slice(i + 1).forEach((b) => assert.ok(!overlap(a, b), `${name}: ${a.node.path} ${b.node.path}`)),
    )
    labels.forEach((a, i) => labels.slice(i + 1).forEach((b) => assert.ok(!overlap(a, b), name)))
    const slabs = solid.filter((item) => item.role === "slab")
    for (const label of labels) for (const slab of slabs) assert.ok(!overlap(label, slab), name)
  })
})

test("everything lies on the sheet, and what a frame holds within it", () => {
  every(({ items, width, height }, name) => {
    const sheet = { x: 0, y: 0, w: width, h: height }
    for (const item of items) {
      for (const one of [item, ...textsOf(item)]) assert.ok(within(one, sheet), name)
      if (item.role !== "frame") continue
      const inside = items.filter((one) => one !== item && one.node.path.startsWith(`${item.node.path}.`))
      for (const one of inside)
        for (const thing of [one, ...textsOf(one)]) assert.ok(within(thing, item), `${name}: ${one.node.path}`)
    }
  })
})

test("every path is drawn once where all is open, but for frames that would stand in frames", () => {
  for (const [name, tree] of Object.entries(NETWORKS)) {
    const drawn = opened(tree).items.map((item) => item.node.path)
    const expected = [...everyNode(tree)].filter((node) => !node.bare).map((node) => node.path)
    assert.deepEqual(drawn.toSorted(), expected.toSorted(), name)
    assert.equal(new Set(drawn).size, drawn.length)
  }
})

test("folding shows less on a smaller sheet", () => {
  every(({ items, width, height }, name, tree, paths, room) => {
    const folded = opened(tree, room, [])
    assert.ok(folded.items.length <= items.length, name)
    if (paths.length) assert.ok(folded.width * folded.height < width * height, name)
    assert.equal(folded.items.length, tree.length)
  })
})

test("a network is no wider than its room where its parts are not", () => {
  for (const room of ROOMS) {
    const { width, items } = layoutOf(treeFor(...Array.from({ length: 60 }, () => conv())), new Set(), 0, room)
    assert.ok(width <= room)
    assert.ok(new Set(items.map((item) => item.y)).size > 1)
  }
})

test("branches stand between where they part and where they meet, one below the other", () => {
  const tree = NETWORKS.inception
  const { items, joins } = opened(tree)
  const frame = items.find((item) => item.node.path === "4")
  const inFrame = joins.filter(
    (join) => join.x > frame.x && join.x < frame.x + frame.w && join.y > frame.y && join.y < frame.y + frame.h,
  )
  const [split, merge] = [inFrame.find((join) => join.kind === "split"), inFrame.find((join) => join.kind === "concat")]
  let bottom = -Infinity
  for (const index of [0, 1, 3]) {
    const branch = items.filter((item) => item.node.path.startsWith(`4.branch${index}.`))
    for (const item of branch) assert.ok(item.x > split.x && item.x + item.w < merge.x && item.y >= bottom)
    bottom = Math.max(...branch.map((item) => item.y + item.h))
  }
  assert.ok(merge.from < split.y && merge.to > split.y)
})

test("a shortcut's layers stand above the body", () => {
  const { items, joins } = opened(treeFor(bottleneck(true)))
  const bottom = Math.max(
    ...items.filter((item) => item.node.path.startsWith("0.shortcut")).map((item) => item.y + item.h),
  )
  for (const item of items.filter((one) => one.node.path.startsWith("0.body"))) assert.ok(item.y > bottom)
  assert.deepEqual(
    joins.map((join) => join.kind),
    ["split", "add"],
  )
})

test("a side head hangs below the flow", () => {
  const { items, lines, dashes } = opened(treeFor(conv(), aside(conv()), conv()))
  const [, before, frame, , after] = items
  assert.equal(before.y, after.y)
  assert.ok(frame.y > before.y + before.h / 2)
  assert.equal(dashes.length, 1)
  assert.ok(lines.length)
})

test("a side head shows what its last layer gives and hangs below the flow, folded or open", () => {
  const tree = treeFor(conv(), aside(conv(), layer("Dense", "Dense 9", [9])), conv())
  for (const open of [[], ["1"]]) {
    const { items, dashes } = opened(tree, 1350, open)
    const head = items.find((item) => item.node.path === "1")
    const flow = items.find((item) => item.node.path === "0")
    const shown = open.length ? head.shape : head.label.lines[0].text
    assert.match(shown, /(^|→ )9$/)
    assert.ok(head.y > flow.y + flow.h / 2, `${open}`)
    assert.equal(dashes.length, 1)
  }
  const empty = opened(treeFor(conv(), aside()), 1350, []).items.find((item) => item.node.path === "1")
  assert.equal(empty.label.lines[0].text, shapeText(MAPS))
})
