// The four answers: at the first place, and here.

import { element, write } from "../shared/dom.mjs"
import { text } from "../shared/numbers.mjs"
import { WAYS } from "./answers.mjs"
import { LINES } from "./curve.mjs"
import { percent, shareOf } from "./words.mjs"

/** @import { Answers } from "./answers.mjs" */

export class AnswerTable {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    const table = element("table", "answers", element("div", "scroller", parent))
    const head = element("tr", "", table)
    for (const name of ["One number", "first place", "here", "share"]) element("th", "", head, name).scope = "col"
    this.rows = WAYS.map((way) => {
      const row = element("tr", "", table)
      element("th", "", row, LINES[way].name).scope = "row"
      return Array.from({ length: 3 }, () => element("td", "", row))
    })
    this.line = element("p", "line", parent)
  }

  /**
   * @param {Answers} first
   * @param {Answers} now
   */
  show(first, now) {
    WAYS.forEach((way, at) => {
      const [before, here, share] = this.rows[at]
      write(before, text(first[way]))
      write(here, text(now[way]))
      write(share, percent(shareOf(first[way], now[way])))
    })
  }
}
