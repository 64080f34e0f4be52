// What a class's teacher looks at, asked for again and again, and what they tell it.

import { pause } from "./routes.mjs"

/**
 * @import { Shown } from "../../board/board.mjs"
 * @import { Classroom } from "./routes.mjs"
 */

const OVER = "This class is over, and everything in it is deleted."
const AWAY = "The class does not answer. Nothing is lost: this page tries again."
const UNHEARD = "That did not reach the class. Try again in a moment."
// Milliseconds for which that stands, whatever is heard meanwhile.
const STANDS = 4000

export class Looking {
  /**
   * @param {Classroom} server
   * @param {number} usual milliseconds between two questions
   * @param {(shown: Shown) => void} show
   * @param {(trouble: string) => void} complain "" where all is well
   */
  constructor(server, usual, show, complain) {
    this.server = server
    this.usual = usual
    this.show = show
    this.complain = complain
    this.missed = 0
    this.timer = 0
    this.unheard = -STANDS
    this.over = false
  }

  stop() {
    this.over = true
    clearTimeout(this.timer)
  }

  async ask() {
    clearTimeout(this.timer)
    if (this.asking || this.over) return
    this.asking = true
    const reply = await this.server.get("/board")
    this.asking = false
    if (this.over) return
    this.missed = reply.ok ? 0 : this.missed + 1
    if (reply.ok) this.show(/** @type {Shown} */ (JSON.parse(reply.text)))
    if (reply.status === 404) this.complain(OVER)
    else if (this.missed > 2) this.complain(AWAY)
    else if (reply.ok && performance.now() - this.unheard > STANDS) this.complain("")
    this.timer = window.setTimeout(() => this.ask(), pause(this.missed, this.usual))
  }

  /** Tells what the teacher does, and shows at once what came of it. @param {object} what */
  async say(what) {
    const reply = await this.server.post("/tell", what)
    this.unheard = reply.ok ? -STANDS : performance.now()
    if (reply.ok) await this.ask()
    else this.complain(UNHEARD)
  }
}
