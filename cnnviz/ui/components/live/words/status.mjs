// How a run is doing, in words: its state, its figures, and what can be asked of it now.

import { examplesPerSecond } from "../run/history.mjs"
import { isActive } from "../run/polling.mjs"
import { duration } from "./figures.mjs"

/**
 * @import { Hub } from "../run/hub.mjs"
 * @import { Begun, Command, Pace, Run, Status } from "../run/run.js"
 */

/** @type {Record<Status, string>} */
const STATES = {
  queued: "Waiting",
  starting: "Starting",
  running: "Learning",
  paused: "Paused",
  finished: "Finished",
  stopped: "Stopped",
  failed: "Failed",
  interrupted: "Interrupted",
  diverged: "Diverged",
}
/** @type {Record<Command, string>} */
export const PENDING = {
  pause: "Pausing…",
  resume: "Going on…",
  batch: "One batch…",
  epoch: "One epoch…",
  rate: "Changing the rate…",
  stop: "Stopping…",
}

// What is said where the server gives no reason.
/** @type {Partial<Record<Status, string>>} */
const REASONS = {
  diverged: "The loss is no longer a number. Try a smaller learning rate.",
  failed: "The run ended by an error. Start it again, perhaps with a smaller network or batch.",
  interrupted:
    "The worker is gone, but everything up to its last sign of life is here. Resume goes on from its last checkpoint.",
}

/**
 * The state in a word or two: what was just asked for, or how the run is.
 * @param {Pick<Hub, "id" | "run" | "pending" | "trouble">} hub
 */
export function stateWords({ id, run, pending, trouble }, recorded = false) {
  if (!id) return "Ready"
  if (recorded && run && !run.control) return "Recorded"
  if (pending) return PENDING[pending.command]
  if (!run) return trouble ? "Not shown" : "Loading…"
  return run.status === "queued" && run.place ? `Waiting, place ${run.place} in the queue` : STATES[run.status]
}

/**
 * The parts of the status line that are known: where training stands and how fast it goes, which the timeline of a
 * recorded run says as well, and what else there is to say.
 * @param {Hub} hub
 * @returns {{ progress: string[], facts: string[] }}
 */
export function statusFigures(hub) {
  const { begun, config, scalars, paces } = hub
  if (!begun || hub.before) return { progress: [], facts: [] }
  const step = scalars.step.at(-1) ?? 0
  const progress = [
    `step ${step.toLocaleString("en")} of ${begun.steps.toLocaleString("en")}`,
    `epoch ${(step / begun.epoch_steps).toFixed(2)} of ${Math.round(begun.steps / begun.epoch_steps)}`,
  ]
  const batch = config?.batch ?? 0
  const pace = examplesPerSecond(paces, batch)
  if (pace) progress.push(`${Math.round(pace).toLocaleString("en")} examples/s`)
  const left = pace && hub.active && begun.steps > step ? ((begun.steps - step) * batch) / pace : 0
  return { progress, facts: [timeWords(left, paces), deviceWords(begun)].filter(Boolean) }
}

/**
 * @param {number} left seconds, 0 where it is not known or over
 * @param {Pace[]} paces
 */
function timeWords(left, paces) {
  if (left) return `about ${duration(left)} left`
  const last = paces.at(-1)
  return last ? `${duration(last.seconds)} of training` : ""
}

/** @param {Begun} begun */
function deviceWords({ device, threads }) {
  return `on ${device}${device === "cpu" ? `, ${threads} thread${threads === 1 ? "" : "s"}` : ""}`
}

/**
 * What a run that has not begun waits for, or "".
 * @param {Run} run
 */
function awaitedWords({ status, place }) {
  if (status === "starting")
    return "The network is being built and the pictures are read: the first filters come in a moment."
  if (status !== "queued") return ""
  const before = (place ?? 0) - 1
  const wait =
    before > 0 ? `${before === 1 ? "1 waiting run is" : `${before} waiting runs are`} before yours.` : "Yours is next."
  return `${wait} It begins by itself as soon as there is room.`
}

/**
 * What has to be said about the run beyond its figures.
 * @param {Hub} hub
 * @returns {{ words: string, alarm: boolean }}
 */
export function notice(hub) {
  if (hub.trouble) return { words: hub.trouble, alarm: true }
  const { run, begun } = hub
  if (!run) return { words: "", alarm: false }
  // That all is learned is what the figures say as well.
  const whole = run.status === "finished" && !run.loaded && begun && (hub.scalars.step.at(-1) ?? 0) >= begun.steps
  const words = whole ? "" : run.reason || REASONS[run.status] || awaitedWords(run)
  const greyed = hub.before ? "Greyed until then: the run before." : ""
  return { words: [words, greyed, hub.layers.refusal].filter(Boolean).join(" "), alarm: run.status in REASONS }
}

/**
 * That the page's controls say something else than what is shown.
 * @param {string} unlike
 * @param {number} count
 */
export function unlikeWords(unlike, count) {
  const shown = count > 1 ? "The two runs below have" : "The run below has"
  const sides = count > 1 ? "runs → controls" : "run → controls"
  const until = "Nothing below changes until you train."
  return unlike ? `${shown} other settings than the controls. ${until} What differs (${sides}): ${unlike}.` : ""
}

/**
 * Which commands make sense now.
 * @param {{ run: Pick<Run, "status" | "control"> | null }} hub
 * @returns {Record<Command, boolean>}
 */
export function offered({ run }) {
  const status = run?.control ? run.status : undefined
  const stepping = status === "running" || status === "paused"
  return {
    pause: status === "running",
    resume: status !== undefined && ["paused", "interrupted", "stopped", "failed"].includes(status),
    batch: stepping,
    epoch: stepping,
    stop: isActive(status),
    rate: stepping,
  }
}

/**
 * The learning rate that was set last, in the config or on the way.
 * @param {Hub} hub
 */
export function rateNow(hub) {
  return hub.marks.findLast((mark) => mark.what === "rate")?.value ?? hub.config?.rate ?? null
}
