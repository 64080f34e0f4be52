// What is said of a step of training, and of one picture in it.

import { text } from "../shared/numbers.mjs"

/** @import { Classes } from "./shelves.mjs" */

/**
 * @param {Pick<Classes, "losses" | "right" | "photos">} classes
 * @param {number} step
 */
export function after({ losses, right, photos }, step) {
  const when = step ? `After step ${step} of ${losses.length - 1}` : "Before the first step"
  return `${when}: loss ${text(Number(losses[step]))}, ${right[step]} of ${photos.length} pictures right.`
}

/**
 * The share of its own class that a picture has, and which class has the largest.
 * @param {Pick<Classes, "names" | "photos" | "own" | "guess" | "losses">} classes
 * @param {number} place
 * @param {number} step
 */
export function said({ names, photos, own, guess, losses }, place, step) {
  const { name, kind } = photos[place]
  if (!losses.length) return `${name}, of the class “${names[kind]}”.`
  const at = step * photos.length + place
  const share = `${names[kind]} ${text(Number(own[at]))}`
  const largest = Number(guess[at])
  return largest === kind ? `${name}: ${share}, the largest share.` : `${name}: ${share}; larger: ${names[largest]}.`
}
