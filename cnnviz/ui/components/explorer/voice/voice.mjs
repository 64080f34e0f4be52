// What is said to those who listen: sentences, once and politely, and rows as tones.

import { announce } from "../../shared/announcer.mjs"
import { momentSentence, outputSentence } from "../sentences.mjs"
import { Hearing, rowSentence } from "./hearing.mjs"
import { rowOf } from "./rows.mjs"

/**
 * @import { Cursor } from "../cursor.mjs"
 * @import { Moment, Shown } from "../panel.js"
 * @import { Work } from "../step/step.mjs"
 */

export class Voice {
  /**
   * @param {HTMLElement} root
   * @param {(on: boolean) => void} hears told when tones begin and end
   */
  constructor(root, hears) {
    this.root = root
    this.hearing = new Hearing(hears)
  }

  /** @param {string} sentence */
  say(sentence) {
    announce(this.root, sentence)
  }

  /**
   * The pinned output.
   * @param {Work} work
   * @param {Moment} moment
   */
  output(work, { terms, cell, value, sum }) {
    this.say(outputSentence(work, terms, cell, value, sum))
  }

  /**
   * What is pointed at.
   * @param {Work} work
   * @param {Moment} moment
   */
  moment(work, moment) {
    this.say(momentSentence(work, moment))
  }

  /**
   * The row that is shown or walked, as tones; ends them where some are heard.
   * @param {Shown | null} shown
   * @param {Cursor} cursor
   */
  hear(shown, cursor) {
    if (this.hearing.sound || !shown) {
      this.hearing.stop()
      return
    }
    const row = rowOf(shown, cursor.moment(shown.work))
    this.hearing.play(row)
    this.say(rowSentence(row))
  }

  stop() {
    this.hearing.stop()
  }
}
