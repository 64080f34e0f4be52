import assert from "node:assert/strict"
import { test } from "node:test"

import { controlOf, rememberControl } from "../../../../cnnviz/ui/components/live/run/control_keys.mjs"
import { hubOn, message, ok, until } from "../hubs.mjs"

test("what controls a run goes along as a header and stands in no address, and is kept in the browser", async () => {
  const stored = new Map()
  globalThis.localStorage = {
    getItem: (name) => stored.get(name) ?? null,
    setItem: (name, value) => stored.set(name, value),
  }
  const headers = []
  const hub = hubOn((path, options) => {
    headers.push(options.headers?.["X-Run-Control"])
    return path
      ? ok(message([], { run: { status: "finished", view: "v7" } }))
      : ok(new TextEncoder().encode('{"run": "c7", "view": "v7"}').buffer)
  })
  await hub.start("{}")
  await until(() => hub.loaded)
  assert.deepEqual([hub.asked.some((path) => path.includes("c7")), headers.at(-1)], [false, "c7"])
  assert.deepEqual(JSON.parse(stored.get("cnnviz-control")), [["v7", "c7"]])
  for (let k = 0; k < 250; k++) rememberControl(`run${k}`, `key${k}`)
  assert.equal(JSON.parse(stored.get("cnnviz-control")).length, 200)
  // What another tab has kept counts, and nonsense does not.
  stored.set("cnnviz-control", JSON.stringify([["other", "theirs"], 7, ["odd", {}]]))
  assert.deepEqual(["other", "odd", "nobody"].map(controlOf), ["theirs", "", ""])
  stored.set("cnnviz-control", "{")
  assert.equal(controlOf("other"), "")
  delete globalThis.localStorage
})
