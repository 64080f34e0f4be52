// What all stores of fetched values share: where they ask, and how about many snapshots at once.

import { unpacked } from "../../../shared/message.mjs"
import { sentenceOf } from "../server.mjs"
import { RefusedError } from "./snapshot_cache.mjs"

/**
 * @import { Message } from "../../../shared/message.mjs"
 * @import { Reply } from "../server.mjs"
 * @import { Look } from "./snapshot_cache.mjs"
 *
 * @typedef {object} Source The run that is looked at.
 * @property {(path: string, options?: RequestInit) => Promise<Reply>} ask
 * @property {() => Look} look
 * @property {() => void} changed
 */

// Snapshots asked for at once, so that no answer keeps a newer question waiting for long.
export const CHUNK = 8

/**
 * Messages about snapshots, none about those that are gone; where they are too many at once, about one after the other.
 * Throws RefusedError with the server's sentence.
 * @param {number[]} seqs
 * @param {(seqs: number[]) => Promise<Reply>} ask
 * @returns {Promise<Message[]>}
 */
export async function askForSnapshots(seqs, ask) {
  const reply = await ask(seqs)
  if (reply.ok) return [unpacked(reply.body, { copied: true })]
  if (reply.status === 404) return []
  if (reply.status !== 400 || seqs.length === 1) {
    const sentence = reply.status < 429 ? sentenceOf(reply.body, "") : ""
    throw sentence ? new RefusedError(sentence) : new Error(String(reply.status))
  }
  const alone = []
  for (const seq of seqs) alone.push(...(await askForSnapshots([seq], ask)))
  return alone
}
