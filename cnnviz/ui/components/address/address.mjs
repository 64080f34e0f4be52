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

/** @param {Mounted<{ page: string, query: string }>} mounted */
export default function ({ data }) {
  const address = readdressed(location.href, data.page, data.query)
  if (address !== null && address !== location.href) history.replaceState(history.state, "", address)
}
