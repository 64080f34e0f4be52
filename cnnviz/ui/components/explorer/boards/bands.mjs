// The bands of a signal, one below the other: its data, the kernel under it, and the result under both.

import { colourOf, css, inkOn } from "../../shared/colours.mjs"
import { ends } from "../../shared/geometry.mjs"
import { MARK, SHARE } from "../../shared/plane/painting.mjs"
import { SMALLEST, shorter, writeInto } from "../../shared/plane/writing.mjs"
import { GREEN, SIGNAL } from "../../shared/theme.mjs"
import { centreOf, fedBy, touchedBy } from "../step/links.mjs"
import { holds } from "../step/step.mjs"
import { drawBar, heightOf } from "./bars.mjs"

/**
 * @import { Scale } from "../../shared/colours.mjs"
 * @import { Moment, Pointer } from "../panel.js"
 * @import { Work } from "../step/step.mjs"
 * @import { Ends } from "./bars.mjs"
 *
 * @typedef {object} Contents
 * @property {Work} work
 * @property {number} first The first place, invented or not.
 * @property {number} count So many places there are.
 * @property {Ends} ends Of the data's plot.
 * @property {Ends} resultEnds
 * @property {number[]} slopes The derivative, where it is asked for.
 *
 * @typedef {ReturnType<typeof bandsOf>} Bands
 *
 * @typedef {object} Strip What is drawn on.
 * @property {CanvasRenderingContext2D} pen
 * @property {string} ink
 * @property {string} family Of the letters.
 * @property {Bands} bands
 * @property {number} width In pixels, as is
 * @property {number} step from one place to the next.
 * @property {(place: number) => number} x Where a place begins.
 */

// Heights in pixels: the row of the kernel with its products, the weights in it, and the gaps with the bands' names.
const KERNEL = 72
const WEIGHTS = 38
export const GAP = 22
const BAR = SIGNAL
const SLOPE = GREEN

/**
 * Where the bands begin, each plot being `plot` pixels high, and how high they are together.
 * @param {number} plot
 */
export function bandsOf(plot) {
  const kernel = GAP + plot + GAP
  const result = kernel + KERNEL + GAP
  return { plot, data: GAP, kernel, result, tall: result + plot + GAP }
}

/**
 * @param {Strip} strip
 * @param {boolean} alone whether there are only data yet
 * @param {boolean} typed whether the numbers stand on the page as a text
 */
export function drawNames({ pen, ink, width, bands, family }, alone, typed) {
  /** @type {[number, string[]][]} */
  const coming = [
    [bands.data, [typed ? "data: drag a bar, or type the numbers above" : "data: drag a bar", "data"]],
    [bands.kernel, ["▶ the kernel comes next, here"]],
    [bands.result, ["then the result, number by number"]],
  ]
  /** @type {[number, string[]][]} */
  const names = [
    coming[0],
    [bands.kernel, ["kernel: under each weight its product; the dot is the centre", "kernel, products; dot: centre"]],
    [bands.result, ["result (feature map): each number stands under the kernel's centre", "result (feature map)"]],
  ]
  pen.fillStyle = ink
  pen.textAlign = "left"
  pen.textBaseline = "bottom"
  for (const [top, said] of alone ? coming : names) writeInto(pen, said, 2, top - 4, width - 4, 13, family)
}

/**
 * The data, and a frame around the window; alone, only what is no invented number.
 * @param {Strip} strip
 * @param {Contents} contents
 * @param {Moment} moment
 */
export function drawData(strip, { work, first, count, ends: scale }, { terms, pointer, alone }) {
  const { pen, step, x, bands } = strip
  const under = new Set(alone ? [] : terms.columns)
  for (let k = 0; k < count; k++) {
    const place = k + first
    if (alone && !holds(work.axes[1], place)) continue
    const colour = isShared(work, pointer, place) ? SHARE : under.has(place) ? MARK : BAR
    const plot = { ...strip, left: x(place), top: bands.data, tall: bands.plot, ends: scale }
    drawBar(plot, work.framed[0][k], colour, !holds(work.axes[1], place))
  }
  if (alone) return
  const [start, end] = ends(terms.columns)
  pen.strokeStyle = MARK
  pen.lineWidth = 3
  pen.strokeRect(x(start) + 1, bands.data, (end - start + 1) * step - 2, bands.plot)
}

/**
 * Whether a place of the data is pointed at, or touched by the weight that is.
 * @param {Work} work
 * @param {Pointer | null} pointer
 * @param {number} place
 */
function isShared(work, pointer, place) {
  if (pointer?.kind === "input") return pointer.cell[1] === place
  if (pointer?.kind !== "weight") return false
  const { first, step, count } = touchedBy(work, pointer.tap).columns
  const at = (place - first) / step
  return Number.isInteger(at) && at >= 0 && at < count
}

/**
 * The weights with their products, and under the centre an arrow to the result.
 * @param {Strip} strip
 * @param {Contents} contents
 * @param {Moment} moment
 * @param {Scale} scale
 * @param {boolean} multiplied whether the products stand there too
 */
export function drawKernel(strip, { work }, { cell, terms, pointer }, scale, multiplied) {
  if (!work.weights || terms.pooled) return
  const { pen, ink, step, x, bands, family } = strip
  const [weights, products] = [work.weights[0], terms.channels[0].products]
  const centre = centreOf(work, ...cell)[1]
  terms.columns.forEach((place, tap) => {
    const colour = colourOf(scale, weights[tap])
    const middle = x(place) + step / 2
    drawWeight(strip, place, weights[tap], colour, pointer?.kind === "weight" && pointer.tap === tap)
    pen.fillStyle = ink
    if (multiplied)
      writeInto(pen, shorter(products[tap], "= "), middle, bands.kernel + WEIGHTS + 13, step - 2, 15, family)
    if (place === centre) drawDot(pen, middle, bands.kernel + WEIGHTS - 7, inkOn(colour))
  })
  drawArrow(pen, x(centre) + step / 2, bands.kernel + KERNEL - 2)
}

/**
 * Down, its tip at (x, y).
 * @param {CanvasRenderingContext2D} pen
 * @param {number} x
 * @param {number} y
 */
function drawArrow(pen, x, y) {
  pen.fillStyle = MARK
  pen.beginPath()
  pen.moveTo(x - 7, y - 9)
  pen.lineTo(x + 7, y - 9)
  pen.lineTo(x, y)
  pen.fill()
}

/**
 * @param {Strip} strip
 * @param {number} place
 * @param {number} weight
 * @param {number} colour
 * @param {boolean} pointed
 */
function drawWeight({ pen, step, x, bands, family }, place, weight, colour, pointed) {
  const left = x(place)
  pen.fillStyle = css(colour)
  pen.fillRect(left + 1, bands.kernel, step - 2, WEIGHTS)
  pen.strokeStyle = pointed ? SHARE : MARK
  pen.lineWidth = pointed ? 4 : 2
  pen.strokeRect(left + 1, bands.kernel, step - 2, WEIGHTS)
  pen.fillStyle = inkOn(colour)
  pen.textAlign = "center"
  pen.textBaseline = "middle"
  writeInto(pen, shorter(weight), left + step / 2, bands.kernel + 16, step - 6, 16, family)
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {number} x
 * @param {number} y
 * @param {string} colour
 */
function drawDot(pen, x, y, colour) {
  pen.fillStyle = colour
  pen.beginPath()
  pen.arc(x, y, 2.5, 0, 7)
  pen.fill()
}

/**
 * In place of the outputs: why they are not there.
 * @param {Strip} strip
 * @param {string} why
 */
export function drawCover({ pen, ink, width, bands, family }, why) {
  pen.strokeStyle = pen.fillStyle = ink
  pen.setLineDash([6, 6])
  pen.lineWidth = 1
  pen.strokeRect(2.5, bands.result + 0.5, width - 5, bands.plot)
  pen.setLineDash([])
  pen.textAlign = "center"
  pen.textBaseline = "middle"
  writeInto(pen, why, width / 2, bands.result + bands.plot / 2, width - 20, 16, family)
}

/**
 * The outputs reached, and where it is asked for, the derivative of the data.
 * @param {Strip} strip
 * @param {Contents} contents
 * @param {Moment} moment
 */
export function drawResult(strip, { work, resultEnds, slopes }, { cell, pointer, reached }) {
  const fed = new Set(pointer?.kind === "input" ? fedBy(work, ...pointer.cell).map((one) => one.column) : [])
  const shown = reached ? reached[1] + 1 : work.output.length
  for (let k = 0; k < shown; k++) {
    const colour = k === cell[1] ? MARK : fed.has(k) ? SHARE : BAR
    const left = strip.x(centreOf(work, 0, k)[1])
    const plot = { ...strip, left, top: strip.bands.result, tall: strip.bands.plot, ends: resultEnds }
    drawBar(plot, work.output[k], colour)
  }
  if (slopes.length) drawSlopes(strip, slopes, resultEnds)
}

/**
 * The differences of neighbours, drawn over the result on the same scale.
 * @param {Strip} strip
 * @param {number[]} slopes
 * @param {Ends} scale
 */
function drawSlopes({ pen, step, x, bands, family }, slopes, scale) {
  pen.strokeStyle = pen.fillStyle = SLOPE
  pen.lineWidth = 2
  pen.beginPath()
  slopes.forEach((value, place) => {
    const middle = x(place) + step / 2
    const y = bands.result + bands.plot - heightOf(value, ...scale, bands.plot)
    pen.lineTo(middle, y)
    pen.fillRect(middle - 3, y - 3, 6, 6)
  })
  pen.stroke()
  pen.font = `${SMALLEST}px ${family}`
  pen.textAlign = "left"
  pen.textBaseline = "bottom"
  pen.fillText("■ derivative: x[k] − x[k − 1]", 2, bands.tall - 3)
}
