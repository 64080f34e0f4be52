// One picture: what it is made for, the picture as it forms, how far it is, its numbers, and what can be done with it.

import { announce } from "../shared/announcer.mjs"
import { button, element, write } from "../shared/dom.mjs"
import { download } from "../shared/files/download.mjs"
import { text } from "../shared/numbers.mjs"
import { Curve } from "./curve.mjs"
import { remember, remembered } from "./remembered.mjs"
import { Story } from "./story.mjs"
import { answered, standing } from "./words.mjs"

/**
 * @typedef {{ title: string, about: string, wanted: string, view: string, control: string, rows: number,
 *   columns: number, number: string, largest: string, after: string, best: [label: string, number: number] | null,
 *   class: string, who: string, file: string, trouble: string }} Shown See ui/components/excited/__init__.py.
 */

// Pictures that were made stay while their page is open, the newest of them.
const MOST = 24
// Pixels on a side from which a picture is drawn as photos are.
const FINE = 100
/** @type {Map<string, Story>} */
const stories = new Map()

/** @param {Shown} shown @returns {Story | null} */
function storyOf({ wanted, view, control }) {
  const ids = view ? { view, control } : remembered(wanted)
  if (!ids) return null
  if (view && remembered(wanted)?.view !== view) remember(wanted, ids)
  const known = stories.get(ids.view) ?? new Story(ids.view, ids.control)
  stories.delete(ids.view)
  stories.set(ids.view, known)
  const [oldest] = stories.keys()
  if (stories.size > MOST) stories.delete(oldest)
  return known
}

export class Frame {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.node = element("section", "frame-of-one", root)
    this.title = element("h3", "", this.node)
    this.about = element("p", "about", this.node)
    this.picture = element("div", "picture data", this.node)
    this.canvas = element("canvas", "", this.picture)
    this.canvas.setAttribute("role", "img")
    this.empty = element("p", "empty", this.picture, "Nothing is made yet.")
    this.bar = element("progress", "", this.node)
    this.state = element("p", "state", this.node)
    this.state.setAttribute("role", "status")
    const buttons = element("div", "buttons", this.node)
    this.act = button("", buttons, () => this.press())
    this.save = button("Save as PNG", buttons, () => this.keep())
    this.trouble = element("p", "trouble", this.node)
    this.numbers = element("table", "", this.node)
    this.curve = new Curve(this.node)
    this.answers = element("p", "answers", this.node)
    /** @type {Shown | null} */
    this.shown = null
    /** @type {Story | null} */
    this.story = null
    this.start = () => {}
    this.asked = false
  }

  /**
   * @param {Shown} shown
   * @param {() => void} start
   */
  show(shown, start) {
    const same = this.shown?.wanted === shown.wanted
    this.start = start
    this.shown = shown
    const story = storyOf(shown)
    if (story !== this.story || shown.trouble || !same) this.asked = false
    if (story !== this.story) this.story?.rest()
    this.story = story
    write(this.title, shown.title)
    write(this.about, shown.about)
    this.picture.style.aspectRatio = `${shown.columns} / ${shown.rows}`
    if (story && (!story.told.length || story.active) && !story.gone) story.follow(() => this.draw())
    this.draw()
  }

  draw() {
    const { shown, story } = this
    if (!shown) return
    if (story?.gone) this.lose(shown)
    const active = Boolean(story?.active)
    this.bar.max = story?.steps || 1
    this.bar.value = story?.newest?.step ?? 0
    this.bar.setAttribute("aria-label", `${shown.title}: steps`)
    write(this.state, this.asked ? "Asked for …" : story && !story.gone ? standing(story) : "")
    write(this.trouble, shown.trouble || story?.trouble || "")
    write(this.act, this.labelOf(active))
    this.act.className = active ? "" : "primary"
    this.act.disabled = this.asked || Boolean(story?.stopping)
    this.save.disabled = !story?.pixels
    this.paint(shown)
    this.list(shown)
    this.curve.draw(story, shown.number)
    write(this.answers, story?.newest ? answered(story.newest, shown.class, shown.who) : "")
  }

  /** It is kept no longer: then it can only be made again. @param {Shown} shown */
  lose(shown) {
    if (!this.story?.told.length) remember(shown.wanted, null)
  }

  /** @param {boolean} active */
  labelOf(active) {
    if (active) return "Stop, and keep it as it is"
    return this.story?.told.length ? "Make it again" : "Make it"
  }

  press() {
    if (this.story?.active) {
      this.story.end()
      return
    }
    this.asked = true
    this.draw()
    announce(this.root, "Asked for.")
    this.start()
  }

  /** @param {Shown} shown */
  paint({ title, number }) {
    const pixels = this.story?.pixels
    this.empty.hidden = Boolean(pixels)
    this.canvas.hidden = !pixels
    if (!pixels || !this.story) return
    const [channels, rows, columns] = this.story.shape
    this.canvas.setAttribute("aria-label", `${title}, ${number}: the picture at step ${this.story.newest?.step}`)
    this.canvas.className = columns < FINE ? "coarse" : ""
    if (this.canvas.width !== columns) this.canvas.width = columns
    if (this.canvas.height !== rows) this.canvas.height = rows
    this.canvas.getContext("2d")?.putImageData(coloured(pixels, channels, rows, columns), 0, 0)
  }

  /** @param {Shown} shown */
  list({ number, largest, after, best }) {
    const told = this.story?.told ?? []
    const [first, last] = [told[0], this.story?.newest]
    const said = (/** @type {number | undefined} */ value) => (value === undefined ? "–" : text(value))
    const rows = [[number, said(first?.sum), said(last?.sum)]]
    if (largest) rows.push([largest, said(first?.largest), said(last?.largest)])
    if (best) rows.push([best[0], "", text(best[1])])
    if (after) rows.push([after, said(first?.after), said(last?.after)])
    this.numbers.replaceChildren()
    const head = element("tr", "", element("thead", "", this.numbers))
    for (const name of ["", "begun with", "as shown"]) element(name ? "th" : "td", "", head, name)
    const body = element("tbody", "", this.numbers)
    for (const [name, ...values] of rows) {
      const row = element("tr", "", body)
      element("th", "", row, name).scope = "row"
      for (const value of values) element("td", "", row, value)
    }
  }

  keep() {
    this.canvas.toBlob((blob) => blob && download(blob, this.shown?.file ?? "picture.png"))
  }

  /** The component leaves the page; what is made goes on. */
  rest() {
    this.story?.rest()
  }

  leave() {
    this.rest()
    this.node.remove()
  }
}

/**
 * @param {Uint8Array} pixels of (channels, rows, columns): grey, or red, green and blue
 * @param {number} channels
 * @param {number} rows
 * @param {number} columns
 */
function coloured(pixels, channels, rows, columns) {
  const picture = new ImageData(columns, rows)
  const plane = rows * columns
  for (let k = 0; k < plane; k++) {
    for (let channel = 0; channel < 3; channel++)
      picture.data[4 * k + channel] = pixels[channels === 3 ? channel * plane + k : k]
    picture.data[4 * k + 3] = 255
  }
  return picture
}
