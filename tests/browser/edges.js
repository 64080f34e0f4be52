// How many controls have an edge, and those whose edge has less than 3 : 1 against the page or against their filling.
;() => {
  const light = (colour) => {
    // Mixed colours are told as parts of 1, others as parts of 255.
    const whole = colour.startsWith("color(") ? 1 : 255
    const [r, g, b] = colour
      .match(/[\d.]+/g)
      .map((part) => part / whole)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b)
    return (high + 0.05) / (low + 0.05)
  }
  const page = getComputedStyle(document.querySelector(".stApp")).backgroundColor
  const controls = [
    ...document.querySelectorAll(`[data-testid=stMain] :is([data-rac][role=group],
        [data-testid$=InputContainer], [data-testid$=RootElement], [data-variant], [data-testid=stPopoverButton],
        [data-testid^=stBaseButton-secondary], [data-testid=stRadioOption] > div > div:first-child)`),
  ]
    .filter((node) => node.checkVisibility() && !node.disabled)
    .filter((node) => parseFloat(getComputedStyle(node).borderTopWidth))
  const faint = controls.filter((node) => {
    const { borderTopColor, backgroundColor } = getComputedStyle(node)
    const inside = backgroundColor.endsWith(", 0)") || backgroundColor.includes("0.") ? page : backgroundColor
    return Math.min(ratio(borderTopColor, page), ratio(borderTopColor, inside)) < 3
  })
  return [controls.length, faint.map((node) => node.outerHTML.slice(0, 100))]
}
