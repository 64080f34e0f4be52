// Back soon after the server is. Streamlit's client asks a server that does not answer less and less often, at last
// every four seconds: each of its questions is asked here until something answers, or until Streamlit gives it up.

const QUESTION = /\/_stcore\/(health|host-config)$/
// Milliseconds between two tries at the least, and so many more at random: a class does not come all at once.
const PAUSE = 500
const SPREAD = 300
// After so many tries without an answer, a minute and a half, nobody waits at the page: so much longer between two.
const LOST = 300
const LONGER = 6
// What some proxies say of a server that is away. It has answered these questions before, at these very addresses.
const MISSING = 404

/** @typedef {typeof globalThis.fetch} Fetch */

/**
 * `fetch` that puts Streamlit's question for its server again while nobody, or only a proxy, answers it.
 * @param {Fetch} ask
 * @param {(milliseconds: number) => Promise<void>} wait
 * @returns {Fetch}
 */
export function persistent(ask, wait) {
  let missed = 0
  return async (input, options) => {
    if (!QUESTION.test(address(input))) return ask(input, options)
    for (;;) {
      const reply = await ask(input, options).catch((/** @type {unknown} */ why) => {
        if (options?.signal?.aborted) throw why
      })
      if (reply && reply.status < 500 && reply.status !== MISSING) {
        missed = 0
        return reply
      }
      missed += 1
      await wait((PAUSE + SPREAD * Math.random()) * (missed > LOST ? LONGER : 1))
    }
  }
}

/** @param {Parameters<Fetch>[0]} input the path alone */
function address(input) {
  return new URL(input instanceof Request ? input.url : input, document.baseURI).pathname
}

/**
 * What looks whether Streamlit's client has its server again, and tells it once. It may be another one than before,
 * which knows nothing of this page until it has run its script, and would not hear what is pressed first.
 * @param {ParentNode} page
 * @param {() => void} tell
 */
export function returns(page, tell) {
  let lost = false
  return () => {
    const state = page.querySelector("[data-test-connection-state]")?.getAttribute("data-test-connection-state")
    if (state !== "CONNECTED") lost = true
    else if (lost) {
      lost = false
      tell()
    }
  }
}

/** From now on, for Streamlit's client on this page. @param {() => void} tell that it has its server again */
export function comeBack(tell) {
  const ask = globalThis.fetch.bind(globalThis)
  globalThis.fetch = persistent(ask, (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)))
  const what = { subtree: true, attributeFilter: ["data-test-connection-state"] }
  new MutationObserver(returns(document, tell)).observe(document.body, what)
}
