// One hub per run: asks the server what is new, holds it, says so to whoever draws it, and passes commands on.

import { unpacked } from "../../shared/message.mjs"
import { Commands } from "./commands.mjs"
import { controlOf } from "./control_keys.mjs"
import { DeeperStores } from "./fetched/deeper_stores.mjs"
import { LayerStore } from "./fetched/layer_store.mjs"
import { PictureStore } from "./fetched/picture_store.mjs"
import { addMessage, emptyHistory } from "./history.mjs"
import { Listeners } from "./listeners.mjs"
import { isActive, Polling } from "./polling.mjs"
import { Server } from "./server.mjs"
import { latest, nearestSnapshot } from "./snapshots.mjs"

/**
 * @import { Command, History, Probe, Snapshot } from "./run.js"
 * @import { Fetch } from "./server.mjs"
 */

export class Hub {
  /**
   * @param {string} base the folder that the app's pages lie in
   * @param {Fetch} fetchFunction
   * @param {string} person
   */
  constructor(base, fetchFunction = (address, options) => fetch(address, options), person = "") {
    this.person = person
    this.title = ""
    // Of a run that was taken along: the validation pictures that are here, by their numbers; null where all are.
    /** @type {number[] | null} */
    this.held = null
    this.server = new Server(base, fetchFunction)
    this.listeners = new Listeners()
    // Which of the first layer's filters, or its map, is pointed at in any panel; and who hears of it at once.
    /** @type {number | null} */
    this.highlight = null
    /** @type {Set<() => void>} */
    this.highlightListeners = new Set()
    this.polling = new Polling(this.server, {
      question: () => ({ id: this.id, control: this.control, after: this.history.last }),
      status: () => this.run?.status,
      waiting: () => this.pending !== null,
      receive: (message) => this.receive(message),
      refused: () => this.before && this.showOnly(),
      changed: () => this.changed(),
    })
    this.commands = new Commands(this.server, () => this)
    this.id = ""
    this.control = ""
    this.history = emptyHistory()
    // The run before, which stays in sight until the one that was started has a snapshot.
    /** @type {{ id: string, history: History } | null} */
    this.before = null
    this.cursor = 0
    this.following = true
    this.loaded = false
    const changed = () => this.changed()
    const source = { ask: this.askShown.bind(this), look: () => this.look, changed }
    this.layers = new LayerStore(source)
    this.deeper = new DeeperStores(source)
    this.pictures = new PictureStore(source)
  }

  // What is known. Of a run that was just started, numbers and snapshots are those of the run before.

  /** @returns {{ id: string, history: History }} */
  get shown() {
    return this.before ?? this
  }
  get run() {
    return this.history.run
  }
  get config() {
    return this.history.config
  }
  get marks() {
    return this.history.marks
  }
  /** Whether the classes' logits are weighted sums of the pixels. */
  get linear() {
    return this.shown.history.linear
  }
  get done() {
    return this.history.done
  }
  get begun() {
    return this.shown.history.begun
  }
  get scalars() {
    return this.shown.history.scalars
  }
  get paces() {
    return this.shown.history.paces
  }
  get snapshots() {
    return this.shown.history.snapshots
  }
  get evaluations() {
    return this.shown.history.evaluations
  }
  get labels() {
    return this.shown.history.labels
  }
  get active() {
    return isActive(this.run?.status)
  }
  get pending() {
    return this.commands.pending
  }
  /** A sentence on what is wrong between this page and the server, or "". */
  get trouble() {
    return this.polling.trouble
  }
  /** The snapshot at the cursor. */
  get snapshot() {
    return /** @type {Snapshot | undefined} */ (this.snapshots[this.cursor])
  }
  /** Where snapshots are wanted: around the cursor, neighbours too where they will not be others soon. */
  get look() {
    return { snapshots: this.snapshots, index: this.cursor, ahead: !(this.following && this.active) }
  }

  /** The newest look at the validation pictures, with its answers, at or before the cursor; or null. */
  get evaluation() {
    for (let at = latest(this.evaluations, this.snapshot?.step ?? -1); at >= 0; at--) {
      const evaluation = this.evaluations[at]
      if (evaluation.part === "validation" && evaluation.predicted) return evaluation
    }
    return null
  }

  // Which run.

  /**
   * Shows another run, "" for none.
   * @param {string} id
   */
  open(id) {
    if (id !== this.id) {
      this.begin(id)
      this.showOnly()
      this.cursor = 0
      this.changed()
    }
    this.polling.wake()
  }

  /**
   * A run that was started; the one before stays in sight until it has a snapshot.
   * @param {string} id
   */
  openNext(id) {
    const before = this.before ?? { id: this.id, history: this.history }
    if (!before.history.snapshots.length) return this.open(id)
    this.begin(id)
    this.before = before
    this.changed()
    this.polling.wake()
  }

  /** @param {string} id */
  begin(id) {
    this.polling.begin()
    this.id = id
    this.control = controlOf(id)
    this.history = emptyHistory()
    this.commands.pending = null
    this.following = true
    this.loaded = false
  }

  /** Lets go of the run before, and of all that was fetched of it. */
  showOnly() {
    this.before = null
    this.layers.clear()
    this.deeper.clear()
    this.pictures.clear()
  }

  /**
   * Takes a message in; whether there is more to ask for.
   * @param {ArrayBuffer} message
   */
  receive(message) {
    const { header, arrays } = unpacked(message, { copied: true })
    const here = this.snapshot
    addMessage(this.history, header, arrays)
    if (this.before && (this.history.snapshots.length || !this.active)) {
      this.showOnly()
      this.following = true
    }
    const last = Math.max(0, this.snapshots.length - 1)
    this.cursor = this.following || !here ? last : nearestSnapshot(this.snapshots, here.step)
    this.commands.settle()
    if (!header.more) this.loaded = true
    return Boolean(header.more)
  }

  /**
   * Asks about the run that is looked at.
   * @param {string} path
   * @param {RequestInit} [options]
   */
  askShown(path, options) {
    return this.server.ask(`/${encodeURIComponent(this.shown.id)}${path}`, options)
  }

  // What is looked at.

  /**
   * Shows snapshot `index` from now on.
   * @param {number} index
   */
  lookAt(index) {
    const within = Math.max(0, Math.min(this.snapshots.length - 1, Math.round(index)))
    if (within === this.cursor && !this.following) return
    this.cursor = within
    this.following = false
    this.changed()
  }

  /** Stays at the newest snapshot from now on. */
  follow() {
    this.following = true
    this.cursor = Math.max(0, this.snapshots.length - 1)
    this.changed()
  }

  /**
   * Looks at another picture from now on.
   * @param {Probe} probe
   */
  setProbe(probe) {
    this.layers.setProbe(probe)
    this.changed()
  }

  /**
   * Says in all panels which filter, or its map, is pointed at (null: none).
   * @param {number | null} map
   */
  point(map) {
    if (this.highlight === map) return
    this.highlight = map
    for (const callback of this.highlightListeners) callback()
  }

  // What is asked of it.

  /** Tells the server that somebody may start a run soon: a process that has loaded torch then waits for it. */
  prepare() {
    this.server.post("/ready", {}, this.control).catch(() => {})
  }

  /**
   * Sends a command; a sentence says why it was not taken, "" where it was.
   * @param {Command} command
   * @param {number} [value]
   */
  async send(command, value = 0) {
    this.polling.refusal = ""
    const sent = this.commands.send(command, value)
    this.changed()
    const trouble = await sent
    if (!trouble) this.polling.wake()
    this.changed()
    return trouble
  }

  /**
   * Starts a run, which this browser controls, and shows it; a sentence says why it could not be.
   * @param {string} config
   */
  async start(config) {
    const { view, trouble } = await this.commands.start(config, this.person)
    if (view) this.openNext(view)
    return trouble
  }

  changed() {
    this.listeners.notify()
  }
}
