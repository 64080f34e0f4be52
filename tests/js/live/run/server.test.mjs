import assert from "node:assert/strict"
import { test } from "node:test"

import { controlHeader, Server, sentenceOf } from "../../../../cnnviz/ui/components/live/run/server.mjs"
import { ok, refused } from "../hubs.mjs"

test("routes lie beside the page, whatever folder the app is served from", async () => {
  const asked = []
  const server = new Server("http://here/base/", async (address, options) => {
    asked.push([address, options.cache])
    return ok(new ArrayBuffer(3))
  })
  const reply = await server.ask("/a?after=0")
  assert.deepEqual(asked, [["http://here/base/live/runs/a?after=0", "no-store"]])
  assert.deepEqual([reply.ok, reply.body.byteLength], [true, 3])
})

test("a refusal comes as text, and its sentence is read from it", async () => {
  const server = new Server("http://here/", async () => refused(404, "There is no such run."))
  const reply = await server.ask("/a")
  assert.deepEqual([reply.ok, reply.status], [false, 404])
  assert.equal(sentenceOf(reply.body, "Otherwise."), "There is no such run.")
  for (const body of ["", "<html>", "{}", "null"]) assert.equal(sentenceOf(body, "Otherwise."), "Otherwise.")
})

test("what controls a run is sent as a header where there is such a thing", async () => {
  assert.deepEqual(controlHeader(""), {})
  const headers = []
  const server = new Server("http://here/", async (_, options) => {
    headers.push(options.headers)
    return ok(new ArrayBuffer(0))
  })
  await server.post("/a/tell", { command: "stop" }, "mine")
  assert.deepEqual(headers, [{ "Content-Type": "application/json", "X-Run-Control": "mine" }])
})
