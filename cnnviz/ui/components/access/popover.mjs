// Tab goes from a popover's button into the popover, and from its end on to what follows the button. Streamlit draws
// popovers at the end of the page: to get into one, Tab would have to go past everything else.

const BUTTON = '[data-testid="stPopoverButton"][aria-expanded="true"]'
const BODY = '[data-testid="stPopoverBody"]'

/** @param {KeyboardEvent} event */
export function passPopover(event) {
  const button = document.querySelector(BUTTON)
  const body = document.querySelector(BODY)
  if (event.key !== "Tab" || !(button instanceof HTMLElement) || !(body instanceof HTMLElement)) return
  const focused = document.activeElement
  // The browser moves the focus on from where it stands once this has returned.
  if (focused === button && !event.shiftKey) enter(body)
  else if (body.contains(focused) && isLast(body, event.shiftKey)) {
    button.focus()
    if (event.shiftKey) event.preventDefault()
  }
}

/** @param {HTMLElement} body */
function enter(body) {
  body.tabIndex = -1
  body.focus()
}

/**
 * Whether nothing in the popover comes after what has the focus; before it, going backwards.
 * @param {HTMLElement} body
 * @param {boolean} backwards
 */
function isLast(body, backwards) {
  const stops = [...stopsIn(body)]
  const focused = deepest(document.activeElement)
  return focused === body || focused === stops.at(backwards ? 0 : -1)
}

/** @param {Element | null} focused @returns {Element | null} what has the focus, inside components too */
function deepest(focused) {
  const inner = focused?.shadowRoot?.activeElement
  return inner ? deepest(inner) : focused
}

/**
 * Where Tab stops inside, in order.
 * @param {ParentNode} root
 * @returns {Generator<Element>}
 */
function* stopsIn(root) {
  for (const node of root.querySelectorAll("*")) {
    if (node instanceof HTMLElement && isStop(node)) yield node
    if (node.shadowRoot) yield* stopsIn(node.shadowRoot)
  }
}

/** @param {HTMLElement} node */
function isStop(node) {
  if (node.tabIndex < 0 || node.matches(":disabled") || !node.checkVisibility()) return false
  // Of a group of radio buttons the one that is chosen is a stop; where none is, the first and the last are.
  if (!(node instanceof HTMLInputElement) || node.type !== "radio" || node.checked) return true
  const root = /** @type {ParentNode} */ (node.getRootNode())
  return !root.querySelector(`input[type="radio"][name="${CSS.escape(node.name)}"]:checked`)
}
