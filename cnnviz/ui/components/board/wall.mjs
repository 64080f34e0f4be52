// Every learner's training run on one wall: the losses as lines over each other, one of them lit.

import { button, element, write } from "../shared/dom.mjs"
import { text } from "../shared/numbers.mjs"

/**
 * @import { Reply } from "../shared/classroom/routes.mjs"
 * @typedef {{
 *   number: number, name: string, view: string, status: string, title: string, steps: number, line: (number | null)[],
 * }} Run
 */

// Milliseconds between two looks, while the wall is open.
const USUAL = 2000
const KEY =
  "Each line is one run: the loss of its batches, averaged over neighbours. The run whose name is pressed is orange."
const SVG = "http://www.w3.org/2000/svg"
const HIGH = 300
const SPACE = { left: 56, right: 12, top: 12, bottom: 30 }

/**
 * The lines' points in the picture, all on one scale: steps to the right, loss upwards from 0.
 * @param {Run[]} runs
 * @param {number} wide
 */
export function lines(runs, wide) {
  const most = Math.max(1e-9, ...runs.flatMap(({ line }) => line.map((loss) => loss ?? 0)))
  const steps = Math.max(1, ...runs.map((run) => run.steps))
  const points = runs.map((run) =>
    run.line
      .map((loss, at) => {
        const x = SPACE.left + (((at + 0.5) / run.line.length) * run.steps * (wide - SPACE.left - SPACE.right)) / steps
        const y = HIGH - SPACE.bottom - ((loss ?? most) / most) * (HIGH - SPACE.top - SPACE.bottom)
        return `${x.toFixed(1)},${y.toFixed(1)}`
      })
      .join(" "),
  )
  return { most, steps, points }
}

/** A run in words. @param {Run} run */
export function about({ name, status, title, steps, line }) {
  const last = line.at(-1)
  const loss = last === undefined ? "" : last === null ? ", loss no finite number" : `, loss ${text(last)}`
  return `${name}: ${title ? `${title}, ` : ""}${status}${steps ? `, ${steps} steps` : ""}${loss}`
}

export class Wall {
  /**
   * @param {HTMLElement} parent
   * @param {() => Promise<Reply>} look
   */
  constructor(parent, look) {
    this.root = element("details", "wall", parent)
    element("summary", "", this.root, "Training runs of the class")
    this.none = element("p", "none", this.root, "The run that a learner trains stands here.")
    this.svg = /** @type {SVGSVGElement} */ (document.createElementNS(SVG, "svg"))
    this.svg.setAttribute("height", String(HIGH))
    this.svg.setAttribute("role", "img")
    this.root.append(this.svg)
    element("p", "key", this.root, KEY)
    this.names = element("div", "list", this.root)
    this.look = look
    this.timer = 0
    this.chosen = 0
    /** @type {Run[]} */
    this.runs = []
    this.root.addEventListener("toggle", () => this.ask())
  }

  stop() {
    clearTimeout(this.timer)
    this.root.open = false
  }

  async ask() {
    clearTimeout(this.timer)
    if (!this.root.open) return
    const reply = await this.look()
    if (reply.ok) this.show(/** @type {Run[]} */ (JSON.parse(reply.text)))
    clearTimeout(this.timer)
    if (this.root.open) this.timer = window.setTimeout(() => this.ask(), USUAL)
  }

  /** @param {Run[]} runs */
  show(runs) {
    this.runs = runs
    this.root.classList.toggle("is-bare", !runs.length)
    if (!runs.length) return
    const wide = Math.max(240, this.root.clientWidth)
    const { most, steps, points } = lines(runs, wide)
    this.svg.replaceChildren()
    for (const share of [0, 0.5, 1]) {
      const y = HIGH - SPACE.bottom - share * (HIGH - SPACE.top - SPACE.bottom)
      drawn(this.svg, "line", { class: "rule", x1: SPACE.left, x2: wide - SPACE.right, y1: y, y2: y })
      drawn(this.svg, "text", { x: SPACE.left - 6, y: y + 5, "text-anchor": "end" }).textContent = text(
        share * Number(most.toPrecision(2)),
      )
    }
    drawn(this.svg, "text", { x: wide - SPACE.right, y: HIGH - 8, "text-anchor": "end" }).textContent = `step ${steps}`
    drawn(this.svg, "text", { x: SPACE.left, y: HIGH - 8 }).textContent = "loss over steps"
    // The lit one lies over the others.
    const order = runs.map((_, at) => at).sort((one, other) => this.rank(one) - this.rank(other))
    for (const at of order)
      drawn(this.svg, "polyline", { class: this.rank(at) ? "line is-lit" : "line", points: points[at] })
    this.svg.setAttribute("aria-label", `Losses of ${runs.length} runs. ${runs.map(about).join(". ")}.`)
    this.list()
  }

  /** @param {number} at */
  rank(at) {
    return this.runs[at].number === this.chosen ? 1 : 0
  }

  list() {
    const buttons = /** @type {HTMLButtonElement[]} */ ([...this.names.children])
    for (const extra of buttons.splice(this.runs.length)) extra.remove()
    this.runs.forEach((run, at) => {
      const node = buttons[at] ?? button("", this.names, () => this.choose(at))
      write(node, about(run))
      node.className = "tile run"
      node.setAttribute("aria-pressed", String(run.number === this.chosen))
    })
  }

  /** @param {number} at */
  choose(at) {
    const { number } = this.runs[at]
    this.chosen = this.chosen === number ? 0 : number
    this.show(this.runs)
  }
}

/** @param {Element} parent @param {string} tag @param {Record<string, string | number>} how */
function drawn(parent, tag, how) {
  const node = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(how)) node.setAttribute(name, String(value))
  parent.append(node)
  return node
}
