// Small moves on the document that every component makes.

export function element(tag, className, parent) {
  const node = document.createElement(tag)
  if (className) node.className = className
  if (parent) parent.append(node)
  return node
}

/** Writes only what changes, so that nothing unchanged is laid out again. */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text
}
