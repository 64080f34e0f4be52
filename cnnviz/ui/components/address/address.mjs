// Writes the page's settings into the browser's address, in place of what stands there.

// What belongs to Streamlit, not to a page.
const KEPT = ["embed", "embed_options"]

/** The address with these parameters; null where it is another page's: a message can be late. */
export function readdressed(address, page, query) {
  const url = new URL(address)
  if (url.pathname.split("/").filter(Boolean).at(-1) !== page) return null
  const kept = new URLSearchParams([...url.searchParams].filter(([name]) => KEPT.includes(name))).toString()
  url.search = [query, kept].filter(Boolean).join("&")
  return url.href
}

export default function ({ data }) {
  const address = readdressed(location.href, data.page, data.query)
  if (address !== null && address !== location.href) history.replaceState(history.state, "", address)
}
