import assert from "node:assert/strict"
import { test } from "node:test"
import { isNews, said } from "../../cnnviz/ui/components/pupil/pupil.mjs"
import { Classroom, pause } from "../../cnnviz/ui/components/shared/classroom/routes.mjs"

const DATA = { secret: "s", page: "pooling", turn: 4, frozen: false, waiting: 0, name: "Mia", code: "CDFH-J347" }
const NOTHING = { turn: -1, at: -1e9 }

test("another turn is news once, and again where nobody has answered", () => {
  const told = { turn: 5, frozen: false, wanted: false }
  assert.equal(isNews(DATA, told, NOTHING, 0), true)
  assert.equal(isNews(DATA, told, { turn: 5, at: 0 }, 400), false)
  assert.equal(isNews(DATA, told, { turn: 5, at: 0 }, 1600), true)
  assert.equal(isNews(DATA, told, { turn: 3, at: 0 }, 100), true)
  assert.equal(isNews(DATA, { ...told, turn: 4 }, NOTHING, 0), false)
})

test("answers that wait are told of until they are sent", () => {
  const told = { turn: 4, frozen: false, wanted: false }
  assert.equal(isNews({ ...DATA, waiting: 1 }, told, { turn: 4, at: 0 }, 100), false)
  assert.equal(isNews({ ...DATA, waiting: 1 }, told, { turn: 4, at: 0 }, 2000), true)
})

test("the corner says who one is, that an answer waits, and that nobody answers", () => {
  assert.equal(said(DATA, 0), "In class CDFH-J347 as Mia")
  assert.match(said({ ...DATA, waiting: 1 }, 0), /kept here/)
  assert.match(said(DATA, 3), /does not answer/)
  assert.equal(said({ ...DATA, name: "" }, 0), "In a class")
})

test("who gets no answer asks less often, but soon enough to be back in the class with the server", () => {
  assert.deepEqual(
    [0, 1, 2, 3, 80, 81].map((missed) => pause(missed, 450)),
    [450, 900, 1500, 1500, 1500, 5000],
  )
  assert.equal(pause(3, 3000), 3000)
})

test("the secret is a header and stands in no address; a server that is gone is status 0", async () => {
  /** @type {[string, any][]} */
  const asked = []
  const fetched = async (/** @type {string} */ address, /** @type {any} */ options) => {
    asked.push([address, options])
    return new Response("{}", { headers: { "Content-Type": "application/json" } })
  }
  const server = new Classroom("http://here/folder/", fetched)
  server.secret = "hidden"
  assert.deepEqual(await server.post("/tell", { what: "freeze" }), { ok: true, status: 200, text: "{}" })
  assert.equal(asked[0][0], "http://here/folder/live/class/tell")
  assert.equal(asked[0][1].headers["X-Class-Secret"], "hidden")
  assert.equal(asked[0][1].headers["Content-Type"], "application/json")
  const gone = new Classroom("http://here/", async () => {
    throw new Error("no")
  })
  assert.deepEqual(await gone.get("/news"), { ok: false, status: 0, text: "" })
})

test("a page of a proxy's or of a login is no answer of the class, and no word that it is over", async () => {
  for (const [status, type] of /** @type {[number, string][]} */ ([
    [200, "text/html; charset=utf-8"],
    [404, "text/plain; charset=utf-8"],
    [502, "text/html"],
  ])) {
    const page = async () => new Response("<p>Away</p>", { status, headers: { "Content-Type": type } })
    assert.deepEqual(await new Classroom("http://here/", page).get("/board"), { ok: false, status: 0, text: "" })
  }
  const over = async () => new Response("{}", { status: 404, headers: { "Content-Type": "application/json" } })
  assert.equal((await new Classroom("http://here/", over).get("/board")).status, 404)
})
