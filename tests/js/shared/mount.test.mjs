import assert from "node:assert/strict"
import { test } from "node:test"

import { component } from "../../../cnnviz/ui/components/shared/mount.mjs"

/** As much of an element as a component's mount touches. */
function newRoot() {
  const root = { children: [], heard: [] }
  root.replaceChildren = () => {
    root.children = []
  }
  root.append = (node) => root.children.push(node)
  root.addEventListener = (kind) => root.heard.push(kind)
  return root
}

/** What a component's default export is called with, when its root is `root`. */
const mountedOn = (root, data = "") => ({
  data,
  parentElement: { querySelector: (selector) => (selector === ".thing" ? root : null) },
})

class Thing {
  constructor(root, data) {
    Object.assign(this, { root, said: [data] })
    Thing.made.push(this)
  }

  receive({ data }) {
    if (data === "wrong") throw new Error("it is wrong")
    this.said.push(data)
  }

  stop() {
    this.stopped = true
  }
}

test.beforeEach(() => {
  Thing.made = []
  globalThis.document = { createElement: (tag) => ({ tag }) }
})
test.afterEach(() => {
  delete globalThis.document
})

test("a component on the page keeps its view while its data changes", () => {
  const [draw, root] = [component("thing", Thing, "It could not be drawn"), newRoot()]
  draw(mountedOn(root, "first"))
  draw(mountedOn(root, "second"))
  assert.deepEqual(
    Thing.made.map(({ said }) => said),
    [["first", "first", "second"]],
  )
  assert.deepEqual(root.heard, ["keydown"])
})

test("the same component twice on a page has two views", () => {
  const draw = component("thing", Thing, "It could not be drawn")
  draw(mountedOn(newRoot(), "one"))
  draw(mountedOn(newRoot(), "other"))
  assert.equal(Thing.made.length, 2)
})

test("a component that leaves the page stops", () => {
  const leave = component("thing", Thing, "It could not be drawn")(mountedOn(newRoot()))
  leave()
  assert.ok(Thing.made[0].stopped)
})

test("what goes wrong is said in the component's place, and the next message begins anew", () => {
  const [draw, root] = [component("thing", Thing, "It could not be drawn"), newRoot()]
  draw(mountedOn(root, "wrong"))
  assert.ok(Thing.made[0].stopped)
  assert.deepEqual(
    root.children.map(({ tag, className, textContent }) => [tag, className, textContent]),
    [["p", "trouble", "It could not be drawn: it is wrong"]],
  )
  draw(mountedOn(root, "right"))
  assert.deepEqual(root.children, [])
  assert.deepEqual(Thing.made[1].said, ["right", "right"])
})

test("a view that explains says what goes wrong itself, and stays", () => {
  class Explaining extends Thing {
    explain(why) {
      this.said.push(why)
    }
  }
  const [draw, root] = [component("thing", Explaining, "It could not be drawn"), newRoot()]
  for (const data of ["first", "wrong", "right"]) draw(mountedOn(root, data))
  assert.equal(Thing.made.length, 1)
  assert.deepEqual(Thing.made[0].said.slice(1), ["first", "It could not be drawn: it is wrong", "right"])
})
