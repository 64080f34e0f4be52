// What was asked, and a bar for each answer: while answers come, and what is right once that is shown.

import { button, element, write } from "../shared/dom.mjs"
import { count, plain } from "./words.mjs"

/** @import { Bar, Question, Shown, Tell } from "./board.mjs" */

/**
 * The bars that may be seen: where learners had different numbers, what an answer is says which is right.
 * @param {Question} question
 * @param {boolean} open whether what is right is shown
 * @returns {Bar[]}
 */
export function visible(question, open) {
  if (open) return question.bars
  if (question.mixed) return [{ label: "Answers", count: question.count, right: false, misconception: "" }]
  return question.bars.map((bar) => ({ ...bar, right: false, misconception: "" }))
}

export class Questions {
  /**
   * @param {HTMLElement} parent
   * @param {Tell} tell
   */
  constructor(parent, tell) {
    this.root = element("section", "questions", parent)
    this.root.setAttribute("aria-label", "Answers")
    const top = element("div", "top", this.root)
    const label = element("label", "", top, "Question ")
    this.menu = element("select", "", label)
    this.menu.addEventListener("change", () => this.choose(this.menu.value))
    this.reveal = button("Show all what is right", top, () => tell({ what: "reveal", step: this.step }))
    this.reveal.className = "primary"
    this.peek = button("Show it here only", top, () => this.look(), "")
    this.peek.setAttribute("aria-pressed", "false")
    this.ask = element("p", "ask", this.root)
    this.status = element("p", "status", this.root)
    this.bars = element("ol", "bars", this.root)
    this.legend = legend(this.root)
    this.none = element("p", "none", this.root, "Answers to questions of lessons stand here as they come.")
    /** The step that is looked at, "" for the newest. */
    this.chosen = ""
    this.step = ""
    this.peeking = false
    this.options = ""
    /** @type {Shown | undefined} */
    this.shown = undefined
  }

  /** @param {string} step */
  choose(step) {
    this.chosen = step
    this.peeking = false
    if (this.shown) this.show(this.shown)
  }

  look() {
    this.peeking = !this.peeking
    if (this.shown) this.show(this.shown)
  }

  /** @param {Shown} shown */
  show(shown) {
    this.shown = shown
    const { questions } = shown
    const question = questions.find(({ step }) => step === this.chosen) ?? asked(shown)
    this.root.classList.toggle("is-empty", !question)
    if (!question) return
    if (question.step !== this.step) this.peeking = false
    this.step = question.step
    this.offer(questions)
    write(this.ask, plain(question.ask))
    const here = shown.learners.filter((one) => one.here).length
    write(
      this.status,
      `${count(question.count, "answer")}, ${here} here${question.round > 1 ? `, round ${question.round}` : ""}.`,
    )
    const open = !question.held || this.peeking
    this.reveal.hidden = this.peek.hidden = !question.held
    this.peek.setAttribute("aria-pressed", String(this.peeking))
    this.draw(visible(question, open), open, Math.max(question.count, 1))
  }

  /** @param {Question[]} questions */
  offer(questions) {
    const options = questions.map(({ step, title }) => `${step}\n${title}`).join("\n")
    if (options !== this.options) {
      this.options = options
      this.menu.replaceChildren()
      for (const { step, title } of questions) element("option", "", this.menu, title).value = step
    }
    if (this.menu.value !== this.step) this.menu.value = this.step
  }

  /** @param {Bar[]} bars @param {boolean} open @param {number} most */
  draw(bars, open, most) {
    while (this.bars.children.length > bars.length) this.bars.lastElementChild?.remove()
    bars.forEach((bar, at) => {
      const row = this.bars.children[at] ?? empty(this.bars)
      const [label, track, number, why] = row.children
      row.className = !open ? "" : bar.right ? "is-right" : bar.misconception ? "is-believed" : "is-other"
      write(label, `${open && bar.right ? "✓ " : ""}${plain(bar.label)}`)
      const fill = /** @type {HTMLElement} */ (track.firstElementChild)
      fill.style.width = `${(100 * bar.count) / most}%`
      write(number, String(bar.count))
      write(why, bar.misconception && bar.misconception !== bar.label ? `“${bar.misconception}”` : "")
    })
    this.legend.hidden = !open
  }
}

/** The question that all were asked last, or else the newest. @param {Shown} shown */
function asked({ questions, asked: step }) {
  return questions.find((one) => one.step === step) ?? questions[0]
}

/** @param {HTMLElement} parent */
function empty(parent) {
  const row = element("li", "", parent)
  element("span", "label", row)
  element("span", "track", row).append(element("span", "fill"))
  element("span", "number", row)
  element("span", "why", row)
  return row
}

/** @param {HTMLElement} parent */
function legend(parent) {
  const list = element("ul", "legend", parent)
  for (const [kind, name] of [
    ["is-right", "right"],
    ["is-believed", "a misconception, named"],
    ["is-other", "another answer"],
  ]) {
    const entry = element("li", kind, list)
    element("span", "fill", entry)
    element("span", "", entry, name)
  }
  return list
}
