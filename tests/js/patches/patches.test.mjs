// The way from channel to channel, and how all of them are laid out.

import assert from "node:assert/strict"
import { test } from "node:test"
import { laidOut } from "../../../cnnviz/ui/components/patch_sheet/patch_sheet.mjs"
import { channelOf, stepped } from "../../../cnnviz/ui/components/patches/chooser.mjs"

test("behind the last channel comes the first, before the first the last", () => {
  assert.deepEqual([stepped(1, 1, 3), stepped(3, 1, 3), stepped(1, -1, 3), stepped(1, 1, 1)], [2, 1, 3, 1])
})

test("what is typed is a channel only as a whole number of those there are", () => {
  assert.deepEqual(
    ["1", "240", "241", "0", "-3", "1.5", "", "x"].map((typed) => channelOf(typed, 240)),
    [1, 240, 0, 0, 0, 0, 0, 0],
  )
})

for (const wide of [300, 358, 700, 1178, 1800]) {
  test(`all channels stand within ${wide} px, few ones larger than many`, () => {
    const [few, many] = [laidOut(32, wide), laidOut(1280, wide)]
    assert.ok(few.side >= many.side && many.side >= 24)
    for (const { side, across } of [few, many]) assert.ok(across >= 1 && across * (side + 4) - 4 <= wide)
  })
}
