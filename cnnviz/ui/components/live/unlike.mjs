// That the page's controls say something else than the runs in sight: how, and what can be done about it.

import { element, write } from "../shared/dom.mjs"
import { titledButton } from "./drawing/inputs.mjs"
import { unlikeWords } from "./words/status.mjs"

/** @import { LiveData } from "./panel.js" */

export class Unlike {
  /**
   * @param {HTMLElement} parent
   * @param {{ take(): void, train(): void }} hooks
   */
  constructor(parent, { take, train }) {
    this.root = element("div", "live-unlike", parent)
    this.root.setAttribute("role", "status")
    this.words = element("span", "", this.root)
    this.take = titledButton(this.root, "Take these settings", "Set the controls to what is shown here", take)
    this.train = titledButton(this.root, "Train anew", "Train with what the controls say", train)
  }

  /**
   * @param {LiveData} data
   * @param {boolean} current whether it is about the runs in sight
   * @param {boolean} beginning
   */
  draw({ runs, unlike, takes }, current, beginning) {
    this.root.hidden = !unlike || !current
    write(this.words, unlikeWords(unlike, runs.length))
    this.take.hidden = !takes
    this.train.disabled = beginning || runs.some(({ config }) => !config)
  }
}
