function _still() {
  // Whether everything stands where it stood when this was last asked.
  const all = (root) =>
    [...root.querySelectorAll("*")].flatMap((node) => [node, ...(node.shadowRoot ? all(node.shadowRoot) : [])])
  const now = all(document.querySelector(".stMain"))
    .map((node) => {
      const { left, top, width, height } = node.getBoundingClientRect()
      return `${left} ${top} ${width} ${height}`
    })
    .join()
  const before = window.cnnvizStood
  window.cnnvizStood = now
  return before === now
}
