// Gives Streamlit's own parts what they lack for those who use no mouse or no eyes. A part that is no longer found, in
// another version of Streamlit, is left as it is; the tests with axe-core and with the keyboard alone then say so.

import { announce } from "../shared/announcer.mjs"
import { listPages, markPlace } from "./menu.mjs"
import { passPopover } from "./popover.mjs"
import { comeBack } from "./returning.mjs"
import { reachScrolling } from "./scrolling.mjs"
import { keepShortcut } from "./shortcuts.mjs"
import { nameOnce } from "./sliders.mjs"
import { Steps } from "./steps.mjs"

let watching = false
/** The section of the menu that the page is in. */
let section = ""
/** @type {HTMLElement | undefined} where it is said what changed */
let root
/** @type {Mounted<{}, {}, { back: boolean }>["setTriggerValue"] | undefined} */
let tell

/** Once a frame at most, whenever Streamlit has drawn something. */
function watch() {
  let due = false
  const steps = new Steps((sentence) => root && announce(root, sentence))
  const improve = () => {
    due = false
    listPages(document)
    markPlace(document, section, location.pathname)
    reachScrolling(document)
    nameOnce(document)
    steps.follow(document)
  }
  const soon = () => {
    if (!due) requestAnimationFrame(improve)
    due = true
  }
  new MutationObserver(soon).observe(document.body, { childList: true, subtree: true })
  addEventListener("resize", soon)
  document.addEventListener("focusin", ({ target }) => steps.focused(target))
  document.addEventListener("keydown", passPopover)
  for (const kind of ["keydown", "pointerdown"])
    document.addEventListener(kind, () => (steps.byKey = kind === "keydown"), { capture: true })
  document.body.addEventListener("keydown", keepShortcut)
  soon()
}

/** @param {Mounted<{ section: string }, {}, { back: boolean }>} mounted */
export default function ({ data, parentElement, setTriggerValue }) {
  root = parentElement.querySelector(".access") ?? undefined
  section = data.section
  tell = setTriggerValue
  markPlace(document, section, location.pathname)
  // What is watched is the browser's page, whichever page of the app it shows.
  if (!watching) {
    watch()
    comeBack(() => tell?.("back", true))
  }
  watching = true
}
