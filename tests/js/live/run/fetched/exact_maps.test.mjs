import assert from "node:assert/strict"
import { test } from "node:test"

import { ExactMaps } from "../../../../../cnnviz/ui/components/live/run/fetched/exact_maps.mjs"

test("exact maps are fetched once, one at a time, and the oldest go", async () => {
  const asked = []
  let fail = false
  const maps = new ExactMaps(
    async ({ seq }) => {
      asked.push(seq)
      if (fail) throw new Error("gone")
      return Float32Array.of(seq)
    },
    () => {},
  )
  const place = (seq) => ({ seq, layer: 0, map: 0 })
  const come = () => new Promise((done) => setTimeout(done, 0))
  assert.equal(maps.at(place(1)), undefined)
  assert.equal(maps.at(place(2)), undefined)
  assert.deepEqual(asked, [1])
  await come()
  assert.deepEqual([...maps.at(place(1))], [1])
  assert.deepEqual(asked, [1])
  fail = true
  maps.at(place(3))
  await come()
  assert.equal(maps.at(place(3)), null)
  fail = false
  for (let seq = 10; seq < 80; seq++) {
    maps.at(place(seq))
    await come()
  }
  assert.ok(maps.known.size <= 64)
  assert.equal(maps.at(place(1)), undefined)
})
