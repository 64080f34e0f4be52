// Questions to the routes of runs (cnnviz/api/runs/routes.py), and sentences from what they refuse.

// Milliseconds after which an answer is no longer waited for.
const TIMEOUT = 20_000

/**
 * @typedef {(address: string, options: RequestInit) => Promise<Response>} Fetch
 * @typedef {{ status: number } & ({ ok: true, body: ArrayBuffer } | { ok: false, body: string })} Reply
 */

export class Server {
  /**
   * @param {string} base the folder that the app's pages lie in
   * @param {Fetch} fetchFunction
   */
  constructor(base, fetchFunction) {
    this.base = base
    this.fetchFunction = fetchFunction
  }

  /** @param {string} path */
  address(path) {
    return new URL(`live/runs${path}`, this.base).href
  }

  /**
   * @param {string} path
   * @param {RequestInit} [options]
   * @returns {Promise<Reply>}
   */
  async ask(path, options = {}) {
    const watch = new AbortController()
    const timer = setTimeout(() => watch.abort(), TIMEOUT)
    try {
      const reply = await this.fetchFunction(this.address(path), {
        cache: "no-store",
        ...options,
        signal: watch.signal,
      })
      const { status } = reply
      return reply.ok
        ? { ok: true, status, body: await reply.arrayBuffer() }
        : { ok: false, status, body: await reply.text() }
    } finally {
      clearTimeout(timer)
    }
  }

  /**
   * @param {string} path
   * @param {object} body
   * @param {string} control what controls the run, "" for nothing
   */
  post(path, body, control = "") {
    return this.ask(path, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "Content-Type": "application/json", ...controlHeader(control) },
    })
  }
}

/**
 * What shows the server that this browser controls a run: a header, so that it stands in no address.
 * @param {string} control
 * @returns {Record<string, string>}
 */
export function controlHeader(control) {
  return control ? { "X-Run-Control": control } : {}
}

/**
 * The sentence with which the server refused something.
 * @param {string} body
 * @param {string} otherwise what is said where it gives none
 * @returns {string}
 */
export function sentenceOf(body, otherwise) {
  try {
    return JSON.parse(body).trouble || otherwise
  } catch {
    return otherwise
  }
}
