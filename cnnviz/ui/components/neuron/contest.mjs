// The template itself, dim, against the other image, bright: as they are, and normalised.

import { element, write } from "../shared/dom.mjs"
import { text } from "../shared/numbers.mjs"
import { contestSentence } from "./words.mjs"

/** @import { Contest } from "./model.mjs" */

export class ContestTable {
  /**
   * @param {HTMLElement} parent
   * @param {[dim: number, bright: number]} times
   */
  constructor(parent, [dim, bright]) {
    const part = element("section", "contest", parent)
    element("h2", "", part, "A bright wrong image against a dim right one")
    const table = element("table", "", part)
    const head = element("tr", "", element("thead", "", table))
    for (const name of ["b·x → answer", "As it is", "Normalised"])
      element("th", "", head, name).scope = name.startsWith("b") ? "row" : "col"
    const body = element("tbody", "", table)
    this.rows = [`The template itself × ${dim}`, `The image of x × ${bright}`].map((name) => {
      const row = element("tr", "", body)
      element("th", "", row, name).scope = "row"
      return [element("td", "", row), element("td", "", row)]
    })
    this.sentence = element("p", "", part)
  }

  /** @param {Contest} contest */
  draw(contest) {
    const columns = [contest.raw, contest.normalised]
    columns.forEach((pair, column) => {
      pair.forEach(({ sum, output }, row) => {
        const cell = this.rows[row][column]
        write(cell, `${text(sum)} → ${text(output)}`)
        cell.classList.toggle("wins", sum > pair[1 - row].sum)
      })
    })
    write(this.sentence, contestSentence(contest))
  }
}
