// A square of cells to draw on in white (or black), by mouse, touch or keyboard.

import { element } from "../dom.mjs"

/** Bytes as base64. */
export function base64(bytes) {
  let text = ""
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
  return btoa(text)
}

/** The cells that a round brush touches on its way from one point to another, as [row, column] pairs. */
export function stroke(from, to, radius, side) {
  const cells = new Map()
  const steps = Math.max(1, Math.ceil(2 * Math.hypot(to[0] - from[0], to[1] - from[1])))
  for (let k = 0; k <= steps; k++) {
    const [y, x] = [0, 1].map((axis) => from[axis] + ((to[axis] - from[axis]) * k) / steps)
    for (let i = Math.ceil(y - radius); i <= y + radius; i++) {
      for (let j = Math.ceil(x - radius); j <= x + radius; j++) {
        const inside = i >= 0 && j >= 0 && i < side && j < side
        if (inside && Math.hypot(i - y, j - x) <= radius) cells.set(i * side + j, [i, j])
      }
    }
  }
  return [...cells.values()]
}

const RADIUS = 1.3
const pads = new WeakMap()

function said(tag, text, parent) {
  const node = element(tag, "", parent)
  node.textContent = text
  return node
}

class Pad {
  constructor(root, side) {
    this.side = side
    this.cells = new Uint8Array(side * side)
    this.ink = 255
    this.pen = [side / 2, side / 2]
    root.replaceChildren()
    this.canvas = element("canvas", "", root)
    this.canvas.width = this.canvas.height = side
    this.canvas.tabIndex = 0
    this.canvas.setAttribute("aria-label", "Drawing pad. Arrow keys move the pen, Space draws.")
    this.canvas.setAttribute("role", "application")
    const bar = element("div", "bar", root)
    this.eraser = said("button", "Erase", bar)
    this.eraser.setAttribute("aria-pressed", "false")
    this.eraser.addEventListener("click", () => this.erase(this.ink === 255))
    said("button", "Clear", bar).addEventListener("click", () => this.clear())
    said("p", "Or paste a picture anywhere on this page (Ctrl+V).", root)
    this.canvas.addEventListener("pointerdown", (event) => this.down(event))
    this.canvas.addEventListener("pointermove", (event) => this.move(event))
    this.canvas.addEventListener("pointerup", () => this.up())
    this.canvas.addEventListener("keydown", (event) => this.key(event))
    this.paint()
  }

  place(event) {
    const box = this.canvas.getBoundingClientRect()
    return [((event.clientY - box.top) / box.height) * this.side - 0.5, ((event.clientX - box.left) / box.width) * this.side - 0.5]
  }

  down(event) {
    this.canvas.setPointerCapture(event.pointerId)
    this.last = this.place(event)
    this.line(this.last, this.last)
  }

  move(event) {
    if (!this.last) return
    const here = this.place(event)
    this.line(this.last, here)
    this.last = here
  }

  up() {
    if (!this.last) return
    this.last = null
    this.send()
  }

  key(event) {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key]
    event.stopPropagation() // Streamlit listens for r and c on the document
    if (step) {
      this.pen = this.pen.map((at, axis) => Math.min(this.side - 1, Math.max(0, at + step[axis])))
      this.paint()
      this.marked(this.pen)
    } else if (event.key === " ") {
      this.line(this.pen, this.pen)
      this.send()
    } else return
    event.preventDefault()
  }

  erase(on) {
    this.ink = on ? 0 : 255
    this.eraser.setAttribute("aria-pressed", String(on))
  }

  clear() {
    this.cells.fill(0)
    this.paint()
    this.send()
  }

  line(from, to) {
    for (const [i, j] of stroke(from, to, RADIUS, this.side)) this.cells[i * this.side + j] = this.ink
    this.paint()
  }

  paint() {
    const image = new ImageData(this.side, this.side)
    this.cells.forEach((value, at) => image.data.set([value, value, value, 255], 4 * at))
    this.canvas.getContext("2d").putImageData(image, 0, 0)
  }

  marked([row, column]) {
    const brush = this.canvas.getContext("2d")
    brush.fillStyle = "#e69f00"
    brush.fillRect(column - 1, row, 3, 1)
    brush.fillRect(column, row - 1, 1, 3)
  }

  send() {
    this.tell(base64(this.cells))
  }
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".sketch_pad")
  if (!pads.has(root)) pads.set(root, new Pad(root, data.side))
  const pad = pads.get(root)
  pad.tell = (text) => setStateValue("drawing", text)
}
