// Questions to the routes of pictures that are made (cnnviz/api/runs/made.py).

import { unpacked } from "../shared/message.mjs"

// Milliseconds after which an answer is no longer waited for.
const TIMEOUT = 20_000
const LOST = "Connection lost, trying again. What is here stays."

/**
 * @typedef {{ sum: number, after: number, largest: number, step: number, seconds: number, rank?: number,
 *   answers: [name: string, share: number][] }} Told What is told of a picture.
 * @typedef {{ status: string, said: string, steps: number, pictures: Told[], last: number, more: boolean }} Header
 * @typedef {{ header: Header, pixels: Uint8Array | null, shape: number[] }} Progress
 */

/** A sentence on why there is no answer; whether it may come later. */
export class NoAnswerError extends Error {
  /**
   * @param {string} sentence
   * @param {boolean} later
   */
  constructor(sentence, later) {
    super(sentence)
    this.later = later
  }
}

/** Somebody may start a picture soon. */
export function ready() {
  post("/ready").catch(() => {})
}

/**
 * What is new of a picture since that event. Throws NoAnswerError.
 * @param {string} view
 * @param {number} after
 * @returns {Promise<Progress>}
 */
export async function progress(view, after) {
  const reply = await ask(`/${encodeURIComponent(view)}/made?after=${after}`)
  const { header, arrays } = unpacked(await reply.arrayBuffer(), { copied: true })
  const picture = arrays.get("picture")
  return { header, pixels: /** @type {Uint8Array} */ (picture?.values) ?? null, shape: picture?.shape ?? [] }
}

/**
 * Asks for an end. Throws NoAnswerError.
 * @param {string} view
 * @param {string} control
 */
export async function stop(view, control) {
  await post(`/${encodeURIComponent(view)}/made/stop`, { "X-Run-Control": control })
}

/**
 * @param {string} path
 * @param {Record<string, string>} [headers]
 */
function post(path, headers = {}) {
  return ask(path, { method: "POST", body: "{}", headers: { "Content-Type": "application/json", ...headers } })
}

/**
 * @param {string} path
 * @param {RequestInit} [options]
 */
async function ask(path, options = {}) {
  const address = new URL(`live/runs${path}`, new URL(".", location.href)).href
  let reply
  try {
    reply = await fetch(address, { cache: "no-store", ...options, signal: AbortSignal.timeout(TIMEOUT) })
  } catch {
    throw new NoAnswerError(LOST, true)
  }
  if (reply.ok) return reply
  throw new NoAnswerError(await sentenceOf(reply), reply.status >= 500 || reply.status === 429)
}

/** @param {Response} reply */
async function sentenceOf(reply) {
  try {
    return (await reply.json()).trouble
  } catch {
    return LOST
  }
}
