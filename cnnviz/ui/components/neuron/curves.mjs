// b·x and the answer over all angles of x, and where x is: dragged along, x turns.

import { rounded, text } from "../shared/numbers.mjs"
import { BLUE, VERMILION } from "../shared/theme.mjs"
import { Board, label } from "./board.mjs"
import { degrees } from "./words.mjs"

/** @import { Shown } from "./model.mjs" */

const HIGH = 218
// Pixels left, right, above and below, and between the two curves.
const [LEFT, RIGHT, TOP, BELOW, BETWEEN] = [52, 14, 20, 22, 24]
const DOT = 5

/**
 * The ends of a scale: what the values span, with 0 in it, never of no height.
 * @param {number[]} values
 */
export function span(values) {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)]
  return high - low < 1e-9 ? [low, low + 1] : [low, high]
}

/**
 * Where the largest of some answers stands.
 * @param {{ theta: number, sum: number }[]} around
 */
export function peak(around) {
  return around.reduce((best, one) => (one.sum > best.sum + 1e-9 ? one : best))
}

export class Curves {
  /**
   * @param {HTMLElement} parent
   * @param {(theta: number) => void} turn
   */
  constructor(parent, turn) {
    this.board = new Board(parent, "curves", HIGH)
    this.board.canvas.setAttribute("role", "img")
    this.board.dragged((x) => {
      const theta = ((x - LEFT) / (this.board.width - LEFT - RIGHT)) * 360 - 180
      turn(Math.max(-180, Math.min(180, Math.round(theta))))
    })
  }

  /** @param {number} width */
  fit(width) {
    this.board.fit(width)
  }

  /**
   * @param {Shown} shown
   * @param {string} named what the activation is called
   */
  draw({ around, answer, theta }, named) {
    const best = peak(around)
    const most = `b·x is largest, ${text(best.sum)}, at ${degrees(best.theta)}`
    const now = `now, at ${degrees(theta)}, it is ${text(answer.sum)} and the answer ${text(answer.output)}`
    const what = `Two curves over the angle of x from −180° to 180°. ${most}; ${now}.`
    this.board.canvas.setAttribute("aria-label", what)
    const { pen, ink, paper } = this.board.begun()
    const each = (HIGH - TOP - BELOW - BETWEEN) / 2
    const one = { pen, ink, paper, theta, high: each }
    const sums = around.map(({ sum }) => sum)
    const outputs = around.map(({ output }) => output)
    this.curve({ ...one, top: TOP, values: sums, now: answer.sum, colour: BLUE, name: "b·x" })
    const name = `answer, ${named} of b·x + bias`
    const top = TOP + each + BETWEEN
    this.curve({ ...one, top, values: outputs, now: answer.output, colour: VERMILION, name })
    pen.textAlign = "center"
    for (const at of [-180, -90, 0, 90, 180]) {
      const x = Math.min(this.x(at), this.board.width - 20)
      label(pen, at ? `${String(at).replace("-", "−")}°` : "θ = 0", x, HIGH - 9, paper, ink)
    }
  }

  /** @param {number} theta */
  x(theta) {
    return LEFT + ((theta + 180) / 360) * (this.board.width - LEFT - RIGHT)
  }

  /**
   * @param {{ pen: CanvasRenderingContext2D, ink: string, paper: string, theta: number, high: number, top: number,
   *   values: number[], now: number, colour: string, name: string }} how
   */
  curve({ pen, ink, paper, theta, high, top, values, now, colour, name }) {
    const [low, most] = span([...values, now])
    const y = (/** @type {number} */ value) => top + high * (1 - (value - low) / (most - low))
    pen.strokeStyle = ink
    pen.globalAlpha = 0.4
    pen.lineWidth = 1
    pen.beginPath()
    for (const value of [low, 0, most]) {
      pen.moveTo(LEFT, y(value))
      pen.lineTo(this.board.width - RIGHT, y(value))
    }
    pen.moveTo(this.x(0), top)
    pen.lineTo(this.x(0), top + high)
    pen.stroke()
    pen.globalAlpha = 1
    pen.strokeStyle = colour
    pen.lineWidth = 2.5
    pen.beginPath()
    values.forEach((value, k) => pen.lineTo(this.x((360 * k) / (values.length - 1) - 180), y(value)))
    pen.stroke()
    pen.textAlign = "right"
    label(pen, rounded(most, 3), LEFT - 5, y(most), paper, ink)
    label(pen, rounded(low, 3), LEFT - 5, y(low), paper, ink)
    pen.textAlign = "left"
    label(pen, name, LEFT, top - 10, paper, ink)
    this.today(pen, this.x(theta), y(now), colour, paper)
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {number} x
   * @param {number} y
   * @param {string} colour
   * @param {string} paper
   */
  today(pen, x, y, colour, paper) {
    pen.beginPath()
    pen.arc(x, y, DOT, 0, 7)
    pen.fillStyle = colour
    pen.fill()
    pen.strokeStyle = paper
    pen.lineWidth = 2
    pen.stroke()
  }
}
