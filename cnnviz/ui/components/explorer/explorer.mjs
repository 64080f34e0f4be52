// One step of a network, number by number: input, window and output, linked by what is pointed at.

import { element, write } from "../dom.mjs"
import { unpacked, words } from "../message.mjs"
import { number } from "../typed.mjs"
import { Board, scalesOf } from "./board.mjs"
import { bracketed } from "./arithmetic.mjs"
import { flipped } from "./convolving.mjs"
import { formula } from "./geometry.mjs"
import { Knobs } from "./knobs.mjs"
import { Middle } from "./middle.mjs"
import { apart, axesOf, fedBy, nearestOutput, poolTerms, termsOf, worked } from "./model.mjs"
import { text } from "./numbers.mjs"
import { Player } from "./player.mjs"
import { Post, spelled } from "./post.mjs"
import { counted, inputSentence, outputSentence, weightSentence } from "./sentences.mjs"
import { fitting, reach } from "./settings.mjs"
import { SignalBoard } from "./signal.mjs"

// Pixels a cell takes after "Numbers".
const READABLE = 42
// Of the largest number: what 32-bit sums in another order may differ by.
const TOLERANCE = 1e-5

const explorers = new WeakMap()
let mounts = 0

/** The arrays after the header, in the order that cnnviz/figures/explored.py writes them. */
export function arraysOf(header, rest) {
  let at = 0
  const take = (bytes) => rest.slice(at, (at += bytes))
  const floats = (count) => new Float32Array(take(4 * count).buffer)
  const [pixels, cells] = [header.size[0] * header.size[1], header.window[0] * header.window[1]]
  const palette = words(take(768))
  const bytes = (count) => Float32Array.from(take(count), (value) => Math.fround(value / 255))
  const planes = header.channels.map(() => (header.bytes ? bytes(pixels) : floats(pixels)))
  const kernel = (header.operation === "pool" ? [null] : header.channels).map(() => floats(cells))
  const outputs = header.outputs[0] * header.outputs[1]
  const sums = floats(outputs)
  return { palette, planes, kernel, sums, output: header.activated ? floats(outputs) : sums }
}

class Explorer {
  constructor(root) {
    this.root = root
    this.post = new Post(++mounts, (name, value) => this.tell(name, value), (ahead) => this.contents(ahead))
    root.replaceChildren()
    this.knobs = new Knobs(root, (name, value, dragging) => this.turn(name, value, dragging))
    this.trouble = element("p", "trouble", root)
    this.trouble.setAttribute("role", "status")
    this.stage = element("div", "stage", root)
    this.player = new Player(root, {
      step: (by) => this.go(this.index() + by),
      go: (index) => this.go(index),
      rest: () => this.tellCell(),
      at: () => this.index(),
      count: () => this.work?.output.length ?? 0,
    })
    this.tools = this.makeTools(this.player.bar)
    this.words = element("p", "words", root)
    this.agreement = element("p", "agreement", root)
    this.spoken = element("p", "spoken", root)
    this.spoken.setAttribute("aria-live", "polite")
    // Streamlit listens for r and c on the document.
    root.addEventListener("keydown", (event) => this.key(event))
    this.watcher = new ResizeObserver(() => this.resized())
    this.watcher.observe(root)
  }

  makeTools(parent) {
    const tools = element("span", "tools", parent)
    const button = (label, title, act) => {
      const made = element("button", "", tools)
      Object.assign(made, { type: "button", textContent: label, title })
      made.setAttribute("aria-label", title)
      made.addEventListener("click", () => {
        act()
        this.redraw()
      })
    }
    button("−", "Zoom out", () => this.board.zoom(1 / 1.6, this.cell()))
    button("+", "Zoom in to the window", () => this.board.zoom(1.6, this.cell()))
    button("Fit", "Show everything", () => this.board.zoom(0, this.cell()))
    button("Numbers", "Zoom until the numbers can be read", () => this.board.zoomTo(READABLE, this.cell()))
    const label = (this.painter = element("label", "paint", tools))
    label.title = "Paint input pixels with this value: press and drag on the input, or press Enter at the window's centre."
    this.paintOn = element("input", "", label)
    this.paintOn.type = "checkbox"
    this.paintOn.addEventListener("change", () => this.root.classList.toggle("painting", this.paintOn.checked))
    label.append("Paint")
    this.brush = element("input", "brush", label)
    Object.assign(this.brush, { type: "number", step: 0.1, value: 1 })
    this.brush.setAttribute("aria-label", "Value to paint")
    return tools
  }

  /** A message from the server: what it shows, and what it computed. */
  receive(data) {
    const { header, rest } = unpacked(data)
    const sent = arraysOf(header, rest)
    const { ahead, turned } = this.post
    const answered = this.post.answered(header.edition)
    const mine = (what) => !answered && ahead.has(what)
    this.header = header
    this.palette = sent.palette
    this.subject = {
      operation: header.operation,
      size: header.size,
      window: mine("kernel") ? this.subject.window : header.window,
      values: mine("values") ? { ...header.values, ...turned } : header.values,
      planes: mine("planes") ? this.subject.planes : sent.planes,
      kernel: mine("kernel") ? this.subject.kernel : sent.kernel,
    }
    this.reference = answered ? sent : null
    const cell = header.cell.join(" ")
    if (cell !== this.post.told) {
      this.pinned = header.cell
      this.post.told = cell
    }
    this.arrange()
    this.painter.hidden = !header.paintable
    this.recompute()
    if (!this.arrived) requestAnimationFrame(() => this.arrive())
  }

  /** Somebody who asked for this from further down the page must not have to look for it. */
  arrive() {
    this.arrived = true
    const { top } = this.root.getBoundingClientRect()
    if (top < 0) this.root.scrollIntoView({ block: "start" })
  }

  /** The board for this layout; another step keeps it, another layout gets a new one. */
  arrange() {
    const { layout } = this.header
    if (layout === this.layout) return
    this.layout = layout
    this.stage.replaceChildren()
    const holder = element("div")
    this.middle = new Middle(holder, {
      weight: (tap) => this.point(tap === null ? null : { kind: "weight", tap }),
      edit: (tap, input) => this.typed(tap, input),
      paste: (block) => this.pasted(block),
      redraw: () => this.recompute(),
    })
    const hooks = {
      input: (cell, channel) => this.point(cell && { kind: "input", cell: this.unframed(cell), channel }),
      output: (cell) => this.point(cell && { kind: "output", cell }),
      weight: (tap) => this.point(tap === null ? null : { kind: "weight", tap }),
      pin: (cell) => this.pin(cell),
      pinInput: (cell) => this.pin(nearestOutput(this.work, ...this.unframed(cell))),
      pen: () => this.paintOn.checked && Boolean(this.header.paintable),
      paint: (channels, cell) => this.paint(channels, cell),
      zoom: (factor) => this.zoomBy(factor),
      set: (place, value) => this.set(0, place, value),
      kept: () => this.post.soon(),
    }
    this.board = layout === "signal" ? new SignalBoard(this.stage, hooks, this.middle.box) : new Board(this.stage, hooks, this.middle.box)
    this.tools.hidden = layout === "signal"
    // A row of numbers is seen before anything happens to it.
    this.veiled = layout === "signal"
  }

  /** A padded place of a plane as an input position; a signal's places are such positions already. */
  unframed([row, column]) {
    if (this.layout === "signal") return [row, column]
    const [rows, columns] = this.work.axes
    return [row - rows.before, column - columns.before]
  }

  recompute() {
    const { subject, header } = this
    const axes = (values) => axesOf(subject, values)
    const most = (knob) => Math.max(knob.low, reach(knob, subject.values, axes))
    const possible = (knob, option) => fitting(axes({ ...subject.values, [knob.name]: option }))
    this.knobs.show(header.knobs, subject.values, most, possible)
    const work = worked(subject)
    if (!work) return this.explain("No window fits with these settings. Add padding, or choose a smaller kernel or dilation.")
    this.explain(header.trouble)
    this.work = work
    this.compare()
    this.pinned = this.kept(this.pinned)
    this.scales = scalesOf(work, this.palette, subject.values.shared ? header.shared : 0)
    const channels = header.channels
    this.board.chosen = this.middle.channel < channels.length ? this.middle.channel : 0
    this.middle.shape(work, channels, this.editable())
    this.board.show(work, this.scales, channels, this.inputTitle(), this.outputTitle())
    this.redraw()
  }

  editable() {
    return Boolean(this.header.editable && this.header.uniform)
  }

  kept(cell) {
    return cell.map((at, way) => Math.max(0, Math.min(this.work.axes[way].output - 1, at)))
  }

  inputTitle() {
    const { size, channels } = this.header
    const depth = channels.length > 1 ? ` × ${channels.length}` : ""
    const [rows, columns] = this.work.axes
    if (this.layout === "signal") return `${counted(size[1], "number")}${columns.before + columns.after ? ` · dashed: ${columns.before} invented before, ${columns.after} after` : ""}`
    const added = [rows.before, rows.after, columns.before, columns.after]
    const sides = ["above", "below", "left", "right"].map((side, k) => added[k] && `${added[k]} ${side}`).filter(Boolean)
    const alike = added.every((count) => count === added[0])
    const frame = sides.length ? ` · hatched: ${alike ? `${added[0]} px` : sides.join(", ")} invented` : ""
    return `Input ${size[0]} × ${size[1]}${depth}${frame}`
  }

  outputTitle() {
    const [rows, columns] = this.work.axes
    return `Output ${rows.output} × ${columns.output} · ${this.header.name}`
  }

  /** Takes over the server's numbers where they are for these very settings, and says how far ours were from them. */
  compare() {
    const { work, reference } = this
    if (!reference || this.post.ahead.size) return write(this.agreement, "The browser's numbers; the server's are on their way …")
    const difference = Math.max(apart(work.output, reference.output), apart(work.sums, reference.sums))
    const largest = reference.output.reduce((most, value) => Math.max(most, Math.abs(value)), 1)
    const agree = difference <= TOLERANCE * largest
    this.agreement.classList.toggle("differs", !agree)
    const said = agree ? "Browser and server agree on" : "Browser and server differ on some of"
    write(this.agreement, `${said} ${reference.output.length === 1 ? "the only number" : `all ${counted(reference.output.length, "number")}`} (largest difference ${difference ? difference.toExponential(1).replace("-", "−") : 0}). ${this.formulas()}`)
    // What is printed is what the server computed.
    if (reference.output.length === work.output.length) Object.assign(work, { sums: reference.sums, output: reference.output })
  }

  formulas() {
    const [rows, columns] = this.work.axes
    const rounded = rows.ceil ? "⌈ ⌉ rounds up" : "⌊ ⌋ rounds down"
    const what = `(input + padding before + after − dilation · (${this.work.pool ? "window" : "kernel"} − 1) − 1) / stride, ${rounded}, + 1`
    return rows.size === 1 ? `Size: ${formula(columns)}, which is ${what}.` : `Rows: ${formula(rows)}. Columns: ${formula(columns)}. Each is ${what}.`
  }

  explain(sentence) {
    write(this.trouble, sentence)
  }

  index() {
    return this.pinned && this.work ? this.pinned[0] * this.work.axes[1].output + this.pinned[1] : 0
  }

  /** The one output that everything is shown for. */
  cell() {
    const { pointer } = this
    if (pointer?.kind === "output") return this.kept(pointer.cell)
    if (pointer?.kind === "input") return nearestOutput(this.work, ...pointer.cell)
    return this.pinned
  }

  point(pointer) {
    if (!this.work) return
    this.pointer = pointer
    if (pointer?.kind === "output") this.veiled = false
    this.redraw()
  }

  /** Draws before the next frame, however many moves there were. */
  redraw() {
    this.pending ??= requestAnimationFrame(() => {
      this.pending = null
      this.draw()
    })
  }

  draw() {
    if (!this.work) return
    const started = performance.now()
    const { work, pointer } = this
    const cell = this.cell()
    const at = cell[0] * work.axes[1].output + cell[1]
    const terms = this.terms(cell)
    const value = work.output[at]
    this.board.draw(cell, terms, pointer, this.veiled ? this.pinned : null)
    this.middle.show(work, terms, this.scales, this.pointedTap(terms), work.sums[at], value)
    write(this.words, this.sentence(cell, terms, work.sums[at], value))
    this.player.show()
    Object.assign(this.root.dataset, { cell: cell.join(" "), value: text(value), drawn: String(performance.now()), took: (performance.now() - started).toFixed(2) })
  }

  /** The window of an output, taken apart. */
  terms(cell) {
    return (this.work.pool ? poolTerms : termsOf)(this.work, ...cell)
  }

  /** Which cell of the window's tables is pointed at. */
  pointedTap(terms) {
    const { pointer } = this
    if (pointer?.kind === "weight") return pointer.tap
    if (pointer?.kind !== "input") return -1
    const [row, column] = [terms.rows.indexOf(pointer.cell[0]), terms.columns.indexOf(pointer.cell[1])]
    return row < 0 || column < 0 ? -1 : row * terms.columns.length + column
  }

  sentence(cell, terms, sum, value) {
    const { work, pointer } = this
    if (pointer?.kind === "weight" && !work.pool) {
      const { tap } = pointer
      const products = terms.channels.map((one, k) => `${text(one.values[tap])} · ${bracketed(work.weights[k][tap])} = ${text(one.products[tap])}`)
      return weightSentence(work, tap, work.weights[0][tap], products.join(", "))
    }
    if (pointer?.kind !== "input") return outputSentence(work, terms, cell, value, sum)
    const [rows, columns] = work.axes
    const held = work.framed[pointer.channel][(pointer.cell[0] + rows.before) * work.shape[1] + pointer.cell[1] + columns.before]
    const fed = fedBy(work, ...pointer.cell)
    const own = fed.find((one) => one.row === cell[0] && one.column === cell[1])
    return inputSentence(work, pointer.cell, held, fed.length, own && !work.pool ? text(own.weights[pointer.channel]) : "")
  }

  pin(cell) {
    this.pinned = this.kept(cell)
    this.veiled = false
    this.redraw()
    this.speak()
    this.tellCell()
  }

  /** On to an output by its number in reading order; what comes after it is veiled. */
  go(index) {
    const { work } = this
    if (!work) return
    const at = Math.max(0, Math.min(work.output.length - 1, index))
    const columns = work.axes[1].output
    this.pinned = [Math.floor(at / columns), at % columns]
    this.veiled = true
    this.pointer = null
    this.board.follow(this.pinned, this.terms(this.pinned))
    this.redraw()
    if (!this.player.playing) this.speak()
  }

  speak() {
    const { work, pinned } = this
    const terms = this.terms(pinned)
    const value = work.output[this.index()]
    write(this.spoken, outputSentence(work, terms, pinned, value, work.sums[this.index()]))
  }

  key(event) {
    event.stopPropagation()
    if (event.ctrlKey || event.metaKey || event.altKey || !this.work) return
    if (event.target.tagName !== "CANVAS") return
    const columns = this.work.axes[1].output
    const moves = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns, Home: -Infinity, End: Infinity }
    if (event.key in moves) {
      this.player.play(false)
      const to = this.index() + moves[event.key]
      if ((to >= 0 && to < this.work.output.length) || !Number.isFinite(to)) this.go(to)
      this.veiled = this.veiled && event.key !== "End"
      this.tellCell()
    } else if (event.key === " ") this.player.play(!this.player.playing)
    else if (event.key === "+" || event.key === "-") this.zoomBy(event.key === "+" ? 1.6 : 1 / 1.6)
    else if (event.key === "Enter" && this.paintOn.checked) this.paintCentre()
    else return
    event.preventDefault()
  }

  zoomBy(factor) {
    this.board.zoom(factor, this.cell())
    this.redraw()
  }

  /** A control has moved: what the browser can compute follows at once, the rest comes with the server's answer. */
  turn(name, value, dragging) {
    this.subject.values = { ...this.subject.values, [name]: value }
    this.post.turn(name, value)
    const knob = this.header.knobs.find((one) => one.name === name)
    this.recompute()
    if (!dragging || knob.remote) this.post.send()
  }

  typed(tap, input) {
    const value = number(input.value)
    input.classList.toggle("wrong", Number.isNaN(value))
    if (Number.isNaN(value)) return this.explain(`${input.value.trim() ? `“${input.value}”` : "Nothing"} is not a number. The last one still counts.`)
    const kernel = this.subject.values.flip ? flipped(this.subject.kernel[0]) : this.subject.kernel[0].slice()
    kernel[tap] = value
    this.reweigh(this.subject.values.flip ? flipped(kernel) : kernel)
  }

  /** A pasted block of numbers becomes the whole kernel, once the server has read it: it knows every notation. */
  pasted(block) {
    this.block = block
    this.post.changed("pasted")
    this.post.send()
  }

  reweigh(kernel) {
    this.subject.kernel = this.subject.kernel.map(() => kernel)
    this.post.changed("kernel")
    this.recompute()
    this.post.soon()
  }

  paint(channels, [row, column]) {
    const [r, c] = this.unframed([row, column])
    const [rows, columns] = this.work.axes
    const value = number(this.brush.value)
    if (Number.isNaN(value) || r < 0 || c < 0 || r >= rows.size || c >= columns.size || !this.header.paintable) return
    const painted = channels.filter((channel) => this.stored(channel, r * columns.size + c, value))
    if (!painted.length) return
    this.recompute()
    this.post.soon()
  }

  paintCentre() {
    const [rows, columns] = this.work.axes
    const cell = this.board.centre(this.pinned)
    const inside = cell[0] - rows.before < rows.size && cell[1] - columns.before < columns.size
    if (inside) this.paint(this.header.channels.map((_, k) => k), cell)
  }

  set(channel, place, value) {
    if (this.stored(channel, place, value)) this.recompute()
  }

  /** Puts one number into the input, as exact as the header says; true where it was another. */
  stored(channel, place, value) {
    const bytes = this.header.paintable === "pixels"
    const byte = Math.max(0, Math.min(255, Math.round(value * 255)))
    const stored = Math.fround(bytes ? byte / 255 : value)
    const plane = this.subject.planes[channel]
    if (plane[place] === stored) return false
    this.subject.planes = this.subject.planes.map((one, k) => (k === channel ? one.slice().fill(stored, place, place + 1) : one))
    this.post.brush(channel, place, byte)
    return true
  }

  /** What a message to the server holds besides the controls that were turned. */
  contents(ahead) {
    const { subject, header } = this
    return {
      ...(ahead.has("kernel") && { kernel: spelled(subject.kernel[0], subject.window[1]) }),
      ...(ahead.has("pasted") && { pasted: this.block }),
      ...(ahead.has("planes") && header.paintable === "numbers" && { numbers: spelled(subject.planes[0], subject.size[1]) }),
      ...(ahead.has("planes") && header.paintable === "pixels" && { painted: [...this.post.brushed.values()] }),
    }
  }

  tellCell() {
    this.post.cell(() => this.pinned, () => !this.player.playing)
  }

  resized() {
    const width = this.root.clientWidth
    if (!this.work || width === this.wide) return
    this.wide = width
    this.knobs.reserve()
    this.board.fit()
    this.redraw()
  }

  stop() {
    this.player.stop()
    this.post.stop()
    cancelAnimationFrame(this.pending)
    this.pending = null
    this.watcher.disconnect()
  }
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".explorer")
  if (!explorers.has(root)) explorers.set(root, new Explorer(root))
  const explorer = explorers.get(root)
  explorer.tell = (name, value) => setStateValue(name, value)
  explorer.watcher.observe(root)
  try {
    explorer.receive(data)
  } catch (error) {
    explorer.explain(`This step could not be drawn: ${error.message}`)
  }
  return () => explorer.stop()
}
