import assert from "node:assert/strict"
import { mock, test } from "node:test"
import { announce } from "../../../cnnviz/ui/components/shared/announcer.mjs"

/** An element as far as the announcer knows one. */
class Fake {
  constructor() {
    this.textContent = ""
    /** @type {Fake[]} */
    this.children = []
    /** @type {Fake | null} */
    this.parentElement = null
    /** @type {Record<string, string>} */
    this.attributes = {}
  }

  /** @param {Fake} child */
  append(child) {
    this.children.push(child)
    child.parentElement = this
  }

  /** @param {string} name @param {string} value */
  setAttribute(name, value) {
    this.attributes[name] = value
  }
}

test("of what came in quick succession the last is said, once, in one place", () => {
  mock.timers.enable({ apis: ["setTimeout"] })
  Object.assign(globalThis, { window: globalThis, document: { createElement: () => new Fake() } })
  const root = new Fake()
  const say = (/** @type {string} */ text) => announce(/** @type {HTMLElement} */ (/** @type {unknown} */ (root)), text)
  say("first")
  mock.timers.tick(400)
  say("second")
  mock.timers.tick(400)
  const [region] = root.children
  assert.equal(region.textContent, "")
  mock.timers.tick(100)
  assert.equal(region.textContent, "second")
  assert.equal(region.attributes["aria-live"], "polite")
  say("third")
  mock.timers.tick(500)
  assert.deepEqual([root.children.length, region.textContent], [1, "third"])
})
