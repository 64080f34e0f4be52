// A learner's page in a class: asks a few times a second what the teacher does, stops the page where it is stopped, and
// has it drawn anew where there is news.

import { Classroom, pause } from "../shared/classroom/routes.mjs"
import { element, write } from "../shared/dom.mjs"
import { component } from "../shared/mount.mjs"

/**
 * @import { Reply } from "../shared/classroom/routes.mjs"
 * @typedef {{
 *   secret: string, page: string, turn: number, frozen: boolean, waiting: number, name: string, code: string,
 * }} Data see __init__.py
 * @typedef {{ turn: number, frozen: boolean, wanted: boolean }} Told
 * @typedef {{ news: { turn: number } }} Triggers
 */

// Milliseconds between two questions, in a page that nobody sees too, and until news is told once more that the app
// has not answered: what is said on the way from one page to the next is lost.
const USUAL = 450
const UNSEEN = 3000
const AGAIN = 1500

const STOPPED = "Your teacher has stopped all pages. Look up: it goes on in a moment."

/**
 * What the page says of the class, in its corner.
 * @param {Data} data
 * @param {number} missed questions in a row that nothing answered
 */
export function said(data, missed) {
  if (missed > 2) return "The class does not answer. Your page goes on, and tries again."
  if (data.waiting) return "Your answer is kept here until the class answers."
  return data.name ? `In class ${data.code} as ${data.name}` : "In a class"
}

/**
 * Whether the app has to be told: of another turn than the page was drawn for, or of answers that wait.
 * @param {Data} data
 * @param {Told} told
 * @param {{ turn: number, at: number }} before what it was told last, and when
 * @param {number} now in milliseconds
 */
export function isNews(data, told, before, now) {
  if (told.turn === data.turn && !data.waiting) return false
  return now - before.at > AGAIN || (told.turn !== data.turn && told.turn !== before.turn)
}

class Pupil {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.server = new Classroom(new URL(".", location.href).href, (address, options) => fetch(address, options))
    this.chip = element("p", "chip", root)
    this.chip.setAttribute("role", "status")
    this.stopper = element("dialog", "stopper", root)
    this.stopper.setAttribute("aria-label", STOPPED)
    element("p", "", this.stopper, STOPPED)
    // It is the teacher who ends it.
    this.stopper.addEventListener("cancel", (event) => event.preventDefault())
    this.before = { turn: -1, at: 0 }
    this.missed = 0
    this.shown = false
    this.timer = 0
    this.over = false
    this.seen = () => document.hidden || this.ask()
    document.addEventListener("visibilitychange", this.seen)
  }

  /** @param {Mounted<Data, {}, Triggers>} mounted */
  receive({ data, setTriggerValue }) {
    const first = !this.data
    this.data = data
    this.tell = setTriggerValue
    this.server.secret = data.secret
    write(this.chip, said(data, this.missed))
    if (first) {
      this.freeze(data.frozen)
      this.ask()
    }
  }

  stop() {
    this.over = true
    clearTimeout(this.timer)
    document.removeEventListener("visibilitychange", this.seen)
  }

  async ask() {
    clearTimeout(this.timer)
    if (!this.data || this.asking || this.over) return
    this.asking = true
    const reply = await this.server.get(`/news?at=${encodeURIComponent(this.data.page)}`)
    this.asking = false
    if (this.over) return
    this.hear(reply)
    this.timer = window.setTimeout(() => this.ask(), pause(this.missed, document.hidden ? UNSEEN : USUAL))
  }

  /** @param {Reply} reply */
  hear(reply) {
    const data = /** @type {Data} */ (this.data)
    this.missed = reply.ok || reply.status === 404 ? 0 : this.missed + 1
    write(this.chip, said(data, this.missed))
    // Nobody can end the stop of a teacher who cannot be heard.
    if (this.missed > 2) this.freeze(false)
    // A class that is over is news too: the app finds that out.
    if (reply.status === 404) this.inform(-2)
    if (!reply.ok) return
    const told = /** @type {Told} */ (JSON.parse(reply.text))
    this.freeze(told.frozen)
    this.show(told.wanted)
    if (isNews(data, told, this.before, performance.now())) this.inform(told.turn)
  }

  /** @param {number} turn */
  inform(turn) {
    if (turn === this.before.turn && performance.now() - this.before.at < AGAIN) return
    this.before = { turn, at: performance.now() }
    this.tell?.("news", { turn })
  }

  /** Stops the page, or lets it go on: nothing outside an open dialog can be used. @param {boolean} on */
  freeze(on) {
    if (on && !this.stopper.open) this.stopper.showModal()
    if (!on && this.stopper.open) this.stopper.close()
  }

  /** Sends what is on this page, where the teacher wants to show it to all: once. @param {boolean} wanted */
  show(wanted) {
    if (wanted && !this.shown && this.data)
      this.server.post("/view", { page: this.data.page, query: location.search.slice(1) })
    this.shown = wanted
  }
}

export default component("pupil", Pupil, "The class could not be listened to")
