import assert from "node:assert/strict"
import test from "node:test"

import { editable, focused, imageAlone } from "../../cnnviz/ui/components/pasting.mjs"
import { base64, stroke } from "../../cnnviz/ui/components/sketch_pad/sketch_pad.mjs"

test("a point is a disc of cells around it", () => {
  assert.deepEqual(stroke([2, 2], [2, 2], 1, 5).sort(), [[1, 2], [2, 1], [2, 2], [2, 3], [3, 2]])
})

test("a line has no holes", () => {
  const cells = stroke([0, 0], [9, 17], 0.8, 20)
  for (let k = 0; k <= 17; k++) assert.ok(cells.some(([i, j]) => j === k && Math.abs(i - (9 * k) / 17) < 1.5))
})

test("nothing is drawn beyond the pad", () => {
  for (const [i, j] of stroke([-3, -3], [9, 9], 2, 6)) assert.ok(i >= 0 && j >= 0 && i < 6 && j < 6)
})

test("no cell is drawn twice in one stroke", () => {
  const cells = stroke([1, 1], [8, 8], 1.3, 10).map(String)
  assert.equal(new Set(cells).size, cells.length)
})

test("base64 takes more bytes than one call can spread", () => {
  const bytes = Uint8Array.from({ length: 200_000 }, (_, i) => i % 251)
  assert.deepEqual(new Uint8Array(Buffer.from(base64(bytes), "base64")), bytes)
})

const image = { type: "image/png", size: 9 }
const clipboard = (text, ...files) => ({ files, getData: (kind) => (kind === "text/plain" ? text : "") })
const field = { tagName: "INPUT", type: "text" }

test("what has the focus is found through shadow roots and frames, and a foreign frame keeps it", () => {
  assert.equal(focused({ activeElement: field }), field)
  const shadowed = { tagName: "DIV", shadowRoot: { activeElement: { tagName: "SECTION", shadowRoot: { activeElement: field } } } }
  assert.equal(focused({ activeElement: shadowed }), field)
  const frame = { tagName: "IFRAME", contentDocument: { activeElement: shadowed } }
  assert.equal(focused({ activeElement: frame }), field)
  const foreign = { tagName: "IFRAME", get contentDocument() { throw new Error("another site") } }
  assert.equal(focused({ activeElement: foreign }), foreign)
  const body = { tagName: "BODY" }
  assert.equal(focused({ activeElement: body }), body)
  assert.equal(focused({ activeElement: null }), null)
})

test("one types into fields, texts and what is made editable, and into nothing else", () => {
  for (const node of [field, { tagName: "INPUT", type: "number" }, { tagName: "TEXTAREA", type: "textarea" }, { tagName: "DIV", isContentEditable: true }, { tagName: "BODY", ownerDocument: { designMode: "on" } }]) assert.ok(editable(node), JSON.stringify(node))
  const others = ["checkbox", "range", "button", "file", "color", "radio"].map((type) => ({ tagName: "INPUT", type }))
  for (const node of [...others, null, { tagName: "CANVAS" }, { tagName: "BUTTON" }, { ...field, readOnly: true }, { ...field, disabled: true }]) assert.ok(!editable(node), JSON.stringify(node))
})

test("a pasted image becomes the picture only where no field has the cursor and no text came with it", () => {
  const canvas = { activeElement: { tagName: "CANVAS" } }
  const cell = { activeElement: { tagName: "DIV", shadowRoot: { activeElement: field } } }
  assert.deepEqual(imageAlone(clipboard("", image), canvas), { file: image })
  assert.deepEqual(imageAlone(clipboard(" \n", image), canvas), { file: image })
  // Cells of a spreadsheet come as text and as a picture of themselves.
  assert.deepEqual(imageAlone(clipboard("1\t0\t-1", image), cell), {})
  assert.match(imageAlone(clipboard("", image), cell).trouble, /click beside the field/)
  assert.match(imageAlone(clipboard("1\t0\t-1", image), canvas).trouble, /text comes first/)
  assert.deepEqual(imageAlone(clipboard("words"), canvas), {})
  assert.deepEqual(imageAlone(clipboard("", { type: "text/csv" }), canvas), {})
  assert.deepEqual(imageAlone(null, canvas), {})
})
