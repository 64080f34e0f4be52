// One hub per run: asks the server what is new, keeps it, says so to whoever draws it, and passes commands on.

import { keepKey, keyOf } from "./keys.mjs"
import { ExactMaps } from "./exact_maps.mjs"
import { Nearby } from "./nearby.mjs"
import { closed, opened } from "./packets.mjs"
import { latest, nearestSnapshot, told, untold } from "./story.mjs"

// Milliseconds from one question to the next.
const LIVE = 150
const HELD = 1000
const REVIVABLE = 3000
const UNSEEN = 5000
const SLOWEST = 10_000
const TIMEOUT = 20_000
// Milliseconds after which a command is no longer said to be on its way.
const ANSWERED = 5000
// Snapshots asked for at once, so that no answer keeps a newer question waiting for long.
const CHUNK = 8
const SEEN_BYTES = 96 * 2 ** 20
const DEEPER_BYTES = 32 * 2 ** 20

export const ACTIVE = ["queued", "starting", "running", "paused"]
const LOST = "Connection lost, trying again. What is here stays."
const BUSY = "The server cannot answer just now; trying again. What is here stays."

/** Milliseconds until the next question; Infinity: nothing more will come. */
export function pollDelay({ status, more, hidden, failures, asked = false }) {
  if (failures) return Math.min(SLOWEST, 250 * 2 ** failures)
  if (more) return 0
  if (hidden) return ACTIVE.includes(status) ? UNSEEN : Infinity
  // Whoever pressed a button waits for what it does.
  if (asked) return LIVE
  if (status === "paused") return HELD
  if (ACTIVE.includes(status)) return LIVE
  return ["interrupted", "stopped", "failed"].includes(status) ? REVIVABLE : Infinity
}

/** Whether what a command asked for shows in what the run has told since. */
export function isAnswered(pending, story, now) {
  const status = story.run?.status
  if (now - pending.at > ANSWERED) return true
  if (pending.command === "resume") return status !== pending.status
  if (!ACTIVE.includes(status)) return true
  if (pending.command === "pause") return status === "paused"
  if (pending.command === "rate") return story.marks.some((mark) => mark.seq > pending.last && mark.what === "rate")
  return pending.command !== "stop" && story.last > pending.last && (status === "paused" || pending.command === "epoch")
}

class Hub {
  constructor(base, fetchFunction, person) {
    Object.assign(this, { base, fetchFunction, person })
    this.listeners = new Set()
    this.probe = { validation: 0 }
    this.forget("")
  }

  /** Everything of the run before is let go of. */
  forget(id) {
    this.begin(id)
    this.clear()
  }

  begin(id) {
    clearTimeout(this.timer)
    Object.assign(this, { id, control: keyOf(id), story: untold(), cursor: 0, following: true, failures: 0, refused: "", pending: null, asking: false, loaded: false })
    this.turn = (this.turn ?? 0) + 1
  }

  clear() {
    this.before = null
    this.seenStore?.end()
    for (const store of this.deeperStores?.values() ?? []) store.end()
    this.deeperStores = new Map()
    this.thumbs = new Map()
    this.makeSeen()
  }

  /** Another run, which has been started; what is there of the run before stays in sight until it has a snapshot. */
  follows(id) {
    const before = this.before ?? { id: this.id, story: this.story }
    if (!before.story.snapshots.length) return this.open(id)
    const { cursor } = this
    this.begin(id)
    Object.assign(this, { before, cursor })
    this.changed()
    this.wake()
  }

  /** What is looked at: the run, or, until it has a snapshot, the one `before`. */
  get shown() { return this.before ?? this }

  get run() { return this.story.run }
  get config() { return this.story.config }
  /** The run's own data, network, settings and seed, in words. */
  get said() { return this.story.said }
  get begun() { return this.shown.story.begun }
  get scalars() { return this.shown.story.scalars }
  get paces() { return this.shown.story.paces }
  get snapshots() { return this.shown.story.snapshots }
  get evaluations() { return this.shown.story.evaluations }
  get marks() { return this.story.marks }
  get done() { return this.story.done }
  get labels() { return this.shown.story.labels }
  get active() { return ACTIVE.includes(this.run?.status) }
  /** A sentence on what is wrong between this page and the server, or "". */
  get trouble() { return this.refused || (this.failures ? this.why : "") }
  /** A sentence on why the layers' maps cannot be had, or "". */
  get unseen() { return this.seenStore.refusal }
  /** The snapshot at the cursor, or undefined. */
  get snapshot() { return this.snapshots[this.cursor] }

  /** Shows another run, "" for none. */
  open(id) {
    if (id === this.id) return this.wake()
    this.forget(id)
    this.changed()
    this.wake()
  }

  // Asking.

  address(path) {
    return new URL(`live/runs${path}`, this.base).href
  }

  async ask(path, options = {}) {
    const watch = new AbortController()
    const timer = setTimeout(() => watch.abort(), TIMEOUT)
    try {
      const reply = await this.fetchFunction(this.address(path), { cache: "no-store", ...options, signal: watch.signal })
      return { ok: reply.ok, status: reply.status, body: await (reply.ok ? reply.arrayBuffer() : reply.text()) }
    } finally {
      clearTimeout(timer)
    }
  }

  post(path, body) {
    return this.ask(path, { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json", ...this.held() } })
  }

  /** What shows the server that this browser controls the run: a header, so that it stands in no address. */
  held() {
    return this.control ? { "X-Run-Control": this.control } : {}
  }

  /** Tells the server that somebody may start a run soon: a process that has loaded torch then waits for it. */
  ready() {
    this.post("/ready", {}).catch(() => {})
  }

  /** Asks now instead of when it is time. */
  wake() {
    clearTimeout(this.timer)
    this.resting = false
    if (this.id && !this.asking) this.poll()
  }

  /** No more questions until `wake`: nobody shows this run. */
  rest() {
    clearTimeout(this.timer)
    this.resting = true
  }

  async poll() {
    const turn = this.turn
    let more = false
    this.asking = true
    try {
      const reply = await this.ask(`/${encodeURIComponent(this.id)}?after=${this.story.last}`, { headers: this.held() })
      if (turn !== this.turn) return
      if (reply.status >= 500 || reply.status === 429) throw Object.assign(new Error(String(reply.status)), { busy: true })
      this.failures = 0
      this.refused = reply.ok ? "" : sentenceOf(reply.body, "This run cannot be shown.")
      if (reply.ok) more = this.receive(reply.body)
      else if (this.before) this.clear()
    } catch (error) {
      if (turn !== this.turn) return
      this.why = error.busy ? BUSY : LOST
      this.failures++
    }
    this.asking = false
    this.changed()
    const hidden = globalThis.document?.hidden ?? false
    const delay = this.refused || this.resting ? Infinity : pollDelay({ status: this.run?.status, more, hidden, failures: this.failures, asked: Boolean(this.pending) })
    if (delay < Infinity) this.timer = setTimeout(() => this.poll(), delay)
  }

  /** Takes a message in; whether there is more to ask for. */
  receive(buffer) {
    const { header, arrays } = opened(buffer)
    const here = this.snapshot
    told(this.story, header, arrays)
    if (this.before && (this.story.snapshots.length || !this.active)) {
      this.clear()
      this.following = true
    }
    this.place(here)
    if (this.pending && isAnswered(this.pending, this.story, performance.now())) this.pending = null
    if (!header.more) this.loaded = true
    return Boolean(header.more)
  }

  // Looking.

  /** Puts the cursor where it belongs after snapshots came or went: at the newest, or where it was. */
  place(here) {
    const last = Math.max(0, this.snapshots.length - 1)
    this.cursor = this.following || !here ? last : nearestSnapshot(this.snapshots, here.step)
  }

  /** Shows snapshot `index` from now on. */
  look(index) {
    const kept = Math.max(0, Math.min(this.snapshots.length - 1, Math.round(index)))
    if (kept === this.cursor && !this.following) return
    this.cursor = kept
    this.following = false
    this.changed()
  }

  /** Stays at the newest snapshot from now on. */
  follow() {
    this.following = true
    this.cursor = Math.max(0, this.snapshots.length - 1)
    this.changed()
  }

  /** Looks at the picture { validation: i } or { image: Uint8Array, size: [c, h, w] } from now on. */
  probing(probe) {
    this.probe = probe
    this.seenStore.end()
    this.makeSeen()
    this.changed()
  }

  makeSeen() {
    const store = new Nearby((seqs) => this.loadSeen(seqs), { chunk: CHUNK, most: SEEN_BYTES, changed: () => store === this.seenStore && this.changed() })
    this.seenStore = store
    this.exactMaps = new ExactMaps((place) => this.loadExact(place), () => this.changed())
  }

  /** Map `map` of layer `layer`, as `seen` counts them, of snapshot number `seq`, as it was computed: see ExactMaps. */
  exact(seq, layer, map) {
    return this.exactMaps.at({ seq, layer, map })
  }

  async loadExact({ seq, layer, map }) {
    const { validation, image, size } = this.probe
    const arrays = image ? { image: { values: image, shape: size } } : {}
    const body = closed({ snapshot: seq, layer, map, ...(image ? {} : { validation }) }, arrays)
    const reply = await this.ask(`/${encodeURIComponent(this.shown.id)}/exact`, { method: "POST", body })
    return reply.ok ? opened(reply.body).arrays.get("map").values : null
  }

  /** What the layers make of the probe at snapshot `index`, or null while it is being fetched. */
  seen(index) {
    return this.seenStore.at(this.snapshots, index, !(this.following && this.active))
  }

  async loadSeen(seqs) {
    const { validation, image, size } = this.probe
    const arrays = image ? { image: { values: image, shape: size } } : {}
    const question = (some) => closed({ snapshots: some, ...(image ? {} : { validation }) }, arrays)
    const found = await this.many(seqs, (some) => this.ask(`/${encodeURIComponent(this.shown.id)}/seen`, { method: "POST", body: question(some) }))
    return new Map(found.flatMap(({ header, arrays }) => header.snapshots.map((seq) => [seq, seenOf(seq, header, arrays)])))
  }

  /** The filters of the layer at `path` at snapshot `index`: { filters, shape, of }, as in a snapshot, or null. */
  deeper(path, index) {
    if (!this.deeperStores.has(path)) {
      const stores = this.deeperStores
      const changed = () => stores === this.deeperStores && this.changed()
      stores.set(path, new Nearby((seqs) => this.loadDeeper(path, seqs), { chunk: CHUNK, most: DEEPER_BYTES, changed }))
    }
    return this.deeperStores.get(path).at(this.snapshots, index, !(this.following && this.active))
  }

  async loadDeeper(path, seqs) {
    const address = (some) => `/${encodeURIComponent(this.shown.id)}/filters/${encodeURIComponent(path)}?snapshots=${some.join(",")}`
    const found = await this.many(seqs, (some) => this.ask(address(some)))
    return new Map(found.flatMap(({ header, arrays }) => seqs.filter((seq) => arrays.has(String(seq))).map((seq) => {
      const { values, shape } = arrays.get(String(seq))
      return [seq, { value: { filters: values, shape, of: header.of ?? shape }, bytes: values.byteLength }]
    })))
  }

  /** Messages about snapshots, none about those that are gone; where they are too many at once, about one after the other. */
  async many(seqs, load) {
    const reply = await load(seqs)
    if (reply.ok) return [opened(reply.body)]
    if (reply.status === 404) return []
    if (reply.status !== 400 || seqs.length === 1) throw Object.assign(new Error(String(reply.status)), { refused: reply.status < 429 && sentenceOf(reply.body, "") })
    const alone = []
    for (const seq of seqs) alone.push(...(await this.many([seq], load)))
    return alone
  }

  /** The validation pictures with these numbers: { pictures (n c h w), labels, size }. */
  async pictures(indices) {
    const { thumbs } = this
    const missing = [...new Set(indices)].filter((index) => !thumbs.has(index))
    for (let at = 0; at < missing.length; at += 64) {
      const some = missing.slice(at, at + 64)
      const reply = await this.ask(`/${encodeURIComponent(this.shown.id)}/pictures?validation=${some.join(",")}`)
      if (!reply.ok) throw new Error(sentenceOf(reply.body, "These pictures could not be fetched."))
      const { arrays } = opened(reply.body)
      const { values, shape } = arrays.get("pictures")
      const count = values.length / shape[0]
      some.forEach((index, k) => thumbs.set(index, { size: shape.slice(1), pixels: values.slice(k * count, (k + 1) * count), label: arrays.get("labels").values[k] }))
    }
    const found = indices.map((index) => thumbs.get(index))
    const size = found[0]?.size ?? [0, 0, 0]
    const pictures = new Uint8Array(found.reduce((sum, one) => sum + one.pixels.length, 0))
    found.forEach((one, k) => pictures.set(one.pixels, k * one.pixels.length))
    return { pictures, labels: Uint8Array.from(found, (one) => one.label), size }
  }

  /** The newest look at the validation pictures, with its answers, at or before snapshot `index`; or null. */
  evaluation(index) {
    const step = this.snapshots[index]?.step ?? -1
    for (let at = latest(this.evaluations, step); at >= 0; at--) {
      const one = this.evaluations[at]
      if (one.part === "validation" && one.predicted) return one
    }
    return null
  }

  // Telling.

  /** Sends a command; says { trouble }, "" where it was taken. */
  async tell(command, value = 0) {
    this.pending = { command, value, at: performance.now(), last: this.story.last, status: this.run?.status }
    this.refused = ""
    this.changed()
    try {
      const reply = await this.post(`/${encodeURIComponent(this.id)}/tell`, { command, value })
      if (reply.ok) {
        this.wake()
        return { trouble: "" }
      }
      this.pending = null
      return { trouble: sentenceOf(reply.body, reply.status === 403 ? "This link is for looking only." : "The run did not take this command.") }
    } catch {
      this.pending = null
      return { trouble: "The server did not answer. Try again in a moment." }
    } finally {
      this.changed()
    }
  }

  /** Starts a run, which this browser controls, and shows it: { run, view, trouble }. */
  async start(config) {
    try {
      const reply = await this.post("", { config, person: this.person })
      const { run, view } = reply.ok ? JSON.parse(new TextDecoder().decode(reply.body)) : {}
      if (!run) return { trouble: sentenceOf(reply.body, "The run could not be started.") }
      keepKey(view, run)
      this.follows(view)
      return { run, view, trouble: "" }
    } catch {
      return { trouble: "The server did not answer, so nothing was started. Try again in a moment." }
    }
  }

  // Saying so.

  /** Calls back after changes, at most once a frame; returns how to end that. */
  subscribe(callback) {
    this.listeners.add(callback)
    return () => this.listeners.delete(callback)
  }

  changed() {
    if (this.due) return
    this.due = true
    // Frames rest while nobody sees them, and so does the drawing.
    const frame = globalThis.requestAnimationFrame ?? ((act) => setTimeout(act, 0))
    frame(() => {
      this.due = false
      for (const callback of this.listeners) callback(this)
    })
  }
}

function sentenceOf(body, otherwise) {
  try {
    return JSON.parse(typeof body === "string" ? body : new TextDecoder().decode(body)).trouble || otherwise
  } catch {
    return otherwise
  }
}

function seenOf(seq, header, arrays) {
  const array = (name) => arrays.get(`${seq}.${name}`)?.values ?? null
  const maps = header.layers.map((_, layer) => array(layer))
  const bytes = maps.reduce((sum, map) => sum + (map?.byteLength ?? 0), 1024)
  const value = { seq, layers: header.layers, classes: header.classes, maps, ranges: array("ranges"), probabilities: array("probabilities"), logits: array("logits"), image: arrays.get("image")?.values ?? null, size: arrays.get("image")?.shape ?? null, label: header.label ?? -1 }
  return { value, bytes }
}

/** A hub for the server whose pages lie in the folder `base`, on behalf of `person`. */
export function createHub(base, fetchFunction = (...asked) => fetch(...asked), person = "") {
  return new Hub(base, fetchFunction, person)
}
