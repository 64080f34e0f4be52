import assert from "node:assert/strict"
import { test } from "node:test"

import { Listeners } from "../../../../cnnviz/ui/components/live/run/listeners.mjs"

const frame = () => new Promise((done) => setTimeout(done, 1))

test("listeners hear once of many changes, and again of later ones", async () => {
  const listeners = new Listeners()
  let heard = 0
  const end = listeners.subscribe(() => heard++)
  listeners.notify()
  listeners.notify()
  assert.equal(heard, 0)
  await frame()
  assert.equal(heard, 1)
  listeners.notify()
  await frame()
  assert.equal(heard, 2)
  end()
  listeners.notify()
  await frame()
  assert.equal(heard, 2)
})
