// Gives Streamlit's own parts what they lack for those who use no mouse or no eyes. A part that is no longer found, in
// another version of Streamlit, is left as it is; the tests with axe-core and with the keyboard alone then say so.

import { listPages, markPlace } from "./menu.mjs"
import { passPopover } from "./popover.mjs"
import { reachScrolling } from "./scrolling.mjs"
import { keepShortcut } from "./shortcuts.mjs"
import { nameOnce } from "./sliders.mjs"

let watching = false
/** The section of the menu that the page is in. */
let section = ""

/** Once a frame at most, whenever Streamlit has drawn something. */
function watch() {
  let due = false
  const improve = () => {
    due = false
    listPages(document)
    markPlace(document, section, location.pathname)
    reachScrolling(document)
    nameOnce(document)
  }
  const soon = () => {
    if (!due) requestAnimationFrame(improve)
    due = true
  }
  new MutationObserver(soon).observe(document.body, { childList: true, subtree: true })
  addEventListener("resize", soon)
  document.addEventListener("keydown", passPopover)
  document.body.addEventListener("keydown", keepShortcut)
  soon()
}

/** @param {Mounted<{ section: string }>} mounted */
export default function ({ data }) {
  section = data.section
  markPlace(document, section, location.pathname)
  // What is watched is the browser's page, whichever page of the app it shows.
  if (!watching) watch()
  watching = true
}
