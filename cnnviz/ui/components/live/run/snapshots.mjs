// Lists that are ordered by step: where a step stands in them, and which snapshots stay where there are too many.

/** @typedef {{ step: number }} Stepped */

/**
 * Leaves out snapshots until `most` are left: each time the one whose neighbours are closest, early ones spared.
 * @param {Stepped[]} snapshots
 * @param {number} most
 */
export function thin(snapshots, most) {
  while (snapshots.length > Math.max(2, most)) {
    let worst = 1
    let least = Infinity
    for (let i = 1; i < snapshots.length - 1; i++) {
      const gap = (snapshots[i + 1].step - snapshots[i - 1].step) / (snapshots[i].step + 10)
      if (gap < least) [worst, least] = [i, gap]
    }
    snapshots.splice(worst, 1)
  }
}

/**
 * Where in a list that is ordered by step the last entry at or before a step stands; -1 where there is none.
 * @param {Stepped[]} list
 * @param {number} step
 */
export function latest(list, step) {
  return lastWhere(list.length, (at) => list[at].step <= step)
}

/**
 * The same in a list of steps.
 * @param {number[]} steps
 * @param {number} step
 */
export function latestStep(steps, step) {
  return lastWhere(steps.length, (at) => steps[at] <= step)
}

/**
 * The last of `count` places at which something holds that holds at all places before it; -1 where it nowhere does.
 * @param {number} count
 * @param {(at: number) => boolean} holds
 */
function lastWhere(count, holds) {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) low = middle + 1
    else high = middle
  }
  return low - 1
}

/**
 * Where the snapshot nearest to a step stands.
 * @param {Stepped[]} snapshots
 * @param {number} step
 */
export function nearestSnapshot(snapshots, step) {
  const before = latest(snapshots, step)
  if (before < 0) return 0
  const after = snapshots[before + 1]
  return after && after.step - step < step - snapshots[before].step ? before + 1 : before
}

/**
 * Moves the cursors of all runs to the snapshots nearest to a step.
 * @param {{ snapshots: Stepped[], lookAt(index: number): void }[]} hubs
 * @param {number} step
 */
export function lookAtStep(hubs, step) {
  for (const hub of hubs) if (hub.snapshots.length) hub.lookAt(nearestSnapshot(hub.snapshots, step))
}
