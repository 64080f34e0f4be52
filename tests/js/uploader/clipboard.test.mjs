import assert from "node:assert/strict"
import test from "node:test"

import { editable, focused, imageAlone } from "../../../cnnviz/ui/components/uploader/clipboard.mjs"

const image = { type: "image/png", size: 9 }
const clipboard = (text, ...files) => ({ files, getData: (kind) => (kind === "text/plain" ? text : "") })
const field = { tagName: "INPUT", type: "text" }

test("what has the focus is found through shadow roots and frames, and a foreign frame keeps it", () => {
  assert.equal(focused({ activeElement: field }), field)
  const shadowed = {
    tagName: "DIV",
    shadowRoot: { activeElement: { tagName: "SECTION", shadowRoot: { activeElement: field } } },
  }
  assert.equal(focused({ activeElement: shadowed }), field)
  const frame = { tagName: "IFRAME", contentDocument: { activeElement: shadowed } }
  assert.equal(focused({ activeElement: frame }), field)
  const foreign = {
    tagName: "IFRAME",
    get contentDocument() {
      throw new Error("another site")
    },
  }
  assert.equal(focused({ activeElement: foreign }), foreign)
  const body = { tagName: "BODY" }
  assert.equal(focused({ activeElement: body }), body)
  assert.equal(focused({ activeElement: null }), null)
})

test("one types into fields, texts and what is made editable, and into nothing else", () => {
  for (const node of [
    field,
    { tagName: "INPUT", type: "number" },
    { tagName: "TEXTAREA", type: "textarea" },
    { tagName: "DIV", isContentEditable: true },
    { tagName: "BODY", ownerDocument: { designMode: "on" } },
  ])
    assert.ok(editable(node), JSON.stringify(node))
  const others = ["checkbox", "range", "button", "file", "color", "radio"].map((type) => ({ tagName: "INPUT", type }))
  for (const node of [
    ...others,
    null,
    { tagName: "CANVAS" },
    { tagName: "BUTTON" },
    { ...field, readOnly: true },
    { ...field, disabled: true },
  ])
    assert.ok(!editable(node), JSON.stringify(node))
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
