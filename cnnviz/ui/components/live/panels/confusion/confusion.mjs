// The confusion matrix of the evaluation at the cursor, the pictures behind each cell, and the worst mistakes.

import { element, write } from "../../../shared/dom.mjs"
import { titledButton } from "../../drawing/inputs.mjs"
import { resizeTiles, Tile } from "../../drawing/tile.mjs"
import { precisePercent } from "../../words/figures.mjs"
import { RunPanel } from "../run_panel.mjs"
import { confusionCounts, mistakes, picturesIn, rowsOf, tieWords } from "./counts.mjs"
import { Matrix } from "./matrix.mjs"

/**
 * @import { Hub } from "../../run/hub.mjs"
 * @import { Evaluation, Pictures } from "../../run/run.js"
 *
 * @typedef {Evaluation & { predicted: Uint8Array, confidence: Uint8Array }} Answered
 * @typedef {{ evaluation: Answered, labels: Uint8Array, classes: string[] }} Counted
 */

// Pictures shown of one cell, and of all mistakes.
const MOST_OF_CELL = 32
const MOST_MISTAKES = 12
// Pixels of the page that its bars may cover.
const COVERED = 200
// Milliseconds until the panels around are drawn.
const SETTLED = 250

/** A picture with how sure the network was, and what it took it for. */
class AnsweredTile extends Tile {
  /**
   * @param {HTMLElement} parent
   * @param {(index: number) => void} choose
   */
  constructor(parent, choose) {
    super(parent, "live-tile live-told", choose)
    this.sure = element("span", "", this.button)
    this.taken = element("span", "", this.button)
    this.drawn = ""
  }

  /**
   * @param {string} truth
   * @param {string} taken
   * @param {number} confidence 0 to 255
   * @param {boolean} named whether what it was taken for stands below
   */
  answer(truth, taken, confidence, named) {
    // It came as a byte, so a percent more or less: it is not said as if it were exact.
    const sure = `≈ ${Math.round((100 * confidence) / 255)} %`
    write(this.sure, named ? `${sure} ` : sure)
    write(this.taken, named ? taken : "")
    this.button.title = `${truth}, taken for ${taken} (${sure} sure)`
    const name = `Picture ${this.index + 1}: ${sure} ${taken}, in truth ${truth}. Put it under Test it.`
    this.button.setAttribute("aria-label", name)
  }
}

export class ConfusionPanel extends RunPanel {
  /**
   * @param {HTMLElement} parent
   * @param {Hub[]} hubs
   */
  constructor(parent, [hub]) {
    super(parent, hub, "confusion", "Confusion matrix")
    this.matrix = new Matrix(this.root, (cell) => this.choose(cell))
    const bar = element("div", "live-bar", this.root)
    const title = "The wrong answers the network was surest of"
    this.worst = titledButton(bar, "Worst mistakes", title, () => this.choose(null))
    this.heading = element("p", "live-readout", this.root)
    this.row = element("div", "live-row", this.root)
    /** @type {AnsweredTile[]} */
    this.tiles = []
    // Counts the questions for pictures: an answer to an older one is late.
    this.asked = 0
    // Counts the runs, as their pictures differ.
    this.runs = 0
    /** @type {Counted | null} */
    this.counted = null
    /** @type {[row: number, column: number] | null} */
    this.cell = null
  }

  renew() {
    this.runs++
    this.counted = null
    this.cell = null
  }

  theme() {
    this.counted = null
    this.matrix.theme()
  }

  repaint() {
    const { begun, labels } = this.hub
    const evaluation = /** @type {Answered | null} */ (begun ? this.hub.evaluation : null)
    if (!begun || !evaluation || !labels) {
      this.counted = null
      return this.lack(this.whenCounted())
    }
    const { classes } = begun
    this.matrix.arrange(classes)
    if (evaluation === this.counted?.evaluation && labels === this.counted.labels) return
    this.counted = { evaluation, labels, classes }
    this.count(this.counted)
    this.list()
  }

  whenCounted() {
    const next = this.hub.evaluations.find((evaluation) => evaluation.part === "validation" && evaluation.predicted)
    const when = next
      ? `at step ${next.step.toLocaleString("en")} for the first time: move the timeline there`
      : "as soon as the network has been tried on the validation pictures, at the end of an epoch at the latest"
    return `Which class is taken for which: counted ${when}.`
  }

  /** @param {Counted} counted */
  count({ evaluation, labels, classes }) {
    const counts = confusionCounts(labels, evaluation.predicted, classes.length)
    const rows = rowsOf(counts, classes.length)
    this.matrix.show(counts, rows)
    const right = rows.reduce((sum, row) => sum + row.right, 0)
    const total = rows.reduce((sum, row) => sum + row.total, 0)
    this.say(
      [
        `${right.toLocaleString("en")} of ${total.toLocaleString("en")} validation pictures right`,
        `(${precisePercent(right / total)}) at step ${evaluation.step.toLocaleString("en")}: each`,
        "row is a true class, each column what its pictures were taken for.",
      ].join(" "),
    )
  }

  /** @param {[row: number, column: number] | null} cell */
  choose(cell) {
    this.cell = cell
    this.list()
    this.announce(this.heading.textContent)
  }

  /** The pictures of the chosen cell, or the worst mistakes. */
  list() {
    if (!this.counted) return
    const { evaluation, labels } = this.counted
    this.worst.setAttribute("aria-pressed", String(!this.cell))
    this.matrix.mark(this.cell)
    const every = this.cell ? picturesIn(labels, evaluation, this.cell[0], this.cell[1]) : mistakes(labels, evaluation)
    const surest = every.slice(0, this.cell ? MOST_OF_CELL : MOST_MISTAKES)
    const { held } = this.hub
    const found = held ? surest.filter((index) => held.includes(index)) : surest
    write(this.heading, this.headingOf(this.counted, every, surest.length, found.length))
    this.fetch(this.counted, found)
  }

  /**
   * @param {Counted} counted
   * @param {number[]} every
   * @param {number} surest
   * @param {number} here
   */
  headingOf({ evaluation, classes }, every, surest, here) {
    const what = this.cell ? cellWords(this.cell, classes) : "Wrong answers"
    if (!every.length) return `${what}: none.`
    const some =
      every.length > surest
        ? `, the ${surest} surest of ${every.length}${tieWords(evaluation, every, surest)}`
        : `: ${every.length}`
    if (!here) return `${what}${some}. The pictures of these are in the app.`
    const left = here < surest ? ` ${here} of these ${surest} are here.` : ""
    return `${what}${some}.${left} Each with how sure the network was; a click puts it under Test it.`
  }

  /**
   * @param {Counted} counted
   * @param {number[]} indices
   */
  async fetch(counted, indices) {
    const asked = ++this.asked
    try {
      const pictures = await this.hub.pictures.fetch(indices)
      if (asked === this.asked) this.fill(counted, indices, pictures)
    } catch (error) {
      write(this.heading, error instanceof Error ? error.message : String(error))
    }
  }

  /**
   * @param {Counted} counted
   * @param {number[]} indices
   * @param {Pictures} pictures
   */
  fill({ evaluation, labels, classes }, indices, pictures) {
    resizeTiles(this.tiles, indices.length, () => new AnsweredTile(this.row, (index) => this.test(index)))
    for (const [k, index] of indices.entries()) {
      const tile = this.tiles[k]
      const drawn = `${this.runs} ${index}`
      if (tile.drawn !== drawn) tile.show(pictures, k, index)
      tile.drawn = drawn
      const [truth, taken] = [classes[labels[index]], classes[evaluation.predicted[index]]]
      tile.answer(truth, taken, evaluation.confidence[index], !this.cell)
    }
  }

  /**
   * Puts a picture to the network, and brings the answer into sight where none of it is: on a telephone.
   * @param {number} index
   */
  test(index) {
    this.hub.setProbe({ validation: index })
    const panel = this.root.closest(".live-inside")?.querySelector(".live-probe")
    if (!panel || panel.getBoundingClientRect().bottom >= COVERED) return
    panel.scrollIntoView({ block: "start" })
    // What comes into sight is drawn then, and may push it away.
    setTimeout(() => panel.scrollIntoView({ block: "start" }), SETTLED)
  }
}

/**
 * @param {[row: number, column: number]} cell
 * @param {string[]} classes
 */
function cellWords([row, column], classes) {
  return row === column ? `${classes[row]}, rightly told` : `${classes[row]} taken for ${classes[column]}`
}
