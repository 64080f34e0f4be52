// What every component that draws does between Streamlit and the object that draws it.

import { element } from "./dom.mjs"

/**
 * A component's default export: one view for each element that the component stands in, made when it is first drawn,
 * told all that Streamlit says and stopped when the component leaves the page. What goes wrong is said by a view that
 * explains, which stays, and in the place of any other.
 *
 * @template Data, State, Triggers
 * @param {string} name of the component's folder, and the class of its element
 * @param {new (root: HTMLElement, data: Data) => {
 *   receive(mounted: Mounted<Data, State, Triggers>): void,
 *   explain?(why: string): void,
 *   stop?(): void,
 * }} View
 * @param {string} trouble what goes wrong, as a sentence begins: "These maps could not be drawn"
 */
export function component(name, View, trouble) {
  /** @type {WeakMap<Element, InstanceType<typeof View>>} */
  const views = new WeakMap()
  return (/** @type {Mounted<Data, State, Triggers>} */ mounted) => {
    const root = /** @type {HTMLElement} */ (mounted.parentElement.querySelector(`.${name}`))
    const stop = () => views.get(root)?.stop?.()
    try {
      if (!views.has(root)) views.set(root, made(root, View, mounted.data))
      views.get(root)?.receive(mounted)
    } catch (error) {
      const why = `${trouble}: ${error instanceof Error ? error.message : error}`
      const view = views.get(root)
      if (view?.explain) {
        view.explain(why)
        return stop
      }
      stop()
      views.delete(root)
      root.replaceChildren()
      element("p", "trouble", root, why)
    } finally {
      tellDrawn(mounted.parentElement.host)
    }
    return stop
  }
}

/**
 * What follows on the page waits for the height that a component has (page.css): the second frame from now has what
 * was measured and fitted in the first.
 * @param {Element | undefined} host
 */
function tellDrawn(host) {
  if (host && !host.hasAttribute("data-drawn"))
    requestAnimationFrame(() => requestAnimationFrame(() => host.setAttribute("data-drawn", "")))
}

const silenced = new WeakSet()

/**
 * @template Data, View
 * @param {HTMLElement} root
 * @param {new (root: HTMLElement, data: Data) => View} View
 * @param {Data} data
 */
function made(root, View, data) {
  // Streamlit listens for r and c on the document.
  if (!silenced.has(root)) root.addEventListener("keydown", (event) => event.stopPropagation())
  silenced.add(root)
  root.replaceChildren()
  return new View(root, data)
}
