// Questions to the routes of a class (cnnviz/api/classroom/routes.py), by the secret of whoever asks.

// Milliseconds after which an answer is no longer waited for.
const TIMEOUT = 8000
// Milliseconds between two questions at the most while nothing answers: a class waits for a server that comes back.
const SLOWEST = 1500

/**
 * @typedef {(address: string, options: RequestInit) => Promise<Response>} Fetch
 * @typedef {{ ok: boolean, status: number, text: string }} Reply `status` is 0 where nothing answered.
 */

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
      return { ok: reply.ok, status: reply.status, text: await reply.text() }
    } catch {
      return { ok: false, status: 0, text: "" }
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
  return missed ? Math.max(usual, Math.min(SLOWEST, usual * 2 ** missed)) : usual
}
