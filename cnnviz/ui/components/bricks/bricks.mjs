// Layers stacked like bricks: add, move, double, remove, change, undo. The numbers beside them come from the server.

import { announce } from "../shared/announcer.mjs"
import { counted } from "../shared/counting.mjs"
import { button, element, write } from "../shared/dom.mjs"
import { component } from "../shared/mount.mjs"
import { drawSequence } from "./brick.mjs"
import { field } from "./editors.mjs"
import { Hand } from "./hand.mjs"
import { History } from "./history.mjs"
import { Stops } from "./stops.mjs"
import * as trees from "./trees.mjs"

/**
 * @import { Setting } from "./editors.mjs"
 * @import { Layer, Place, Tree } from "./trees.mjs"
 * @typedef {{ title: string, output: string, parameters: string }} Numbers of a layer, as they are written
 * @typedef {{
 *   tree: Tree,
 *   schema: Record<string, Setting[]>,
 *   kinds: string[],
 *   sized: boolean,
 *   records: Record<string, Numbers>,
 *   problem: { path: string, sentence: string },
 *   edition: string,
 *   trouble: string,
 *   words: string,
 *   still?: boolean,
 * }} Data see cnnviz/figures/networks/builder.py
 * @typedef {{ network: { edition: string, text: string } }} State the tree as JSON
 */

// Milliseconds without a change after which the server is told.
const QUIET = 60
const SIDES = ["channels", "rows", "columns"]
const HINT = "On a brick: arrows walk, Alt with arrows moves it, D doubles, Delete removes, Enter opens its settings."

let mounts = 0

export class Stack {
  /** @param {HTMLElement} root @param {Data} data */
  constructor(root, data) {
    this.root = root
    this.data = data
    this.mount = ++mounts
    this.editions = 0
    /** Which change made here the tree is; "" for a tree of the server's. */
    this.edition = ""
    /** The server's tree, as JSON, that was last looked at. */
    this.seen = ""
    /** @type {Tree} */
    this.tree = { name: "", input: [], layers: [] }
    /** @type {History<Tree>} */
    this.history = new History()
    /** Layers whose bricks stand open. @type {WeakSet<object>} */
    this.open = new WeakSet()
    /**
     * Titles by layer, as JSON: a layer's name is known while its numbers are on their way.
     * @type {Map<string, string>}
     */
    this.titles = new Map()
    this.stale = false
    this.focus = ""
    /** What was done here, to be said with what came of it. */
    this.said = ""
    const bar = element("div", "bar", root)
    this.undo = button("↶ Undo", bar, () => this.back(), "Undo (Ctrl+Z)")
    this.redo = button("↷ Redo", bar, () => this.forth(), "Redo (Ctrl+Shift+Z)")
    this.whole = element("div", "whole", root)
    this.list = element("div", "sequence", root)
    this.list.setAttribute("role", "group")
    this.list.setAttribute("aria-label", "Layers")
    this.list.setAttribute("aria-describedby", "hint")
    element("p", "hint", root, HINT).id = "hint"
    this.trouble = element("p", "trouble", root)
    this.trouble.setAttribute("role", "status")
    this.hand = new Hand(root, () => this.drawSoon())
    this.stops = new Stops(this.list)
    root.addEventListener("keydown", (event) => this.key(event))
  }

  /**
   * A message: numbers for what was built here, or another network from the menu or a file.
   * @param {Mounted<Data, State>} mounted
   */
  receive({ data, setStateValue }) {
    this.tell = setStateValue
    this.data = data
    write(this.trouble, data.trouble)
    this.take(data)
    this.drawAnew()
    this.say()
    // An answer to an earlier change: the last one may have been lost.
    if (this.edition && data.edition !== this.edition) this.send()
  }

  /** @param {Data} data */
  take({ tree, edition }) {
    const answer = this.edition !== "" && edition === this.edition
    const received = JSON.stringify(tree)
    if (!answer && !(this.edition && edition) && received !== this.seen) {
      if (this.seen) this.history.left(this.tree)
      this.tree = { ...tree, layers: tree.layers.map(trees.completed) }
      this.edition = ""
    }
    if (answer || !this.edition) this.seen = received
  }

  /** Says what was done and what the network has become, once the server has answered. */
  say() {
    if (!this.said || this.pending || this.data.trouble) return
    announce(this.root, `${this.said} ${this.data.words}`)
    this.said = ""
  }

  stop() {
    clearTimeout(this.waiting)
    clearTimeout(this.drawing)
  }

  back() {
    this.set(this.history.back(this.tree), "Undone.")
  }

  forth() {
    this.set(this.history.forth(this.tree), "Done again.")
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || this.hand.typing) return
    event.preventDefault()
    if (event.shiftKey) this.forth()
    else this.back()
  }

  /**
   * A new tree, changed at `place`: drawn at once, and told to the server. The focus goes to `spot`, if given; `said`
   * is what was done.
   * @param {Tree} tree
   * @param {Place} [place]
   * @param {{ spot?: string, said?: string }} [more]
   */
  become(tree, place = [], { spot = "", said = "Changed." } = {}) {
    if (tree === this.tree) return
    // What was open stays so, though the way to the change is made of new objects.
    for (let depth = 1; depth <= place.length; depth++) {
      const way = place.slice(0, depth)
      if (this.open.has(Object(trees.nodeAt(this.tree, way)))) this.open.add(Object(trees.nodeAt(tree, way)))
    }
    this.history.changed(this.tree)
    this.focus = spot
    this.set(tree, said)
  }

  /** @param {Tree | undefined} tree undefined where there is none to go to @param {string} said what was done */
  set(tree, said) {
    if (!tree) return
    this.tree = tree
    this.said = said
    this.edition = `${this.mount}-${++this.editions}`
    this.drawAnew()
    this.send()
  }

  send() {
    clearTimeout(this.waiting)
    this.waiting = setTimeout(() => {
      this.tell?.("network", { edition: this.edition, text: JSON.stringify(this.tree) })
    }, QUIET)
  }

  drawAnew() {
    this.stale = true
    this.drawSoon()
  }

  /** Draws once the event at hand is over and has moved the focus where it will. */
  drawSoon() {
    clearTimeout(this.drawing)
    this.drawing = setTimeout(() => {
      if (this.stale && !this.hand.busy) this.draw()
    })
  }

  draw() {
    this.stale = false
    const focused = this.focus || this.focused()?.dataset.spot
    this.focus = ""
    this.root.classList.toggle("still", Boolean(this.data.still))
    this.undo.disabled = !this.history.past.length
    this.redo.disabled = !this.history.future.length
    this.drawWhole()
    this.list.replaceChildren()
    drawSequence(this, this.list, this.tree.layers, ["layers"], "")
    this.stops.place()
    // What had the focus keeps it, though it was drawn anew; of a brick that is gone, what stands in its place.
    if (focused) inSight(this.spot(focused) ?? this.spot("add layers"))?.focus()
  }

  /** Whether a brick itself has the focus, and none of its buttons. */
  get onHead() {
    return this.focused()?.tagName === "SUMMARY"
  }

  focused() {
    const node = /** @type {ShadowRoot} */ (this.root.getRootNode()).activeElement
    return node instanceof HTMLElement ? node : null
  }

  /** @param {string} name @returns {HTMLElement | null} */
  spot(name) {
    return this.root.querySelector(`[data-spot="${CSS.escape(name)}"]`)
  }

  /** The network's name and input, where they can be set. */
  drawWhole() {
    this.whole.replaceChildren()
    if (!this.data.sized) return
    const { name, input } = this.tree
    if (this.data.still) {
      element(
        "p",
        "",
        this.whole,
        `${name}. Input: ${SIDES.map((side, k) => counted(input[k], side.slice(0, -1))).join(", ")}.`,
      )
      return
    }
    const change = (/** @type {string} */ value) =>
      this.become({ ...this.tree, name: value }, [], { said: "Name changed." })
    field(this.whole, "Name", "text", { value: name, change, spot: "name" }).classList.add("name")
    SIDES.forEach((side, k) => {
      field(this.whole, `Input ${side}`, "number", {
        value: input[k],
        change: (value) =>
          this.become({ ...this.tree, input: this.tree.input.with(k, value) }, [], { said: `Input ${side} changed.` }),
        spot: side,
      })
    })
  }

  /** Whether the server's numbers are those of another network. */
  get pending() {
    return this.edition !== "" && this.data.edition !== this.edition
  }

  /**
   * What is known of a layer: its title, and its numbers once the server has answered.
   * @param {Layer} layer
   * @param {string} path
   */
  known(layer, path) {
    const record = this.pending ? undefined : this.data.records[path]
    const kind = JSON.stringify(layer)
    if (record) this.titles.set(kind, record.title)
    return { record, title: this.titles.get(kind) ?? layer.layer }
  }

  /** Why the layer at a path is impossible, "" where it is not. @param {string} path */
  problemOf(path) {
    const { problem } = this.data
    return !this.pending && problem.path === path ? problem.sentence : ""
  }
}

/**
 * A node that can have the focus: the one given, or the innermost brick around it that is not folded away.
 * @param {HTMLElement | null} node
 * @returns {HTMLElement | null}
 */
function inSight(node) {
  let [seen, brick] = [node, node?.closest(".brick")]
  while (brick && !seen?.checkVisibility()) {
    seen = brick.querySelector("summary")
    brick = brick.parentElement?.closest(".brick")
  }
  return seen
}

export default component("bricks", Stack, "These layers could not be drawn")
