// Input left, output right: maps of cells with their windows, scales and zoom.

import { element, write } from "../dom.mjs"
import { coloursOf, limitOf, scaleFor, signedScale } from "./colours.mjs"
import { centreOf, fedBy, frameOf, touchedBy } from "./model.mjs"
import { text } from "./numbers.mjs"
import { MARK, Plane, SHARE } from "./plane.mjs"

const TINT = "rgba(0, 114, 178, 0.42)"
// Marks of single cells drawn at most; more are drawn as one field.
const MOST_MARKS = 3000
// Pixels a cell needs for a frame of its own.
const FRAMED = 6
const NOTHING = 0xff888888
const COLOURS = ["red", "green", "blue"]

export class Board {
  /** `hooks`: input(cell or null), output(cell or null), pin(output cell), pen(), paint(channels, cell), zoom(factor). */
  constructor(parent, hooks, middle) {
    this.hooks = hooks
    this.box = element("div", "board", parent)
    this.input = this.side("input")
    this.box.append(middle)
    this.output = this.side("output")
    this.planes = []
    this.map = this.plane(this.output.holder, {
      point: (cell) => hooks.output(cell),
      pin: (cell) => hooks.pin(cell),
      pen: () => false,
      paint: () => {},
    })
    this.map.canvas.tabIndex = 0
    this.map.canvas.setAttribute("role", "application")
    this.map.canvas.setAttribute("aria-label", "Output. Arrow keys move from number to number, Space plays, Home and End jump.")
  }

  side(kind) {
    const figure = element("figure", `side ${kind}`, this.box)
    const caption = element("figcaption", "", figure)
    const holder = element("div", "planes", figure)
    const legend = element("div", "legend", figure)
    element("canvas", "", legend).width = 256
    element("span", "", legend)
    return { figure, caption, holder, legend }
  }

  plane(holder, hooks) {
    return new Plane(element("div", "holder", holder), { ...hooks, zoom: this.hooks.zoom })
  }

  /** New contents: what `work` computed, under these scales; `channels` names the planes. */
  show(work, scales, channels, title, sizes) {
    Object.assign(this, { work, scales })
    this.arrange(work, channels)
    const frame = frameOf(work)
    const [rows, columns] = work.shape
    this.planes.forEach(({ plane, channel }) => {
      const values = work.framed[channel ?? 0]
      plane.show({ rows, columns, values: channel === null ? new Float32Array(rows * columns).fill(NaN) : values, colours: this.painted(channel), frame })
    })
    const colours = coloursOf(scales.output, work.output)
    this.map.show({ rows: work.axes[0].output, columns: work.axes[1].output, values: work.output, colours })
    write(this.input.caption, title)
    write(this.output.caption, sizes)
    this.legend(this.input.legend, scales.input)
    this.legend(this.output.legend, scales.output)
    this.fit()
  }

  /** One canvas for each channel up to three, and one for their colours together; of more channels the chosen one. */
  arrange(work, channels) {
    const coloured = channels.length === 3 && COLOURS.every((name, k) => channels[k] === name)
    const shown = channels.length > 4 ? [this.chosen ?? 0] : channels.map((_, k) => k)
    const kinds = coloured ? [null, ...shown] : shown
    const kind = JSON.stringify([kinds, channels.length])
    if (kind === this.kind) return
    this.kind = kind
    this.input.holder.replaceChildren()
    this.input.holder.classList.toggle("several", kinds.length > 1)
    this.planes = kinds.map((channel) => {
      const plane = this.plane(this.input.holder, {
        point: (cell) => this.hooks.input(cell, channel ?? 0),
        pin: (cell) => this.hooks.pinInput(cell),
        pen: () => this.hooks.pen(),
        paint: (cell) => this.hooks.paint(channel === null ? shown : [channel], cell),
      })
      const name = kinds.length > 1 ? (channel === null ? "all three" : channels[channel]) : ""
      write(element("div", "name", plane.canvas.parentElement), name)
      plane.canvas.setAttribute("role", "img")
      plane.canvas.setAttribute("aria-label", `Input${name ? `, ${name}` : ""}`)
      return { plane, channel }
    })
  }

  /** A channel's colours, or, of `null`, the three together; where there is nothing, mid grey. */
  painted(channel) {
    const { framed } = this.work
    if (channel !== null) {
      const colours = coloursOf(this.scales.input, framed[channel])
      framed[channel].forEach((value, k) => Number.isNaN(value) && (colours[k] = NOTHING))
      return colours
    }
    const byte = (value) => Math.max(0, Math.min(255, Math.round(value * 255)))
    return Uint32Array.from(framed[0], (red, k) => (0xff000000 | (byte(framed[2][k]) << 16) | (byte(framed[1][k]) << 8) | byte(red)) >>> 0)
  }

  legend(node, scale) {
    const [canvas, labels] = node.children
    const colours = scale.palette.slice()
    canvas.height = 1
    canvas.getContext("2d").putImageData(new ImageData(new Uint8ClampedArray(colours.buffer), 256, 1), 0, 0)
    const ends = scale.low < 0 ? [scale.low, 0, scale.high] : [scale.low, scale.high]
    while (labels.children.length > ends.length) labels.lastChild.remove()
    while (labels.children.length < ends.length) element("b", "", labels)
    ends.forEach((end, k) => write(labels.children[k], text(end)))
  }

  /** Takes the room there is: the width of a side, and as much height. */
  fit() {
    const high = Math.max(200, Math.min(400, window.innerHeight * 0.44))
    const room = (side) => Math.max(80, side.figure.clientWidth)
    const several = this.planes.length > 1
    const width = room(this.input)
    for (const { plane } of this.planes) {
      const across = several ? (width - 8) / 2 : width
      const down = several ? (high - 46) / Math.ceil(this.planes.length / 2) : high
      plane.fit(across, down)
    }
    this.map.fit(room(this.output), high)
  }

  /** All maps zoomed by a factor around their part of the pinned case; 0 shows them whole. */
  zoom(factor, cell) {
    const centre = this.centre(cell)
    const maps = [...this.planes.map(({ plane }) => [plane, centre]), [this.map, cell]]
    for (const [plane, at] of maps) {
      plane.zoom(factor || 1e-9, at)
    }
  }

  /** So that a cell of the input takes so many pixels. */
  zoomTo(pixels, cell) {
    const centre = this.centre(cell)
    for (const { plane } of this.planes) plane.zoom(pixels / plane.view.scale, centre)
    this.map.zoom(pixels / this.map.view.scale, cell)
  }

  centre(cell) {
    const [top, , left] = frameOf(this.work)
    const at = centreOf(this.work, ...cell)
    return [at[0] + top, at[1] + left]
  }

  follow(cell, terms) {
    const [top, , left] = frameOf(this.work)
    const first = [terms.rows[0] + top, terms.columns[0] + left]
    const last = [terms.rows.at(-1) + top, terms.columns.at(-1) + left]
    for (const { plane } of this.planes) plane.follow(first, last)
    this.map.follow(cell, cell)
  }

  /** Paints the case of output `cell`, and what `pointer` adds to it. */
  draw(cell, terms, pointer, veil) {
    const inputs = this.windowMarks(cell, terms, pointer)
    for (const { plane } of this.planes) plane.draw(inputs)
    this.map.draw([...this.fedMarks(pointer), { kind: "box", top: cell[0], left: cell[1] }], veil)
  }

  windowMarks(cell, terms, pointer) {
    const [top, , left] = frameOf(this.work)
    const [rows, columns] = [terms.rows.map((row) => row + top), terms.columns.map((column) => column + left)]
    const whole = { kind: "box", top: rows[0], left: columns[0], rows: rows.at(-1) - rows[0] + 1, columns: columns.at(-1) - columns[0] + 1 }
    const spread = this.work.axes.some((axis) => axis.dilation > 1)
    const marks = pointer?.kind === "weight" ? this.touchMarks(pointer.tap) : []
    marks.push(spread ? { ...whole, width: 1 } : whole)
    if (spread) {
      const tap = this.planes[0].plane.view.scale < FRAMED ? { kind: "tint", colour: "rgba(213, 94, 0, 0.55)" } : { kind: "box", width: 2 }
      for (const row of rows) for (const column of columns) marks.push({ ...tap, top: row, left: column })
    }
    if (this.work.pool) {
      if (terms.winner >= 0) {
        const { row, column } = terms.cells[terms.winner]
        marks.push({ kind: "tint", top: row + top, left: column + left, colour: "rgba(230, 159, 0, 0.55)" }, { kind: "box", top: row + top, left: column + left, colour: "#e69f00", width: 3 })
      }
    } else {
      const centre = centreOf(this.work, ...cell)
      marks.push({ kind: "dot", top: centre[0] + top, left: centre[1] + left, colour: MARK })
    }
    if (pointer?.kind === "input") marks.push({ kind: "box", top: pointer.cell[0] + top, left: pointer.cell[1] + left, colour: SHARE })
    if (pointer?.kind === "weight") marks.push({ kind: "box", top: rows[Math.floor(pointer.tap / columns.length)], left: columns[pointer.tap % columns.length], colour: SHARE, width: 3 })
    return marks
  }

  touchMarks(tap) {
    const [top, , left] = frameOf(this.work)
    const { rows, columns } = touchedBy(this.work, tap)
    const dense = rows.step * columns.step === 1 || rows.count * columns.count > MOST_MARKS
    if (dense) {
      const size = (way) => (way.count - 1) * way.step + 1
      return [{ kind: "tint", top: rows.first + top, left: columns.first + left, rows: size(rows), columns: size(columns), colour: TINT }]
    }
    const marks = []
    for (let r = 0; r < rows.count; r++) {
      for (let c = 0; c < columns.count; c++) marks.push({ kind: "tint", top: rows.first + r * rows.step + top, left: columns.first + c * columns.step + left, colour: TINT })
    }
    return marks
  }

  /** The outputs that the input pointed at feeds, each with its weight. */
  fedMarks(pointer) {
    if (pointer?.kind !== "input") return pointer?.kind === "weight" ? [{ kind: "tint", top: 0, left: 0, rows: this.map.rows, columns: this.map.columns, colour: "rgba(0, 114, 178, 0.18)" }] : []
    const channel = pointer.channel
    const mark = this.map.view.scale < FRAMED ? { kind: "tint", colour: TINT } : { kind: "box", colour: SHARE, width: 2 }
    return fedBy(this.work, ...pointer.cell).slice(0, MOST_MARKS).flatMap(({ row, column, weights }) => [
      { ...mark, top: row, left: column },
      { kind: "label", top: row, left: column, colour: SHARE, label: this.work.pool ? "" : `× ${text(weights[channel])}` },
    ])
  }
}

/** The scales of input, kernel, products and output; the output's reaches as far as other maps do, if told. */
export function scalesOf(work, signed, shared) {
  const input = work.pool ? signedScale(signed, limitOf(work.subject.planes[0])) : scaleFor(work.framed.length > 1 ? joined(work.framed) : work.framed[0], signed)
  const kernel = work.pool ? null : signedScale(signed, Math.max(...work.weights.map(limitOf)))
  const products = kernel && signedScale(signed, kernel.high * Math.max(Math.abs(input.low), input.high))
  return { input, kernel, products, output: signedScale(signed, shared ? Math.max(shared, limitOf(work.output)) : limitOf(work.output)) }
}

function joined(planes) {
  const all = new Float32Array(planes.reduce((count, plane) => count + plane.length, 0))
  let at = 0
  for (const plane of planes) {
    all.set(plane, at)
    at += plane.length
  }
  return all
}

