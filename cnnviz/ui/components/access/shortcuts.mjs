// Streamlit's own single keys: r runs the page anew, c asks to clear caches. Who slips or dictates would set them off.

const KEYS = ["r", "c"]

/**
 * Keeps them from Streamlit, which listens on the document: for the body, which hears them before.
 * @param {KeyboardEvent} event
 */
export function keepShortcut(event) {
  const alone = !(event.ctrlKey || event.metaKey || event.altKey)
  if (alone && KEYS.includes(event.key.toLowerCase())) event.stopPropagation()
}
