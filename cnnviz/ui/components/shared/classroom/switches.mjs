// What a teacher does to all pages, as buttons that stay pressed.

import { button } from "../dom.mjs"

/**
 * @import { Shown } from "../../board/board.mjs"
 * @typedef {"frozen" | "following" | "hold" | "closed"} Name of what is set
 */

/** @type {Record<Name, { what: string, label: string, title: string }>} */
const SWITCHES = {
  frozen: {
    what: "freeze",
    label: "Stop all pages",
    title: "Nobody can use their page until you let them go on, or have gone",
  },
  following: {
    what: "follow",
    label: "All follow me",
    title: "Every page goes to the page that you go to, with your settings",
  },
  hold: { what: "hold", label: "Hold answers", title: "What is right is shown to nobody until you show it" },
  closed: {
    what: "doors",
    label: "Close the doors",
    title: "Nobody new can join. Who is in stays, also after a reload or without a network",
  },
}

/**
 * Buttons for these, and what shows how they are set.
 * @param {HTMLElement} parent
 * @param {Name[]} names
 * @param {(what: { what: string, on: boolean }) => void} tell
 * @returns {(shown: Shown) => void}
 */
export function switches(parent, names, tell) {
  const nodes = names.map((name) => {
    const { what, label, title } = SWITCHES[name]
    const node = button(label, parent, () => tell({ what, on: node.getAttribute("aria-pressed") !== "true" }))
    node.title = title
    node.setAttribute("aria-pressed", "false")
    return { name, node }
  })
  return (shown) => nodes.forEach(({ name, node }) => node.setAttribute("aria-pressed", String(shown[name])))
}
