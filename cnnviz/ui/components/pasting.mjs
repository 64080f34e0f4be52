// Whether a paste is meant for the picture: what has the cursor comes first, and text before images.

// What one types into; other inputs take no text.
const TYPED = ["", "text", "search", "url", "tel", "email", "password", "number", "date", "time", "month", "week", "datetime-local"]

/** What has the focus, down through shadow roots and frames as far as they may be looked into. */
export function focused(root) {
  const node = root?.activeElement ?? null
  const inner = node && (focused(node.shadowRoot) ?? focused(innerDocument(node)))
  return inner ?? node
}

/** The document of a frame of this site; of another's none. */
function innerDocument(node) {
  try {
    return node.contentDocument ?? null
  } catch {
    return null
  }
}

/** Whether text can be typed into a node. */
export function editable(node) {
  if (!node || node.readOnly || node.disabled) return false
  if (node.tagName === "TEXTAREA" || node.isContentEditable || node.ownerDocument?.designMode === "on") return true
  return node.tagName === "INPUT" && TYPED.includes(node.type ?? "")
}

/** The image that a paste brings for the picture, { file }, or where there is one and it is not taken, why: { trouble }. */
export function imageAlone(clipboard, root) {
  const file = [...(clipboard?.files ?? [])].find((one) => one.type.startsWith("image/"))
  if (!file) return {}
  const at = focused(root)
  const words = clipboard.getData("text/plain").trim() !== ""
  // Into a field the text goes by itself: nothing is to be said.
  if (editable(at)) return words ? {} : { trouble: "The cursor is in a field. To make it the picture, click beside the field and paste again." }
  return words ? { trouble: "With that picture came text, and text comes first. Copy the picture alone." } : { file }
}
