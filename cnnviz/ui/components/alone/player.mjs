// A file's steps, one after the other: its words, its question, and what stands below.

import { button, element, write } from "../shared/dom.mjs"
import { Answers } from "./answers.mjs"
import { Boards } from "./boards.mjs"
import { Charts } from "./charts.mjs"
import { form, SKIP } from "./forms.mjs"
import { inWords, rightInWords, verdict } from "./judge.mjs"
import { Mounting } from "./mounting.mjs"
import { Pieces } from "./pieces.mjs"
import { Platform } from "./scorm.mjs"
import { Stage } from "./stage.mjs"

/** @import { Component, File, Given, Question } from "./file.js" */

const MOVED = "You had changed what the question is about. It is put back: look again, then answer."

export class Player {
  /**
   * @param {HTMLElement} root
   * @param {File} file
   * @param {Record<string, Component>} components
   */
  constructor(root, file, components) {
    this.file = file
    this.at = 0
    this.draw = 0
    this.platform = new Platform(() => write(this.trouble, this.platform.trouble))
    this.answers = new Answers(file, this.platform.kept())
    this.trouble = element("p", "platform", root)
    this.trouble.setAttribute("role", "status")
    this.task = element("section", "task", root)
    this.task.setAttribute("aria-label", "Task")
    const [mounting, pieces] = [new Mounting(components, file.styles), new Pieces(file.pieces)]
    this.boards = new Boards(mounting, pieces)
    this.stage = new Stage(element("div", "stage", root), mounting, pieces, new Charts(file.charts))
    this.skip = () => {}
    document.addEventListener("keydown", (event) => {
      if (event.key !== SKIP) return
      event.preventDefault()
      this.skip()
    })
    // Components draw in the colours of the page.
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.place())
  }

  get step() {
    return this.file.steps[this.at]
  }

  /** On to a step, by its number from 0, and to a draw of its numbers. */
  go(at = 0, draw = this.answers.all[at]?.draw ?? 0) {
    this.at = at
    this.draw = draw % this.step.draws.length
    this.place()
    this.tell()
  }

  tell() {
    const seen = this.at === this.file.steps.length - 1
    const { asking, whole, right, all } = this.answers
    this.platform.tell(all, right, asking.length, asking.length ? whole : seen)
  }

  /** Draws the step as it stands. */
  place() {
    this.words()
    const { question } = this.step.draws[this.draw]
    const open = Boolean(question) && !this.answers.of(this.at, this.draw)
    return this.stage.show(this.step.draws[this.draw], open)
  }

  words() {
    const { step, task, file } = this
    task.replaceChildren()
    task.hidden = file.steps.length === 1 && !step.text
    const said = element("div", "said", task)
    if (file.steps.length > 1) this.where(said)
    element("div", "", said).innerHTML = step.text
    this.ask(element("div", "asked", task))
  }

  /** @param {HTMLElement} said */
  where(said) {
    const row = element("div", "row", said)
    const place = element("h2", "", row, `${this.at + 1} of ${this.file.steps.length} · ${this.step.heading}`)
    place.tabIndex = -1
    if (this.at) button("Back", row, () => this.turn(this.at - 1))
  }

  /** @param {HTMLElement} asked */
  ask(asked) {
    const { question } = this.step.draws[this.draw]
    const answer = this.answers.of(this.at, this.draw)
    this.skip = () => this.turn(this.at + 1)
    if (!question) this.show(asked)
    else if (answer) this.answered(asked, question)
    else {
      this.skip = () => this.take(null)
      form(asked, question, this.boards, { answer: (given) => this.judge(question, given), skip: this.skip })
    }
  }

  /** A step that asks nothing. @param {HTMLElement} asked */
  show(asked) {
    const { step, file } = this
    if (step.notice) element("p", "", asked).innerHTML = `<strong>Try it.</strong> ${step.notice}`
    if (this.at === file.steps.length - 1) this.end(asked)
    else this.next(asked)
  }

  /** @param {HTMLElement} asked */
  end(asked) {
    const { asking, right } = this.answers
    const score = asking.length ? `${right} of ${asking.length} right at the first try.` : ""
    const { afterwards } = this.file
    const words = [score, afterwards ? `You can now ${afterwards}` : ""].filter(Boolean).join(" ")
    if (words) this.say(element("p", "verdict right", asked), words)
  }

  /**
   * What was predicted beside what it is, and why.
   * @param {HTMLElement} asked
   * @param {Question} question
   */
  answered(asked, question) {
    const { given, right, misconception } = this.answers.all[this.at]
    const key = rightInWords(question)
    const said = given === null ? "" : inWords(question, given)
    const end =
      question.kind === "point" && /** @type {Given[]} */ (question.right).length > 1 ? ", among others." : "."
    const line = element("p", `verdict ${right ? "right" : "wrong"}`, asked)
    if (right) this.compared(line, ["Right: ", key, "."])
    else if (said) this.compared(line, ["You said ", said, ". It is ", key, end])
    else this.compared(line, ["It is ", key, end])
    element("span", "", line).innerHTML = ` ${(right ? "" : this.file.answers[misconception]) || this.step.notice}`
    if (question.closed) this.boards.closed(element("div", "board", asked), question, given)
    const row = this.next(asked)
    if (!right && this.step.draws.length > 1) button("Try another like it", row, () => this.go(this.at, this.draw + 1))
    if (this.at === this.file.steps.length - 1) this.end(asked)
  }

  /**
   * Words, every second of them strong.
   * @param {HTMLElement} line
   * @param {string[]} words
   */
  compared(line, words) {
    line.setAttribute("role", "status")
    words.forEach((word, at) => element(at % 2 ? "strong" : "span", "", line, word))
  }

  /** @param {HTMLElement} asked */
  next(asked) {
    const row = element("div", "row", asked)
    if (this.at === this.file.steps.length - 1) return row
    const made = button("Next", row, () => this.turn(this.at + 1))
    made.className = "primary"
    made.setAttribute("aria-keyshortcuts", SKIP)
    return row
  }

  /** @param {number} to */
  turn(to) {
    if (to < 0 || to >= this.file.steps.length) return
    this.go(to)
    const place = this.task.querySelector("h2")
    place?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  }

  /**
   * @param {Question} question
   * @param {Given} given
   */
  judge(question, given) {
    if (this.stage.moved) {
      this.place()
      this.say(element("p", "verdict wrong", this.task), MOVED)
      return
    }
    this.take(given, verdict(question, given))
  }

  /**
   * @param {Given | null} given null was skipped
   * @param {{ right: boolean, misconception: string }} [came]
   */
  take(given, came = { right: false, misconception: "" }) {
    this.answers.take(this.at, { given, ...came, draw: this.draw })
    this.place()
    this.tell()
    const next = this.task.querySelector("button.primary")
    if (next instanceof HTMLElement) next.focus({ preventScroll: true })
  }

  /**
   * @param {HTMLElement} line
   * @param {string} words
   */
  say(line, words) {
    line.setAttribute("role", "status")
    write(line, words)
  }
}
