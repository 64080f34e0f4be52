// How a run is doing, in words: its state, its figures, and what can be asked of it now.

import { ACTIVE } from "./hub.mjs"
import { examplesPerSecond } from "./story.mjs"

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
const ON_ITS_WAY = { pause: "Pausing…", resume: "Going on…", batch: "One batch…", epoch: "One epoch…", rate: "Changing the rate…", stop: "Stopping…" }

// What is said where the server gives no reason.
const REASONS = {
  diverged: "The loss is no longer a number. Try a smaller learning rate.",
  failed: "The run ended by an error. Start it again, perhaps with a smaller network or batch.",
  interrupted: "The worker is gone, but everything up to its last sign of life is here. Resume goes on from its last checkpoint.",
}

/** Seconds as people say them. */
export function duration(seconds) {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`
  if (seconds < 90) return `${Math.round(seconds)} s`
  const minutes = Math.floor(seconds / 60)
  return minutes < 60 ? `${minutes} min ${Math.round(seconds % 60)} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** A number with three figures; a learning rate or a loss. */
export function figure(value) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "not a number" : "infinite"
  if (Math.abs(value) < 1e-12) return "0"
  if (Math.abs(value) >= 1e6) return value.toExponential(2).replace("e+", "e").replaceAll("-", "−")
  return String(Number(value.toPrecision(3))).replaceAll("-", "−")
}

export function percent(share) {
  return `${(100 * share).toFixed(1)} %`
}

/** The state in a word or two: what was just asked for, or how the run is. */
export function stateWords(hub, recorded = false) {
  if (!hub.id) return "Ready"
  if (recorded && hub.run && !hub.run.control) return "Recorded"
  if (hub.pending) return ON_ITS_WAY[hub.pending.command]
  const { run } = hub
  if (!run) return hub.trouble ? "Not shown" : "Loading…"
  return run.status === "queued" && run.place ? `Waiting, place ${run.place} in the queue` : (STATES[run.status] ?? run.status)
}

/** Step, epoch, pace, time left, device: the parts of the status line that are known. */
export function figures(hub) {
  const { begun, config, scalars, paces, evaluations } = hub
  if (!begun || hub.before) return []
  const step = scalars.step.at(-1) ?? 0
  const parts = [`step ${step.toLocaleString("en")} of ${begun.steps.toLocaleString("en")}`]
  parts.push(`epoch ${(step / begun.epoch_steps).toFixed(2)} of ${Math.round(begun.steps / begun.epoch_steps)}`)
  const pace = examplesPerSecond(paces, config?.batch ?? 0)
  if (pace) parts.push(`${Math.round(pace).toLocaleString("en")} examples/s`)
  if (pace && hub.active && begun.steps > step) parts.push(`about ${duration(((begun.steps - step) * config.batch) / pace)} left`)
  else if (paces.length) parts.push(`${duration(paces.at(-1).seconds)} of training`)
  const test = evaluations.findLast((one) => one.part === "test")
  if (test && !hub.active) parts.push(`${percent(test.accuracy)} of the test pictures right`)
  parts.push(`on ${begun.device}${begun.device === "cpu" ? `, ${begun.threads} thread${begun.threads === 1 ? "" : "s"}` : ""}`)
  return parts
}

/** What a run that has not begun waits for, or "". */
function awaited({ status, place }) {
  if (status === "starting") return "The network is being built and the pictures are read: the first filters come in a moment."
  if (status !== "queued") return ""
  const before = (place ?? 0) - 1
  const wait = before > 0 ? `${before === 1 ? "1 waiting run is" : `${before} waiting runs are`} before yours.` : "Yours is next."
  return `${wait} It begins by itself as soon as there is room.`
}

/** What has to be said about the run beyond its figures: { words, alarm }. */
export function notice(hub) {
  if (hub.trouble) return { words: hub.trouble, alarm: true }
  const { run } = hub
  if (!run) return { words: "", alarm: false }
  const alarm = run.status in REASONS
  // That all is learned is what the figures say as well.
  const whole = run.status === "finished" && hub.scalars.step.at(-1) >= hub.begun?.steps
  const words = whole ? "" : run.reason || REASONS[run.status] || awaited(run)
  const greyed = hub.before ? "Greyed until then: the run before." : ""
  return { words: [words, greyed, hub.unseen].filter(Boolean).join(" "), alarm }
}

/** That the page's controls say something else than what is shown. */
export function unlikeWords(unlike, count) {
  const shown = count > 1 ? "These two runs stand under their own settings" : "This run stands under its own settings"
  return unlike ? `${shown}. The controls above say something else (here → controls): ${unlike}.` : ""
}

/** Which commands make sense now. */
export function offered(hub) {
  const status = hub.run?.control ? hub.run.status : ""
  const stepping = status === "running" || status === "paused"
  return {
    pause: status === "running",
    resume: ["paused", "interrupted", "stopped", "failed"].includes(status),
    batch: stepping,
    epoch: stepping,
    stop: ACTIVE.includes(status),
    rate: stepping,
  }
}

/** The learning rate that was set last, in the config or on the way. */
export function rateNow(hub) {
  return hub.marks.findLast((mark) => mark.what === "rate")?.value ?? hub.config?.rate ?? null
}

// How runs stand whose last weights are kept exactly.
const EXACT = ["finished", "stopped", "paused", "interrupted", "failed", "diverged"]

/** What the files of the run's last weights hold. */
export function takenWords(hub) {
  const { run } = hub
  if (run && !run.created) return "The last weights of this recorded run, of which only half precision (16 bit) was kept:"
  if (!EXACT.includes(run?.status)) return "The newest weights that are kept; pause the run to get them exactly:"
  const when = { finished: "ended", paused: "paused" }[run.status]
  return when ? `The weights exactly as training ${when} with them (32 bit):` : "The last weights that were kept exactly (32 bit):"
}

/** What the files of the snapshot that is looked at hold. */
export function momentWords(hub) {
  const last = hub.snapshot && hub.snapshot === hub.snapshots.at(-1) && ["finished", "paused"].includes(hub.run?.status)
  const what = last && hub.run.created ? "the last one, so the exact weights" : "a snapshot, rounded to half precision (16 bit)"
  return `The moment you look at (${placeWords(hub.snapshot)}): ${what}:`
}

/** Where a snapshot stands. */
export function placeWords(snapshot) {
  if (!snapshot) return "nothing learned yet"
  return `step ${snapshot.step.toLocaleString("en")} · epoch ${snapshot.epoch.toFixed(2)} · ${duration(snapshot.seconds)}`
}
