// Streamlit's sliders, each named by its own label and by its group's, which is the same.

/**
 * Names each slider once. Its name goes by its own id, which stays while it is drawn.
 * @param {ParentNode} page
 */
export function nameOnce(page) {
  for (const input of page.querySelectorAll('[data-testid="stSlider"] input[type="range"]')) {
    const [own, group, ...more] = (input.getAttribute("aria-labelledby") ?? "").split(" ")
    if (own !== input.id || !group || more.length) continue
    const name = page.querySelector(`[id="${group}"]`)?.getAttribute("aria-label")
    if (name === input.getAttribute("aria-label")) input.setAttribute("aria-labelledby", own)
  }
}
