import assert from "node:assert/strict"
import { test } from "node:test"

import { budgetFor, openNow, seenAs } from "../../cnnviz/ui/components/diagram/diagram.mjs"
import { shaded } from "../../cnnviz/ui/components/diagram/drawing.mjs"
import { layoutOf } from "../../cnnviz/ui/components/diagram/layout.mjs"
import { steps } from "../../cnnviz/ui/components/diagram/legend.mjs"
import { bounded, fitting, keptAt, usual } from "../../cnnviz/ui/components/diagram/looking.mjs"
import { brokenIntoRows } from "../../cnnviz/ui/components/diagram/rows.mjs"
import { barOf, FAMILIES, familyOf, lengthOf, shapeText, shareText, slabOf, textWidth, thicknessOf, wrapped } from "../../cnnviz/ui/components/diagram/scales.mjs"
import { everyNode, isContainer, openAtFirst, treeOf } from "../../cnnviz/ui/components/diagram/tree.mjs"
import { reachedBy } from "../../cnnviz/ui/components/diagram/walking.mjs"

const MAPS = [64, 28, 28]

/** A described layer without its path, which `network` gives it. */
const layer = (kind, title, output = MAPS, more = {}) => ({
  kind, title, output, input: MAPS, parameters: 10, macs: 20, parts: [], merge: "", problem: "", words: `${title}.`, ...more,
})
const conv = (channels = 64, side = 28) => layer("Conv", `Conv ${channels}@3×3`, [channels, side, side])
const relu = () => layer("Activation", "ReLU")
const part = (name, nodes) => ({ name, nodes })
const block = (name, ...nodes) => layer("Block", name, MAPS, { parts: [part("", nodes)] })
const residual = (body, shortcut = []) => layer("Residual", "Residual", MAPS, { merge: "residual", parts: [part("body", body), part("shortcut", shortcut)] })
const parallel = (merge, ...branches) => layer("Parallel", "branches", MAPS, { merge, parts: branches.map((nodes, i) => part(`branch${i}`, nodes)) })
const aside = (...nodes) => layer("Auxiliary", "Auxiliary head", MAPS, { merge: "aux", parts: [part("head", nodes)] })

function named(nodes, before = "") {
  return nodes.map((node, i) => {
    const path = `${before}${i}`
    const parts = node.parts.map(({ name, nodes: inside }) => part(name, named(inside, name ? `${path}.${name}.` : `${path}.`)))
    return { ...node, path, parts }
  })
}

const treeFor = (...nodes) => treeOf({ name: "n", input: [3, 224, 224], nodes: named(nodes) })
const inception = () => parallel("concat", [conv(), relu()], [conv(), conv()], [], [conv(), conv(), relu(), conv()])
const bottleneck = (projected) => residual([conv(), relu(), conv()], projected ? [conv()] : [])
const NETWORKS = {
  flat: treeFor(conv(6, 28), relu(), conv(16, 10), layer("Flatten", "Flatten", [400]), layer("Dense", "Dense 10", [10])),
  inception: treeFor(conv(), block("a", inception()), block("b", inception(), conv()), aside(conv(), layer("Dense", "Dense 9", [9])), inception()),
  residual: treeFor(block("s", bottleneck(true), relu(), bottleneck(false), relu(), bottleneck(false), relu()), parallel("add", [conv()], [conv(), conv()])),
  deep: treeFor(block("a", block("b", residual([parallel("concat", [conv()], [bottleneck(true)])], [inception()]), conv()), conv())),
  broken: treeFor(conv(), block("a", layer("Conv", "Conv 8@9×9", null, { parameters: null, problem: "It does not fit in 5 × 5. Add padding." }), relu()), conv()),
}
const ROOMS = [340, 760, 1350]
const containers = (tree) => [...everyNode(tree)].filter(isContainer).map((node) => node.path)
const opened = (tree, room = 1350, paths = containers(tree)) => layoutOf(tree, new Set(paths), 1000, room)
const every = (check) => {
  for (const [name, tree] of Object.entries(NETWORKS)) {
    for (const room of ROOMS) for (const paths of [containers(tree), containers(tree).slice(0, 1), []]) check(opened(tree, room, paths), name, tree, paths, room)
  }
}
const overlap = (a, b) => a.x < b.x + b.w - 0.01 && b.x < a.x + a.w - 0.01 && a.y < b.y + b.h - 0.01 && b.y < a.y + a.h - 0.01
const within = (a, b) => a.x >= b.x - 0.01 && a.y >= b.y - 0.01 && a.x + a.w <= b.x + b.w + 0.01 && a.y + a.h <= b.y + b.h + 0.01
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
    solid.forEach((a, i) => solid.slice(i + 1).forEach((b) => assert.ok(!overlap(a, b), `${name}: ${a.node.path} ${b.node.path}`)))
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
      for (const one of inside) for (const thing of [one, ...textsOf(one)]) assert.ok(within(thing, item), `${name}: ${one.node.path}`)
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
  const inFrame = joins.filter((join) => join.x > frame.x && join.x < frame.x + frame.w && join.y > frame.y && join.y < frame.y + frame.h)
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
  const bottom = Math.max(...items.filter((item) => item.node.path.startsWith("0.shortcut")).map((item) => item.y + item.h))
  for (const item of items.filter((one) => one.node.path.startsWith("0.body"))) assert.ok(item.y > bottom)
  assert.deepEqual(joins.map((join) => join.kind), ["split", "add"])
})

test("a side head hangs below the flow", () => {
  const { items, lines, dashes } = opened(treeFor(conv(), aside(conv()), conv()))
  const [, before, frame, , after] = items
  assert.equal(before.y, after.y)
  assert.ok(frame.y > before.y + before.h / 2)
  assert.equal(dashes.length, 1)
  assert.ok(lines.length)
})

test("siblings that repeat each other are one node with how often; others stay", () => {
  const [, first, run] = treeFor(bottleneck(true), bottleneck(false), relu(), bottleneck(false), relu(), bottleneck(false), relu())
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

test("small networks are open at first, large ones folded, impossible layers always seen", () => {
  assert.deepEqual(openAtFirst(treeFor(block("a", conv()), conv()), 30), new Set(["0"]))
  const large = treeFor(...Array.from({ length: 8 }, (_, i) => block("a", ...Array.from({ length: i + 2 }, () => conv()))))
  assert.deepEqual(openAtFirst(large, 30), new Set())
  assert.deepEqual(openAtFirst(NETWORKS.broken, 1), new Set(["1"]))
  const deeper = treeFor(block("a", block("b", layer("Conv", "", null, { problem: "No." })), block("c", conv())))
  assert.deepEqual(openAtFirst(deeper, 1), new Set(["0", "0.0"]))
  assert.deepEqual([340, 800, 1400].map(budgetFor), [12, 20, 30])
  assert.deepEqual(openNow(new Set(["0", "1"]), new Map([["1", false], ["2", true]])), new Set(["0", "2"]))
})

test("a layer is seen as itself or as the folded block around it", () => {
  const tree = treeFor(block("a", block("b", conv(), conv()), conv()), conv())
  const drawn = new Set(["input", "0", "0.0", "0.1", "1"])
  assert.deepEqual(["0.0.1", "0.1", "1", "9"].map((path) => seenAs(path, tree, drawn)), ["0.0", "0.1", "1", ""])
})

test("lengths grow with sides, channels and values, and small ones can be seen", () => {
  assert.equal(lengthOf(224, 224), 96)
  assert.equal(lengthOf(56, 224), 48)
  for (const measure of [(x) => lengthOf(x, 4096), thicknessOf, barOf]) {
    for (let x = 2; x < 4096; x *= 2) assert.ok(measure(2 * x) >= measure(x) && measure(1) >= 3)
  }
  const tall = slabOf(layer("Conv", "", [8, 100, 25]), 100)
  assert.ok(tall.h === 96 && tall.dx < slabOf(layer("Conv", "", [8, 100, 100]), 100).dx)
})

test("every kind has a family; no two share a colour", () => {
  const kinds = ["Conv", "Pool", "GlobalPool", "AdaptivePool", "BatchNorm", "LRN", "Activation", "Dropout", "Flatten", "Dense"]
  assert.deepEqual(kinds.filter((kind) => familyOf({ kind }) === "Folded"), [])
  assert.deepEqual([familyOf({ kind: "Run" }), familyOf({ kind: "Conv", problem: "No." })], ["Folded", "Impossible"])
  const colours = Object.values(FAMILIES).map((family) => family.colour)
  assert.equal(new Set(colours).size, colours.length)
  assert.deepEqual([shaded("#804020", 1), shaded("#804020", -0.5), shaded("#804020", 0)], ["#ffffff", "#402010", "#804020"])
})

test("numbers and words in little room", () => {
  assert.equal(shapeText([64, 28, 28]), "64×28×28")
  assert.equal(shapeText([4096]), "4,096")
  assert.deepEqual([[0, 9], [1, 9999], [1, 300], [1, 11], [99, 1000], [1, 1]].map(([part, whole]) => shareText(part, whole)), ["0 %", "< 0.1 %", "0.3 %", "9.1 %", "9.9 %", "100 %"])
  assert.deepEqual(wrapped("one two three", textWidth("one two", 10), 10), ["one two", "three"])
  assert.deepEqual(steps([224, 112, 56, 28, 14]), [224, 56, 14])
  assert.deepEqual([steps([7]), steps([9, 8])], [[7], [9, 8]])
})

test("rows are as few as can be and about equally full", () => {
  const boxes = (...widths) => widths.map((width) => ({ width, out: 0 }))
  const rows = brokenIntoRows(boxes(50, 50, 50, 50, 50, 50), 400)
  assert.deepEqual(rows.map((row) => row.length), [6])
  assert.deepEqual(brokenIntoRows(boxes(...Array(7).fill(50)), 400).map((row) => row.length), [4, 3])
  assert.deepEqual(brokenIntoRows(boxes(900, 50), 400).map((row) => row.length), [1, 1])
  assert.deepEqual(brokenIntoRows([{ width: 50, out: 40 }, { width: 50, out: 0 }], 400).map((row) => row.length), [1, 1])
})

test("arrow keys follow the flow and jump between branches", () => {
  const { items } = opened(treeFor(parallel("concat", [conv()], [conv(), conv()])))
  const at = (path) => items.findIndex((item) => item.node.path === path)
  assert.equal(reachedBy("ArrowRight", items, at("input")), at("0"))
  assert.equal(reachedBy("ArrowDown", items, at("0.branch0.0")), at("0.branch1.0"))
  assert.equal(reachedBy("ArrowUp", items, at("0.branch1.0")), at("0.branch0.0"))
  assert.deepEqual([reachedBy("Home", items, 2), reachedBy("End", items, 2), reachedBy("ArrowLeft", items, 0)], [0, items.length - 1, 0])
})

test("enlarging keeps the place under the pointer and stays in bounds", () => {
  assert.deepEqual([bounded(9), bounded(0.01), bounded(1)], [4, 0.2, 1])
  assert.equal(keptAt(100, 50, 2), 250)
  assert.equal(fitting({ width: 200, height: 400 }, { width: 400, height: 100 }), 0.25)
  assert.deepEqual([usual({ width: 100 }, 1000), usual({ width: 1200 }, 1000), usual({ width: 800 }, 1000)], [1.3, 1, 1.25])
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
