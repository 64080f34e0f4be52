// Keeps what is the learner's in their browser, and tells the app of it when a session begins.

import { deleteFile, fetchTexts, findFile, findPicture, keepPicture, saveText } from "../shared/files/storage.mjs"
import { upload } from "../shared/files/upload.mjs"

/**
 * @typedef {Record<string, string>} Texts by name
 * @typedef {{
 *   ticket: string, heard: boolean, asked: boolean, turn: number, texts: Texts, picture: string, dropped: string,
 *   wanted: string,
 * }} Data see __init__.py
 * @typedef {{
 *   found: { texts: Texts, token: string },
 *   given: { id: string, token: string },
 * }} Triggers
 * @typedef {Mounted<Data, {}, Triggers>["setTriggerValue"]} Tell
 */

/**
 * Whether a session that knows these texts has to hear of those in the browser.
 * @param {Texts} known
 * @param {Texts} saved
 */
export function unheard(known, saved) {
  return Object.entries(saved).some(([name, text]) => text && text !== (known[name] ?? ""))
}

/** What the browser keeps, between its page and the sessions that it has with the app, one after the other. */
export class Keeper {
  constructor() {
    this.queue = Promise.resolve()
    /** The ticket of the session at hand. */
    this.session = ""
    /** What the browser keeps, as far as is known. @type {Texts} */
    this.saved = {}
    this.picture = ""
    /** Whether that is news for the session. */
    this.news = false
    /** The turn last answered: what is asked anew is told anew, as what is said between two pages is lost. */
    this.turn = -1
    /** The picture that was last given. */
    this.given = { token: "", id: "" }
  }

  /**
   * One after the other: what the app says later is kept last. `tell` is of the component that is on the page now.
   * @param {Data} data
   * @param {Tell} tell
   */
  hear(data, tell) {
    this.tell = tell
    this.queue = this.queue.then(() => this.follow(data)).catch(() => undefined)
    return this.queue
  }

  /** @param {Data} data */
  async follow(data) {
    if (this.session !== data.ticket) await this.begin(data)
    // What a session holds before it has heard what is kept is not what the learner has.
    if (!data.heard && (this.news || data.asked)) {
      if (this.turn !== data.turn) this.tell?.("found", { texts: this.saved, token: this.picture })
      this.turn = data.turn
      return
    }
    await this.save(data.texts)
    if (data.dropped) await deleteFile(data.dropped)
    if (data.picture) await keepPicture(data.picture)
    if (data.wanted && this.turn !== data.turn) await this.give(data)
  }

  /** @param {Data} data */
  async begin(data) {
    this.session = data.ticket
    this.saved = await fetchTexts()
    this.picture = (await findPicture())?.token ?? ""
    this.news = unheard(data.texts, this.saved) || this.picture !== ""
    this.turn = -1
    this.given = { token: "", id: "" }
  }

  /** @param {Texts} texts */
  async save(texts) {
    for (const [name, text] of Object.entries(texts)) {
      if (text === (this.saved[name] ?? "")) continue
      await saveText(name, text)
      this.saved = { ...this.saved, [name]: text }
    }
  }

  /** Brings the picture that is wanted to the app. @param {Data} data */
  async give({ wanted, ticket, turn }) {
    this.turn = turn
    if (this.given.token !== wanted) {
      const file = await findFile(wanted)
      const on = { progress: () => undefined, waiting: () => undefined }
      const id = file ? await upload([file], ticket, on, new AbortController().signal).catch(() => "") : ""
      this.given = { token: wanted, id }
    }
    this.tell?.("given", this.given)
  }
}

// A change of page draws the component anew: what was said belongs to the browser's page.
const keeper = new Keeper()

/** @param {Mounted<Omit<Data, "texts"> & { texts: [string, string][] }, {}, Triggers>} mounted */
export default function ({ data, setTriggerValue }) {
  keeper.hear({ ...data, texts: Object.fromEntries(data.texts) }, setTriggerValue)
}
