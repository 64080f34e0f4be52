// What is known of a run: its events, put in order as they arrive. See cnnviz/training/events.py for their kinds.

import { thin } from "./snapshots.mjs"

/**
 * @import { Numbers } from "../../shared/message.mjs"
 * @import { Evaluation, History, Pace } from "./run.js"
 *
 * @typedef {any} Event Its header as the server packed it, with `seq`, `kind` and `step`.
 * @typedef {(name: string) => Numbers | undefined} Arrays An event's arrays by name.
 */

// Snapshots kept; the server keeps about half as many.
const MOST_SNAPSHOTS = 400
// Evaluations kept with the answer to every picture; of the others only loss and accuracy.
const MOST_ANSWERS = 200

/**
 * The history of a run of which nothing is known yet.
 * @returns {History}
 */
export function emptyHistory() {
  return {
    run: null,
    config: null,
    summary: "",
    linear: false,
    begun: null,
    scalars: { step: [], loss: [], accuracy: [], rate: [] },
    paces: [],
    snapshots: [],
    evaluations: [],
    marks: [],
    done: null,
    labels: null,
    last: 0,
  }
}

/**
 * Adds what a message of the server says; events that are known are left out.
 * @param {History} history
 * @param {any} header
 * @param {Map<string, Numbers>} arrays
 */
export function addMessage(history, header, arrays) {
  history.run = header.run
  if (header.config) history.config = header.config
  history.summary = header.said ?? history.summary
  history.linear = header.linear ?? history.linear
  history.labels = /** @type {Uint8Array | undefined} */ (arrays.get("labels")?.values) ?? history.labels
  for (const event of header.events) {
    if (event.seq <= history.last) continue
    history.last = event.seq
    ADDED[event.kind]?.(history, event, (name) => arrays.get(`${event.seq}.${name}`))
  }
  history.last = Math.max(history.last, header.last ?? 0)
}

/** @type {Record<string, (history: History, event: Event, array: Arrays) => void>} */
const ADDED = {
  begun(history, event) {
    history.begun = event
    history.done = null
  },
  scalars: addScalars,
  snapshot: addSnapshot,
  evaluation: addEvaluation,
  mark(history, { seq, step, what, value }) {
    history.marks.push({ seq, step, what, value })
  },
  done(history, event) {
    history.done = event
  },
}

/**
 * A run that goes on from a checkpoint learns some steps again: what was known of them goes.
 * @param {{ step: number }[]} list
 * @param {number} step
 */
function cut(list, step) {
  while (list.length && list[list.length - 1].step >= step) list.pop()
}

/** @type {(typeof ADDED)[string]} */
function addScalars(history, event, array) {
  const { scalars, paces } = history
  const lists = ["loss", "accuracy", "rate"].map((name) => /** @type {Float32Array} */ (array(name)?.values))
  const [loss, accuracy, rate] = lists
  const first = event.step - loss.length + 1
  let left = scalars.step.length
  while (left && scalars.step[left - 1] >= first) left--
  for (const list of Object.values(scalars)) list.length = left
  loss.forEach((value, at) => {
    scalars.step.push(first + at)
    scalars.loss.push(value)
    scalars.accuracy.push(accuracy[at])
    scalars.rate.push(rate[at])
  })
  cut(paces, event.step)
  paces.push({ step: event.step, seconds: event.seconds })
  history.done = null
}

/** @type {(typeof ADDED)[string]} */
function addSnapshot({ snapshots }, event, array) {
  const { seq, step, epoch, seconds, gradients, updates, partial } = event
  const filters = array("filters")
  const values = /** @type {Float32Array | undefined} */ (filters?.values)
  const raised = /** @type {Float32Array | undefined} */ (array("gradient")?.values)
  const weights = {
    filters: values ?? null,
    gradient: raised?.map((number) => number * 2 ** -event.gradient) ?? null,
    shape: filters?.shape ?? [0, 0, 0, 0],
  }
  cut(snapshots, step)
  snapshots.push({ seq, step, epoch, seconds, gradients, updates, partial: Boolean(partial), ...weights })
  thin(snapshots, MOST_SNAPSHOTS)
}

/** @type {(typeof ADDED)[string]} */
function addEvaluation({ evaluations }, event, array) {
  const { seq, step, part, accuracy } = event
  const bytes = (/** @type {string} */ name) => /** @type {Uint8Array | undefined} */ (array(name)?.values) ?? null
  const answers = { predicted: bytes("predicted"), confidence: bytes("confidence"), given: bytes("given") }
  // The test at the end belongs to the same step as the last validation.
  const again = (/** @type {Evaluation} */ other) => other.step >= step + (other.part === part ? 0 : 1)
  while (evaluations.length && again(evaluations[evaluations.length - 1])) evaluations.pop()
  // JSON knows no NaN.
  evaluations.push({ seq, step, part, loss: event.loss ?? NaN, accuracy, ...answers })
  const full = evaluations.filter(({ predicted }) => predicted)
  if (full.length <= MOST_ANSWERS) return
  for (const [at, evaluation] of full.slice(0, -1).entries())
    if (at % 2) evaluation.predicted = evaluation.confidence = evaluation.given = null
}

/**
 * Examples learned a second over the last three seconds of training; 0 where that is not known yet.
 * @param {Pace[]} paces
 * @param {number} batch
 */
export function examplesPerSecond(paces, batch) {
  const now = paces.at(-1)
  if (!now) return 0
  let first = paces.length - 1
  while (first && now.seconds - paces[first].seconds < 3) first--
  const before = first || paces[0] !== now ? paces[first] : { step: 0, seconds: 0 }
  return now.seconds > before.seconds ? ((now.step - before.step) * batch) / (now.seconds - before.seconds) : 0
}
