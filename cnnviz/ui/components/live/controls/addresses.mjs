// Addresses of this page for others: with ids that let one look and not control, and of the run branched from.

/**
 * The address of this page with view-only ids in place of those that control runs, and the moment looked at.
 * @param {string} address
 * @param {[control: string, view: string][]} ids
 * @param {number} moment a snapshot's number, 0 for the newest
 */
export function viewAddress(address, ids, moment = 0) {
  const url = new URL(address)
  let found = false
  for (const [name, value] of [...url.searchParams]) {
    const viewed = ids.reduce((text, [control, view]) => text.replaceAll(control, view), value)
    if (viewed === value && !ids.some(([, view]) => value.includes(view))) continue
    url.searchParams.set(name, viewed)
    found = true
  }
  if (!found) url.searchParams.set("run", ids.map(([, view]) => view).join("-"))
  url.searchParams.delete("moment")
  if (moment) url.searchParams.set("moment", String(moment))
  return url.href
}

/**
 * Another page's address, about a moment of a run.
 * @param {string} address of this page
 * @param {string} path of the other one
 * @param {{ view: string, moment: number }} shown the run's view id, and a snapshot's number
 * @param {Record<string, string | number>} more what else it is about
 */
export function momentAddress(address, path, { view, moment }, more = {}) {
  const url = new URL(path, address)
  for (const [name, value] of Object.entries({ way_model: "run", run: view, moment, ...more }))
    url.searchParams.set(name, String(value))
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
