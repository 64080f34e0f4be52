// Questions that are answered with a hand: the app's own board, to answer on and then beside the answer.

import { packed, unpacked } from "../shared/message.mjs"

/**
 * @import { Given, Question } from "./file.js"
 * @import { Mounting } from "./mounting.mjs"
 * @import { Pieces } from "./pieces.mjs"
 */

const NAME = "predict"

export class Boards {
  /**
   * @param {Mounting} mounting
   * @param {Pieces} pieces
   */
  constructor(mounting, pieces) {
    this.mounting = mounting
    this.pieces = pieces
  }

  /**
   * A board to answer on; returns what reads it.
   * @param {HTMLElement} parent
   * @param {Question} question
   * @returns {() => Given | null}
   */
  open(parent, question) {
    /** @type {Given | null} */
    let given = null
    this.show(parent, question.board, {}, (_, value) => {
      given = value && Array.from(value)
    })
    return () => given
  }

  /**
   * What was given, beside the right answer.
   * @param {HTMLElement} parent
   * @param {Question} question
   * @param {Given | null} given
   */
  closed(parent, question, given) {
    this.show(parent, question.closed, { given }, () => {})
  }

  /**
   * @param {HTMLElement} parent
   * @param {Question["board"]} said
   * @param {object} more of the header
   * @param {(name: string, value: any) => void} tell
   */
  async show(parent, said, more, tell) {
    if (!said) return
    const message = /** @type {Uint8Array<ArrayBuffer>} */ (await this.pieces.of(said))
    const { header, arrays } = unpacked(message, { copied: true })
    const data = packed({ ...header, ...more }, Object.fromEntries(arrays))
    if (parent.isConnected) this.mounting.mount(parent, { name: NAME, key: NAME, data }, tell)
  }
}
