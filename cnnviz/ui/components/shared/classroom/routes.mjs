// Questions to the routes of a class (cnnviz/api/classroom/routes.py), by the secret of whoever asks.

// Milliseconds after which an answer is no longer waited for.
const TIMEOUT = 8000
// Milliseconds between two questions at the most while nothing answers: a class waits for a server that comes back. One
// that stays away for so many questions is not waited for by the second.
const SLOWEST = 1500
const LOST = 80
const LOST_PAUSE = 5000
// What the class answers in. All else, a proxy's page or a login's, is somebody else's word.
const OURS = /^(application\/json|text\/csv)/

/**
 * @typedef {(address: string, options: RequestInit) => Promise<Response>} Fetch
 * @typedef {{ ok: boolean, status: number, text: string }} Reply `status` is 0 where the class did not answer.
 */

/** @type {Reply} */
const NOTHING = { ok: false, status: 0, text: "" }

export class Classroom {
  /**
   * @param {string} base the folder that the app's pages lie in
   * @param {Fetch} fetchFunction
   */
  constructor(base, fetchFunction) {
    this.base = base
    this.fetchFunction = fetchFunction
    this.secret = ""
  }

  /** @param {string} path @returns {Promise<Reply>} */
  get(path) {
    return this.ask(path, {})
  }

  /** @param {string} path @param {object} body @returns {Promise<Reply>} */
  post(path, body) {
    return this.ask(path, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "Content-Type": "application/json" },
    })
  }

  /** @param {string} path @param {RequestInit} options @returns {Promise<Reply>} */
  async ask(path, options) {
    const watch = new AbortController()
    const timer = setTimeout(() => watch.abort(), TIMEOUT)
    try {
      const reply = await this.fetchFunction(new URL(`live/class${path}`, this.base).href, {
        cache: "no-store",
        ...options,
        headers: { ...options.headers, "X-Class-Secret": this.secret },
        signal: watch.signal,
      })
      if (OURS.test(reply.headers.get("Content-Type") ?? ""))
        return { ok: reply.ok, status: reply.status, text: await reply.text() }
      return { ...NOTHING }
    } catch {
      return { ...NOTHING }
    } finally {
      clearTimeout(timer)
    }
  }
}

/**
 * Milliseconds until the next question, after so many in a row that nothing answered.
 * @param {number} missed
 * @param {number} usual
 */
export function pause(missed, usual) {
  const most = missed > LOST ? LOST_PAUSE : SLOWEST
  return missed ? Math.max(usual, Math.min(most, usual * 2 ** missed)) : usual
}
