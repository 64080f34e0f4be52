import assert from "node:assert/strict"
import test from "node:test"

import { Timeline } from "../../../../cnnviz/ui/components/live/controls/timeline.mjs"

globalThis.requestAnimationFrame = () => 1
globalThis.cancelAnimationFrame = () => {}

const snapshots = (count, apart = 1) =>
  Array.from({ length: count }, (_, at) => ({ seq: at + 1, step: apart * at, epoch: at / 2 }))

function hub(count, cursor, active = false) {
  const made = { snapshots: snapshots(count), cursor, active, following: false }
  made.lookAt = (at) => (made.cursor = at)
  made.follow = () => (made.following = true)
  return made
}

/** A timeline of these runs without its elements. */
const timeline = (...hubs) =>
  Object.assign(Object.create(Timeline.prototype), {
    hubs,
    playing: false,
    loops: false,
    toggle: { dataset: {} },
    speed: { value: 1 },
  })

test("played at its last snapshot a run begins again, before it goes on from where it is", () => {
  for (const [cursor, expected] of [
    [4, 0],
    [3, 3],
    [0, 0],
  ]) {
    const run = hub(5, cursor)
    const shown = timeline(run)
    shown.play(true)
    assert.equal(shown.playing, true)
    assert.equal(run.cursor, expected, `from ${cursor}`)
  }
})

test("a run of one snapshot cannot be played, one of two can", () => {
  for (const [count, playing] of [
    [1, false],
    [2, true],
  ]) {
    const shown = timeline(hub(count, 0))
    shown.play(true)
    assert.equal(shown.playing, playing)
  }
})

test("playing ends at the last snapshot, and not one before it", () => {
  const run = hub(5, 2)
  const shown = timeline(run)
  shown.play(true)
  shown.last = 0
  shown.tick(125)
  assert.deepEqual([run.cursor, shown.playing], [3, true])
  shown.tick(250)
  assert.deepEqual([run.cursor, shown.playing], [4, false])
})

test("at the end a run that still learns is followed, one that is over is not", () => {
  for (const active of [true, false]) {
    const run = hub(3, 1, active)
    const shown = timeline(run)
    shown.play(true)
    shown.last = 0
    shown.tick(500)
    assert.deepEqual([run.cursor, run.following], [2, active])
  }
})

test("a loop rests at its end and begins again", () => {
  const run = hub(3, 0)
  const shown = timeline(run)
  shown.loop()
  shown.last = 0
  shown.tick(500)
  assert.deepEqual([run.cursor, shown.playing], [2, true])
  shown.resting = performance.now() - 1
  shown.tick(501)
  assert.deepEqual([run.cursor, shown.playing], [0, true])
})

test("the run with most snapshots leads, the first of equals", () => {
  const [few, many, equal] = [hub(2, 0), hub(5, 0), hub(5, 0)]
  assert.equal(timeline(few, many, equal).leader, many)
})

test("places beyond the ends are the ends", () => {
  const run = hub(4, 1)
  const shown = timeline(run)
  shown.go(9)
  assert.equal(run.cursor, 3)
  shown.go(-2)
  assert.equal(run.cursor, 0)
})
