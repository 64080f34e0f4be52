import assert from "node:assert/strict"
import { test } from "node:test"

import { notice } from "../../../../../cnnviz/ui/components/live/words/status.mjs"
import { packed, unpacked } from "../../../../../cnnviz/ui/components/shared/message.mjs"
import { hubOn, layersAt, message, ok, refused, snapshot, until } from "../../hubs.mjs"

test("what layers make of a picture is fetched where one looks first, then around, and kept", async () => {
  const wanted = []
  const hub = hubOn((_path, { body }) => {
    const { snapshots } = unpacked(body.buffer).header
    wanted.push(snapshots)
    const there = snapshots.filter((seq) => seq !== 3)
    if (!there.length) return refused(404, "gone")
    const arrays = Object.fromEntries(there.map((seq) => [`${seq}.0`, { values: Uint8Array.of(seq), shape: [1] }]))
    return ok(packed({ snapshots: there, layers: [{}], classes: ["a"], label: 0 }, arrays).buffer)
  })
  hub.id = "a"
  hub.receive(
    message(
      [1, 2, 3, 4, 5].map((seq) => snapshot(seq, seq)),
      { run: { status: "finished" } },
    ),
  )
  hub.lookAt(1)
  assert.equal(layersAt(hub, 1), null)
  await until(() => layersAt(hub, 1) && layersAt(hub, 4))
  assert.deepEqual(wanted[0], [2])
  assert.equal(layersAt(hub, 4).maps[0][0], 5)
  // The third snapshot was thinned away on the server: a neighbour stands for it.
  await until(() => layersAt(hub, 2))
  assert.ok([2, 4].includes(layersAt(hub, 2).maps[0][0]))
  assert.equal(hub.layers.refusal, "")
  const before = wanted.length
  layersAt(hub, 0)
  assert.equal(wanted.length, before)
  hub.setProbe({ validation: 7 })
  assert.equal(layersAt(hub, 1), null)
})

test("the map whose values are read is fetched as it was computed, of another picture anew", async () => {
  const questions = []
  const hub = hubOn((path, { body }) => {
    questions.push([path, unpacked(body.buffer).header])
    return ok(packed({}, { map: { values: Float32Array.of(-0.2358), shape: [1, 1] } }).buffer)
  })
  hub.id = "a"
  hub.receive(message([snapshot(1, 0)], { run: { status: "finished" } }))
  assert.equal(hub.layers.exact(1, 2, 3), undefined)
  await until(() => hub.layers.exact(1, 2, 3))
  assert.deepEqual([...hub.layers.exact(1, 2, 3)], [Math.fround(-0.2358)])
  const [path, { snapshot: seq, layer, map, validation }] = questions[0]
  assert.deepEqual([path.endsWith("/a/exact"), seq, layer, map, validation], [true, 1, 2, 3, 0])
  hub.setProbe({ image: Uint8Array.of(1), size: [1, 1, 1] })
  assert.equal(hub.layers.exact(1, 2, 3), undefined)
  await until(() => hub.layers.exact(1, 2, 3))
  assert.equal(questions.length, 2)
  assert.ok(!("validation" in questions[1][1]))
})

test("a snapshot that is gone is no trouble, and not asked for again", async () => {
  const hub = hubOn(() => refused(404, "These snapshots are no longer kept."))
  hub.id = "a"
  hub.receive(message([snapshot(1, 0)], { run: { status: "finished" } }))
  layersAt(hub, 0)
  await until(() => !hub.layers.cache.busy)
  layersAt(hub, 0)
  assert.deepEqual([hub.layers.refusal, hub.asked.length], ["", 1])
})

test("what the server will not compute is said", async () => {
  const hub = hubOn(() => refused(400, "This network is too large to look into."))
  hub.id = "a"
  hub.receive(message([snapshot(1, 0)], { run: { status: "finished" } }))
  layersAt(hub, 0)
  await until(() => hub.layers.refusal)
  assert.equal(notice(hub).words, "This network is too large to look into.")
  hub.open("")
  assert.equal(hub.layers.refusal, "")
})

test("pictures already here are not fetched again", async () => {
  const hub = hubOn((path) => {
    const indices = path.split("=")[1].split(",").map(Number)
    return ok(
      packed(
        {},
        {
          pictures: { values: Uint8Array.from(indices.flatMap((i) => [i, i])), shape: [indices.length, 1, 1, 2] },
          labels: { values: Uint8Array.from(indices), shape: [indices.length] },
        },
      ).buffer,
    )
  })
  hub.id = "a"
  assert.deepEqual([...(await hub.pictures.fetch([5, 3])).pictures], [5, 5, 3, 3])
  const { pictures, labels, size } = await hub.pictures.fetch([3, 9])
  assert.deepEqual(
    [[...pictures], [...labels], size],
    [
      [3, 3, 9, 9],
      [3, 9],
      [1, 1, 2],
    ],
  )
  assert.deepEqual(hub.asked, ["/a/pictures?validation=5,3", "/a/pictures?validation=9"])
})
