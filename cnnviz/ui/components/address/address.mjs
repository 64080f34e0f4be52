// Writes the page's settings into the browser's address, in place of what stands there.

// What belongs to Streamlit, not to a page.
const STREAMLITS = ["embed", "embed_options"]

/**
 * The address with these parameters; null where it is another page's: a message can be late.
 * @param {string} address
 * @param {string} page
 * @param {string} query
 */
export function readdressed(address, page, query) {
  const url = new URL(address)
  if (url.pathname.split("/").filter(Boolean).at(-1) !== page) return null
  const own = new URLSearchParams([...url.searchParams].filter(([name]) => STREAMLITS.includes(name))).toString()
  url.search = [query, own].filter(Boolean).join("&")
  return url.href
}

/**
 * Lets only another page be an entry of the history. On its way to one Streamlit adds the page that is left with the
 * settings of the one to come (`st.switch_page`), and Back would go there.
 * @param {History} history
 * @param {() => string} here the address that is open
 */
export function onlyPages(history, here) {
  const push = history.pushState.bind(history)
  history.pushState = (state, unused, url) => {
    const [from, to] = [new URL(here()), new URL(url ?? "", here())]
    if (from.pathname !== to.pathname) push(state, unused, url)
  }
}

let kept = false

/** @param {Mounted<{ page: string, query: string }>} mounted */
export default function ({ data }) {
  if (!kept) onlyPages(history, () => location.href)
  kept = true
  const address = readdressed(location.href, data.page, data.query)
  if (address !== null && address !== location.href) history.replaceState(history.state, "", address)
}
