// The board of a class: asks twice a second what there is to show, and tells what the teacher does.

import { announce } from "../shared/announcer.mjs"
import { Looking } from "../shared/classroom/looking.mjs"
import { Classroom } from "../shared/classroom/routes.mjs"
import { element, write } from "../shared/dom.mjs"
import { component } from "../shared/mount.mjs"
import { Head } from "./head.mjs"
import { People } from "./people.mjs"
import { Questions } from "./questions.mjs"
import { Wall } from "./wall.mjs"
import { heard } from "./words.mjs"

/**
 * @typedef {{ secret: string, join: string, qr: string, side: number, pages: [string, string][] }} Data see __init__.py
 * @typedef {{
 *   number: number, name: string, here: boolean, at: string, answered: number, right: number, stuck: string,
 *   done: boolean,
 * }} Learner
 * @typedef {{ label: string, count: number, right: boolean, misconception: string }} Bar
 * @typedef {{
 *   step: string, title: string, ask: string, round: number, count: number, bars: Bar[], mixed: boolean, held: boolean,
 * }} Question
 * @typedef {{
 *   code: string, left: number, frozen: boolean, closed: boolean, following: boolean,
 *   hold: boolean, asked: string, wanted: number,
 *   learners: Learner[], questions: Question[],
 * }} Shown see cnnviz/classroom/board.py
 * @typedef {(what: object) => void} Tell
 */

// Milliseconds between two questions.
const USUAL = 500

class Board {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.server = new Classroom(new URL(".", location.href).href, (address, options) => fetch(address, options))
    this.looking = new Looking(
      this.server,
      USUAL,
      (shown) => this.show(shown),
      (trouble) => write(this.trouble, trouble),
    )
    /** @type {Tell} */
    const tell = (what) => this.looking.say(what)
    this.head = new Head(root, tell, () => this.server.get("/results"))
    this.trouble = element("p", "trouble", root)
    this.trouble.setAttribute("role", "status")
    const main = element("div", "main", root)
    this.questions = new Questions(main, tell)
    this.people = new People(main, tell)
    this.wall = new Wall(root, () => this.server.get("/wall"))
    this.heard = ""
  }

  /** @param {Mounted<Data>} mounted */
  receive({ data }) {
    const first = !this.server.secret
    this.server.secret = data.secret
    this.head.invite(data)
    this.people.pages = new Map(data.pages)
    if (first) this.looking.ask()
  }

  stop() {
    this.looking.stop()
    this.wall.stop()
  }

  /** @param {Shown} shown */
  show(shown) {
    this.head.show(shown)
    this.questions.show(shown)
    this.people.show(shown)
    const said = heard(shown)
    if (said !== this.heard) announce(this.root, said)
    this.heard = said
  }
}

export default component("board", Board, "The board could not be drawn")
