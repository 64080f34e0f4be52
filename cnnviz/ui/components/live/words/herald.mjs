// What of a run is news to those who listen: that it was paused, ended or failed, and the end of each epoch.

import { figure, percent } from "./figures.mjs"
import { stateWords } from "./status.mjs"

/**
 * @import { Hub } from "../run/hub.mjs"
 *
 * @typedef {{ id: string, status: string | undefined, checked: number }} Known
 * @typedef {{ at: number, words: string }} News
 */

// Milliseconds for which what was said of one run is said with what comes of the other.
const TOGETHER = 500

/** @param {Hub} hub */
const checksOf = ({ evaluations }) => evaluations.filter(({ part }) => part === "validation")

export class Herald {
  /** @param {Hub[]} hubs */
  constructor(hubs) {
    this.hubs = hubs
    /** @type {(Known | null)[]} */
    this.known = hubs.map(() => null)
    /** @type {News[]} */
    this.said = hubs.map(() => ({ at: -Infinity, words: "" }))
  }

  /**
   * What is to be said now; "" where nothing is.
   * @param {number} now in milliseconds
   */
  news(now) {
    let fresh = false
    for (const [k, hub] of this.hubs.entries()) {
      const words = this.newsOf(k, hub)
      if (!words) continue
      fresh = true
      this.said[k] = { at: now, words: this.hubs.length > 1 ? `${hub.title}: ${words}` : words }
    }
    const recent = this.said.filter(({ at }) => now - at < TOGETHER)
    return fresh ? recent.map(({ words }) => words).join(" ") : ""
  }

  /**
   * @param {number} k
   * @param {Hub} hub
   */
  newsOf(k, hub) {
    const before = this.known[k]
    const now = { id: hub.id, status: hub.run?.status, checked: checksOf(hub).at(-1)?.step ?? -1 }
    this.known[k] = now
    // A run that is looked at for the first time is no news.
    if (!before || before.id !== now.id || !before.status) return ""
    if (before.status !== now.status) return `${stateWords(hub)}. ${standWords(hub)}`.trim()
    return hub.active && now.checked > before.checked ? epochWords(hub) : ""
  }
}

/**
 * How far a run has come.
 * @param {Hub} hub
 */
function standWords(hub) {
  const { scalars, begun } = hub
  const step = scalars.step.at(-1)
  if (!step || !begun) return ""
  const [loss, check] = [scalars.loss.at(-1) ?? NaN, checksOf(hub).at(-1)]
  const right = check ? `, ${percent(check.accuracy)} of the validation pictures right` : ""
  return `Step ${step.toLocaleString("en")} of ${begun.steps.toLocaleString("en")}, loss ${figure(loss)}${right}.`
}

/**
 * That an epoch is over; "" where the last trial on the validation pictures was within one.
 * @param {Hub} hub
 */
function epochWords({ begun, evaluations }) {
  const check = evaluations.findLast(({ part }) => part === "validation")
  if (!begun || !check?.step || check.step % begun.epoch_steps) return ""
  const [epoch, all] = [check.step / begun.epoch_steps, Math.round(begun.steps / begun.epoch_steps)]
  return [
    `Epoch ${epoch} of ${all} is over: validation loss ${figure(check.loss)},`,
    `${percent(check.accuracy)} of the pictures right.`,
  ].join(" ")
}
