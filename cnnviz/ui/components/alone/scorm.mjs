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

export class Platform {
  constructor() {
    this.api = found(window) ?? (window.opener ? found(window.opener) : null)
    this.began = Date.now()
    this.on = this.ask("LMSInitialize", "") === "true"
    if (!this.on) return
    const status = this.ask("LMSGetValue", "cmi.core.lesson_status")
    if (!["completed", "passed", "failed"].includes(status)) this.set("cmi.core.lesson_status", "incomplete")
    window.addEventListener("pagehide", () => this.finish())
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
   * Tells how it stands.
   * @param {Record<string, Answer>} answers
   * @param {number} right at the first try
   * @param {number} asked
   * @param {boolean} over whether everything has been answered or, where nothing is asked, seen
   */
  tell(answers, right, asked, over) {
    if (!this.on) return
    const score = asked ? Math.round((100 * right) / asked) : 100
    const said = JSON.stringify(answers)
    if (asked || over) {
      this.set("cmi.core.score.min", "0")
      this.set("cmi.core.score.max", "100")
      this.set("cmi.core.score.raw", String(score))
    }
    if (said.length <= LONGEST) this.set("cmi.suspend_data", said)
    if (over) this.set("cmi.core.lesson_status", this.status(score))
    this.ask("LMSCommit", "")
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

  finish() {
    if (!this.on) return
    this.set("cmi.core.session_time", span(Date.now() - this.began))
    this.set("cmi.core.exit", "suspend")
    this.ask("LMSCommit", "")
    this.ask("LMSFinish", "")
    this.on = false
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  set(name, value) {
    this.ask("LMSSetValue", name, value)
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
