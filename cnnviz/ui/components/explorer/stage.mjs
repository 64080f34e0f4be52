// Input, what happens between, and output: in the layout that suits the step.

import { element } from "../shared/dom.mjs"
import { PlaneBoard } from "./boards/plane_board.mjs"
import { SignalBoard } from "./boards/signal_board.mjs"
import { Middle } from "./middle.mjs"

/**
 * @import { Cell } from "../shared/geometry.mjs"
 * @import { MiddleHooks } from "./middle.mjs"
 * @import { Board, BoardHooks, Layout, Moment, Panel, Shown } from "./panel.js"
 */

/** @type {Record<Layout, new (parent: HTMLElement, hooks: BoardHooks, middle: HTMLElement) => Board>} */
const BOARDS = { plane: PlaneBoard, signal: SignalBoard }

/** @implements {Panel} */
export class Stage {
  /**
   * @param {HTMLElement} parent
   * @param {Omit<BoardHooks, "need"> & MiddleHooks} hooks
   */
  constructor(parent, hooks) {
    /** @type {BoardHooks & MiddleHooks} */
    this.hooks = { ...hooks, need: (wide) => this.parts?.middle.need(wide) ?? 0 }
    this.box = element("div", "stage", parent)
    /** @type {Layout | null} */
    this.layout = null
    /** @type {{ middle: Middle, board: Board } | null} */
    this.parts = null
    // The output shown.
    /** @type {Cell} */
    this.cell = [0, 0]
  }

  /**
   * Another step keeps the board, another layout gets a new one; true where it is new.
   * @param {Layout} layout
   */
  arrange(layout) {
    if (layout === this.layout) return false
    this.layout = layout
    this.box.replaceChildren()
    const middle = new Middle(element("div"), this.hooks)
    this.parts = { middle, board: new BOARDS[layout](this.box, this.hooks, middle.box) }
    return true
  }

  /** Which channel's window is looked at, where there are many. */
  get channel() {
    return this.parts?.middle.channel ?? 0
  }

  /** @param {Shown} shown */
  show(shown) {
    this.parts?.middle.show(shown)
    this.parts?.board.show(shown)
  }

  /**
   * @param {Shown} shown
   * @param {Moment} moment
   */
  draw(shown, moment) {
    this.cell = moment.cell
    this.parts?.board.draw(shown, moment)
    this.parts?.middle.draw(shown, moment)
  }

  fit() {
    this.parts?.board.fit()
  }

  /**
   * Zooms around the part of the output shown.
   * @param {number} factor 0 shows everything
   */
  zoom(factor) {
    this.parts?.board.zoom(factor, this.cell)
  }

  /** @param {number} pixels that a cell then takes */
  zoomTo(pixels) {
    this.parts?.board.zoomTo(pixels, this.cell)
  }

  /** @param {Moment} moment */
  follow(moment) {
    this.parts?.board.follow(moment)
  }
}
