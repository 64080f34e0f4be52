function _structure() {
  // All of the page but its colours: what stands where, what it is and what it says.
  const all = (root) =>
    [...root.querySelectorAll("*")].flatMap((node) => [node, ...(node.shadowRoot ? all(node.shadowRoot) : [])])
  const colour = /^(style|class|color|fill|stroke|data-.*)$/
  const said = (node) =>
    [...node.attributes].filter(({ name }) => !colour.test(name)).map(({ name, value }) => name + value)
  const own = (node) => [...node.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
  return all(document)
    .filter((node) => !["STYLE", "SCRIPT"].includes(node.tagName))
    .map((node) => {
      const { left, top, width, height } = node.getBoundingClientRect()
      const shown = node.checkVisibility({ visibilityProperty: true, opacityProperty: true })
      const text = own(node).map(({ data }) => data)
      return [node.tagName, ...said(node), ...text, node.value, node.checked, shown, left, top, width, height].join(" ")
    })
    .join("\n")
}
