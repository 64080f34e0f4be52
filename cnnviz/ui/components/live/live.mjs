// A network learning, live: controls, timeline and panels of one run, or of two side by side.

import { announce } from "../shared/announcer.mjs"
import { element, write } from "../shared/dom.mjs"
import { component } from "../shared/mount.mjs"
import { RunControls } from "./controls/controls.mjs"
import { Timeline } from "./controls/timeline.mjs"
import { forgetPalettes } from "./drawing/palettes.mjs"
import { filmOf } from "./film/film.mjs"
import { PairControls } from "./pair.mjs"
import { CommonScale } from "./panels/filters/common_scale.mjs"
import { BOARD, OF_BOTH, OF_EACH, WITHOUT_PICTURES } from "./panels/slots.mjs"
import { rememberControl } from "./run/control_keys.mjs"
import { keepHub, takeHub } from "./run/kept_hubs.mjs"
import { TakenRuns } from "./taken/taken_runs.mjs"
import { Unlike } from "./unlike.mjs"
import { Herald } from "./words/herald.mjs"

/**
 * @import { ControlHooks, LiveData, LiveStates, LiveTriggers, Panel } from "./panel.js"
 * @import { Hub } from "./run/hub.mjs"
 * @import { Slots } from "./panels/slots.mjs"
 *
 * @typedef {Mounted<LiveData | Uint8Array<ArrayBuffer>, LiveStates, LiveTriggers>} LiveMounted Bytes where the runs
 *   were taken along.
 */

// Milliseconds after which an answer of the page to a started run is no longer waited for.
const PATIENCE = 5000
// Snapshots that a recorded run needs to be played by itself.
const PLAYABLE = 3

class LiveView {
  /**
   * @param {HTMLElement} root
   * @param {LiveMounted["data"]} data
   */
  constructor(root, data) {
    this.root = root
    this.taken = data instanceof Uint8Array ? new TakenRuns(data) : null
    /** @type {LiveData} */
    this.data = this.taken?.data ?? /** @type {LiveData} */ (data)
    this.scale = new CommonScale()
    // A container's own layout cannot depend on its width, that of what is inside it can.
    this.inside = element("div", "live-inside", root)
    /** @type {LiveMounted | null} */
    this.page = null
    /** @type {Hub[]} */
    this.hubs = []
    /** @type {RunControls[]} */
    this.controls = []
    /** @type {HTMLElement[]} */
    this.headings = []
    /** @type {Panel[]} */
    this.panels = []
    /** @type {Timeline | null} */
    this.timeline = null
    /** @type {Unlike | null} */
    this.unlike = null
    /** @type {PairControls | null} */
    this.pair = null
    /** @type {Herald | null} */
    this.herald = null
    /** @type {(() => void)[]} */
    this.ends = []
    // Whether runs were started here of which the page does not know yet, and until when that is waited for.
    this.ahead = false
    this.waits = 0
    this.played = false
    this.arrived = false
    this.trouble = element("p", "trouble", root)
    this.trouble.hidden = true
    root.addEventListener("pointerdown", ({ target }) => {
      for (const { taking } of this.controls) taking?.close(target)
    })
    this.seen = () => {
      if (!document.hidden) for (const hub of this.hubs) hub.polling.wake()
    }
  }

  /** @param {LiveMounted} mounted */
  receive(mounted) {
    this.page = mounted
    this.trouble.hidden = true
    const data = mounted.data instanceof Uint8Array ? this.data : mounted.data
    this.data = data
    if (data.runs.length !== this.hubs.length) this.arrange()
    // What the page sends may have been on its way before it knew of a run started here.
    if (this.isCurrent() || performance.now() > this.waits) this.ahead = false
    for (const [k, { run, title, control }] of data.runs.entries()) {
      if (control) rememberControl(run, control)
      this.hubs[k].title = title
      if (!this.ahead) this.hubs[k].open(run)
    }
    forgetPalettes()
    for (const panel of this.panels) panel.theme?.()
    this.draw()
  }

  /** Whether what the page said is about the runs in sight. */
  isCurrent() {
    return this.data.runs.every(({ run }, k) => run === this.hubs[k].id)
  }

  /** @param {string} why */
  explain(why) {
    this.trouble.hidden = false
    write(this.trouble, why)
  }

  /** Everything anew, for as many runs as there are. */
  arrange() {
    this.stop()
    document.addEventListener("visibilitychange", this.seen)
    const { taken } = this
    this.hubs = this.data.runs.map(({ run }) => takeHub(run, taken ? () => taken.hub(run) : undefined))
    if (!taken) this.hubs[0].prepare()
    this.scale = new CommonScale()
    this.ends = this.hubs.map((hub) => hub.listeners.subscribe(() => this.draw()))
    this.herald = new Herald(this.hubs)
    this.inside.replaceChildren()
    const top = element("div", "live-top", this.inside)
    if (this.hubs.length > 1) this.arrangePair(top)
    else this.arrangeOne(top)
  }

  /** @param {HTMLElement} top */
  arrangeOne(top) {
    const starts = { start: () => this.start([0]), branch: () => this.branch() }
    const controls = this.addControls(top, 0, {
      offer: () => this.offer(0),
      ...(this.taken ? {} : starts),
      film: (progress) => this.film(progress),
    })
    this.addUnlike(top, () => controls.begin())
    this.addTimeline()
    const board = element("div", "live-board", this.inside)
    this.addPanels(board, this.taken && !this.hubs[0].held?.length ? WITHOUT_PICTURES : BOARD, this.hubs)
    this.inside.append(controls.status.summary)
  }

  /** @param {HTMLElement} top */
  arrangePair(top) {
    const pair = new PairControls(top, this.hubs, () => this.start(this.hubs.map((_, k) => k)))
    this.pair = pair
    this.addUnlike(top, () => pair.begin())
    top.append(pair.refused)
    this.addTimeline()
    this.addPanels(this.inside, OF_BOTH, this.hubs)
    const columns = element("div", "live-columns", this.inside)
    for (const [k, hub] of this.hubs.entries()) {
      const column = element("div", "live-column", columns)
      this.headings.push(element("h2", "", column))
      const { status } = this.addControls(column, k, { offer: () => this.offer(k) })
      this.addPanels(column, OF_EACH, [hub])
      column.append(status.summary)
    }
    pair.controls = this.controls
  }

  /**
   * @param {HTMLElement} parent
   * @param {number} k
   * @param {ControlHooks} hooks
   */
  addControls(parent, k, hooks) {
    const controls = new RunControls(parent, this.hubs[k], hooks)
    this.controls.push(controls)
    this.panels.push(controls)
    return controls
  }

  /**
   * @param {HTMLElement} top
   * @param {() => void} train
   */
  addUnlike(top, train) {
    this.unlike = new Unlike(top, { take: () => this.page?.setTriggerValue("take", true), train })
  }

  addTimeline() {
    this.timeline = new Timeline(this.inside, this.hubs)
    this.panels.push(this.timeline)
  }

  /**
   * @param {HTMLElement} parent
   * @param {Slots} slots
   * @param {Hub[]} hubs
   */
  addPanels(parent, slots, hubs) {
    const go = (/** @type {number} */ step) => this.timeline?.goToStep(step)
    const { way, looks } = this.data
    const pages = way && looks ? { way, looks } : null
    const hooks = { go, scale: this.scale, layer: this.data.layer ?? 0, pages }
    for (const [name, Type] of slots)
      this.panels.push(new Type(element("div", `live-slot live-slot-${name}`, parent), hubs, hooks))
  }

  // Runs.

  /**
   * What can be begun for run `k`.
   * @param {number} k
   */
  offer(k) {
    const { config, trouble, taken = "" } = this.data.runs[k]
    const shown = this.hubs.filter((hub) => hub.id)
    const ids = shown.map((hub) => /** @type {[string, string]} */ ([hub.control || hub.id, hub.id]))
    return { config, trouble, recorded: this.data.recorded, taken, ids }
  }

  /**
   * Starts the runs with these numbers; a sentence says which could not be.
   * @param {number[]} which
   */
  async start(which, change = (/** @type {string} */ config) => config) {
    const troubles = []
    for (const k of which) {
      const hub = this.hubs[k]
      if (hub.active && hub.run?.control) await hub.send("stop")
      const trouble = await hub.start(change(this.data.runs[k].config))
      if (trouble) troubles.push(this.hubs.length > 1 ? `${hub.title}: ${trouble}` : trouble)
    }
    this.timeline?.play(false)
    if (troubles.length < which.length) this.announce()
    return troubles.join(" ")
  }

  branch() {
    const { run, snapshot } = this.hubs[0]
    const branch = { run: run?.view, event: snapshot?.seq }
    return this.start([0], (config) => JSON.stringify({ ...JSON.parse(config), branch }))
  }

  /** Tells the page which runs are shown, so that the address holds them. */
  announce() {
    this.ahead = true
    this.waits = performance.now() + PATIENCE
    this.page?.setStateValue("run", { ids: this.hubs.map((hub) => hub.id) })
  }

  /** @param {(done: number, count: number) => boolean} progress */
  film(progress) {
    this.timeline?.play(false)
    return filmOf(this.hubs[0], this.root, progress)
  }

  // Drawing.

  draw() {
    if (!this.timeline) return
    this.arrive()
    this.playRecorded(this.timeline)
    this.pair?.draw(this.data)
    const beginning = this.pair ? this.pair.beginning : this.controls[0].beginning
    this.unlike?.draw(this.data, this.isCurrent(), beginning)
    for (const [k, heading] of this.headings.entries()) write(heading, this.hubs[k].title)
    for (const panel of this.panels) panel.draw()
    const news = this.herald?.news(performance.now())
    if (news) announce(this.root, news)
  }

  /** Goes to the moment that a link leads to, once it is here. */
  arrive() {
    const { moment } = this.data
    const [hub] = this.hubs
    if (!moment || this.arrived || !hub.loaded || this.hubs.length > 1) return
    this.arrived = true
    const at = hub.snapshots.findIndex(({ seq }) => seq === moment)
    if (at >= 0) hub.lookAt(at)
  }

  /**
   * A recorded run plays by itself once, from the start and over and over, unless motion is not wanted.
   * @param {Timeline} timeline
   */
  playRecorded(timeline) {
    if (!this.data.recorded || this.played) return
    if (!this.hubs.every((hub) => hub.loaded && hub.snapshots.length >= PLAYABLE)) return
    this.played = true
    if (!window.matchMedia("(prefers-reduced-motion: reduce)").matches) timeline.loop()
  }

  /** Nothing moves or asks any more; the runs are kept for a page that comes back. */
  stop() {
    document.removeEventListener("visibilitychange", this.seen)
    for (const end of this.ends) end()
    for (const panel of this.panels) panel.stop()
    for (const hub of this.hubs) keepHub(hub)
    this.hubs = []
    this.controls = []
    this.headings = []
    this.panels = []
    this.ends = []
    this.timeline = null
    this.unlike = null
    this.pair = null
    this.herald = null
  }
}

export default component("live", LiveView, "This run could not be drawn")
