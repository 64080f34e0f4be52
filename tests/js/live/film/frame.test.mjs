import assert from "node:assert/strict"
import { test } from "node:test"

import { frameIndices } from "../../../../cnnviz/ui/components/live/film/film.mjs"
import { frameOf, paletteOf, placeOf, planOf } from "../../../../cnnviz/ui/components/live/film/frame.mjs"
import { hubWith } from "../hubs.mjs"

test("a film has a bounded number of frames, the first and the last among them", () => {
  assert.deepEqual(frameIndices(3), [0, 1, 2])
  const many = frameIndices(400, 60)
  assert.deepEqual([many.length, many[0], many.at(-1)], [60, 0, 399])
  assert.deepEqual(frameIndices(1), [0])
  assert.equal(new Set(frameIndices(75)).size, frameIndices(75).length)
})

test("a frame of the film holds every weight in its colour, on one scale for all frames", () => {
  const plan = planOf(hubWith(6))
  assert.equal(plan.limit, 6)
  const [first, last] = [0, 2].map((at) => frameOf(plan, plan.shown[at], () => null))
  const count = (pixels, value) => pixels.filter((one) => one === placeOf(value, 6)).length
  const area = 9 * plan.scale * plan.scale
  assert.equal(count(first, 0), 2 * area)
  assert.deepEqual([count(last, 6), count(last, -6)], [area, area])
  // The losses known by then only.
  assert.equal(first.filter((one) => one === 3).length, 0)
  assert.ok(last.filter((one) => one === 3).length > plan.width / 2)
})

test("a film of a run that diverged is made as fast as any other", () => {
  const hub = hubWith(6)
  hub.scalars.loss.splice(4, 2, 1e25, Infinity)
  const plan = planOf(hub)
  assert.ok(plan.low === 0 && plan.high < 100)
  const frame = frameOf(plan, plan.shown.at(-1), () => null)
  assert.ok(frame.filter((one) => one === 3).length > plan.width / 2)
})

test("the film's palette runs from the fixed colours through the signed ones", () => {
  const fixed = Array.from({ length: 6 }, (_, k) => [k, k, k])
  const signed = Uint32Array.from({ length: 256 }, (_, k) => 0xff000000 | (k << 16) | (7 << 8) | (255 - k))
  const palette = paletteOf(fixed, signed)
  assert.equal(palette.length, 256)
  assert.deepEqual(
    [palette[5], palette[6], palette[255]],
    [
      [5, 5, 5],
      [255, 7, 0],
      [0, 7, 255],
    ],
  )
  assert.deepEqual([placeOf(-9, 1), placeOf(9, 1), placeOf(NaN, 1)], [6, 255, 6])
})
