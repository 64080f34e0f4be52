function _troubles() {
  /* What cannot be seen or read in the charts of the page, a sentence each. */
  const LEAST = 3
  const WORDS = 4.5
  const SMALLEST = 12
  const OVERLAP = 3
  const found = []
  const rgba = (said) => {
    const numbers = (said.match(/[\d.]+/g) ?? []).map(Number)
    return said.startsWith("rgb") ? [...numbers.slice(0, 3), numbers[3] ?? 1] : [0, 0, 0, 0]
  }
  const over = ([r, g, b, alpha], below) => [r, g, b].map((one, k) => alpha * one + (1 - alpha) * below[k])
  const light = (colour) => {
    const [r, g, b] = colour
      .map((one) => one / 255)
      .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b)
    return (bright + 0.05) / (dark + 0.05)
  }
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor)
      if (colour[3] > 0.99) return colour.slice(0, 3)
    }
    return [255, 255, 255]
  }
  const faded = (node, plot) => {
    let opacity = 1
    for (let at = node; at && at !== plot; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity)
    return opacity
  }
  /** The colours that a mark is made of, of a pattern those of its parts. */
  const colours = (node) => {
    const { fill, stroke, fillOpacity, strokeOpacity, strokeWidth } = getComputedStyle(node)
    const pattern = fill.match(/url\("?[^#]*#([^")]+)/)
    const parts = pattern ? [...document.getElementById(pattern[1]).querySelectorAll("*")].flatMap(colours) : []
    const own = pattern || fill === "none" ? [] : [[...rgba(fill).slice(0, 3), rgba(fill)[3] * Number(fillOpacity)]]
    const edge =
      stroke === "none" || !parseFloat(strokeWidth)
        ? []
        : [[...rgba(stroke).slice(0, 3), rgba(stroke)[3] * Number(strokeOpacity)]]
    return [...parts, ...own, ...edge]
  }
  /** The corners of a text's box on the page, turned as it is. */
  const corners = (node) => {
    const { x, y, width, height } = node.getBBox()
    const { a, b, c, d, e, f } = node.getScreenCTM()
    return [
      [x, y],
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
    ].map(([p, q]) => [a * p + c * q + e, b * p + d * q + f])
  }
  /** Whether two boxes overlap by more than a little, seen from every side of both. */
  const meet = (one, other) =>
    [one, other].every((box) =>
      [0, 1].every((side) => {
        const [from, to] = [box[side], box[side + 1]]
        const long = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1
        const along = (point) => (point[0] * (to[0] - from[0]) + point[1] * (to[1] - from[1])) / long
        const [ours, theirs] = [one.map(along), other.map(along)]
        return (
          Math.min(Math.max(...ours), Math.max(...theirs)) - Math.max(Math.min(...ours), Math.min(...theirs)) > OVERLAP
        )
      }),
    )
  const MARKS =
    ".trace path, .legendlines path, .legendpoints path, .legendsymbols path, .legendundefined path, .shapelayer path"
  for (const plot of document.querySelectorAll(".js-plotly-plot")) {
    if (!plot.checkVisibility()) continue
    const paper = behind(plot)
    const bare = (node) =>
      (node.closest(".shapelayer") && getComputedStyle(node).stroke === "none") ||
      (node.closest(".shapelayer") && !parseFloat(getComputedStyle(node).strokeWidth))
    for (const node of plot.querySelectorAll(MARKS)) {
      const box = node.getBoundingClientRect()
      if (box.width + box.height < 2 || bare(node)) continue
      const seen = colours(node)
        .filter(([, , , alpha]) => alpha > 0.05)
        .map((one) => contrast(over([...one.slice(0, 3), one[3] * faded(node, plot)], paper), paper))
      if (seen.length && Math.max(...seen) < LEAST)
        found.push(
          `${node.parentElement.className.baseVal || node.className.baseVal}: contrast ${Math.max(...seen).toFixed(2)}`,
        )
    }
    const texts = [...plot.querySelectorAll("text")].filter(
      (node) =>
        node.textContent.trim() &&
        node.getBoundingClientRect().width > 0 &&
        !node.closest(".hoverlayer") &&
        faded(node, plot) > 0.05,
    )
    const boxes = texts.map(corners)
    texts.forEach((node, a) => {
      const within = node.classList.contains("bartext-inside")
      if (!within && contrast(over(rgba(getComputedStyle(node).fill), paper), paper) < WORDS)
        found.push(`“${node.textContent}” is faint`)
      const pieces = [node, ...node.querySelectorAll("tspan")].filter((one) => one.textContent.trim())
      if (pieces.some((one) => parseFloat(getComputedStyle(one).fontSize) < SMALLEST))
        found.push(`“${node.textContent}” is small`)
      for (let b = a + 1; b < texts.length; b++) {
        if (meet(boxes[a], boxes[b])) found.push(`“${node.textContent}” and “${texts[b].textContent}” overlap`)
      }
    })
  }
  return [...new Set(found)]
}
