import assert from "node:assert/strict"
import test from "node:test"

import { Keeper, unheard } from "../../cnnviz/ui/components/keeper/keeper.mjs"

/** As much of IndexedDB as storage.mjs uses, in memory. */
function memory() {
  const stores = { texts: new Map(), files: new Map() }
  const later = (act) => {
    const request = {}
    queueMicrotask(() => {
      request.result = act()
      request.onsuccess?.()
    })
    return request
  }
  const objectStore = (name) => {
    const map = stores[name]
    const transaction = {}
    setTimeout(() => transaction.oncomplete(), 0)
    return {
      transaction,
      getAllKeys: () => later(() => [...map.keys()]),
      getAll: () => later(() => [...map.values()]),
      get: (key) => later(() => map.get(key)),
      put: (value, key) => later(() => map.set(key, value) && key),
      delete: (key) => later(() => void map.delete(key)),
    }
  }
  globalThis.indexedDB = {
    open: () => later(() => ({ transaction: (name) => ({ objectStore: () => objectStore(name) }) })),
  }
  return stores
}

const stores = memory()

function session(keeper, ticket) {
  const told = []
  const state = {
    ticket,
    heard: false,
    asked: false,
    turn: 1,
    texts: { settings: "" },
    picture: "",
    dropped: "",
    wanted: "",
  }
  const say = (more = {}) => keeper.hear(Object.assign(state, more), (name, value) => told.push([name, value]))
  return { told, say }
}

test.beforeEach(() => {
  stores.texts.clear()
  stores.files.clear()
})

test("a first visit is kept without a word", async () => {
  const { told, say } = session(new Keeper(), "one")
  await say()
  await say({ texts: { settings: "a" } })
  assert.deepEqual(told, [])
  assert.deepEqual([...stores.texts], [["settings", "a"]])
  await say({ texts: { settings: "" } })
  assert.deepEqual([...stores.texts], [])
})

test("a session that begins with nothing hears what is kept, once, and overwrites none of it before", async () => {
  stores.texts.set("settings", "kept")
  const { told, say } = session(new Keeper(), "one")
  await say({ texts: { settings: "fresh" } })
  await say({ texts: { settings: "fresher" } })
  assert.deepEqual(told, [["found", { texts: { settings: "kept" }, token: "" }]])
  assert.equal(stores.texts.get("settings"), "kept")
  await say({ heard: true, texts: { settings: "both" } })
  assert.equal(stores.texts.get("settings"), "both")
})

test("a reload whose address says everything needs no second run", async () => {
  stores.texts.set("settings", "same")
  const { told, say } = session(new Keeper(), "one")
  await say({ texts: { settings: "same" } })
  assert.deepEqual(told, [])
  assert.ok(!unheard({ a: "1" }, { a: "1", b: "" }))
  assert.ok(unheard({}, { a: "1" }))
})

test("after a restart the same page of the browser tells the new session", async () => {
  const keeper = new Keeper()
  await session(keeper, "one").say({ texts: { settings: "a" } })
  const { told, say } = session(keeper, "two")
  await say()
  assert.deepEqual(told, [["found", { texts: { settings: "a" }, token: "" }]])
})

test("a session that has to know is told even that nothing is kept", async () => {
  const { told, say } = session(new Keeper(), "one")
  await say()
  await say({ asked: true })
  await say({ asked: true })
  assert.deepEqual(
    told.map(([name, { token }]) => [name, token]),
    [["found", ""]],
  )
})

test("a picture is kept once the app has taken it, and the one before is forgotten", async () => {
  const now = Date.now()
  stores.files.set("old", { name: "old", at: now, kept: true })
  stores.files.set("new", { name: "new", at: now, kept: false })
  stores.files.set("coming", { name: "of another tab", at: now, kept: false })
  stores.files.set("left", { name: "never taken", at: now - 2 * 3600_000, kept: false })
  const { told, say } = session(new Keeper(), "one")
  await say()
  assert.equal(told[0][1].token, "old")
  await say({ heard: true, picture: "new" })
  assert.deepEqual([...stores.files.keys()], ["new", "coming"])
  assert.equal(stores.files.get("new").kept, true)
  await say({ picture: "unknown here" })
  assert.deepEqual([...stores.files.keys()], ["new", "coming"])
  await say({ picture: "", dropped: "new" })
  assert.deepEqual([...stores.files.keys()], ["coming"])
})

test("a picture that the browser has lost is told, once", async () => {
  const { told, say } = session(new Keeper(), "one")
  await say({ heard: true, wanted: "gone" })
  await say({ wanted: "gone" })
  assert.deepEqual(told, [["given", { id: "", token: "gone" }]])
})

test("what got lost between two pages is told again when the app asks again, and is uploaded once", async () => {
  stores.texts.set("settings", "kept")
  const { told, say } = session(new Keeper(), "one")
  await say()
  await say({ turn: 2 })
  assert.deepEqual(
    told.map(([name]) => name),
    ["found", "found"],
  )
  await say({ heard: true, wanted: "gone", turn: 3 })
  await say({ turn: 4 })
  assert.deepEqual(told.slice(2), [
    ["given", { id: "", token: "gone" }],
    ["given", { id: "", token: "gone" }],
  ])
})

test("where the browser keeps nothing, all goes on", async () => {
  const kept = globalThis.indexedDB
  globalThis.indexedDB = undefined
  // A module of its own, which has opened nothing yet.
  const { fetchTexts, saveText, findPicture } = await import(
    "../../cnnviz/ui/components/shared/files/storage.mjs?blocked"
  )
  assert.deepEqual(await fetchTexts(), {})
  assert.equal(await findPicture(), undefined)
  await saveText("a", "b")
  globalThis.indexedDB = kept
})
