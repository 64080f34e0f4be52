// Heat over pictures, side by side, with windows framed: see cnnviz/figures/why/listening.py.

import { css } from "../shared/colours.mjs"
import { ask, COVERED, isAsking } from "../shared/course/asking.mjs"
import { element, write } from "../shared/dom.mjs"
import { unpacked } from "../shared/message.mjs"
import { component } from "../shared/mount.mjs"
import { Plane } from "../shared/plane/plane.mjs"
import { BLUE, VERMILION } from "../shared/theme.mjs"
import { WidthWatch } from "../shared/width.mjs"
import { blended } from "./blending.mjs"

/**
 * @import { Mark } from "../shared/plane/painting.mjs"
 *
 * @typedef {{ top: number, left: number, rows: number, columns: number }} Frame In pixels, or parts of them.
 * @typedef {{ title: string, facts: string[], told: string, window: Frame, centre: Frame }} Told
 */

const MOST_HIGH = 360
const SHADES = 9

class HeatView {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.board = element("div", "board", root)
    this.showLegend()
    this.trouble = element("p", "trouble", root)
    this.width = new WidthWatch(root, () => this.fit())
    /** @type {{ holder: HTMLElement, plane: Plane, marks: Mark[] }[]} */
    this.figures = []
  }

  showLegend() {
    const legend = element("ul", "legend", this.root)
    const shades = Array.from({ length: SHADES }, (_, k) => css(blended(0.5, k / (SHADES - 1))))
    const bar = element("li", "", legend)
    element("span", "ramp data", bar).style.background = `linear-gradient(to right, ${shades.join(", ")})`
    element("span", "", bar, "Gradient: from 0 to the largest in each picture")
    for (const [name, words] of [
      ["window", "Theoretical window: all that can reach the unit"],
      ["centre", "Its central half: half the rows, half the columns"],
    ]) {
      const entry = element("li", "", legend)
      element("span", `frame data ${name}`, entry)
      element("span", "", entry, words)
    }
  }

  /** @param {Mounted<Uint8Array<ArrayBuffer>, {}>} mounted */
  receive({ data }) {
    this.width.start()
    const { header, arrays } = unpacked(data, { copied: true })
    ask(this.root, header.asking)
    this.board.replaceChildren()
    this.figures = header.figures.map((/** @type {Told} */ told, /** @type {number} */ at) => {
      const [image, heat] = [`image${at}`, `heat${at}`].map((name) => arrays.get(name))
      if (!image || !heat) throw new Error("a picture is missing")
      return this.figure(told, image.shape, image.values, heat.values)
    })
    write(this.trouble, "")
    this.fit()
  }

  /**
   * @param {Told} told
   * @param {number[]} size
   * @param {ArrayLike<any>} image
   * @param {ArrayLike<any>} heat
   */
  figure({ title, facts, told, window, centre }, [rows, columns], image, heat) {
    const figure = element("figure", "", this.board)
    element("figcaption", "", figure, title)
    const holder = element("div", "holder", figure)
    const none = () => {}
    const plane = new Plane(holder, { point: none, pin: none, zoom: none })
    plane.canvas.setAttribute("role", "img")
    const asking = isAsking(this.root)
    plane.canvas.setAttribute("aria-label", `${title}. ${asking ? COVERED : told}`)
    const most = Array.from(heat).reduce((a, b) => Math.max(a, b), 0) || 1
    const values = Float32Array.from(image, (level) => level / 255)
    const colours = Uint32Array.from(values, (grey, k) => blended(grey, asking ? 0 : heat[k] / most))
    // No numbers are written over the heat: those of the picture would be taken for its own.
    plane.show({ rows, columns, values: values.fill(Number.NaN), colours })
    for (const fact of facts) element("p", "fact hushed", figure, fact)
    /** @type {Mark[]} */
    const marks = [
      { kind: "box", ...centre, colour: BLUE, width: 2 },
      { kind: "box", ...window, colour: VERMILION, width: 3 },
    ]
    return { holder, plane, marks }
  }

  fit() {
    for (const { holder, plane, marks } of this.figures) {
      plane.fit(Math.max(60, holder.clientWidth), MOST_HIGH)
      plane.draw(marks)
    }
  }

  /** @param {string} why */
  explain(why) {
    write(this.trouble, why)
  }

  stop() {
    this.width.stop()
  }
}

export default component("heat", HeatView, "The gradients could not be drawn")
