// Where the tab key stops in a list of bricks: at one brick, and at the buttons beside it. Arrow keys lead from there
// to the others, and what the buttons do, keys do on the brick itself.

export class Stops {
  /** @param {HTMLElement} list of bricks, drawn anew at every change */
  constructor(list) {
    this.list = list
    /** The path of the brick that the tab key leads to. */
    this.path = "0"
    list.addEventListener("focusin", (event) => this.came(event))
    list.addEventListener("keydown", (event) => this.key(event))
    // What is folded away is not stopped at.
    list.addEventListener("toggle", () => this.place(), true)
  }

  /** The bricks in sight, in reading order. */
  heads() {
    return [...this.list.querySelectorAll("summary")].filter((head) => head.checkVisibility())
  }

  /** Sets the stops anew. */
  place() {
    for (const node of this.list.querySelectorAll("summary, .actions button")) node.setAttribute("tabindex", "-1")
    const heads = this.heads()
    const head = heads.find((one) => brickOf(one)?.dataset.path === this.path) ?? heads[0]
    if (!head) return
    head.tabIndex = 0
    const [first] = buttonsOf(head)
    if (first) first.tabIndex = 0
  }

  /** @param {FocusEvent} event */
  came({ target }) {
    const node = /** @type {HTMLElement} */ (target)
    if (!node.matches("summary, .actions button")) return
    this.path = brickOf(node)?.dataset.path ?? this.path
    this.place()
    if (node.tagName === "SUMMARY") return
    for (const button of buttonsOf(node)) button.tabIndex = button === node ? 0 : -1
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const node = /** @type {HTMLElement} */ (event.target)
    if (event.ctrlKey || event.metaKey) return
    const onHead = node.tagName === "SUMMARY"
    if (!onHead && !node.matches(".actions button")) return
    const named = nameOf(event)
    const button = onHead && buttonsOf(node).find((one) => one.dataset.key === named)
    if (button) button.click()
    else if (!event.altKey) reached(event.key, onHead ? this.heads() : buttonsOf(node), node, onHead)?.focus()
    if (button || (onHead ? DOWN : ACROSS)[event.key] !== undefined) event.preventDefault()
  }
}

/** What keys lead to: so many places on, or an end. @type {Record<string, number>} */
const DOWN = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }
/** @type {Record<string, number>} */
const ACROSS = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }

/**
 * The node that a key leads to, undefined where it leads nowhere.
 * @param {string} key
 * @param {HTMLElement[]} nodes
 * @param {HTMLElement} from
 * @param {boolean} down whether they stand one below the other
 */
export function reached(key, nodes, from, down) {
  const by = (down ? DOWN : ACROSS)[key]
  if (by === undefined) return undefined
  return nodes[Math.max(0, Math.min(nodes.length - 1, nodes.indexOf(from) + by))]
}

/**
 * A key as the buttons name it; both keys that take away are one.
 * @param {Pick<KeyboardEvent, "key" | "altKey">} event
 */
export function nameOf({ key, altKey }) {
  const plain = key === "Backspace" ? "Delete" : key.length === 1 ? key.toLowerCase() : key
  return altKey ? `Alt+${plain}` : plain
}

/** @param {Element} node @returns {HTMLElement | null} */
const brickOf = (node) => node.closest(".brick")

/**
 * The buttons of the brick that a node is of.
 * @param {Element} node
 * @returns {HTMLButtonElement[]}
 */
function buttonsOf(node) {
  return [...(brickOf(node)?.querySelectorAll(":scope > .actions > button:not(:disabled)") ?? [])].map(
    (one) => /** @type {HTMLButtonElement} */ (one),
  )
}
