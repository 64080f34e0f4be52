// A class at the foot of its teacher's page, while they show something: how many answered, and what is done to all.

import { Looking } from "../shared/classroom/looking.mjs"
import { Classroom } from "../shared/classroom/routes.mjs"
import { switches } from "../shared/classroom/switches.mjs"
import { button, element, write } from "../shared/dom.mjs"
import { component } from "../shared/mount.mjs"

/**
 * @import { Question, Shown } from "../board/board.mjs"
 * @typedef {{ secret: string }} Data see __init__.py
 * @typedef {{ follow: { on: boolean }, board: { at: number } }} Triggers
 */

// Milliseconds between two questions.
const USUAL = 1000

/**
 * The question whose answers wait: the one that all were asked last, or else the newest.
 * @param {Shown} shown
 * @returns {Question | undefined}
 */
export function waiting({ questions, asked }) {
  const held = questions.filter((one) => one.held)
  return held.find(({ step }) => step === asked) ?? held[0]
}

/** The class in a few words. @param {Shown} shown */
export function said(shown) {
  const here = shown.learners.filter((one) => one.here)
  const stuck = here.filter((one) => one.stuck).length
  const done = shown.asked
    ? `${here.filter((one) => one.done).length} of ${here.length} answered`
    : `${here.length} here`
  return `Class ${shown.code}: ${done}${stuck ? `, ${stuck} stuck` : ""}`
}

class Strip {
  /** @param {HTMLElement} root */
  constructor(root) {
    root.setAttribute("role", "region")
    root.setAttribute("aria-label", "Your class")
    const server = new Classroom(new URL(".", location.href).href, (address, options) => fetch(address, options))
    this.server = server
    this.looking = new Looking(
      server,
      USUAL,
      (shown) => this.show(shown),
      (trouble) => this.complain(trouble),
    )
    const bar = element("div", "bar", root)
    this.how = element("p", "how", bar)
    const acts = element("div", "acts", bar)
    this.reveal = button("Show all what is right", acts, () => this.looking.say({ what: "reveal", step: this.step }))
    this.reveal.className = "primary"
    this.set = switches(acts, ["frozen", "following"], (what) => this.act(what))
    button("Board", acts, () => this.tell?.("board", { at: Date.now() })).title = "To the board of your class"
    this.trouble = ""
    this.step = ""
  }

  /** @param {Mounted<Data, {}, Triggers>} mounted */
  receive({ data, setTriggerValue }) {
    this.tell = setTriggerValue
    const first = !this.server.secret
    this.server.secret = data.secret
    if (first) this.looking.ask()
  }

  stop() {
    this.looking.stop()
  }

  /**
   * The app has to know who follows: it takes them along to this very page.
   * @param {{ what: string, on: boolean }} what
   */
  act(what) {
    if (what.what !== "follow") return void this.looking.say(what)
    this.tell?.("follow", { on: what.on })
    setTimeout(() => this.looking.ask(), USUAL / 2)
  }

  /** @param {Shown} shown */
  show(shown) {
    const question = waiting(shown)
    this.step = question?.step ?? ""
    this.reveal.disabled = !question
    this.set(shown)
    this.words = said(shown)
    write(this.how, this.trouble || this.words)
  }

  /** @param {string} trouble */
  complain(trouble) {
    this.trouble = trouble
    write(this.how, trouble || (this.words ?? ""))
  }
}

export default component("strip", Strip, "Your class could not be shown here")
