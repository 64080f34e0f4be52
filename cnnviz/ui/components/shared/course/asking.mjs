// While a question of a lesson is open about what a component shows, it draws and says nothing that answers it. Its
// style sheets hide what has the class `hushed`, and what is in `answering`, which says so: see look.css.

export const COVERED = "Covered until you answer."

/**
 * @param {HTMLElement} root of the component
 * @param {boolean | undefined} asking as its message says
 */
export function ask(root, asking) {
  root.classList.toggle("asking", asking === true)
}

/** @param {HTMLElement} root of the component */
export function isAsking(root) {
  return root.classList.contains("asking")
}
