// A lesson's banner for those who do not see it: what comes next takes the place of the button that led there, which
// had the focus. The focus goes on with it, and a new step is read out and in sight, also where F2, the class or a
// preview has led to it from the foot of the page.

const BANNER = ".st-key-lesson"
const PLACE = ".st-key-lesson_place p"
const WORDS = '[data-testid="stMarkdown"]'
const NEXT = ".st-key-lesson_next button, .st-key-lesson_after button"
const FORM = '[data-testid="stForm"]'

export class Steps {
  /** @param {(sentence: string) => void} say */
  constructor(say) {
    this.say = say
    this.place = ""
    /** @type {Element | null} what of the banner had the focus last */
    this.held = null
    this.byKey = false
  }

  /** Whoever has the focus now. @param {EventTarget | null} target */
  focused(target) {
    this.held = target instanceof Element && target.closest(BANNER) ? target : null
  }

  /** The banner as it stands. @param {Document} page */
  follow(page) {
    const banner = page.querySelector(BANNER)
    const place = banner?.querySelector(PLACE)?.textContent ?? ""
    if (!(banner instanceof HTMLElement) || !place) return
    name(banner)
    const before = this.place
    this.place = place
    const isLost = this.held !== null && !this.held.isConnected && page.activeElement === page.body
    if (before !== place) {
      this.say(`${place}. ${banner.querySelectorAll(WORDS)[1]?.textContent ?? ""}`)
      banner.scrollIntoView({ block: "nearest" })
      if (isLost) this.focus(banner)
    } else if (isLost) this.goOn(banner)
  }

  /** What came of an answer, or the same question once more. @param {HTMLElement} banner */
  goOn(banner) {
    const next = banner.querySelector(NEXT)
    if (next instanceof HTMLElement) this.focus(next)
    else if (banner.querySelector(FORM)) this.focus(banner)
  }

  /** A hand that points sees what it points at: nothing scrolls under it. @param {HTMLElement} node */
  focus(node) {
    node.focus({ preventScroll: !this.byKey })
  }
}

/** @param {HTMLElement} banner */
function name(banner) {
  if (banner.getAttribute("role") === "region") return
  banner.setAttribute("role", "region")
  banner.setAttribute("aria-label", "Task")
  banner.tabIndex = -1
}
