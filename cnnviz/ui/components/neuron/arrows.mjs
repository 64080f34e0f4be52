// b and x as two arrows: the angle between them, and x's shadow on b, which is what the neuron measures.

import { text } from "../shared/numbers.mjs"
import { BLUE, VERMILION } from "../shared/theme.mjs"
import { Board, label } from "./board.mjs"
import { degrees } from "./words.mjs"

/** @import { Shown } from "./model.mjs" */

const HIGH = 212
// Pixels of the arrow b, and the longest that x can be drawn.
const RING = 66
const LONGEST = 98
const HEAD = 9
const DEGREE = Math.PI / 180
// Where the arrow keys lead, in degrees.
/** @type {Record<string, number>} */
const STEPS = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 }

/**
 * Degrees within −180 to 180.
 * @param {number} theta
 */
export function wrapped(theta) {
  const turned = (((theta + 180) % 360) + 360) % 360
  return theta > 0 && turned === 0 ? 180 : turned - 180
}

export class Arrows {
  /**
   * @param {HTMLElement} parent
   * @param {(theta: number) => void} turn
   */
  constructor(parent, turn) {
    this.board = new Board(parent, "arrows", HIGH)
    this.theta = 0
    const { canvas } = this.board
    canvas.tabIndex = 0
    canvas.setAttribute("role", "slider")
    canvas.setAttribute("aria-label", "Angle of x from b, degrees")
    canvas.setAttribute("aria-valuemin", "-180")
    canvas.setAttribute("aria-valuemax", "180")
    this.board.dragged((x, y) => {
      const [across, down] = [x - this.board.width / 2, y - HIGH / 2]
      if (Math.hypot(across, down) > 6) turn(Math.round(Math.atan2(-down, across) / DEGREE))
    })
    canvas.addEventListener("keydown", (event) => {
      const to = event.key === "Home" ? 0 : this.theta + (STEPS[event.key] ?? NaN)
      if (Number.isNaN(to)) return
      event.preventDefault()
      turn(wrapped(Math.round(to)))
    })
  }

  /** @param {number} width */
  fit(width) {
    this.board.fit(width)
  }

  /**
   * @param {Shown} shown
   * @param {number} ring |x| of the template itself
   * @param {number} length |b|
   * @param {boolean} [asking] what comes of it is not to be said yet
   */
  draw({ answer, theta }, ring, length, asking = false) {
    this.theta = theta
    const came = asking ? "" : `: b·x = ${text(answer.sum)}, the neuron answers ${text(answer.output)}`
    const said = `θ = ${degrees(answer.angle)}${came}`
    const { canvas, width } = this.board
    canvas.setAttribute("aria-valuenow", String(Math.round(theta)))
    canvas.setAttribute("aria-valuetext", said)
    const { pen, ink, paper } = this.board.begun()
    const [x, y] = [width / 2, HIGH / 2]
    this.ground(pen, ink, x, y)
    arrow(pen, x, y, 0, RING, BLUE)
    pen.textAlign = "left"
    label(pen, `b, |b| = ${text(length)}`, x + RING + 8, y - 12, paper, ink)
    if (Number.isNaN(answer.angle)) return
    const angle = theta < 0 ? -answer.angle : answer.angle
    const long = Math.min(LONGEST, (RING * answer.size) / Math.max(1e-9, ring))
    this.shadow(pen, x, y, angle, long)
    arrow(pen, x, y, angle, long, VERMILION)
    const [tipX, tipY] = tip(x, y, angle, long)
    pen.textAlign = tipX < x - 10 ? "right" : tipX > x + 10 ? "left" : "center"
    const clear = Math.abs(angle) < 24 ? 18 : 0
    const beyond = long === LONGEST ? " (longer)" : ""
    label(pen, `x, |x| = ${text(answer.size)}${beyond}`, tipX, this.within(tipY, y, clear), paper, ink)
    pen.textAlign = "left"
    label(pen, `θ = ${degrees(answer.angle)}`, 4, HIGH - 12, paper, ink)
  }

  /**
   * Beside the tip, inside the board.
   * @param {number} tipY
   * @param {number} y
   * @param {number} clear
   */
  within(tipY, y, clear) {
    const away = tipY <= y ? tipY - 12 : tipY + 12
    return Math.max(10, Math.min(HIGH - 30, clear ? y + clear : away))
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {string} ink
   * @param {number} x
   * @param {number} y
   */
  ground(pen, ink, x, y) {
    pen.strokeStyle = ink
    pen.globalAlpha = 0.45
    pen.lineWidth = 1
    pen.setLineDash([3, 4])
    pen.beginPath()
    pen.arc(x, y, RING, 0, 7)
    pen.moveTo(x - LONGEST, y)
    pen.lineTo(x + LONGEST, y)
    pen.stroke()
    pen.setLineDash([])
    pen.globalAlpha = 1
  }

  /**
   * From x's tip straight to b, and along b: |x| cos θ.
   * @param {CanvasRenderingContext2D} pen
   * @param {number} x
   * @param {number} y
   * @param {number} angle
   * @param {number} long
   */
  shadow(pen, x, y, angle, long) {
    const [tipX, tipY] = tip(x, y, angle, long)
    pen.strokeStyle = VERMILION
    pen.lineWidth = 1.5
    pen.setLineDash([4, 4])
    pen.beginPath()
    pen.moveTo(tipX, tipY)
    pen.lineTo(tipX, y)
    pen.stroke()
    pen.setLineDash([])
    pen.globalAlpha = 0.45
    pen.lineWidth = 7
    pen.beginPath()
    pen.moveTo(x, y)
    pen.lineTo(tipX, y)
    pen.stroke()
    pen.globalAlpha = 1
  }
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} angle
 * @param {number} long
 * @returns {[x: number, y: number]}
 */
function tip(x, y, angle, long) {
  return [x + long * Math.cos(angle * DEGREE), y - long * Math.sin(angle * DEGREE)]
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {number} x
 * @param {number} y
 * @param {number} angle
 * @param {number} long
 * @param {string} colour
 */
function arrow(pen, x, y, angle, long, colour) {
  const [tipX, tipY] = tip(x, y, angle, long)
  pen.strokeStyle = pen.fillStyle = colour
  pen.lineWidth = 3
  pen.beginPath()
  pen.moveTo(x, y)
  pen.lineTo(...tip(x, y, angle, Math.max(0, long - HEAD / 2)))
  pen.stroke()
  pen.beginPath()
  pen.moveTo(tipX, tipY)
  for (const side of [155, -155]) pen.lineTo(...tip(tipX, tipY, angle + side, HEAD))
  pen.closePath()
  pen.fill()
}
