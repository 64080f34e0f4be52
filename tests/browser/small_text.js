// The texts of the page that are smaller than `least` pixels, shadow roots included: how large, where, and one example.
;(least) => {
  const all = (root) =>
    [...root.querySelectorAll("*")].flatMap((node) => [node, ...(node.shadowRoot ? all(node.shadowRoot) : [])])
  const own = (node) =>
    [...node.childNodes]
      .filter((one) => one.nodeType === Node.TEXT_NODE)
      .map((one) => one.data.trim())
      .join("")
  // Pseudo-elements say rulers' numbers.
  const written = (node) =>
    ["::before", "::after"]
      .map((part) => getComputedStyle(node, part))
      .filter((style) => /[\p{L}\p{N}]|counter/u.test(style.content) && !/^(none|normal)$/.test(style.content))
      .map((style) => [style.content, parseFloat(style.fontSize)])
  const found = all(document.body)
    .filter((node) => node.checkVisibility({ visibilityProperty: true }))
    .filter((node) => !node.closest("script, style, noscript"))
    .flatMap((node) =>
      [...(own(node) ? [[own(node), size(node)]] : []), ...written(node)].map(([text, size]) => [text, size, node]),
    )
    .filter(([, size]) => size < least - 0.01)
    .map(([text, size, node]) => [`${size.toFixed(1)} px in ${kind(node)}`, text.slice(0, 30)])
  return Object.entries(Object.fromEntries(found)).map(([what, text]) => `${what}: ${text}`)

  function kind(node) {
    return `${node.localName}.${node.getAttribute("class") ?? ""}`
  }

  function size(node) {
    const written = parseFloat(getComputedStyle(node).fontSize)
    // A drawing is scaled to the room that it has.
    const matrix = node instanceof SVGGraphicsElement && node.getScreenCTM()
    return matrix ? written * Math.hypot(matrix.a, matrix.b) : written
  }
}
