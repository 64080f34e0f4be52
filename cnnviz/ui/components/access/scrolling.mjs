// Code and tables in boxes that scroll.

// What scrolls, by what it is called.
const BOXES = { '[data-testid="stCode"] > pre': "Code", '[data-testid="stTable"] > div': "Table" }

/**
 * Lets the keyboard scroll them: Streamlit gives the focus to what holds the box that scrolls, or to nothing.
 * @param {ParentNode} page
 */
export function reachScrolling(page) {
  for (const [selector, name] of Object.entries(BOXES)) {
    for (const box of page.querySelectorAll(selector)) reach(box, name)
  }
}

/** @param {Element} box @param {string} name */
function reach(box, name) {
  const scrolls = box.scrollHeight > box.clientHeight || box.scrollWidth > box.clientWidth
  if (scrolls === box.hasAttribute("tabindex")) return
  if (box.parentElement?.hasAttribute("tabindex")) box.parentElement.setAttribute("tabindex", scrolls ? "-1" : "0")
  if (scrolls) {
    box.setAttribute("tabindex", "0")
    box.setAttribute("role", "group")
    box.setAttribute("aria-label", name)
  } else for (const given of ["tabindex", "role", "aria-label"]) box.removeAttribute(given)
}
