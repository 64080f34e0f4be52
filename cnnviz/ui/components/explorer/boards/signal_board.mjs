// One dimension: the data as bars, the kernel sliding below them, the result under both, all aligned.

import { counted } from "../../shared/counting.mjs"
import { element, write } from "../../shared/dom.mjs"
import { text } from "../../shared/numbers.mjs"
import { familyOf } from "../../shared/plane/writing.mjs"
import { dataCaption } from "../captions.mjs"
import { COVERED } from "../sentences.mjs"
import { centreOf, nearestOutput } from "../step/links.mjs"
import { holds } from "../step/step.mjs"
import { bandsOf, drawCover, drawData, drawKernel, drawNames, drawResult, GAP } from "./bands.mjs"
import { differences, endsOf, valueAt } from "./bars.mjs"

/**
 * @import { Cell } from "../../shared/geometry.mjs"
 * @import { Board, BoardHooks, Moment, Pointer, Shown } from "../panel.js"
 * @import { Work } from "../step/step.mjs"
 * @import { Contents } from "./bands.mjs"
 *
 * @typedef {{ place: number, from: number, moved: boolean }} Held A bar in somebody's hand.
 * @typedef {{ kind: "input" | "kernel" | "output", place: number }} Place What lies under the pointer.
 */

// Pixels that a pointer moves before it drags.
const STRAY = 4
// What a bar can at least be dragged to, below and above zero.
/** @type {[number, number]} */
const ROOM = [0.2, 1]
// Pixels of the window that everything but the two plots takes, a plot at least and at most, and the widest place.
const AROUND = 520
const PLOT = [100, 220]
const WIDEST = 96

/** @implements {Board} */
export class SignalBoard {
  /**
   * @param {HTMLElement} parent
   * @param {BoardHooks} hooks
   * @param {HTMLElement} middle what stands beside the signal
   */
  constructor(parent, hooks, middle) {
    this.hooks = hooks
    this.box = element("div", "board signal", parent)
    const figure = element("figure", "side input", this.box)
    this.caption = element("figcaption", "", figure)
    this.holder = element("div", "holder", figure)
    this.canvas = this.makeCanvas()
    this.list = element("p", "line", figure)
    this.box.append(middle)
    /** @type {Contents | null} */
    this.contents = null
    /** @type {Held | null} */
    this.held = null
    this.above = 0
    this.width = this.step = 1
    this.bands = bandsOf(PLOT[0])
    // Where the window shown lies.
    /** @type {number[]} */
    this.under = []
  }

  makeCanvas() {
    const canvas = element("canvas", "strip", this.holder)
    canvas.tabIndex = 0
    canvas.setAttribute("role", "application")
    canvas.setAttribute("aria-describedby", "moment")
    canvas.addEventListener("pointerdown", (event) => this.down(event))
    canvas.addEventListener("pointermove", (event) => this.move(event))
    canvas.addEventListener("pointerup", (event) => this.up(event))
    canvas.addEventListener("pointerleave", () => this.hooks.point(null))
    return canvas
  }

  /** @param {Shown} shown */
  show(shown) {
    const { work } = shown
    const { before, padded } = work.axes[1]
    const slopes = work.step.values.derivative ? differences(work.step.planes[0]) : []
    this.contents = {
      work,
      first: -before,
      count: padded,
      // A drag must not move the scale it is measured on.
      ends: (this.held && this.contents?.ends) ?? endsOf(work.framed[0], ROOM),
      resultEnds: endsOf([...work.output, ...slopes]),
      slopes,
    }
    this.above = shown.above
    this.describe(work, shown.asking)
    this.fit()
  }

  /**
   * What the canvas holds, for those who do not see it.
   * @param {Work} work
   * @param {boolean} asking
   */
  describe({ step, weights, output }, asking) {
    const list = (/** @type {Float32Array} */ values) => Array.from(values, text).join(", ")
    const keys = "Arrow keys slide the kernel, Space plays, Home and End jump."
    const held = `Data: ${list(step.planes[0])}. Kernel: ${list(weights?.[0] ?? new Float32Array())}.`
    this.canvas.setAttribute("aria-label", `${held} ${asking ? COVERED : `Result: ${list(output)}.`} ${keys}`)
  }

  fit() {
    if (!this.contents) return
    this.width = Math.max(240, this.holder.clientWidth)
    this.step = Math.min(WIDEST, (this.width - 4) / this.contents.count)
    this.bands = bandsOf(Math.max(PLOT[0], Math.min(PLOT[1], (window.innerHeight - this.above - AROUND) / 2)))
    const ratio = window.devicePixelRatio || 1
    this.canvas.width = Math.round(this.width * ratio)
    this.canvas.height = Math.round(this.bands.tall * ratio)
    this.canvas.style.width = `${this.width}px`
    this.canvas.style.height = `${this.bands.tall}px`
  }

  // All of the signal is always in sight.
  zoom() {}

  zoomTo() {}

  follow() {}

  /**
   * What lies under the pointer: a place of the data, a weight, an output, or nothing.
   * @param {PointerEvent} event
   * @returns {Place | null}
   */
  at(event) {
    if (!this.contents) return null
    const { work, first, count } = this.contents
    const box = this.canvas.getBoundingClientRect()
    const place = Math.floor((event.clientX - box.left - 2) / this.step) + first
    if (place < first || place >= first + count) return null
    const y = event.clientY - box.top
    if (y < this.bands.kernel - GAP) return { kind: "input", place }
    if (y < this.bands.result - GAP) return { kind: "kernel", place }
    const output = outputUnder(work, place)
    return output < 0 ? null : { kind: "output", place: output }
  }

  /** @param {PointerEvent} event */
  down(event) {
    const at = this.at(event)
    if (event.isTrusted) this.canvas.setPointerCapture(event.pointerId)
    const own = at?.kind === "input" && this.contents && holds(this.contents.work.axes[1], at.place)
    this.held = own ? { place: at.place, from: event.clientY, moved: false } : null
  }

  /** @param {PointerEvent} event */
  move(event) {
    if (this.held) this.drag(event, this.held)
    else this.hooks.point(this.pointed(this.at(event)))
  }

  /**
   * @param {Place | null} at
   * @returns {Pointer | null}
   */
  pointed(at) {
    if (!at) return null
    if (at.kind === "output") return { kind: "output", cell: [0, at.place] }
    if (at.kind === "input") return { kind: "input", cell: [0, at.place], channel: 0 }
    const tap = this.under.indexOf(at.place)
    return tap < 0 ? null : { kind: "weight", tap }
  }

  /**
   * @param {PointerEvent} event
   * @param {Held} held
   */
  drag(event, held) {
    if (!this.contents || (!held.moved && Math.abs(event.clientY - held.from) < STRAY)) return
    held.moved = true
    const { top } = this.canvas.getBoundingClientRect()
    const { data, plot } = this.bands
    this.hooks.put(held.place, valueAt(data + plot - (event.clientY - top), ...this.contents.ends, plot))
  }

  /** @param {PointerEvent} event */
  up(event) {
    const moved = this.held?.moved
    this.held = null
    const at = this.at(event)
    if (moved) this.hooks.rest()
    else if (at?.kind === "output") this.hooks.pin([0, at.place])
    else if (at?.kind === "input" && this.contents) this.hooks.pin(nearestOutput(this.contents.work, 0, at.place))
  }

  /**
   * @param {Shown} shown
   * @param {Moment} moment
   */
  draw(shown, moment) {
    const { canvas, contents, width, step } = this
    if (!contents) return
    this.under = moment.alone ? [] : moment.terms.columns
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"))
    const ratio = window.devicePixelRatio || 1
    const ink = getComputedStyle(canvas).getPropertyValue("--st-text-color") || "#222"
    const x = (/** @type {number} */ place) => 2 + (place - contents.first) * step
    const strip = { pen, ink, width, step, x, bands: this.bands, family: familyOf(canvas) }
    pen.setTransform(ratio, 0, 0, ratio, 0, 0)
    pen.clearRect(0, 0, width, this.bands.tall)
    drawNames(strip, moment.alone, shown.served)
    drawData(strip, contents, moment)
    this.box.classList.toggle("alone", moment.alone)
    write(this.caption, moment.alone ? counted(contents.work.axes[1].size, "number") : dataCaption(shown))
    write(this.list, moment.alone || shown.asking ? "[…]" : listed(contents.work.output, moment.reached))
    if (moment.alone) return
    drawKernel(strip, contents, moment, shown.scales.kernel, !shown.asking)
    if (shown.asking) drawCover(strip, COVERED)
    else drawResult(strip, contents, moment)
  }
}

/**
 * The first output whose mark stands at a place; −1 where none does.
 * @param {Work} work
 * @param {number} place
 */
function outputUnder(work, place) {
  for (let k = 0; k < work.axes[1].output; k++) if (centreOf(work, 0, k)[1] === place) return k
  return -1
}

/**
 * The outputs reached, in brackets.
 * @param {Float32Array} output
 * @param {Cell | null} reached
 */
function listed(output, reached) {
  const known = reached ? reached[1] + 1 : output.length
  return `[${Array.from(output.subarray(0, known), text).join(", ")}${known < output.length ? ", …" : ""}]`
}
