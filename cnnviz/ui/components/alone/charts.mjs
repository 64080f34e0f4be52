// Charts: drawn by Plotly's script, which the file holds, once everything else is in sight.

import { element } from "../shared/dom.mjs"
import { unpacked } from "./pieces.mjs"

/** @import { ChartSpec, ChartTools, Plotly } from "./file.js" */

// Pixels of one whose layout says nothing.
const HEIGHT = 450
// Milliseconds that a page has for itself before Plotly's script runs, which takes a slow machine a second.
const REST = 400

export class Charts {
  /** @param {ChartTools | null} tools */
  constructor(tools) {
    this.tools = tools
    /** @type {Promise<Plotly> | null} */
    this.library = null
    // One is drawn after the other, and a hand that comes between is answered first.
    this.before = Promise.resolve()
  }

  /**
   * Draws a chart in a place of its own, which has its height from the beginning; returns what takes it away.
   * @param {HTMLElement} parent
   * @param {string} key
   * @param {ChartSpec} spec
   */
  place(parent, key, spec) {
    const place = element("div", "part chart", parent)
    place.dataset.key = key
    place.style.height = `${spec.layout.height ?? HEIGHT}px`
    const draw = () => {
      this.before = this.before.then(() => this.draw(place, spec))
    }
    const fold = place.closest("details")
    if (fold && !fold.open) fold.addEventListener("toggle", draw, { once: true })
    else draw()
    return () => this.library?.then((plotly) => plotly.purge(place))
  }

  /**
   * @param {HTMLElement} place
   * @param {ChartSpec} spec
   */
  async draw(place, spec) {
    if (!this.tools) return
    await painted()
    this.library ??= loaded(this.tools.library)
    const plotly = await this.library
    await painted()
    if (!place.isConnected) return
    const template = this.tools.look[matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"]
    await plotly.newPlot(place, spec.data, { ...spec.layout, template }, { ...spec.config, responsive: true })
  }
}

/** Once the page has been drawn as it stands. */
function painted() {
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
}

/**
 * Runs Plotly's script.
 * @param {string} packed
 * @returns {Promise<Plotly>}
 */
async function loaded(packed) {
  const script = document.createElement("script")
  await new Promise((done) => setTimeout(done, REST))
  script.textContent = new TextDecoder().decode(await unpacked(packed))
  document.head.append(script)
  return /** @type {any} */ (window).Plotly
}
