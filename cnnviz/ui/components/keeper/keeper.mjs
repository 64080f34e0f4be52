// Keeps what is the learner's in their browser, and tells the app of it when a session begins.

import { forgetFile, keepPicture, keepText, keptFile, keptPicture, keptTexts } from "../keeping.mjs"
import { bring } from "../sending.mjs"

/** Whether a session that knows these texts has to hear of those kept. */
export function unheard(known, kept) {
  return Object.entries(kept).some(([name, text]) => text && text !== (known[name] ?? ""))
}

/** What is kept, between a browser's page and the sessions that it has with the app, one after the other. */
export class Keeper {
  constructor() {
    this.queue = Promise.resolve()
    this.session = ""
  }

  /** One after the other: what the app says later is kept last. `tell` is of the component that is on the page now. */
  hear(data, tell) {
    this.tell = tell
    this.queue = this.queue.then(() => this.heard(data)).catch(() => undefined)
    return this.queue
  }

  async heard(data) {
    if (this.session !== data.ticket) await this.begin(data)
    // What a session holds before it has heard what is kept is not what the learner has.
    if (!data.heard && (this.news || data.asked)) {
      if (!this.told) this.tell("found", { texts: this.written, token: this.picture })
      this.told = true
      return
    }
    for (const [name, text] of Object.entries(data.texts)) {
      if (text === (this.written[name] ?? "")) continue
      await keepText(name, text)
      this.written = { ...this.written, [name]: text }
    }
    if (data.dropped) await forgetFile(data.dropped)
    if (data.picture) await keepPicture(data.picture)
    if (data.wanted && this.given !== data.wanted) await this.give(data)
  }

  async begin(data) {
    this.session = data.ticket
    this.written = await keptTexts()
    this.picture = (await keptPicture())?.token ?? ""
    this.news = unheard(data.texts, this.written) || this.picture !== ""
    this.told = false
    this.given = ""
  }

  async give(data) {
    this.given = data.wanted
    const file = await keptFile(data.wanted)
    const on = { progress: () => undefined, waiting: () => undefined }
    const id = file ? await bring([file], data.ticket, on, new AbortController().signal).catch(() => "") : ""
    this.tell("given", { id, token: data.wanted })
  }
}

// A change of page draws the component anew: what was said belongs to the browser's page.
const keeper = new Keeper()

export default function ({ data, setTriggerValue }) {
  keeper.hear(data, setTriggerValue)
}
