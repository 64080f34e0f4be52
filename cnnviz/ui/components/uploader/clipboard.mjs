// Whether a paste is meant for the picture: what has the cursor comes first, and text before images.

// What one types into; other inputs take no text.
const TYPED = [
  "",
  "text",
  "search",
  "url",
  "tel",
  "email",
  "password",
  "number",
  "date",
  "time",
  "month",
  "week",
  "datetime-local",
]

/**
 * What has the focus, down through shadow roots and frames as far as they may be looked into.
 * @param {DocumentOrShadowRoot | null} root
 * @returns {Element | null}
 */
export function focused(root) {
  const node = root?.activeElement ?? null
  const inner = node && (focused(node.shadowRoot) ?? focused(innerDocument(node)))
  return inner ?? node
}

/**
 * The document of a frame of this site; of another's, and of what is no frame, none.
 * @param {Element} node
 * @returns {Document | null}
 */
function innerDocument(node) {
  try {
    return /** @type {Partial<HTMLIFrameElement>} */ (node).contentDocument ?? null
  } catch {
    return null
  }
}

/**
 * Whether text can be typed into a node.
 * @param {Element | null} element
 */
export function editable(element) {
  const node = /** @type {Partial<HTMLInputElement> | null} */ (element)
  if (!node || node.readOnly || node.disabled) return false
  if (node.tagName === "TEXTAREA" || node.isContentEditable || node.ownerDocument?.designMode === "on") return true
  return node.tagName === "INPUT" && TYPED.includes(node.type ?? "")
}

const IN_A_FIELD = "The cursor is in a field. To make it the picture, click beside the field and paste again."
const WITH_TEXT = "With that picture came text, and text comes first. Copy the picture alone."

/**
 * The image that a paste brings for the picture, or where there is one and it is not taken, why: the trouble.
 * @param {Pick<DataTransfer, "files" | "getData"> | null} clipboard
 * @param {DocumentOrShadowRoot} root
 * @returns {{ file?: File, trouble?: string }}
 */
export function imageAlone(clipboard, root) {
  const file = [...(clipboard?.files ?? [])].find(({ type }) => type.startsWith("image/"))
  if (!clipboard || !file) return {}
  const text = clipboard.getData("text/plain").trim() !== ""
  // Into a field the text goes by itself: nothing is to be said.
  if (editable(focused(root))) return text ? {} : { trouble: IN_A_FIELD }
  return text ? { trouble: WITH_TEXT } : { file }
}
