import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { Steps } from "../../../cnnviz/ui/components/access/steps.mjs"

/** As much of an element as is looked at. */
class Node {
  isConnected = true
  focused = 0
  /** @type {object | undefined} */
  options
  /** @type {Record<string, string>} */
  given = {}
  /** @param {Node | null} banner @param {Record<string, any>} found what a selector with this part in it finds */
  constructor(banner, found = {}) {
    this.banner = banner
    this.found = found
  }
  closest() {
    return this.banner
  }
  /** @param {string} selector */
  querySelector(selector) {
    const part = Object.keys(this.found).find((one) => selector.includes(one))
    return part ? this.found[part] : null
  }
  querySelectorAll() {
    return [{}, { textContent: "Look at the edge." }]
  }
  /** @param {string} name */
  getAttribute(name) {
    return this.given[name] ?? null
  }
  /** @param {string} name @param {string} value */
  setAttribute(name, value) {
    this.given[name] = value
  }
  seen = 0
  scrollIntoView() {
    this.seen++
  }
  /** @param {object} options */
  focus(options) {
    this.focused++
    this.options = options
  }
}

Object.assign(globalThis, { Element: Node, HTMLElement: Node })

/** @type {string[]} */
let said = []
/** @type {Steps} */
let steps
const body = {}

/** @param {string} place @param {Record<string, any>} [more] */
function shown(place, more = {}) {
  const banner = new Node(null, { lesson_place: { textContent: place }, ...more })
  const page = { body, activeElement: body, querySelector: () => banner }
  steps.follow(/** @type {any} */ (page))
  return banner
}

beforeEach(() => {
  said = []
  steps = new Steps((sentence) => said.push(sentence))
})

test("each step is read out once, and takes no focus that nobody lost", () => {
  assert.equal(shown("Edges · 1 of 8").focused, 0)
  assert.equal(shown("Edges · 1 of 8").focused, 0)
  const second = shown("Edges · 2 of 8")
  assert.deepEqual([second.focused, second.seen], [0, 1])
  assert.equal(shown("Edges · 2 of 8").seen, 0)
  assert.deepEqual(said, ["Edges · 1 of 8. Look at the edge.", "Edges · 2 of 8. Look at the edge."])
  assert.deepEqual(second.given, { role: "region", "aria-label": "Task" })
})

test("the focus that goes with its button goes on to Next, and from there to the new step", () => {
  const banner = shown("Edges · 1 of 8")
  const answer = new Node(banner)
  steps.byKey = true
  steps.focused(/** @type {any} */ (answer))
  answer.isConnected = false
  const next = new Node(banner)
  shown("Edges · 1 of 8", { lesson_next: next })
  assert.deepEqual([next.focused, next.options], [1, { preventScroll: false }])
  steps.focused(/** @type {any} */ (next))
  next.isConnected = false
  assert.equal(shown("Edges · 2 of 8").focused, 1)
})

test("what has the focus elsewhere keeps it", () => {
  const banner = shown("Edges · 1 of 8")
  const answer = new Node(banner)
  steps.focused(/** @type {any} */ (answer))
  steps.focused(/** @type {any} */ (new Node(null)))
  answer.isConnected = false
  const next = new Node(banner)
  shown("Edges · 1 of 8", { lesson_next: next })
  assert.equal(next.focused, 0)
})

test("a question asked once more has the focus on its task", () => {
  const again = new Node(shown("Edges · 1 of 8"))
  steps.focused(/** @type {any} */ (again))
  again.isConnected = false
  assert.equal(shown("Edges · 1 of 8", { stForm: {} }).focused, 1)
})
