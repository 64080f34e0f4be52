// Addresses of this page for others: with ids that let one look and not control, and of the run branched from.

/**
 * The address of this page with view-only ids in place of those that control runs.
 * @param {string} address
 * @param {[control: string, view: string][]} ids
 */
export function viewAddress(address, ids) {
  const url = new URL(address)
  let found = false
  for (const [name, value] of [...url.searchParams]) {
    const viewed = ids.reduce((text, [control, view]) => text.replaceAll(control, view), value)
    if (viewed === value && !ids.some(([, view]) => value.includes(view))) continue
    url.searchParams.set(name, viewed)
    found = true
  }
  if (!found) url.searchParams.set("run", ids.map(([, view]) => view).join("-"))
  return url.href
}

/**
 * The address of this page with the run `id` branched from, `parent`, in its place.
 * @param {string} address
 * @param {string} id
 * @param {string} parent
 */
export function parentAddress(address, id, parent) {
  const url = new URL(address)
  const shown = url.searchParams.get("run") ?? ""
  url.searchParams.set("run", shown.includes(id) ? shown.replace(id, parent) : parent)
  return url.href
}
