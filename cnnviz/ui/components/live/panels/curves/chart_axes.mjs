// What stands around a chart's lines: ticks, title, steps, epochs, and marks of what happened.

import { axisTicks, logTicks, markLabels } from "./axes.mjs"

/** @import { Chart, Name, Sheet } from "./chart.mjs" */

// Pixels of the page left of the lines, and above them.
export const LEFT = 42
export const TOP = 20
/** @type {Record<Name, string>} */
export const TITLES = { loss: "Loss (cross-entropy)", accuracy: "Accuracy, %", rate: "Learning rate" }
// Pixels between labels of marks, so that they can be read.
const APART = 46
// Pixels for the label of a step, and for an epoch: of narrower ones there is no line.
const STEP_ROOM = 86
const EPOCH_ROOM = 8

/**
 * @param {Chart} chart
 * @param {Sheet} sheet
 */
export function drawAxes(chart, { ink, border, font, end, epochSteps, width }) {
  const { brush, name, low, high, room } = chart
  brush.lineWidth = 1
  brush.textBaseline = "middle"
  brush.textAlign = "right"
  for (const tick of chart.log ? logTicks(low, high) : axisTicks(low, high, name === "rate" ? 3 : 4)) {
    const y = Math.round(chart.yOf(tick)) + 0.5
    brush.fillStyle = border
    brush.fillRect(LEFT, y - 0.5, room, 1)
    brush.fillStyle = ink
    brush.fillText(String(tick), LEFT - 5, y)
  }
  brush.textAlign = "left"
  brush.font = `600 12px ${font}`
  brush.fillText(TITLES[name], 2, 6)
  brush.font = `12px ${font}`
  brush.textBaseline = "alphabetic"
  drawSteps(chart, end, width)
  if (epochSteps && (end / epochSteps) * EPOCH_ROOM <= room) drawEpochs(chart, end, epochSteps, border)
}

/**
 * Steps under the axis.
 * @param {Chart} chart
 * @param {number} end
 * @param {number} width
 */
function drawSteps(chart, end, width) {
  const { brush } = chart
  brush.textAlign = "center"
  for (const tick of axisTicks(0, end, Math.max(2, chart.room / STEP_ROOM))) {
    if (!Number.isInteger(tick)) continue
    const words = tick.toLocaleString("en")
    brush.fillText(words, Math.min(chart.xOf(tick), width - brush.measureText(words).width / 2), chart.height - 5)
  }
}

/**
 * A thin line where an epoch begins.
 * @param {Chart} chart
 * @param {number} end
 * @param {number} epochSteps
 * @param {string} border
 */
function drawEpochs(chart, end, epochSteps, border) {
  const { brush } = chart
  brush.strokeStyle = border
  brush.setLineDash([1, 3])
  for (let step = epochSteps; step <= end; step += epochSteps) chart.upright(brush, chart.xOf(step))
  brush.setLineDash([])
}

/**
 * What happened to the runs, with words above the loss.
 * @param {Chart} chart
 * @param {Sheet} sheet
 */
export function drawMarks(chart, { curves, ink, width }) {
  const { brush } = chart
  let free = -Infinity
  brush.textAlign = "left"
  brush.strokeStyle = brush.fillStyle = ink
  for (const { step, label } of markLabels(curves.flatMap(({ hub }) => hub.marks)).sort((a, b) => a.step - b.step)) {
    const x = chart.xOf(step)
    brush.globalAlpha = 0.55
    brush.setLineDash([3, 2])
    chart.upright(brush, x)
    brush.setLineDash([])
    brush.globalAlpha = 1
    if (chart.name !== "loss" || x < free) continue
    const wide = brush.measureText(label).width
    const left = Math.min(x + 3, width - wide)
    brush.fillText(label, left, TOP + 9)
    free = left + Math.max(APART, wide + 6)
  }
}
