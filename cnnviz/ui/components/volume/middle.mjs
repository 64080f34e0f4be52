// Between stack and output: for each slice under the kernel its window, its weights, their products and their sum.

import { element, write } from "../shared/dom.mjs"
import { text } from "../shared/numbers.mjs"
import { Grid } from "../shared/plane/grid.mjs"

/**
 * @import { Scale } from "../shared/colours.mjs"
 * @import { Share } from "./sums.mjs"
 *
 * @typedef {{ stack: Scale, kernel: Scale, sums: Scale }} Scales products have the kernel's:
 *   nothing in the stack is above 1
 */

const DEAF = { point: () => {}, go: () => {}, from: () => /** @type {[number, number]} */ ([0, 0]) }
const NAMES = ["window", "weights", "products"]

export class Middle {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.root = element("div", "middle", parent)
    /** @type {{ root: HTMLElement, title: HTMLElement, grids: Grid[], sum: HTMLElement }[]} */
    this.slices = []
  }

  /** As many columns as the kernel has slices. @param {number} count */
  need(count) {
    while (this.slices.length > count) this.slices.pop()?.root.remove()
    while (this.slices.length < count) {
      const root = element("div", "share", this.root)
      const title = element("p", "name", root)
      const grids = NAMES.map((name) => new Grid(root, name, DEAF, false))
      for (const { plane } of grids) {
        plane.canvas.removeAttribute("tabindex")
        plane.canvas.setAttribute("role", "img")
      }
      this.slices.push({ root, title, grids, sum: element("p", "sum", root) })
    }
  }

  /**
   * @param {Share[]} shares
   * @param {number} first slice under the kernel
   * @param {[number, number]} size of a window
   * @param {Scales} scales
   * @param {number} side pixels a cell
   */
  draw(shares, first, size, { stack, kernel }, side) {
    this.need(shares.length)
    shares.forEach(({ window, weights, products, sum }, t) => {
      const { title, grids, sum: line } = this.slices[t]
      write(title, `Slice ${first + t + 1}`)
      const contents = /** @type {[number[], Scale][]} */ ([
        [window, stack],
        [weights, kernel],
        [products, kernel],
      ])
      contents.forEach(([values, scale], k) => {
        grids[k].show({ size, values, scale })
        grids[k].fit(side)
        grids[k].draw([], ["Window", "× weights", "= products"][k], values.map(text).join(", "))
      })
      write(line, `Σ ${text(sum)}`)
    })
  }
}
