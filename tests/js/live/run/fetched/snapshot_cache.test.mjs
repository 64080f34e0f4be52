import assert from "node:assert/strict"
import { test } from "node:test"

import { nextWanted, SnapshotCache } from "../../../../../cnnviz/ui/components/live/run/fetched/snapshot_cache.mjs"
import { until } from "../../hubs.mjs"

test("snapshots are asked for from the cursor outwards", () => {
  const snapshots = Array.from({ length: 9 }, (_, at) => ({ seq: at * 10 }))
  assert.deepEqual(
    nextWanted(snapshots, 4, () => false, 3, 9),
    [40],
  )
  assert.deepEqual(
    nextWanted(snapshots, 4, (seq) => seq === 40, 3, 9),
    [50, 30, 60],
  )
  assert.deepEqual(
    nextWanted(snapshots, 0, (seq) => seq <= 10, 3, 2),
    [20],
  )
  assert.deepEqual(
    nextWanted(snapshots, 0, () => true, 3, 9),
    [],
  )
})

test("what is kept stays within its bytes, and the farthest goes first", async () => {
  const snapshots = Array.from({ length: 30 }, (_, seq) => ({ seq }))
  const store = new SnapshotCache(async (seqs) => new Map(seqs.map((seq) => [seq, { value: seq, bytes: 10 }])), {
    chunk: 4,
    most: 60,
    changed: () => {},
  })
  store.at({ snapshots, index: 20, ahead: true })
  await until(() => !store.busy)
  assert.ok(store.bytes <= 60)
  assert.ok([...store.values.keys()].every((seq) => Math.abs(seq - 20) <= 6))
  assert.equal(store.at({ snapshots, index: 20, ahead: true }), 20)
  for (let index = 0; index < 30; index++) {
    store.at({ snapshots, index, ahead: false })
    await until(() => !store.busy)
  }
  assert.ok(store.bytes <= 60)
  assert.deepEqual(
    [...store.values.keys()].sort((a, b) => a - b),
    [24, 25, 26, 27, 28, 29],
  )
})
