// The confusion matrix of the evaluation at the cursor, the pictures behind each cell, and the worst mistakes.

import { element, write } from "../dom.mjs"
import { answerPercent } from "./answer.mjs"
import { confusedCounts, confusedCut, confusedIn, confusedRows, confusedStrength, confusedWorst } from "./confusing.mjs"
import { LivePanel, paintButton, paintImage, paintSheet, paintShow, paintStep } from "./painting.mjs"

// Pictures shown of one cell, and of all mistakes.
const CONFUSED_MOST = 32
const CONFUSED_WORST = 12
// Pixels of the page that its bars may cover.
const CONFUSED_TOP = 200
// Milliseconds until the panels around are drawn.
const CONFUSED_SETTLED = 250
// Right answers in blue, mistakes in orange: the ends of the theme's diverging scale, over any background.
const CONFUSED_INKS = [[8, 81, 156], [196, 78, 8]]

/** A colour of a strength from 0 to 1, over whatever background. */
export function confusedColour(right, strength) {
  return `rgb(${CONFUSED_INKS[right ? 0 : 1].join(" ")} / ${strength.toFixed(3)})`
}

class ConfusionPanel extends LivePanel {
  constructor(parent, hub) {
    super(parent, hub, "confusion", "Confusion matrix")
    this.scroller = element("div", "live-scroller-x", this.root)
    this.legendLine()
    const bar = element("div", "live-bar", this.root)
    this.worst = paintButton(bar, "Worst mistakes", "The wrong answers the network was surest of", () => this.choose(null))
    this.title = element("p", "live-readout", this.root)
    this.title.setAttribute("aria-live", "polite")
    this.pictures = element("div", "live-row", this.root)
    this.tiles = []
    this.cell = null
  }

  legendLine() {
    const legend = element("div", "live-confused-legend", this.root)
    for (const right of [true, false]) {
      const line = element("span", "", legend)
      line.append(right ? "share of a row, right " : "mistaken ")
      for (const share of [0.01, 0.1, 0.5, 1]) {
        const swatch = element("i", "", line)
        swatch.style.background = confusedColour(right, confusedStrength(share))
        swatch.style.color = confusedStrength(share) > 0.6 ? "#fff" : ""
        swatch.textContent = `${100 * share} %`
      }
    }
  }

  renew() {
    Object.assign(this, { known: null, labels: null, classes: "", listed: "", cell: null })
  }

  repaint() {
    const { hub } = this
    const { begun, labels } = hub
    const evaluation = this.snapshot() && begun ? hub.evaluation(hub.cursor) : null
    if (!evaluation?.predicted || !labels) {
      this.known = null
      return this.lack(this.whenCounted())
    }
    if (String(begun.classes) !== this.classes) this.build(begun.classes)
    this.classes = String(begun.classes)
    if (evaluation === this.known && labels === this.labels) return
    Object.assign(this, { known: evaluation, labels })
    this.count()
    this.list()
  }

  whenCounted() {
    const next = this.hub.evaluations.find((one) => one.part === "validation" && one.predicted)
    const when = next ? `at step ${next.step.toLocaleString("en")} for the first time: move the timeline there` : "as soon as the network has been tried on the validation pictures, at the end of an epoch at the latest"
    return `Which class is taken for which: counted ${when}.`
  }

  build(classes) {
    this.scroller.replaceChildren()
    const table = element("table", `live-confused${classes.length > 12 ? " many" : ""}`, this.scroller)
    table.setAttribute("aria-label", "Confusion matrix: rows are true classes, columns what they were taken for. Arrow keys move, Enter shows pictures.")
    const head = element("tr", "", element("thead", "", table))
    const corner = element("th", "", head)
    corner.append("true ↓", element("br"), "taken for →")
    for (const name of [...classes, "right"]) {
      const cell = element("th", "", head)
      cell.scope = "col"
      element("span", "", cell).textContent = name
    }
    const body = element("tbody", "", table)
    this.buttons = []
    this.shares = classes.map((name, row) => this.line(body, name, row, classes))
    table.addEventListener("keydown", (event) => this.moved(event, classes.length))
  }

  line(body, name, row, classes) {
    const line = element("tr", "", body)
    const head = element("th", "", line)
    head.scope = "row"
    head.textContent = name
    classes.forEach((_, column) => {
      const button = element("button", "", element("td", "", line))
      button.type = "button"
      button.tabIndex = row || column ? -1 : 0
      button.addEventListener("click", () => this.choose([row, column]))
      this.buttons.push(button)
    })
    return element("td", "share", line)
  }

  moved(event, classes) {
    const at = this.buttons.indexOf(event.target)
    const next = at < 0 ? -1 : paintStep(event.key, at, classes, this.buttons.length)
    if (next < 0) return
    event.preventDefault()
    for (const button of this.buttons) button.tabIndex = -1
    this.buttons[next].tabIndex = 0
    this.buttons[next].focus()
  }

  count() {
    const { classes } = this.hub.begun
    const counts = confusedCounts(this.labels, this.known.predicted, classes.length)
    const rows = confusedRows(counts, classes.length)
    counts.forEach((count, at) => {
      const [row, column] = [Math.floor(at / classes.length), at % classes.length]
      const strength = confusedStrength(count / rows[row].total)
      const button = this.buttons[at]
      if (button.count === count && button.total === rows[row].total) return
      Object.assign(button, { count, total: rows[row].total })
      write(button, count ? String(count) : "")
      button.style.background = confusedColour(row === column, strength)
      button.style.color = strength > 0.6 ? "#fff" : ""
      button.setAttribute("aria-label", `${count} of ${rows[row].total} ${classes[row]} taken for ${classes[column]}`)
    })
    rows.forEach(({ share }, row) => write(this.shares[row], Number.isNaN(share) ? "none" : answerPercent(share)))
    const [right, total] = ["right", "total"].map((name) => rows.reduce((sum, one) => sum + one[name], 0))
    this.say(`${right.toLocaleString("en")} of ${total.toLocaleString("en")} validation pictures right (${answerPercent(right / total)}) at step ${this.known.step.toLocaleString("en")}: each row is a true class, each column what its pictures were taken for.`)
  }

  choose(cell) {
    this.cell = cell
    this.list()
  }

  list() {
    const { classes } = this.hub.begun
    const [row, column] = this.cell ?? []
    this.worst.setAttribute("aria-pressed", String(!this.cell))
    this.buttons.forEach((button, at) => button.classList.toggle("chosen", Boolean(this.cell) && at === row * classes.length + column))
    const every = this.cell ? confusedIn(this.labels, this.known, row, column, Infinity) : confusedWorst(this.labels, this.known, Infinity)
    const [count, found] = [every.length, every.slice(0, this.cell ? CONFUSED_MOST : CONFUSED_WORST)]
    const what = !this.cell ? "Wrong answers" : row === column ? `${classes[row]}, rightly told` : `${classes[row]} taken for ${classes[column]}`
    const some = count > found.length ? `, the ${found.length} surest of ${count}${confusedCut(this.known, every, found.length)}` : `: ${count}`
    write(this.title, count ? `${what}${some}. Each with how sure the network was; a click puts it under Test it.` : `${what}: none.`)
    this.fetch(found)
  }

  async fetch(indices) {
    const wanted = (this.asked = {})
    const { confidence, predicted } = this.known
    let found
    try {
      found = indices.length ? await this.hub.pictures(indices) : null
    } catch (error) {
      return write(this.title, error.message)
    }
    if (wanted !== this.asked) return
    while (this.tiles.length > indices.length) this.tiles.pop().button.remove()
    while (this.tiles.length < indices.length) this.tiles.push(this.tile())
    indices.forEach((index, k) => this.fill(this.tiles[k], index, k, found, confidence[index], predicted[index]))
  }

  fill(tile, index, k, { pictures, size }, confidence, predicted) {
    const { classes } = this.hub.begun
    const count = size[0] * size[1] * size[2]
    if (tile.drawn !== index || tile.run !== this.run) {
      if (String(tile.size) !== String(size)) Object.assign(tile, { size, sheet: paintSheet(tile.canvas, size[1], size[2]) })
      paintImage(tile.sheet.words, pictures, count, k * count)
      paintShow(tile.sheet)
    }
    Object.assign(tile, { drawn: index, run: this.run })
    const [truth, said] = [classes[this.labels[index]], classes[predicted]]
    // It came as a byte, so a percent more or less: it is not said as if it were exact.
    const sure = `≈ ${Math.round((100 * confidence) / 255)} %`
    write(tile.words, sure)
    write(tile.name, this.cell ? "" : said)
    tile.button.title = `${truth}, taken for ${said} (${sure} sure)`
    tile.button.setAttribute("aria-label", `Picture ${index + 1}: ${tile.button.title}. Put it under Test it.`)
  }

  tile() {
    const button = element("button", "live-tile live-told", this.pictures)
    button.type = "button"
    const tile = { button, canvas: element("canvas", "live-thumb", button), words: element("span", "", button), name: element("span", "", button) }
    button.addEventListener("click", () => {
      this.hub.probing({ validation: tile.drawn })
      this.showProbe()
    })
    return tile
  }

  /** Brings the picture's answer into sight where none of it is: on a telephone. */
  showProbe() {
    const panel = this.root.closest(".live-inside")?.querySelector(".live-probe")
    if (!panel || panel.getBoundingClientRect().bottom >= CONFUSED_TOP) return
    panel.scrollIntoView({ block: "start" })
    // What comes into sight is drawn then, and may push it away.
    setTimeout(() => panel.scrollIntoView({ block: "start" }), CONFUSED_SETTLED)
  }
}

/** The panel of the confusion matrix: { draw(), stop() }. */
export function confusionPanel(parent, hub) {
  return new ConfusionPanel(parent, hub)
}
