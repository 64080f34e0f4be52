// A filter as a block through all planes of its input, in depth and flat: turned, slid, played, and read out.

import { announce } from "../shared/announcer.mjs"
import { canvasColours } from "../shared/colours.mjs"
import { element, write } from "../shared/dom.mjs"
import { unpacked } from "../shared/message.mjs"
import { component } from "../shared/mount.mjs"
import { NextFrame } from "../shared/next_frame.mjs"
import { Player } from "../shared/player.mjs"
import { WidthWatch } from "../shared/width.mjs"
import { Controls } from "./controls.mjs"
import { Scene } from "./deep/scene.mjs"
import { Turning } from "./deep/turning.mjs"
import { Flat } from "./flat_view/flat.mjs"
import { ROWS } from "./flat_view/flat_layout.mjs"
import { NumberGrid } from "./flat_view/number_grid.mjs"
import { Hand } from "./hand.mjs"
import { inksOf } from "./inks.mjs"
import { Layer } from "./layer.mjs"
import { Legend } from "./legend.mjs"
import { State } from "./state.mjs"
import { angleSentence, blockSentence, HOW, placeSentence, pointSentence, sumSentence } from "./words.mjs"

/**
 * @import { Angles } from "./deep/projection.mjs"
 * @import { Pointed } from "./deep/scene.mjs"
 * @import { ControlHooks } from "./controls.mjs"
 * @import { HandHooks, Key } from "./hand.mjs"
 *
 * @typedef {{ place: { row: number, column: number, filter: number } }} Told What Python hears.
 */

// Milliseconds without another step after which the server is told.
const STILL = 500

class FilterBlock {
  /** @param {HTMLElement} root @param {Uint8Array<ArrayBuffer>} data */
  constructor(root, data) {
    this.root = root
    this.words = element("p", "words", root)
    const above = element("div", "tools", root)
    const both = element("div", "both", root)
    const deep = element("div", "deep", both)
    const beside = element("div", "beside", both)
    this.scene = new Scene(deep)
    this.flat = new Flat(beside, (pointed) => this.point(pointed))
    this.sum = element("p", "sum", beside)
    this.pointing = element("p", "pointing", beside)
    const below = element("div", "tools", deep)
    this.legend = new Legend(root)
    this.grid = new NumberGrid(root, () => this.writeGrid())
    this.state = new State(...parts(data))
    this.known = this.state.key
    this.still = 0
    this.controls = new Controls(above, below, this.controlled())
    this.player = new Player(below, this.played())
    this.hand = new Hand(this.scene, this.handled())
    this.turning = new Turning((angles) => this.change(() => this.state.turn(angles)))
    this.frame = new NextFrame(() => this.draw())
    this.width = new WidthWatch(root, () => this.fit())
    /** @type {Mounted<Uint8Array<ArrayBuffer>, Told>["setStateValue"]} */
    this.tell = () => {}
  }

  /** @param {Mounted<Uint8Array<ArrayBuffer>, Told>} mounted */
  receive({ data, setStateValue }) {
    this.tell = setStateValue
    this.width.start()
    const [layer, inks] = parts(data)
    const said = [...layer.header.cell, layer.header.filter].join(" ")
    this.state.take(layer, inks, said !== this.known)
    this.known = said
    this.scene.take(layer, inks)
    this.flat.faces = this.scene.planes.faces
    this.controls.take(layer, layer.depth > ROWS)
    this.legend.show(layer, inks)
    write(this.words, blockSentence(layer))
    this.fit()
    this.writeGrid()
  }

  fit() {
    this.scene.fit()
    this.draw()
  }

  /** @returns {ControlHooks} */
  controlled() {
    const { state } = this
    return {
      look: (angles) => {
        this.turning.start(state.angles, angles)
        announce(this.root, angleSentence(angles))
      },
      turn: (angles) => this.turn(angles),
      zoom: (factor) => this.change(() => state.zoom(factor)),
      choose: (filter) => this.settle(() => state.choose(filter)),
      show: (shown) =>
        this.change(() => {
          state.shown = shown
        }),
      go: (cell) => this.settle(() => state.move(cell)),
      hold: (plane) => this.change(() => state.hold(plane)),
    }
  }

  played() {
    const { state } = this
    return {
      step: (/** @type {number} */ by) => this.change(() => state.go(state.index + by)),
      go: (/** @type {number} */ index) => this.change(() => state.go(index)),
      rest: () => this.rest(),
      first: () => 0,
      at: () => state.index,
      count: () => state.count,
    }
  }

  /** @returns {HandHooks} */
  handled() {
    const { state, scene } = this
    return {
      angles: () => state.angles,
      turn: (angles) => {
        this.turning.stop()
        this.change(() => state.turn(angles))
      },
      hit: (point) => scene.hit(point, state),
      point: (hit) => this.point(hit?.stack === "planes" ? { plane: hit.plane, tap: hit.tap } : null),
      corner: () => state.layer.corner(state.cell),
      drag: (corner) => this.change(() => state.drag(corner)),
      click: (hit) => this.change(() => state.click(hit)),
      key: (key) => this.key(key),
      rest: () => this.rest(),
    }
  }

  /** @param {Key} key */
  key({ move, turn, zoom, filter, end, play }) {
    const { state } = this
    const [row, column] = state.cell
    if (zoom) this.change(() => state.zoom(zoom))
    if (play) this.player.play(!this.player.playing)
    if (filter) this.settle(() => state.choose(state.filter + filter))
    if (turn) this.turn({ turn: state.angles.turn + turn[0], tilt: state.angles.tilt + turn[1] })
    if (move) this.settle(() => state.move([row + move[0], column + move[1]]))
    if (end) this.settle(() => state.go(end < 0 ? 0 : state.count))
  }

  /** By a key, or typed: said as well. @param {Angles} angles */
  turn(angles) {
    this.turning.stop()
    this.change(() => this.state.turn(angles))
    announce(this.root, angleSentence(this.state.angles))
  }

  /** @param {Pointed | null} pointed */
  point(pointed) {
    if (this.state.point(pointed)) this.frame.ask()
  }

  /** @param {() => void} act */
  change(act) {
    act()
    this.frame.ask()
  }

  /** @param {() => void} act what is one step */
  settle(act) {
    this.change(act)
    this.rest()
  }

  /** The block has come to rest: it is said, and the server is told. */
  rest() {
    if (this.player.playing) return
    const { layer, filter, cell } = this.state
    const moment = layer.moment(filter, cell)
    announce(this.root, `${placeSentence(layer, moment)}: ${sumSentence(layer, moment)}`)
    this.writeGrid()
    clearTimeout(this.still)
    this.still = window.setTimeout(() => this.tellPlace(), STILL)
  }

  tellPlace() {
    const { cell, filter, key } = this.state
    if (key === this.known || this.hand.holding || this.player.playing) return
    this.known = key
    this.tell("place", { row: cell[0], column: cell[1], filter })
  }

  writeGrid() {
    const { layer, filter, cell } = this.state
    this.grid.show(layer, layer.moment(filter, cell))
  }

  draw() {
    const started = performance.now()
    const { state } = this
    const view = state.view(this.player.playing)
    this.scene.draw(view)
    this.flat.draw(view, state.plane)
    this.say(view)
    this.controls.draw(view, state.plane)
    this.player.draw()
    Object.assign(this.root.dataset, {
      at: state.key,
      angles: `${Math.round(state.angles.turn)} ${Math.round(state.angles.tilt)}`,
      side: String(state.side),
      took: (performance.now() - started).toFixed(2),
    })
  }

  /** @param {ReturnType<State["view"]>} view */
  say({ layer, moment, pointed }) {
    const [place, sum] = [placeSentence(layer, moment), sumSentence(layer, moment)]
    write(this.sum, `${place}: ${sum}`)
    write(this.pointing, pointSentence(layer, moment, pointed))
    this.scene.canvas.setAttribute("aria-label", `The layer in depth. ${place}: ${sum} ${HOW}`)
    this.flat.canvas.setAttribute("aria-label", `The same numbers, flat. ${sum}`)
  }

  stop() {
    clearTimeout(this.still)
    this.player.stop()
    this.turning.stop()
    this.frame.stop()
    this.width.stop()
  }
}

/** The layer in a message, and its colours. @param {Uint8Array<ArrayBuffer>} data */
function parts(data) {
  const { header, arrays } = unpacked(data, { copied: true })
  const layer = new Layer(header, arrays)
  const palette = canvasColours(/** @type {Uint8Array} */ (arrays.get("palette")?.values))
  return /** @type {[Layer, ReturnType<typeof inksOf>]} */ ([layer, inksOf(layer, palette)])
}

export default component("filter_block", FilterBlock, "This layer could not be drawn in depth")
