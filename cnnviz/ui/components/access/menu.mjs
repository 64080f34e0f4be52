// The menu of pages: above the page, and on a phone beside it.

/**
 * Makes each section a list of its own with its name: Streamlit writes a list whose items are sections, in which the
 * pages are items of no list.
 * @param {ParentNode} page
 */
export function listPages(page) {
  const list = page.querySelector('[data-testid="stSidebarNavItems"]')
  if (!list) return
  list.setAttribute("role", "none")
  for (const part of list.children) {
    const name = part.querySelector('[data-testid="stNavSectionHeader"] p')?.textContent
    part.setAttribute("role", name ? "list" : "none")
    if (name) part.setAttribute("aria-label", name)
  }
}

/**
 * Marks the section that the page is in and the page itself, for the eye (page.css) and the ear.
 * @param {ParentNode} page
 * @param {string} section
 * @param {string} path of the page shown
 */
export function markPlace(page, section, path) {
  for (const button of page.querySelectorAll('[data-testid="stTopNavSection"]'))
    mark(button, button.querySelector("p")?.textContent === section, "true")
  for (const link of page.querySelectorAll('a[data-testid*="NavLink"], a[data-testid*="NavDropdownLink"]'))
    mark(link, new URL(link.getAttribute("href") ?? "", document.baseURI).pathname === path, "page")
}

/**
 * Writes only what changes: whoever watches the page would be told of it.
 * @param {Element} node
 * @param {boolean} current
 * @param {string} what
 */
function mark(node, current, what) {
  if (!current) node.removeAttribute("aria-current")
  else if (node.getAttribute("aria-current") !== what) node.setAttribute("aria-current", what)
}
