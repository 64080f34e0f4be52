// What is looked at and how far: the picture, its two points, the layers, and the one whose window is shown.

import { counted } from "../shared/counting.mjs"
import { BLUE, GREEN, VERMILION } from "../shared/theme.mjs"
import { answer, boxOf, firstLayer, layersOf, seenBy, unitOf, wholeSentence } from "./reach.mjs"
import { joined, settled, spread } from "./scene.mjs"

/**
 * @import { Message } from "../shared/message.mjs"
 * @import { Mark } from "../shared/plane/painting.mjs"
 * @import { Box, Layer, Points, Seen } from "./reach.mjs"
 * @import { Car } from "./scene.mjs"
 * @import { Step, Way } from "./stack_editor.mjs"
 *
 * @typedef {object} Scene What stands in a message: see cnnviz/figures/why/two_wheels.py.
 * @property {number[]} size
 * @property {Points} points
 * @property {Car | null} car
 * @property {Layer[]} layers
 * @property {string[]} stack
 * @property {Step[]} steps
 * @property {Way[]} ways
 * @property {number} most
 * @property {number} maps
 * @property {string} problem
 */

/** @type {Points} */
const NOWHERE = [
  [0, 0],
  [0, 0],
]

export class WindowWalk {
  constructor() {
    /** @type {Scene} */
    this.scene = {
      size: [1, 1],
      points: NOWHERE,
      car: null,
      layers: [],
      stack: [],
      steps: [],
      ways: [],
      most: 0,
      maps: 0,
      problem: "",
    }
    this.points = NOWHERE
    /** @type {Seen} */
    this.seen = [[], []]
    /** @type {Message["arrays"]} */
    this.arrays = new Map()
    this.picture = new Uint8Array()
    // The layer that is shown, and the points that the server knows of.
    this.at = 0
    this.known = ""
  }

  /**
   * Takes over a message; points that were moved since stay. Returns whether there are other layers or another size.
   * @param {Message} message
   */
  take({ header, arrays }) {
    const before = this.scene
    /** @type {Scene} */
    const scene = { ...header, layers: layersOf(header.layers) }
    this.scene = scene
    this.arrays = arrays
    this.seen = seenBy(scene.layers, scene.size)
    const said = JSON.stringify(scene.points)
    const sized = before.size.join() !== scene.size.join()
    this.points = settled(said !== this.known || sized ? scene.points : this.points, scene.size, scene.car)
    this.known = said
    const other = sized || before.stack.join() !== scene.stack.join()
    if (other) this.at = this.answered
    return other
  }

  /** The first layer that sees both points; 0 where there is none. */
  get reached() {
    return firstLayer(this.seen, this.points)
  }

  /** The layer that there is most to say of: the first that sees both, else the last. */
  get answered() {
    return this.reached || this.scene.layers.length
  }

  /** @param {Points} points @param {number} which was moved */
  place(points, which) {
    const looking = this.at === this.answered
    this.points = settled(points, this.scene.size, this.scene.car, which)
    // Who looks at the answer goes on looking at it.
    if (looking) this.at = this.answered
  }

  /** @param {number} distance between a car's hubs */
  spread(distance) {
    const { car, size } = this.scene
    if (car) this.place(spread(this.points, distance, size, car), 0)
  }

  /** @param {number} index of a layer, from 0 */
  go(index) {
    const count = this.scene.layers.length
    this.at = Math.max(Math.min(1, count), Math.min(count, index + 1))
  }

  /** The picture as it is now: a car changes with its wheels. Greys of 0 to 255, row by row. */
  paint() {
    const bytes = (/** @type {string} */ name) => /** @type {Uint8Array<ArrayBuffer>} */ (this.arrays.get(name)?.values)
    const [[, left], [, right]] = this.points
    this.picture = this.scene.car
      ? joined({ rear: bytes("rear"), front: bytes("front") }, this.scene.size[0], left, right)
      : bytes("image")
    return this.picture
  }

  get names() {
    return this.scene.car ? ["Left wheel", "Right wheel"] : ["First point", "Second point"]
  }

  sentence() {
    const { layers, maps, car } = this.scene
    const said = answer(layers, this.seen, this.points, maps, car ? "wheels" : "points")
    return car && this.reached ? `${said} ${wholeSentence(this.seen, this.points, Math.floor(car.radius))}` : said
  }

  /** What the layer shown sees. */
  layerSentence() {
    const layer = this.scene.layers[this.at - 1]
    if (!layer) return ""
    const [rows, columns] = layer.fields.map(({ size }) => size)
    const both = this.reached && this.reached <= this.at ? "it sees both" : "it does not see both"
    return `Layer ${this.at}, ${layer.title}: a unit’s window is ${rows} × ${columns}; ${both}.`
  }

  /** What a unit of the first layer has to go by. */
  firstSentence() {
    const { car, layers } = this.scene
    const [rows, columns] = layers[0].fields.map(({ size }) => size)
    const said = `${counted(rows * columns, "number")}.`
    if (!car) return said
    const wheel = 2 * Math.floor(car.radius) + 1
    return `${said} A wheel is ${wheel} pixels wide: ${columns < wheel ? "no such filter can hold one" : "it fits in"}.`
  }

  /** The window on the picture of the unit of a layer that is looked at. @param {number} at @param {Points} points */
  box(at, points = this.points) {
    const layer = this.scene.layers[at - 1]
    return boxOf(layer, unitOf(layer, [this.seen[0][at - 1], this.seen[1][at - 1]], points))
  }

  /** A frame for each layer up to the one shown. @returns {Mark[]} */
  marks() {
    const both = this.reached && this.reached <= this.at
    return Array.from({ length: this.at }, (_, k) => {
      const last = k === this.at - 1
      return markOf(this.box(k + 1), last ? (both ? GREEN : VERMILION) : BLUE, last ? 4 : 1.5)
    })
  }
}

/**
 * @param {Box} box
 * @param {string} colour
 * @param {number} width
 * @returns {Mark}
 */
function markOf([top, left, bottom, right], colour, width) {
  return { kind: "box", top, left, rows: bottom - top + 1, columns: right - left + 1, colour, width }
}
