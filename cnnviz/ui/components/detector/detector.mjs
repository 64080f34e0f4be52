// A shape detector by hand: picture, edges, corners, a pattern of dots, and what stays above the threshold. All of it
// is computed here while something is dragged; Python hears of it when it rests.

import { announce } from "../shared/announcer.mjs"
import { ask, COVERED, isAsking } from "../shared/course/asking.mjs"
import { element, write } from "../shared/dom.mjs"
import { component } from "../shared/mount.mjs"
import { NextFrame } from "../shared/next_frame.mjs"
import { levels, multiplyAdds, passes } from "./chain.mjs"
import { bestNear, finds, isOn, tally } from "./found.mjs"
import { framesOf, ringsOf } from "./frames.mjs"
import { Maps } from "./maps.mjs"
import { Picture } from "./picture.mjs"
import { taskOf } from "./reading.mjs"
import { drawn } from "./scene.mjs"
import { slider } from "./sliders.mjs"
import { Ways } from "./ways.mjs"
import { bestWords, captionsOf, passWords, reason, verdict, wayRow } from "./words.mjs"

/**
 * @import { Find } from "./found.mjs"
 * @import { Task, Values } from "./reading.mjs"
 * @import { Plane, Thing } from "./scene.mjs"
 *
 * @typedef {{ settings: Values }} Told What Python hears.
 */

// Milliseconds without another change after which the ways are compared and the server is told.
const STILL = 350

class Detector {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.words = element("p", "words", root)
    const way = element("div", "way", root)
    const [picture, edges, corners, dots] = ["Picture", "Edges", "Corners", "Dots"].map((title, k) =>
      step(way, k, title),
    )
    this.picture = new Picture(picture.body, {
      grab: (row, column) => this.grabs(row, column),
      move: this.move.bind(this),
    })
    this.edges = new Maps(edges.body, "edges")
    this.corners = new Maps(corners.body, "corners")
    this.pass = element("select", "pass", dots.body)
    this.pass.setAttribute("aria-label", "Which pass is shown")
    this.pass.addEventListener("change", () => this.frame.ask())
    this.dots = new Maps(dots.body, "dots")
    this.details = [picture, edges, corners, dots].map(({ detail }) => detail)
    this.bars = [picture, edges, corners, dots].map(({ bar }) => bar)
    this.why = element("p", "why hushed", root)
    this.how = element("p", "how hushed", root)
    this.legend = element("ul", "legend hushed", root)
    for (const [kind, text] of LEGEND) element("span", kind, element("li", "", this.legend, text))
    const every = element("div", "answering", root)
    this.heading = element("h2", "", every, "Every way on this picture")
    this.ways = new Ways(every)
    this.frame = new NextFrame(() => this.draw())
    /** @type {Task | null} */
    this.task = null
    /** @type {Record<string, ReturnType<typeof slider>>} */
    this.sliders = {}
    this.known = this.kind = ""
    /** @type {number | undefined} */
    this.resting = undefined
    /** @type {Mounted<Uint8Array<ArrayBuffer>, Told>["setStateValue"]} */
    this.tell = () => {}
  }

  /** @param {Mounted<Uint8Array<ArrayBuffer>, Told>} mounted */
  receive({ data, setStateValue }) {
    this.tell = setStateValue
    const task = taskOf(data)
    ask(this.root, task.asking)
    const said = JSON.stringify(task.values)
    const kind = JSON.stringify([task.kind.kind, task.things, task.picture?.values.length])
    // An answer to what was told here is no news, and something else may be under the hand by now.
    if (said === this.known && this.task && kind === this.kind) task.values = this.task.values
    else this.known = said
    this.kind = kind
    this.task = task
    this.arrange(task)
    this.draw()
    this.compare()
  }

  /** @param {Task} task */
  arrange({ knobs, values, things, kind, level, way, ways }) {
    for (const knob of knobs) {
      this.sliders[knob.name] ??= slider(this.bars[BARS[knob.name]], knob, (value) => this.turn(knob.name, value))
      this.sliders[knob.name].set(values[knob.name])
    }
    for (const name of ["side", "turn"]) this.sliders[name].holder.hidden = !things.length
    this.why.hidden = !things.length
    write(this.how, way === "plain" ? "" : `${ways[way].label}. ${ways[way].sentence}`)
    captionsOf(kind).forEach((text, k) => {
      write(this.details[k], text)
    })
    this.pass.replaceChildren()
    level.forEach((one, k) => (element("option", "", this.pass, passWords(kind, one)).value = String(k)))
    this.pass.hidden = level.length < 2
  }

  /** @param {string} name @param {number} value */
  turn(name, value) {
    if (!this.task) return
    this.task.values = { ...this.task.values, [name]: value }
    this.changed()
  }

  /** @param {number} down @param {number} across */
  move(down, across) {
    if (!this.task?.things.length) return
    const { values, rows, columns } = this.task
    const within = (/** @type {number} */ at, /** @type {number} */ size) =>
      Math.max(0, Math.min(size - values.side, at))
    this.task.values = {
      ...values,
      row: within(values.row + down, rows),
      column: within(values.column + across, columns),
    }
    this.changed()
  }

  /** @param {number} row @param {number} column */
  grabs(row, column) {
    const own = this.things()[0]
    return (
      Boolean(own) &&
      row >= own.row &&
      row < own.row + own.side &&
      column >= own.column &&
      column < own.column + own.side
    )
  }

  changed() {
    this.frame.ask()
    clearTimeout(this.resting)
    this.resting = window.setTimeout(() => this.rest(), STILL)
  }

  rest() {
    if (!this.task) return
    const said = JSON.stringify(this.task.values)
    this.compare()
    if (isAsking(this.root)) announce(this.root, COVERED)
    else announce(this.root, `${this.words.textContent} ${this.why.hidden ? "" : this.why.textContent}`)
    if (said === this.known) return
    this.known = said
    this.tell("settings", this.task.values)
  }

  /** The things as they stand now: the first one is the learner's. @returns {Thing[]} */
  things() {
    if (!this.task?.things.length) return []
    const { row, column, side, turn } = this.task.values
    const [own, ...others] = this.task.things
    return [{ ...own, row, column, side, turn }, ...others]
  }

  /** @param {Task} task @returns {Plane} */
  seen({ picture, rows, columns, outlines }) {
    return picture ?? drawn(this.things(), rows, columns, outlines)
  }

  draw() {
    const task = this.task
    if (!task) return
    const started = performance.now()
    const { kind, recipe, ranges, values, palette, way } = task
    const seen = this.seen(task)
    const things = this.things()
    const settings = { ...values, way }
    const every = passes(seen, recipe, settings, ranges)
    const found = finds(every, values.found, recipe.grid)
    const counted = tally(found, things, kind.kind)
    const asking = isAsking(this.root)
    const said = asking
      ? COVERED
      : verdict(counted, kind.kind, things, (find) => things.find((thing) => isOn(find, thing)))
    write(this.words, said)
    this.sayWhy(every, things)
    const frames = asking ? [] : framesOf(found, counted, things[0], every, task)
    this.picture.show(seen, frames, palette, `${said} ${task.moving}`)
    this.paint(every, found)
    Object.assign(this.root.dataset, {
      found: `${counted.hits.length} ${counted.misses.length} ${counted.alarms.length}`,
      took: (performance.now() - started).toFixed(2),
    })
  }

  /** @param {ReturnType<typeof passes>} every @param {Thing[]} things */
  sayWhy(every, things) {
    const own = things[0]
    if (!this.task || !own) return
    const { kind, values, recipe } = this.task
    const sum = bestNear(every, own, recipe.grid)
    const how = { sum, found: values.found, corner: values.corner, hit: sum > values.found }
    write(
      this.why,
      reason(
        kind,
        own,
        every.map(({ level }) => level),
        how,
      ),
    )
  }

  /** @param {ReturnType<typeof passes>} every @param {Find[]} found */
  paint(every, found) {
    if (!this.task) return
    const { palette, kind, directions, values } = this.task
    const pass = every[Number(this.pass.value)] ?? every[0]
    const sums = pass.pattern.values
    const above = sums.filter((sum) => sum > values.found).length
    const most = [
      this.edges.show(pass.edges, directions, palette),
      this.corners.show(pass.corners, kind.corners, palette),
      this.dots.show([pass.pattern], [bestWords(sums)], palette),
    ]
    this.edges.say(`Eight maps of edges, from 0, black, to ${most[0]}, white.`)
    this.corners.say(`Maps of corners: ${kind.corners.join(", ")}; from 0, black, to ${most[1]}, white.`)
    this.dots.say(`The sums of the pattern, ${bestWords(sums)}; ${above} above the threshold.`)
    this.dots.mark(pass.pattern, ringsOf(found, pass.level))
  }

  /** Every way on this picture; it takes as long as some frames, and waits until nothing moves. */
  compare() {
    const task = this.task
    if (!task) return
    const { recipe, ranges, values, kind, ways } = task
    const seen = this.seen(task)
    const plain = multiplyAdds(recipe, levels({ ...values, way: "plain" }, seen.rows, seen.columns, ranges))
    const rows = Object.entries(ways).map(([way, { label }]) => {
      const settings = { ...values, way }
      const found = finds(passes(seen, recipe, settings, ranges), values.found, recipe.grid)
      const counted = tally(found, this.things(), kind.kind)
      const price = multiplyAdds(recipe, levels(settings, seen.rows, seen.columns, ranges))
      return wayRow(label, way === task.way, counted, price, plain)
    })
    this.ways.show(rows)
  }

  stop() {
    clearTimeout(this.resting)
    this.frame.stop()
  }
}

const LEGEND = [
  ["hit", "found"],
  ["miss", "missed"],
  ["alarm", "false alarm"],
  ["corner", "corners of your shape"],
  ["dot", "where the dots stand"],
]

/** Which step of the way a slider belongs to. @type {Record<string, number>} */
const BARS = { side: 0, turn: 0, corner: 2, pitch: 3, found: 3 }

/** @param {HTMLElement} parent @param {number} number @param {string} title */
function step(parent, number, title) {
  const section = element("section", `step step${number + 1}`, parent)
  element("h2", "", section, `${number + 1} · ${title}`)
  // The first step is what is looked at; what the others make of it is what is asked for.
  const detail = element("p", number ? "detail hushed" : "detail", section)
  const body = element("div", number ? "body answering" : "body", section)
  const bar = element("div", "bar", section)
  return { detail, body, bar }
}

export default component("detector", Detector, "The detector could not be drawn")
