// Small moves on the document that every component makes.

/**
 * A new element, as the last child of `parent`.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} [className]
 * @param {ParentNode | null} [parent]
 * @param {string} [text]
 */
export function element(tag, className, parent, text) {
  const node = document.createElement(tag)
  if (className) node.className = className
  if (text) node.textContent = text
  if (parent) parent.append(node)
  return node
}

/**
 * A new button, as the last child of `parent`. With a title, that is what it is called where nobody sees it.
 * @param {string} text
 * @param {ParentNode | null} parent
 * @param {(event: MouseEvent) => void} act
 * @param {string} [title]
 */
export function button(text, parent, act, title) {
  const node = element("button", "", parent, text)
  node.type = "button"
  if (title) {
    node.title = title
    node.setAttribute("aria-label", title)
  }
  node.addEventListener("click", act)
  return node
}

/**
 * Writes only what changes, so that nothing unchanged is laid out again.
 * @param {Node} node
 * @param {string} text
 */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text
}
