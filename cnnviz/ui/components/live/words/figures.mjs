// Numbers of a run as people read them.

import { latestStep } from "../run/snapshots.mjs"

/** @import { Begun, Scalars, Snapshot } from "../run/run.js" */

/**
 * Seconds as people say them.
 * @param {number} seconds
 */
export function duration(seconds) {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`
  if (seconds < 90) return `${Math.round(seconds)} s`
  const minutes = Math.floor(seconds / 60)
  return minutes < 60
    ? `${minutes} min ${Math.round(seconds % 60)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/**
 * A number with three figures; a learning rate or a loss.
 * @param {number} value
 */
export function figure(value) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "not a number" : "infinite"
  if (Math.abs(value) < 1e-12) return "0"
  if (Math.abs(value) >= 1e6) return value.toExponential(2).replace("e+", "e").replaceAll("-", "−")
  return String(Number(value.toPrecision(3))).replaceAll("-", "−")
}

/** @param {number} share */
export function percent(share) {
  return `${(100 * share).toFixed(1)} %`
}

/**
 * A share in percent: two decimals near the ends, one elsewhere.
 * @param {number} share
 */
export function precisePercent(share) {
  if (Number.isNaN(share)) return "not a number"
  const value = 100 * share
  return `${value > 0 && value < 0.01 ? "< 0.01" : value.toFixed(value < 1 || value > 99 ? 2 : 1)} %`
}

/**
 * Where a snapshot stands.
 * @param {Pick<Snapshot, "step" | "epoch" | "seconds"> | undefined} snapshot
 */
export function placeWords(snapshot) {
  if (!snapshot) return "nothing learned yet"
  return [
    `step ${snapshot.step.toLocaleString("en")} · epoch ${snapshot.epoch.toFixed(2)} ·`,
    `${duration(snapshot.seconds)}`,
  ].join(" ")
}

/**
 * That something is of another snapshot than the timeline stands at, the nearest kept whole; "" where it is not.
 * @param {{ snapshot: Snapshot | undefined, snapshots: Snapshot[] }} hub
 * @param {number} seq the number of the snapshot that it is of
 * @param {string} what "This answer", "These weights"
 */
export function nearestWords({ snapshot, snapshots }, seq, what) {
  const nearest = snapshots.find((one) => one.seq === seq)
  if (!snapshot || !nearest || nearest === snapshot) return ""
  const is = what.endsWith("s") ? "are" : "is"
  return `${what} ${is} of step ${nearest.step.toLocaleString("en")}, the nearest of which all layers are kept.`
}

/**
 * Where the timeline stands, for those who listen: "step 120 of 300, epoch 0.40, loss 0.41".
 * @param {{ snapshot: Snapshot | undefined, begun: Begun | null }} leader
 * @param {{ title: string, snapshot: Snapshot | undefined, scalars: Scalars }[]} runs
 */
export function placeValueWords({ snapshot, begun }, runs) {
  if (!snapshot) return "nothing learned yet"
  const of = begun ? ` of ${begun.steps.toLocaleString("en")}` : ""
  const losses = runs.map(({ title, snapshot: seen, scalars }) => {
    const at = seen ? latestStep(scalars.step, seen.step) : -1
    const name = runs.length > 1 ? ` with ${title}` : ""
    return at < 0 ? "" : `, loss${name} ${figure(scalars.loss[at])}`
  })
  return `step ${snapshot.step.toLocaleString("en")}${of}, epoch ${snapshot.epoch.toFixed(2)}${losses.join("")}`
}
