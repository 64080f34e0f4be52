import assert from "node:assert/strict"
import { test } from "node:test"
import { counted } from "../../../cnnviz/ui/components/shared/counting.mjs"

test("things are counted in the singular and in the plural", () => {
  assert.deepEqual(
    [counted(1, "place"), counted(0, "place"), counted(12345, "place")],
    ["1 place", "0 places", "12,345 places"],
  )
})
