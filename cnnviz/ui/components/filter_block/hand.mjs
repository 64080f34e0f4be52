// The hand on the layer: it turns the stacks, takes hold of the block, and points; keys do the same.

/**
 * @import { Cell } from "../shared/geometry.mjs"
 * @import { Angles, Point } from "./deep/projection.mjs"
 * @import { Scene } from "./deep/scene.mjs"
 *
 * @typedef {{ stack: "planes" | "maps", plane: number, cell: Cell, tap: number }} Hit `tap` is a weight of the block's
 *   slice on a plane, −1 beside it
 *
 * @typedef {object} HandHooks
 * @property {() => Angles} angles
 * @property {(angles: Angles) => void} turn
 * @property {(point: Point) => Hit | null} hit
 * @property {(hit: Hit | null) => void} point
 * @property {(corner: Cell) => void} drag the block's corner to a cell of the planes
 * @property {() => Cell} corner of the block
 * @property {(hit: Hit) => void} click
 * @property {(key: Key) => void} key
 * @property {() => void} rest
 *
 * @typedef {{ move?: Cell, turn?: Cell, zoom?: number, filter?: number, end?: -1 | 1, play?: boolean }} Key What a key
 *   asks for: steps down and right, degrees of turn and tilt, a factor, maps further
 *
 * @typedef {{ x: number, y: number, strayed: boolean, angles: Angles, block: { plane: number, by: Cell } | null }} Grip
 */

// How far a pointer may stray and still click; degrees that a pixel turns; degrees and factor of a key.
const STRAY = 5
const DEGREES = 0.4
const STEP = 5
export const FACTOR = 1.5

/** @type {Record<string, Cell>} */
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }
/** @type {Record<string, Key>} */
const KEYS = {
  Home: { end: -1 },
  End: { end: 1 },
  "+": { zoom: FACTOR },
  "=": { zoom: FACTOR },
  "-": { zoom: 1 / FACTOR },
  PageUp: { filter: -1 },
  PageDown: { filter: 1 },
  " ": { play: true },
}

/**
 * What a key asks for; undefined for nothing.
 * @param {string} key
 * @param {boolean} shift turns where arrows would move
 * @returns {Key | undefined}
 */
export function asked(key, shift) {
  const arrow = ARROWS[key]
  if (!arrow) return KEYS[key]
  return shift ? { turn: [-arrow[1] * STEP, arrow[0] * STEP] } : { move: arrow }
}

export class Hand {
  /** @param {Scene} scene @param {HandHooks} hooks */
  constructor(scene, hooks) {
    this.scene = scene
    this.hooks = hooks
    /** @type {Grip | null} */
    this.grip = null
    const { canvas } = scene
    canvas.tabIndex = 0
    canvas.setAttribute("role", "application")
    canvas.addEventListener("pointerdown", (event) => this.down(event))
    canvas.addEventListener("pointermove", (event) => this.move(event))
    canvas.addEventListener("pointerup", (event) => this.up(event))
    canvas.addEventListener("pointercancel", () => this.letGo())
    canvas.addEventListener("pointerleave", () => !this.grip && hooks.point(null))
    canvas.addEventListener("keydown", (event) => this.key(event))
    canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false })
    // A finger on the block moves it in both directions; elsewhere the page scrolls under it.
    canvas.addEventListener("touchstart", (event) => this.touch(event), { passive: false })
  }

  get holding() {
    return this.grip !== null
  }

  /** @param {{ clientX: number, clientY: number }} event @returns {Point} */
  at({ clientX, clientY }) {
    const box = this.scene.canvas.getBoundingClientRect()
    return [clientX - box.left, clientY - box.top]
  }

  /** @param {TouchEvent} event */
  touch(event) {
    const hit = event.touches.length === 1 ? this.hooks.hit(this.at(event.touches[0])) : null
    if (hit && hit.stack === "planes" && hit.tap >= 0) event.preventDefault()
  }

  /** @param {WheelEvent} event */
  wheel(event) {
    if (!event.ctrlKey) return
    event.preventDefault()
    this.hooks.key({ zoom: Math.exp(-event.deltaY / 200) })
  }

  /** @param {PointerEvent} event */
  down(event) {
    const hit = this.hooks.hit(this.at(event))
    const [top, left] = this.hooks.corner()
    const held = hit?.stack === "planes" && hit.tap >= 0
    this.grip = {
      x: event.clientX,
      y: event.clientY,
      strayed: false,
      angles: this.hooks.angles(),
      block: held ? { plane: hit.plane, by: [hit.cell[0] - top, hit.cell[1] - left] } : null,
    }
    if (event.isTrusted) this.scene.canvas.setPointerCapture(event.pointerId)
  }

  /** @param {PointerEvent} event */
  move(event) {
    const { grip, hooks } = this
    const point = this.at(event)
    if (!grip) {
      hooks.point(hooks.hit(point))
      return
    }
    const [across, down] = [event.clientX - grip.x, event.clientY - grip.y]
    grip.strayed ||= Math.hypot(across, down) >= STRAY
    if (!grip.strayed) return
    if (grip.block) {
      const cell = this.scene.planes.cell(grip.block.plane, point)
      if (cell) hooks.drag([cell[0] - grip.block.by[0], cell[1] - grip.block.by[1]])
    } else hooks.turn({ turn: grip.angles.turn - across * DEGREES, tilt: grip.angles.tilt + down * DEGREES })
  }

  /** @param {PointerEvent} event */
  up(event) {
    const { grip } = this
    if (!grip) return
    const hit = grip.strayed ? null : this.hooks.hit(this.at(event))
    this.grip = null
    if (hit) this.hooks.click(hit)
    // A finger points by a tap.
    if (event.pointerType === "touch") this.hooks.point(hit)
    this.hooks.rest()
  }

  letGo() {
    if (!this.grip) return
    this.grip = null
    this.hooks.rest()
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const key = asked(event.key, event.shiftKey)
    if (!key) return
    event.preventDefault()
    this.hooks.key(key)
  }
}
