function _cut() {
  /* Every number on the page that is not whole, a sentence each. */
  const SLACK = 1.5
  const LEAST = 0.7
  const found = []
  const parent = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host ?? null
  const everything = (root) =>
    [...root.querySelectorAll("*")].flatMap((node) => [node, ...(node.shadowRoot ? everything(node.shadowRoot) : [])])
  const where = (node) => {
    const names = []
    for (let at = node; at && names.length < 4; at = parent(at))
      names.push(at.tagName.toLowerCase() + (at.className?.split ? `.${at.className.split(" ")[0]}` : ""))
    return names.join(" < ")
  }
  const hidden = (node) => {
    for (let at = node; at; at = parent(at)) {
      const box = at.getBoundingClientRect()
      const style = getComputedStyle(at)
      if (style.clipPath !== "none" || style.opacity === "0" || style.visibility === "hidden") return true
      if (style.display !== "contents" && style.overflow !== "visible" && (box.width <= 1.5 || box.height <= 1.5))
        return true
    }
    return false
  }
  /** How a box is cut by what it stands in: a sentence, or "" where it is whole or scrolled out of sight. */
  const cut = (rect, node) => {
    let tall = true
    for (let at = node; at && at !== document.documentElement; at = parent(at)) {
      const style = getComputedStyle(at)
      if (at.tagName === "TD" || at.tagName === "TH") {
        const cell = at.getBoundingClientRect()
        if (rect.left < cell.left - SLACK || rect.right > cell.right + SLACK) return "wider than its cell"
      }
      if (style.overflowX === "visible" && style.overflowY === "visible") continue
      const outer = at.getBoundingClientRect()
      const scroll = (way) => ["auto", "scroll"].includes(style[way])
      if (style.overflowX !== "visible") {
        if (scroll("overflowX") && (rect.left >= outer.right || rect.right <= outer.left)) return ""
        if (rect.left < outer.left - SLACK || rect.right > outer.right + SLACK)
          return `${scroll("overflowX") ? "scrolled" : "clipped"} by ${where(at).split(" <")[0]}`
      }
      if (tall && style.overflowY !== "visible") {
        // Down and up one scrolls everywhere: what is half in sight can be brought into it.
        if (scroll("overflowY")) tall = false
        else if (rect.top < outer.top - SLACK || rect.bottom > outer.bottom + SLACK)
          return `clipped in height by ${where(at).split(" <")[0]}`
      }
      if (style.position === "fixed") break
    }
    return rect.left < -SLACK || rect.right > innerWidth + SLACK ? "beyond the window" : ""
  }
  const say = (text, why, node) => found.push(`“${text.trim().slice(0, 60)}” is ${why} (${where(node)})`)
  for (const node of everything(document.body)) {
    if (["SCRIPT", "STYLE", "OPTION", "TITLE", "NOSCRIPT"].includes(node.tagName) || node.closest("pre")) continue
    if (!node.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
    // A line of numbers that one types scrolls with the cursor; one number has to be seen whole.
    if (
      node.tagName === "INPUT" &&
      /^[-−+\d.eE/]{1,30}( px)?$/.test(node.value.trim().replace(/(\d),(?=\d{3}\b)/g, "$1"))
    ) {
      if (node.scrollWidth > node.clientWidth + 1 && !hidden(node)) say(node.value, "wider than its field", node)
    }
    for (const text of node.childNodes) {
      if (text.nodeType !== Node.TEXT_NODE || !/\d/.test(text.data)) continue
      if (hidden(node)) break
      const range = document.createRange()
      range.selectNodeContents(text)
      const why = [...range.getClientRects()].map((rect) => cut(rect, node)).find(Boolean)
      if (why) say(text.data, why, node)
    }
  }
  for (const [canvas, texts] of window.cnnvizWritten) {
    if (!canvas.isConnected || !canvas.checkVisibility() || hidden(canvas)) continue
    const all = [...texts.values()].filter(({ text }) => /\d/.test(text))
    for (const { text, box, clip, squeeze } of all) {
      // A table that scrolls on its canvas shows parts of columns at its edge.
      const scrolls = Boolean(parent(canvas).closest(".stDataFrame"))
      if (scrolls && (!clip || clip[2] > canvas.width - 24)) continue
      const slot = clip
        ? scrolls
          ? clip
          : [
              Math.max(0, clip[0]),
              Math.max(0, clip[1]),
              Math.min(canvas.width, clip[2]),
              Math.min(canvas.height, clip[3]),
            ]
        : [0, 0, canvas.width, canvas.height]
      const apart = box[2] <= slot[0] || box[0] >= slot[2] || box[3] <= slot[1] || box[1] >= slot[3]
      const out = Math.max(slot[0] - box[0], box[2] - slot[2], slot[1] - box[1], box[3] - slot[3])
      if (squeeze < LEAST) say(text, `squeezed to ${squeeze.toFixed(2)} of its width`, canvas)
      else if (!apart && out > SLACK) say(text, `drawn ${out.toFixed(1)} pixels beyond its slot`, canvas)
    }
    for (let a = 0; a < all.length; a++)
      for (let b = a + 1; b < all.length; b++) {
        const seen = ({ box, clip }) =>
          clip
            ? [
                Math.max(box[0], clip[0]),
                Math.max(box[1], clip[1]),
                Math.min(box[2], clip[2]),
                Math.min(box[3], clip[3]),
              ]
            : box
        const [one, other] = [seen(all[a]), seen(all[b])]
        const [wide, high] = [
          Math.min(one[2], other[2]) - Math.max(one[0], other[0]),
          Math.min(one[3], other[3]) - Math.max(one[1], other[1]),
        ]
        if (wide > SLACK && high > SLACK) say(`${all[a].text} | ${all[b].text}`, "written over one another", canvas)
      }
  }
  return [...new Set(found)]
}
