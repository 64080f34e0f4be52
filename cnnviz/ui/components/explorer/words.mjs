// What is shown, in a sentence to read: canvases point to it as their description, so that it is heard there too.

import { element, write } from "../shared/dom.mjs"
import { COVERED, momentSentence } from "./sentences.mjs"

/** @import { Moment, Panel, Shown } from "./panel.js" */

/** @implements {Panel} */
export class Words {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.read = element("p", "words", parent)
    this.read.id = "moment"
  }

  /**
   * @param {Shown} shown
   * @param {Moment} moment
   */
  draw({ work, asking }, moment) {
    write(this.read, asking ? COVERED : momentSentence(work, moment))
  }
}
