// The learning platform that a file runs in, if any: SCORM 1.2, whose API is an object of a frame above or of the
// window that opened this one.

/**
 * @import { Answer } from "./file.js"
 * @typedef {object} Api
 * @property {(nothing: "") => string} LMSInitialize
 * @property {(nothing: "") => string} LMSFinish
 * @property {(nothing: "") => string} LMSCommit
 * @property {(name: string) => string} LMSGetValue
 * @property {(name: string, value: string) => string} LMSSetValue
 */

// Frames that are looked through at the most, and characters that a platform has to keep.
const DEEPEST = 12
const LONGEST = 4096

// What a learner is told where the platform does not take what it is told, and where it takes nothing more.
const AWAY =
  "Your learning platform cannot be reached: your answers are not kept there yet. Stay on this page; it tries again " +
  "with your next answer and as soon as there is a connection."
const CLOSED =
  "Your learning platform has ended this visit: it is told of no further answers. Open the lesson there once more."
const DONE = ["completed", "passed", "failed"]
// What a platform need not know.
const OPTIONAL = ["cmi.core.score.min", "cmi.core.score.max"]

export class Platform {
  /** @param {() => void} [changed] hears that there is something else to say */
  constructor(changed = () => {}) {
    this.changed = changed
    /** What the learner has to know of the platform; "" while all is well. */
    this.trouble = ""
    /** What was told last, for a platform that did not take it. @type {Parameters<Platform["tell"]> | undefined} */
    this.last = undefined
    this.began = 0
    this.on = false
    this.begin()
    if (!this.on) return
    window.addEventListener("pagehide", () => this.finish())
    // A page that the browser has kept aside and shows again is another visit, if the platform grants one.
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.resume())
    window.addEventListener("online", () => this.trouble && this.again())
  }

  begin() {
    this.api = found(window) ?? (window.opener ? found(window.opener) : null)
    this.began = Date.now()
    this.on = this.ask("LMSInitialize", "") === "true"
    if (!this.on) return
    const status = this.ask("LMSGetValue", "cmi.core.lesson_status")
    if (!DONE.includes(status)) this.set("cmi.core.lesson_status", "incomplete")
  }

  resume() {
    if (!this.on) this.begin()
    if (this.on) this.again()
    else this.say(CLOSED)
  }

  again() {
    if (this.last) this.tell(...this.last)
  }

  /** @param {string} trouble */
  say(trouble) {
    if (trouble === this.trouble) return
    this.trouble = trouble
    this.changed()
  }

  /**
   * What was answered here before, by numbers of steps, from 0.
   * @returns {Record<string, Answer>}
   */
  kept() {
    try {
      const answers = JSON.parse((this.on && this.ask("LMSGetValue", "cmi.suspend_data")) || "{}")
      return answers && typeof answers === "object" ? answers : {}
    } catch {
      return {}
    }
  }

  /**
   * Tells how it stands, once there is something to tell: what an earlier visit came to stays until then.
   * @param {Record<string, Answer>} answers
   * @param {number} right at the first try
   * @param {number} asked
   * @param {boolean} over whether everything has been answered or, where nothing is asked, seen
   */
  tell(answers, right, asked, over) {
    this.last = [answers, right, asked, over]
    const said = JSON.stringify(answers)
    if (!this.on || (asked && said === "{}")) return
    const score = asked ? Math.round((100 * right) / asked) : 100
    /** @type {[name: string, value: string][]} */
    const values = []
    if (asked || over) {
      values.push(["cmi.core.score.min", "0"], ["cmi.core.score.max", "100"], ["cmi.core.score.raw", String(score)])
    }
    if (said.length <= LONGEST) values.push(["cmi.suspend_data", said])
    if (over) values.push(["cmi.core.lesson_status", this.status(score)])
    const refused = values.filter(([name, value]) => !this.set(name, value) && !OPTIONAL.includes(name))
    const kept = this.ask("LMSCommit", "") !== "false"
    this.say(kept && !refused.length ? "" : AWAY)
  }

  /**
   * Passed or failed where the platform says how much it takes, completed otherwise.
   * @param {number} score
   */
  status(score) {
    const least = this.ask("LMSGetValue", "cmi.student_data.mastery_score")
    if (least === "" || Number.isNaN(Number(least))) return "completed"
    return score >= Number(least) ? "passed" : "failed"
  }

  /** Ends the visit, once: nothing may be asked of a platform after that. */
  finish() {
    if (!this.on) return
    this.set("cmi.core.session_time", span(Date.now() - this.began))
    this.set("cmi.core.exit", "suspend")
    this.ask("LMSCommit", "")
    this.ask("LMSFinish", "")
    this.on = false
  }

  /**
   * Whether the platform took the value: only "false" says that it did not.
   * @param {string} name
   * @param {string} value
   */
  set(name, value) {
    return this.ask("LMSSetValue", name, value) !== "false"
  }

  /**
   * What the platform answers, as text; "" from one that fails, or from an API of something else: the file works alone.
   * @param {keyof Api} name
   * @param {...string} given
   */
  ask(name, ...given) {
    try {
      const { api } = this
      return api ? String(/** @type {any} */ (api)[name](...given) ?? "") : ""
    } catch {
      return ""
    }
  }
}

/**
 * @param {Window} from
 * @returns {Api | null}
 */
function found(from) {
  let frame = from
  for (let depth = 0; depth < DEEPEST; depth++) {
    try {
      const { API } = /** @type {Window & { API?: Api }} */ (frame)
      if (API) return API
    } catch {
      // A frame of somebody else's site.
      return null
    }
    if (frame.parent === frame) return null
    frame = frame.parent
  }
  return null
}

/**
 * Milliseconds as SCORM writes a span of time.
 * @param {number} milliseconds
 */
export function span(milliseconds) {
  const two = (/** @type {number} */ count) => String(count).padStart(2, "0")
  const seconds = Math.floor(milliseconds / 1000)
  const hours = String(Math.min(9999, Math.floor(seconds / 3600))).padStart(4, "0")
  const rest = `${two(seconds % 60)}.${two(Math.floor((milliseconds % 1000) / 10))}`
  return `${hours}:${two(Math.floor(seconds / 60) % 60)}:${rest}`
}
