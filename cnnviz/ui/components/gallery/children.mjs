// Nodes that follow a list: those that still fit stay, so that nothing unchanged flickers or is laid out again.

import { element, write } from "../shared/dom.mjs"

/**
 * One view for each entry, those of the same kind as before kept; their nodes become the children of `parent`.
 * @template {{ title: string, kind?: string }} Entry
 * @template {{ kind?: string, node: HTMLElement }} View
 * @param {HTMLElement} parent
 * @param {View[]} views those before
 * @param {Entry[]} entries
 * @param {(entry: Entry) => View} make
 * @returns {View[]}
 */
export function viewsOf(parent, views, entries, make) {
  for (const { node } of views.slice(entries.length)) node.remove()
  return entries.map((entry, at) => {
    const view = views[at]
    if (view && view.kind === entry.kind) return view
    const fresh = make(entry)
    if (view) view.node.replaceWith(fresh.node)
    else parent.append(fresh.node)
    return fresh
  })
}

/**
 * As many children of one kind as asked for.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {HTMLElement} parent
 * @param {Tag} tag
 * @param {number} count
 */
export function childrenOf(parent, tag, count) {
  while (parent.children.length > count) parent.lastElementChild?.remove()
  while (parent.children.length < count) element(tag, "", parent)
  return /** @type {HTMLElementTagNameMap[Tag][]} */ ([...parent.children])
}

/**
 * A child for each text.
 * @param {HTMLElement} parent
 * @param {keyof HTMLElementTagNameMap} tag
 * @param {string[]} texts
 */
export function writeEach(parent, tag, texts) {
  childrenOf(parent, tag, texts.length).forEach((node, at) => {
    write(node, texts[at])
  })
}
