// What stands beside a picture that is made, in words.

import { text } from "../shared/numbers.mjs"

/**
 * @import { Story } from "./story.mjs"
 * @import { Told } from "./server.mjs"
 */

/** How far it is. @param {Story} story */
export function standing(story) {
  const step = story.newest?.step ?? 0
  if (story.stopping) return "Stopping …"
  if (story.status === "queued") return story.said || "It waits for a free process."
  if (story.status === "starting" && !story.told.length) return "A process loads the network …"
  if (story.active) return `Step ${step} of ${story.steps}`
  return story.said || `Step ${step} of ${story.steps}`
}

/**
 * Which classes the network names when it sees the picture, and where the wanted one stands.
 * @param {Told} told
 * @param {string} wanted the class that was wanted, "" where none was
 * @param {string} who answers
 */
export function answered(told, wanted, who) {
  if (!told.answers.length) return ""
  const names = told.answers.map(([name, share]) => `${name} ${percent(share)}`).join(", ")
  const all = `As it is shown, ${who} answers: ${names}.`
  if (!told.rank || !wanted) return all
  return `${all} ${told.rank === 1 ? `“${wanted}” comes first.` : `“${wanted}” comes at place ${told.rank}.`}`
}

/** @param {number} share */
function percent(share) {
  const of = 100 * share
  return of > 0 && of < 0.1 ? "< 0.1 %" : `${of.toFixed(of < 10 ? 1 : 0)} %`
}

/**
 * The curve for those who listen.
 * @param {Told[]} told
 * @param {string} number what is climbed
 */
export function curve(told, number) {
  if (!told.length) return "No curve yet."
  const [first, last] = [told[0], told[told.length - 1]]
  return `${number}: ${text(first.sum)} at step ${first.step}, ${text(last.sum)} at step ${last.step}.`
}
