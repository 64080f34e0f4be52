// A network learning, live: controls, timeline and panels of one run, or of two side by side.

import { element, write } from "../dom.mjs"
import { RunControls } from "./controls.mjs"
import { confusionPanel } from "./confusion.mjs"
import { curvesPanel, lookAtStep } from "./curves.mjs"
import { film, lettering } from "./film.mjs"
import { filtersPanel } from "./filters.mjs"
import { gradientsPanel } from "./gradients.mjs"
import { createHub } from "./hub.mjs"
import { keepKey } from "./keys.mjs"
import { mapsPanel } from "./maps.mjs"
import { paintForget, paintPalettes, paintStops } from "./painting.mjs"
import { probePanel } from "./probe.mjs"
import { offered, unlikeWords } from "./saying.mjs"
import { Timeline } from "./timeline.mjs"

const PERSON = "cnnviz-person"
const MOST_KEPT = 4
// Milliseconds after which an answer of the page to a started run is no longer waited for.
const PATIENT = 5000
// Snapshots that a recorded run needs to be played by itself.
const PLAYABLE = 3

const ALONE = [
  ["live-left", [["filters", filtersPanel], ["gradients", gradientsPanel]]],
  ["live-middle", [["maps", mapsPanel]]],
  ["live-right", [["curves", null], ["probe", probePanel], ["confusion", confusionPanel]]],
]

const liveViews = new WeakMap()
// Hubs of runs that were shown before, by their ids: a page that comes back goes on where it was.
const hubsKept = new Map()
let person = ""

/** Who this browser is, to the queue: a random name of its own, for this page only where nothing can be stored. */
function personHere() {
  if (person) return person
  try {
    person = localStorage.getItem(PERSON) ?? ""
  } catch {
    // Storage is blocked.
  }
  if (/^[0-9a-f]{32}$/.test(person)) return person
  person = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("")
  try {
    localStorage.setItem(PERSON, person)
  } catch {
    // The same.
  }
  return person
}

function hubOf(id) {
  const kept = hubsKept.get(id)
  hubsKept.delete(id)
  return kept ?? createHub(new URL(".", location.href).href, undefined, personHere())
}

class LiveView {
  constructor(root) {
    Object.assign(this, { root, hubs: [], panels: [], controls: [], quiet: [], ahead: false })
    // Streamlit listens for r and c on the document.
    root.addEventListener("keydown", (event) => event.stopPropagation())
    root.addEventListener("pointerdown", ({ target }) => this.controls.forEach(({ more }) => (more.open = more.open && more.contains(target))))
    this.seen = () => !document.hidden && this.hubs.forEach((hub) => hub.wake())
  }

  receive(data) {
    this.data = data
    if (data.runs.length !== this.hubs.length) this.arrange()
    const same = data.runs.every(({ run }, k) => run === this.hubs[k].id)
    // What the page sends may have been on its way before it knew of a run started here.
    if (same || performance.now() > this.waits) this.ahead = false
    data.runs.forEach(({ run, title, control }, k) => {
      if (control) keepKey(run, control)
      this.hubs[k].title = title
      if (!this.ahead) this.hubs[k].open(run)
    })
    this.colours = null
    paintForget()
    this.curves.theme()
    this.draw()
  }

  /** Everything anew, for as many runs as there are. */
  arrange() {
    this.stop()
    document.addEventListener("visibilitychange", this.seen)
    this.hubs = this.data.runs.map(({ run }) => hubOf(run))
    this.hubs[0].ready()
    this.quiet = this.hubs.map((hub) => hub.subscribe(() => this.draw()))
    this.root.replaceChildren()
    // A container's own layout cannot depend on its width, that of what is inside it can.
    this.inside = element("div", "live-inside", this.root)
    const top = element("div", "live-top", this.inside)
    if (this.hubs.length > 1) this.arrangePair(top)
    else this.arrangeOne(top)
  }

  /** Where the page's controls say something else than the runs in sight: how, and what can be done about it. */
  addUnlike(top, anew) {
    this.unlike = element("div", "live-unlike", top)
    this.unlike.setAttribute("role", "status")
    this.unlikeWords = element("span", "", this.unlike)
    const act = (words, title, does) => {
      const made = element("button", "", this.unlike)
      Object.assign(made, { type: "button", textContent: words, title })
      made.addEventListener("click", does)
      return made
    }
    this.takeIt = act("Take these settings", "Set the controls above to what is shown here", () => this.wants("take", true))
    this.anew = act("Train anew", "Train with what the controls above say", anew)
  }

  drawUnlike() {
    const { runs, unlike, takes } = this.data
    // What the page says of runs that are not in sight any more does not count.
    const about = runs.every(({ run }, k) => run === this.hubs[k].id)
    this.unlike.hidden = !unlike || !about
    write(this.unlikeWords, unlikeWords(unlike, this.hubs.length))
    this.takeIt.hidden = !takes
    this.anew.disabled = Boolean(this.beginning) || runs.some(({ config }) => !config)
  }

  arrangeOne(top) {
    const [hub] = this.hubs
    const hooks = { offer: () => this.offer(0), start: () => this.start([0]), branch: () => this.branch(0), film: (told) => this.film(told) }
    this.controls = [new RunControls(top, hub, hooks)]
    this.addUnlike(top, () => this.controls[0].begin())
    this.addTimeline()
    const board = element("div", "live-board", this.inside)
    for (const [name, panels] of ALONE) {
      const column = element("div", `live-column ${name}`, board)
      for (const [panel, make] of panels) {
        const slot = element("div", `live-slot live-slot-${panel}`, column)
        if (make) this.panels.push(make(slot, hub))
        else this.addCurves(slot)
      }
    }
  }

  arrangePair(top) {
    const bar = element("div", "shell-bar shell-commands", top)
    const both = (words, act) => {
      const made = element("button", "", bar)
      Object.assign(made, { type: "button", textContent: words })
      made.addEventListener("click", act)
      return made
    }
    this.trainBoth = both("▶ Train both", () => this.beginBoth())
    this.trainBoth.classList.add("live-primary")
    this.holdBoth = both("❚❚ Pause both", () => this.tellBoth())
    this.differ = element("span", "live-differ", bar)
    this.addUnlike(top, () => this.beginBoth())
    this.refused = element("p", "live-notice live-alarm", top)
    this.refused.setAttribute("role", "alert")
    this.addTimeline()
    this.addCurves(element("div", "live-slot live-slot-curves", this.inside))
    const columns = element("div", "live-columns", this.inside)
    this.controls = this.hubs.map((hub, k) => {
      const column = element("div", "live-column", columns)
      const heading = element("h2", "", column)
      const controls = new RunControls(column, hub, { offer: () => this.offer(k) })
      controls.heading = heading
      this.panels.push(filtersPanel(element("div", "live-slot", column), hub), gradientsPanel(element("div", "live-slot", column), hub))
      return controls
    })
  }

  addTimeline() {
    this.timeline = new Timeline(this.inside, this.hubs, () => this.theme())
  }

  addCurves(slot) {
    this.curves = curvesPanel(slot, this.hubs, (step) => {
      this.timeline.play(false)
      lookAtStep(this.hubs, step)
    })
  }

  offer(k) {
    const { config, trouble } = this.data.runs[k]
    const ids = this.hubs.filter((hub) => hub.id).map((hub) => [hub.control || hub.id, hub.id])
    return { config, trouble, recorded: this.data.recorded, ids }
  }

  /** Colours of the timeline's ticks, read once for each theme. */
  theme() {
    if (!this.colours) {
      const style = getComputedStyle(this.root)
      this.colours = { ink: style.color, primary: style.getPropertyValue("--st-primary-color").trim() || "#0072b2" }
    }
    return this.colours
  }

  // Runs.

  /** Starts the runs with these numbers; a sentence says which could not be. */
  async start(which, change = (config) => config) {
    const troubles = []
    for (const k of which) {
      const hub = this.hubs[k]
      if (hub.active && hub.run.control) await hub.tell("stop")
      const { trouble } = await hub.start(change(this.data.runs[k].config))
      if (trouble) troubles.push(this.hubs.length > 1 ? `${hub.title}: ${trouble}` : trouble)
    }
    this.timeline.play(false)
    if (troubles.length < which.length) this.announce()
    return troubles.join(" ")
  }

  branch(k) {
    const { run, snapshot } = this.hubs[k]
    const from = { run: run.view, event: snapshot.seq }
    return this.start([k], (config) => JSON.stringify({ ...JSON.parse(config), branch: from }))
  }

  /** Tells the page which runs are shown, so that the address holds them. */
  announce() {
    this.ahead = true
    this.waits = performance.now() + PATIENT
    this.tell("run", { ids: this.hubs.map((hub) => hub.id) })
  }

  async beginBoth() {
    if (this.beginning) return
    this.beginning = true
    write(this.refused, "")
    this.draw()
    write(this.refused, await this.start(this.hubs.map((_, k) => k)))
    this.beginning = false
    this.draw()
  }

  tellBoth() {
    const resumes = !this.hubs.some((hub) => offered(hub).pause)
    const command = resumes ? "resume" : "pause"
    this.controls.filter(({ hub }) => offered(hub)[command]).forEach((controls) => controls.command(command))
  }

  film(told) {
    this.timeline.play(false)
    const style = getComputedStyle(this.root)
    const themed = [["--st-background-color", "#ffffff"], ["--st-text-color", "#1f2933"], ["--st-border-color", "#d5dde5"]]
    const [back, ink, edge] = themed.map(([name, usual]) => paintStops(`${style.getPropertyValue(name)} ${usual}`)[0])
    const [train, , green, , , check] = this.curves.colours.map((colour) => paintStops(colour)[0])
    const words = lettering(`13px ${style.fontFamily}`)
    return film(this.hubs[0], [back, ink, edge, train, check, green], paintPalettes(this.root).signed, words, told)
  }

  // Drawing.

  draw() {
    if (!this.curves) return
    const started = performance.now()
    this.playRecorded()
    for (const controls of this.controls) controls.draw()
    if (this.hubs.length > 1) this.drawPair()
    this.drawUnlike()
    this.timeline.draw()
    this.curves.draw()
    for (const panel of this.panels) panel.draw()
    this.root.dataset.took = (performance.now() - started).toFixed(2)
  }

  drawPair() {
    this.trainBoth.disabled = this.beginning || this.data.runs.some(({ config }) => !config)
    write(this.trainBoth, this.beginning ? "Starting…" : this.hubs.some((hub) => hub.active && hub.run.control) ? "▶ Train both anew" : "▶ Train both")
    const pauses = this.hubs.some((hub) => offered(hub).pause)
    this.holdBoth.hidden = !pauses && !this.hubs.some((hub) => offered(hub).resume)
    write(this.holdBoth, pauses ? "❚❚ Pause both" : "▶ Resume both")
    const played = this.data.recorded ? " · Two recorded runs, played again; press Train both to watch it happen." : ""
    write(this.differ, `${this.data.differ}${played}`)
    this.controls.forEach(({ heading, hub }) => write(heading, hub.title))
  }

  /** A recorded run plays by itself once, from the start and over and over, unless motion is not wanted. */
  playRecorded() {
    if (!this.data.recorded || this.played || !this.hubs.every((hub) => hub.loaded && hub.snapshots.length >= PLAYABLE)) return
    this.played = true
    if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) return
    this.timeline.loop()
  }

  /** Nothing moves or asks any more; the runs are kept for a page that comes back. */
  stop() {
    document.removeEventListener("visibilitychange", this.seen)
    for (const end of this.quiet) end()
    for (const part of [...this.panels, this.timeline, this.curves]) part?.stop()
    for (const controls of this.controls) controls.filming = false
    for (const hub of this.hubs) {
      hub.rest()
      if (hub.id) hubsKept.set(hub.id, hub)
      if (hubsKept.size > MOST_KEPT) hubsKept.delete(hubsKept.keys().next().value)
    }
    Object.assign(this, { hubs: [], panels: [], controls: [], quiet: [], timeline: null, curves: null })
  }
}

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const root = parentElement.querySelector(".live")
  if (!liveViews.has(root)) liveViews.set(root, new LiveView(root))
  const view = liveViews.get(root)
  view.tell = (name, value) => setStateValue(name, value)
  view.wants = (name, value) => setTriggerValue(name, value)
  try {
    view.receive(data)
  } catch (error) {
    root.append(`This run could not be drawn: ${error.message}`)
  }
  return () => view.stop()
}
