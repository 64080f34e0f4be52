import assert from "node:assert/strict"
import { test } from "node:test"

import { dataCaption, inputCaption, outputCaption, sizes } from "../../../cnnviz/ui/components/explorer/captions.mjs"
import { worked } from "../../../cnnviz/ui/components/explorer/step/step.mjs"
import { SIGNAL, subject } from "./steps.mjs"

const shown = (work, channels = ["a"]) => ({ work, channels, name: "a · Sobel x" })
const padded = (values, channels = 1) => worked(subject(values, [5, 6], [3, 3], channels))

test("an input is told with its size, its channels and what is invented around it", () => {
  assert.equal(inputCaption(shown(padded({ padding: "valid" }))), "Input 5 × 6")
  assert.equal(
    inputCaption(shown(padded({ padding: "same" }, 2), ["a", "b"])),
    "Input 5 × 6 × 2 · hatched: 1 px invented",
  )
  const uneven = padded({ padding: "explicit", top: 2, bottom: 0, left: 0, right: 1 })
  assert.equal(inputCaption(shown(uneven)), "Input 5 × 6 · hatched: 2 above, 1 right invented")
})

test("a row of numbers is told with how many there are, and how many are invented", () => {
  const row = worked(subject(SIGNAL, [1, 8], [1, 2]))
  assert.equal(dataCaption(shown(row)), "8 numbers · dashed: 1 invented before, 0 after")
})

test("an output is told with its size and its name", () => {
  assert.equal(outputCaption(shown(padded({ padding: "valid" }))), "Output 3 × 4 · a · Sobel x")
})

test("sizes stand in their formula, along both axes or the only one", () => {
  assert.match(sizes(padded({ padding: "valid" })), /^Rows: .* = 3\. Columns: .* = 4\. Each is .*kernel.*rounds down/)
  assert.match(sizes(worked(subject(SIGNAL, [1, 8], [1, 2]))), /^Size: .* = 8, which is/)
  const pool = worked(subject({ pool: "max", ceil: true }, [5, 5], [1, 1], 1, "pool"))
  assert.match(sizes(pool), /window.*rounds up/)
})
