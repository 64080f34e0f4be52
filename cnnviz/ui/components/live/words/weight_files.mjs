// What files of a run's weights hold: exact ones, or rounded.

import { placeWords } from "./figures.mjs"

/**
 * @import { Run, Snapshot, Status } from "../run/run.js"
 *
 * @typedef {object} Moment A run, and the snapshot of it that is looked at.
 * @property {Pick<Run, "status" | "created"> | null} run
 * @property {Snapshot[]} snapshots
 * @property {Snapshot | undefined} snapshot
 */

// How runs stand whose last weights are kept exactly.
/** @type {Status[]} */
const EXACT = ["finished", "stopped", "paused", "interrupted", "failed", "diverged"]
/** @type {Partial<Record<Status, string>>} */
const ENDINGS = { finished: "ended", paused: "paused" }

/**
 * What the files of the run's last weights hold.
 * @param {Pick<Moment, "run">} hub
 */
export function lastWeightsWords({ run }) {
  if (run && !run.created)
    return "The last weights of this recorded run, of which only half precision (16 bit) was kept:"
  if (!run || !EXACT.includes(run.status)) return "The newest weights that are kept; pause the run to get them exactly:"
  const when = ENDINGS[run.status]
  return when
    ? `The weights exactly as training ${when} with them (32 bit):`
    : "The last weights that were kept exactly (32 bit):"
}

/**
 * What the files of the snapshot that is looked at hold.
 * @param {Moment} hub
 */
export function snapshotWeightsWords({ run, snapshots, snapshot }) {
  const last = snapshot && snapshot === snapshots.at(-1) && run && run.status in ENDINGS
  const what =
    last && run.created ? "the last one, so the exact weights" : "a snapshot, rounded to half precision (16 bit)"
  return `The moment you look at (${placeWords(snapshot)}): ${what}:`
}
